"""Bringing content files into the site without ever losing what an editor changed there."""

import hashlib
import json
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.recording import record
from knowledge.actions.moving import keep_slugs, set_slug
from knowledge.actions.text_columns import columns_from_text, store_version
from knowledge.content_files import ContentFile
from knowledge.models import Article, ArticleSlug
from knowledge.structured import Structured
from lib.dates import site_today
from lib.errors import UserError
from posts.actions.announcing import announce
from posts.actions.editing import Edit, apply_edit
from posts.actions.locking import lock_thread
from posts.actions.tagging import make_tags, meant_tags
from posts.actions.writing import NewPost, store_post
from posts.kinds import Kind
from posts.models import Post, PostChange, Revision

TEAM_HANDLE = "unknot_team"


class Outcome(StrEnum):
    """What loading one file did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # an editor's version stays; the file's version waits as a proposed revision


def team_account() -> User:
    """Return the account that stands for the team as author of loaded articles; nobody can sign in with it."""
    team, is_new = User.objects.get_or_create(
        handle=TEAM_HANDLE,
        defaults={
            "email": "team@unknot.invalid",
            "display_name": "Unknot editors",
            "bio": "The editorial account of this site.",
            "is_active": False,
        },
    )
    if is_new:
        team.set_unusable_password()
        team.save(update_fields=["password"])
    return team


@transaction.atomic
def load_article(file: ContentFile, position: int) -> Outcome:
    """Create or update one article from its file; see Outcome for what may happen.

    Raises UserError when the file names an address of another article.
    """
    file = replace(file, tags=_meant(file.tags))
    article = _find(file)
    if article is None:
        _create(file, position)
        return Outcome.CREATED
    if article.file_hash == file.file_hash and article.position == position:
        return Outcome.UNCHANGED
    _root, post = lock_thread(article.pk)
    if article.file_hash == file.file_hash:
        Article.objects.filter(pk=article.pk).update(position=position)
        return Outcome.UPDATED
    on_the_site = fingerprint(post, article.summary, Structured.of(article))
    in_the_file = fingerprint(file_as_post(file), file.summary, structured_of(file))
    if on_the_site not in (article.loaded_hash, in_the_file):
        return _propose(post, file)
    _update(article, post, file, position)
    return Outcome.UPDATED


def _meant(slugs: list[str]) -> list[str]:
    """Return the topics of a file as they are called on this site now."""
    meant = meant_tags(slugs)
    return list(dict.fromkeys(meant.get(slug, slug) for slug in slugs))


def _find(file: ContentFile) -> Article | None:
    """Return the article that has, or had, one of the file's addresses."""
    owners = ArticleSlug.objects.filter(slug__in=file.all_slugs).values("article")
    found = list(Article.objects.filter(pk__in=owners).select_related("post").order_by("pk"))
    if len(found) > 1:
        names = ", ".join(article.slug for article in found)
        raise UserError(_("These addresses belong to several articles: %(names)s") % {"names": names})
    return found[0] if found else None


def fingerprint(post: Post, summary: str, structured: Structured) -> str:
    """Return the hash of what an article says, to see whether anyone has edited it since it was loaded."""
    text = "\x1f".join([post.title, post.body, *post.tag_slugs, summary])
    parts = json.dumps([structured.sources, structured.evidence, structured.related], sort_keys=True)
    return hashlib.sha256(f"{text}\x1f{parts}".encode()).hexdigest()


def structured_of(file: ContentFile) -> Structured:
    return Structured(file.sources, file.evidence, file.related)


def file_as_post(file: ContentFile) -> Post:
    """Return a post that is not stored, with the text of a file."""
    return Post(title=file.title, body=file.body, tag_slugs=sorted(set(file.tags)))


def _create(file: ContentFile, position: int) -> None:
    make_tags(file.tags)
    new = NewPost(
        kind=Kind.ARTICLE,
        title=file.title,
        slug=file.slug,
        body=file.body,
        tags=file.tags,
        body_site=file.body_sites[0] if len(file.body_sites) == 1 else "",
    )
    post = store_post(team_account(), new).post
    article = Article.objects.create(
        post=post, slug=file.slug, **_columns(file, position), **_review_of(file), loaded_hash=_hash(file)
    )
    keep_slugs(article, file.all_slugs)


def _update(article: Article, post: Post, file: ContentFile, position: int) -> None:
    make_tags(file.tags)
    is_new_text = (post.title, post.body, article.summary) != (file.title, file.body, file.summary)
    edit = Edit(title=file.title, body=file.body, reason="Loaded from the content files")
    says_the_same = fingerprint(post, article.summary, Structured.of(article)) == _hash(file)
    store = apply_edit if says_the_same else store_version
    store(team_account(), post, edit, sorted(set(file.tags)))
    columns = _columns(file, position) | _later_review(article, file, is_new_text=is_new_text)
    Article.objects.filter(pk=article.pk).update(**columns, loaded_hash=_hash(file))
    _update_slugs(article, file)
    announce(PostChange.What.EDITED, post.pk, [post.pk])


def _propose(post: Post, file: ContentFile) -> Outcome:
    """Keep the editor's text; store the file's as a revision to merge, once."""
    if Revision.objects.filter(post=post, is_applied=False, body=file.body, title=file.title).exists():
        return Outcome.KEPT
    post.revision_count += 1
    post.save(update_fields=["revision_count"])
    Revision.objects.create(
        post=post,
        number=post.revision_count,
        editor=team_account(),
        title=file.title,
        body=file.body,
        tag_slugs=sorted(set(file.tags)),
        reason="Newer content file, to be merged with the version on the site",
        is_applied=False,
    )
    record(None, "article.proposed", post, revision=post.revision_count)
    return Outcome.KEPT


def _update_slugs(article: Article, file: ContentFile) -> None:
    """Move the article where the file says, unless an editor has moved it on since, which the file does not know."""
    keep_slugs(article, file.all_slugs)
    if article.slug in file.former_slugs:
        set_slug(article, file.slug)


def _hash(file: ContentFile) -> str:
    return fingerprint(file_as_post(file), file.summary, structured_of(file))


def _columns(file: ContentFile, position: int) -> dict[str, Any]:
    return {
        "kind": file.kind,
        "position": position,
        "authors": file.authors,
        "facts": file.facts,
        "body_sites": file.body_sites,
        **columns_from_text(file.summary, file.body, structured_of(file)),
        "file_hash": file.file_hash,
    }


def _later_review(article: Article, file: ContentFile, *, is_new_text: bool) -> dict[str, Any]:
    """Return the review columns of the later of two reviews: the article's, given on the site, or the file's."""
    on_the_site, in_the_file = article.last_reviewed, file.review["last_reviewed"]
    if on_the_site is None or (in_the_file and in_the_file > on_the_site):
        return _review_of(file) | {"text_changed_on": None}
    columns = _review_of(file) if in_the_file == on_the_site else {}
    return columns | ({"text_changed_on": site_today()} if is_new_text else {})


def _review_of(file: ContentFile) -> dict[str, Any]:
    review = file.review
    return {
        "last_reviewed": review["last_reviewed"],
        "reviewed_by": review["reviewed_by"] or "",
        "reviewer_qualification": review["reviewer_qualification"] or "",
        "next_review_due": review["next_due"],
    }
