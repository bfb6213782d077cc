"""Storing a new post. The use cases (asking, answering, commenting) decide who may and call this."""

import uuid
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.recording import record
from lib.inserting import insert, insert_later
from lib.markdown import excerpt, render_article, render_post
from lib.media import shown_pictures
from lib.text import make_slug
from posts.actions.announcing import announce_new
from posts.actions.attaching import attach_pictures, claim_pictures
from posts.actions.following import tell_followers
from posts.actions.screening import refuse_if_said, screen
from posts.actions.tagging import count_tags, set_tags
from posts.kinds import Kind, State
from posts.models import Post, Revision
from posts.submissions import Band, Submission, Verdict


@dataclass(frozen=True)
class Guest:
    """Someone without an account: the name they chose, and the keyed hash of their address."""

    name: str
    address_hash: str


@dataclass(frozen=True)
class NewPost:
    """What a person sends: the text, and where it belongs."""

    kind: Kind
    body: str
    title: str = ""
    slug: str = ""
    root: Post | None = None
    parent: Post | None = None
    tags: list[str] = field(default_factory=list)
    body_site: str = ""
    side: str = ""
    facets: list[str] = field(default_factory=list)
    is_experience: bool = False
    state: State = State.VISIBLE
    guest: Guest | None = None
    # What the screen reads too: notes that are stored elsewhere and shown beside the text.
    beside: str = ""
    # The invented name of someone who asks under a mask.
    mask: str = ""
    submission_key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Written:
    """The stored post, and whether it is new (False: the same form had been sent before)."""

    post: Post
    is_new: bool


def render_body(kind: str, body: str) -> str:
    """Return the safe HTML of a body of this kind; the preview shows exactly this."""
    return render_article(body)[0] if kind == Kind.ARTICLE else render_post(body)


@transaction.atomic(savepoint=False)
def store_post(author: User | None, new: NewPost) -> Written:
    """Screen a post and store it with its first revision, counters, outbox row and audit event.

    The caller holds the lock of the root, and tells nobody of a post that is not visible: one that the screen
    holds is pending. A form that is sent twice makes one post. Without an author the new post names its guest.
    Raises RefusedError when the screen does not want the text, UserError (pictures that it may not show).
    """
    verdict = screen(_submission(author, new))
    if verdict.band != Band.PUBLISH and (earlier := _sent_before(author, new)):
        return Written(earlier, is_new=False)
    refuse_if_said(verdict)
    new = _as_screened(new, verdict)
    html = render_body(new.kind, new.body)
    if shown_pictures(html) and (earlier := _sent_before(author, new)):
        return Written(earlier, is_new=False)
    pictures = claim_pictures(author, new.kind, new.body, html)
    post = Post(**_columns(author, new, html))
    if not insert(post, unless_there=True):
        earlier = _sent_before(author, new)
        if earlier is None:
            raise IntegrityError("Another post stands where this one was to be.")
        return Written(earlier, is_new=False)
    attach_pictures(post, pictures)
    set_tags(post, new.tags)
    _store_first_revision(post)
    record(author, "post.created", post, kind=post.kind)
    verdict.keep(post)
    tell_followers(post)
    if post.state == State.VISIBLE:
        count_tags(post.tag_slugs, 1)
        announce_new(post)
    return Written(post, is_new=True)


def _submission(author: User | None, new: NewPost) -> Submission:
    return Submission(
        author=author,
        kind=new.kind,
        title=new.title,
        body=new.body,
        beside=new.beside,
        root=new.root,
        guest_hash=new.guest.address_hash if new.guest else "",
        submission_key=new.submission_key,
    )


def _as_screened(new: NewPost, verdict: Verdict) -> NewPost:
    """Return what is stored: the words that the screen left, waiting if it said so."""
    waits = verdict.band == Band.HOLD and new.state == State.VISIBLE
    state = State.PENDING if waits else new.state
    return replace(new, title=verdict.title, body=verdict.body, state=state)


def _sent_before(author: User | None, new: NewPost) -> Post | None:
    return Post.objects.filter(author=author, submission_key=new.submission_key).first()


def _columns(author: User | None, new: NewPost, html: str) -> dict[str, object]:
    is_root = new.root is None
    return {
        "kind": new.kind,
        "state": new.state,
        "is_public": new.state == State.VISIBLE and (is_root or bool(new.parent and new.parent.is_public)),
        "author": author,
        "byline": _byline(author, new),
        "guest_hash": new.guest.address_hash if new.guest else "",
        "root": new.root,
        "parent": new.parent,
        "submission_key": new.submission_key,
        "title": new.title,
        "slug": (new.slug or make_slug(new.title)) if is_root else "",
        "body": new.body,
        "body_html": html,
        "excerpt": excerpt(html),
        "is_experience": new.is_experience,
        "body_site": new.body_site,
        "side": new.side if new.body_site else "",
        "facets": new.facets,
    }


def _byline(author: User | None, new: NewPost) -> str:
    """The name to show instead of the author's: a guest's, or the mask that the author wears in this thread."""
    if author is None:
        return new.guest.name if new.guest else ""
    is_own_thread = new.root is not None and new.root.author_id == author.pk
    return new.root.byline if is_own_thread else new.mask


def _store_first_revision(post: Post) -> None:
    insert_later(
        Revision(
            post=post,
            number=1,
            editor=post.author,
            title=post.title,
            body=post.body,
            tag_slugs=post.tag_slugs,
            created_at=post.created_at,
        )
    )
