"""Moving many posts to other states at once, with everything that hangs on them, in a handful of statements.

What it does to the database is what `apply_state` does post by post; a test holds the two together.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import connection
from django.db.models.functions import Coalesce

from accounts.models import User
from audit.recording import record_many
from posts.actions.announcing import COUNTER_OF, announce_many
from posts.actions.crediting import follow_visibility
from posts.kinds import Kind, State
from posts.models import Post, PostChange, Tag

# A post is public when it and everything above it is visible; returns what has changed.
SPREAD = """
    WITH RECURSIVE tree AS (
        SELECT id, state = 'visible' AS shown FROM posts_post WHERE id = ANY(%s)
        UNION ALL
        SELECT post.id, tree.shown AND post.state = 'visible'
        FROM posts_post AS post JOIN tree ON post.parent_id = tree.id
    )
    UPDATE posts_post AS post SET is_public = tree.shown FROM tree
    WHERE post.id = tree.id AND post.is_public <> tree.shown
    RETURNING post.id
"""
ADD_TO = """
    UPDATE {table} AS counted SET {column} = counted.{column} + change.by
    FROM (SELECT unnest(%s::bigint[]) AS id, unnest(%s::int[]) AS by) AS change WHERE counted.id = change.id
"""


def lock_threads(post_ids: Collection[int]) -> dict[int, Post]:
    """Lock the roots of these posts, then the posts, then the tags of the roots; return the posts, fresh."""
    found = Post.objects.filter(pk__in=post_ids)
    roots = set(found.annotate(top=Coalesce("root_id", "pk")).order_by().values_list("top", flat=True))
    locked = Post.objects.select_for_update(no_key=True, of=("self",))
    list(locked.filter(pk__in=roots).order_by("pk").values_list("pk", flat=True))
    posts = {post.pk: post for post in locked.filter(pk__in=post_ids).order_by("pk")}
    slugs = {slug for post in posts.values() if post.is_root for slug in post.tag_slugs}
    tags = Tag.objects.select_for_update(no_key=True).filter(slug__in=slugs).order_by("pk")
    list(tags.values_list("pk", flat=True))
    return posts


def apply_states(
    actor: User | None, posts: Collection[Post], states: Mapping[int, State], *, reason: str
) -> None:
    """Move locked posts, whose rules have been checked, each to its state; no post is erased this way."""
    moved = [post for post in posts if post.state != states[post.pk]]
    if not moved:
        return
    was_public = {post.pk: post.is_public for post in moved}
    by_state = defaultdict(list)
    for post in moved:
        by_state[states[post.pk]].append(post.pk)
    for state, keys in by_state.items():
        # For a moment no post may be public that is not visible; SPREAD says which of the visible ones are.
        Post.objects.filter(pk__in=keys).update(state=state, is_public=False)
    _count_in_parents(moved, states)
    roots = {post.root_or_self_id for post in moved}
    changed = _spread(roots) | was_public.keys()
    is_public = dict(Post.objects.filter(pk__in=was_public).values_list("pk", "is_public"))
    _count_tags(moved, was_public, is_public)
    follow_visibility(changed)
    record_many(
        actor,
        Post,
        [(post.pk, f"post.{states[post.pk]}", {"before": post.state, "reason": reason}) for post in moved],
    )
    announce_many(PostChange.What.STATE, roots, changed)


def _count_in_parents(moved: Iterable[Post], states: Mapping[int, State]) -> None:
    """Keep the numbers of visible replies."""
    changes: dict[str, Counter] = defaultdict(Counter)
    for post in moved:
        change = int(states[post.pk] == State.VISIBLE) - int(post.state == State.VISIBLE)
        if post.parent_id and change:
            changes[COUNTER_OF[Kind(post.kind)]][post.parent_id] += change
    for column, change_of in changes.items():
        _add("posts_post", column, change_of)


def _spread(roots: Collection[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, [sorted(roots)])
        return {key for (key,) in cursor.fetchall()}


def _count_tags(moved: Iterable[Post], was_public: Mapping[int, bool], is_public: Mapping[int, bool]) -> None:
    changes: Counter = Counter()
    for post in moved:
        change = int(is_public[post.pk]) - int(was_public[post.pk])
        if post.is_root and change:
            changes.update(dict.fromkeys(post.tag_slugs, change))
    keys = dict(Tag.objects.filter(slug__in=changes).values_list("slug", "pk"))
    _add(
        "posts_tag", "post_count", Counter({keys[slug]: change for slug, change in changes.items() if change})
    )


def _add(table: str, column: str, changes: Counter) -> None:
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(ADD_TO.format(table=table, column=column), [list(changes), list(changes.values())])
