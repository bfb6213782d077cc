"""Bringing content files into the site without ever losing what an editor changed there."""

import hashlib
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.recording import record
from knowledge.actions.text_columns import columns_from_text
from knowledge.content_files import ContentFile
from knowledge.models import Article
from posts.actions.announcing import announce
from posts.actions.editing import Edit, apply_edit
from posts.actions.locking import lock_thread
from posts.actions.tagging import make_tags
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
    """Create or update one article from its file; see Outcome for what may happen."""
    article = Article.objects.select_related("post").filter(slug=file.slug).first()
    if article is None:
        _create(file, position)
        return Outcome.CREATED
    if article.file_hash == file.file_hash and article.position == position:
        return Outcome.UNCHANGED
    _root, post = lock_thread(article.pk)
    if article.file_hash == file.file_hash:
        Article.objects.filter(pk=article.pk).update(position=position)
        return Outcome.UPDATED
    on_the_site = fingerprint(post.title, post.body, post.tag_slugs, article.summary)
    in_the_file = fingerprint(file.title, file.body, sorted(set(file.tags)), file.summary)
    if on_the_site not in (article.loaded_hash, in_the_file):
        return _propose(post, file)
    _update(article, post, file, position)
    return Outcome.UPDATED


def fingerprint(title: str, body: str, tags: list[str], summary: str) -> str:
    """Return the hash of what an article says, to see whether anyone has edited it since it was loaded."""
    text = "\x1f".join([title, body, *tags, summary])
    return hashlib.sha256(text.encode()).hexdigest()


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
    Article.objects.create(post=post, slug=file.slug, **_columns(file, post, position))


def _update(article: Article, post: Post, file: ContentFile, position: int) -> None:
    make_tags(file.tags)
    edit = Edit(title=file.title, body=file.body, reason="Loaded from the content files")
    post = apply_edit(team_account(), post, edit, sorted(set(file.tags)))
    Article.objects.filter(pk=article.pk).update(**_columns(file, post, position))
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


def _columns(file: ContentFile, post: Post, position: int) -> dict[str, Any]:
    review = file.review
    return {
        "kind": file.kind,
        "position": position,
        "summary": file.summary,
        "sources": file.sources,
        "facts": file.facts,
        "related": file.related,
        "body_sites": file.body_sites,
        **columns_from_text(file.body),
        "last_reviewed": review["last_reviewed"],
        "reviewed_by": review["reviewed_by"] or "",
        "reviewer_qualification": review["reviewer_qualification"] or "",
        "next_review_due": review["next_due"],
        "file_hash": file.file_hash,
        "loaded_hash": fingerprint(post.title, post.body, post.tag_slugs, file.summary),
    }
