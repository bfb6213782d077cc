"""Making one tag a synonym of another one, and taking that back exactly."""

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from posts import rules
from posts.actions.announcing import announce_roots, announce_tags
from posts.models import Post, PostChange, PostTag, Tag, TagFollow, TagMerge, TagMergePost

# As Python sorts: by code point.
REPLACE = """
UPDATE posts_post SET tag_slugs = ARRAY(
    SELECT DISTINCT slug COLLATE "C" FROM unnest(array_replace(tag_slugs, %s, %s)) AS slug ORDER BY 1
)
WHERE id = ANY(%s)
"""
ADD = """
UPDATE posts_post SET tag_slugs = ARRAY(
    SELECT DISTINCT slug COLLATE "C" FROM unnest(tag_slugs || %s::varchar) AS slug ORDER BY 1
)
WHERE id = ANY(%s)
"""


@transaction.atomic
def merge_tags(actor: User, source: Tag, target: Tag) -> TagMerge:
    """Make `source` a word that leads to `target`; posts, words, narrower topics and followers go along.

    Raises PermissionDenied, UserError when one of them is a synonym or both are the same.
    """
    require(rules.can_curate_tags(actor))
    return join_tags(actor, source, target)


def join_tags(actor: User | None, source: Tag, target: Tag) -> TagMerge:
    """Merge without asking for the right, in the caller's transaction; without an actor it is the site itself."""
    posts = _lock_posts(source.slug)
    source, target = _lock_tags(source.pk, target.pk)
    _refuse_nonsense(source, target)
    merge = TagMerge.objects.create(source=source, target=target, actor=actor)
    _move_posts(merge, posts)
    _move_words_and_children(merge)
    _copy_followers(merge)
    Tag.objects.filter(pk=source.pk).update(synonym_of=target, post_count=0)
    _tell(actor, "tag.merged", merge, [post.pk for post in posts])
    return merge


@transaction.atomic
def undo_merge(actor: User, merge: TagMerge) -> None:
    """Take a merge back: every post that still carries the target carries what it did before.

    Posts that were given other topics meanwhile stay as they are. Raises PermissionDenied, UserError when the target
    has been merged itself, which has to be taken back first.
    """
    require(rules.can_curate_tags(actor))
    moved = dict(TagMergePost.objects.filter(merge=merge).values_list("post_id", "had_both"))
    posts = [post for post in _lock_posts(merge.target.slug) if post.pk in moved]
    source, target = _lock_tags(merge.source_id, merge.target_id)
    merge = TagMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at or source.synonym_of_id != target.pk:
        raise UserError(_("This merge cannot be taken back before the ones that came after it."))
    Tag.objects.filter(pk=source.pk).update(synonym_of=None)
    _move_back(merge, source, target, {post: moved[post.pk] for post in posts})
    merge.moved_synonyms.filter(synonym_of=target).update(synonym_of=source)
    merge.moved_children.filter(parent=target).update(parent=source)
    merge.moved_children.filter(pk=target.pk, parent=None).update(parent=source)
    _count_followers_after(TagFollow.objects.filter(merge=merge), target)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    _tell(actor, "tag.merge_undone", merge, [post.pk for post in posts])


def _lock_posts(slug: str) -> list[Post]:
    """Lock all posts with a tag, in the order of their keys; posts come before tags."""
    carrying = Post.objects.tagged(slug).select_for_update(no_key=True).order_by("pk")
    return list(carrying.only("pk", "is_public", "tag_slugs"))


def _lock_tags(source_id: int, target_id: int) -> tuple[Tag, Tag]:
    locked = Tag.objects.select_for_update().filter(pk__in=[source_id, target_id]).order_by("pk").in_bulk()
    return locked[source_id], locked[target_id]


def _refuse_nonsense(source: Tag, target: Tag) -> None:
    if source.pk == target.pk:
        raise UserError(_("A topic cannot be merged with itself."), field="into")
    if source.synonym_of_id or target.synonym_of_id:
        raise UserError(_("One of them leads to another topic already."), field="into")


def _move_posts(merge: TagMerge, posts: list[Post]) -> None:
    source, target = merge.source, merge.target
    both = {post.pk for post in posts if target.slug in post.tag_slugs}
    TagMergePost.objects.bulk_create(
        TagMergePost(merge=merge, post=post, had_both=post.pk in both) for post in posts
    )
    items = PostTag.objects.filter(tag=source)
    items.filter(content_object__in=both).delete()
    items.update(tag=target)
    _run(REPLACE, [source.slug, target.slug, [post.pk for post in posts]])
    new = sum(1 for post in posts if post.is_public and post.pk not in both)
    Tag.objects.filter(pk=target.pk).update(post_count=F("post_count") + new)


def _move_back(merge: TagMerge, source: Tag, target: Tag, posts: dict[Post, bool]) -> None:
    both = [post.pk for post, had_both in posts.items() if had_both]
    alone = [post.pk for post, had_both in posts.items() if not had_both]
    PostTag.objects.bulk_create(
        (PostTag(content_object_id=pk, tag=source) for pk in both), ignore_conflicts=True
    )
    PostTag.objects.filter(content_object__in=alone, tag=target).update(tag=source)
    _run(ADD, [source.slug, both])
    _run(REPLACE, [target.slug, source.slug, alone])
    public = {True: 0, False: 0}
    for post, had_both in posts.items():
        public[had_both] += post.is_public
    Tag.objects.filter(pk=source.pk).update(post_count=public[True] + public[False])
    Tag.objects.filter(pk=target.pk).update(post_count=F("post_count") - public[False])


def _move_words_and_children(merge: TagMerge) -> None:
    synonyms = list(Tag.objects.filter(synonym_of=merge.source_id))
    children = list(Tag.objects.filter(parent=merge.source_id))
    merge.moved_synonyms.set(synonyms)
    merge.moved_children.set(children)
    Tag.objects.filter(pk__in=[tag.pk for tag in synonyms]).update(synonym_of=merge.target_id)
    others = [tag.pk for tag in children if tag.pk != merge.target_id]
    Tag.objects.filter(pk__in=others).update(parent=merge.target_id)
    Tag.objects.filter(pk=merge.target_id, parent=merge.source_id).update(parent=None)


def _copy_followers(merge: TagMerge) -> None:
    """Let those who follow the source follow the target; their own rows stay for a change of mind."""
    already = TagFollow.objects.filter(tag=merge.target_id).values("person")
    new = TagFollow.objects.filter(tag=merge.source_id).exclude(person__in=already)
    made = TagFollow.objects.bulk_create(
        TagFollow(person_id=pk, tag_id=merge.target_id, merge=merge)
        for pk in new.values_list("person_id", flat=True)
    )
    Tag.objects.filter(pk=merge.target_id).update(follower_count=F("follower_count") + len(made))


def _count_followers_after(gone: QuerySet[TagFollow], target: Tag) -> None:
    number, _by_model = gone.delete()
    Tag.objects.filter(pk=target.pk).update(follower_count=F("follower_count") - number)


def _tell(actor: User | None, action: str, merge: TagMerge, post_ids: list[int]) -> None:
    record(actor, action, merge.target, source=merge.source_id, posts=len(post_ids))
    announce_roots(PostChange.What.EDITED, post_ids)
    announce_tags([merge.source.slug, merge.target.slug])


def _run(statement: str, values: list[object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
