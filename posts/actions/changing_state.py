"""Hiding, restoring, deleting and erasing: the only way a post's state ever changes."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from posts import rules
from posts.actions.announcing import COUNTER_OF, announce
from posts.actions.crediting import follow_visibility
from posts.actions.locking import lock_thread
from posts.actions.removing_pictures import remove_pictures_of
from posts.actions.tagging import count_tags
from posts.kinds import Kind, State
from posts.models import Post, PostChange, Revision

PERSONAL_COLUMNS = ("title", "slug", "body", "body_html", "excerpt", "byline", "guest_hash")


@transaction.atomic
def change_state(actor: User, post: Post, to: State, *, reason: str = "") -> Post:
    """Move a post to another state with everything that hangs on it; return the post.

    `reason` is a short code for the record, never a person's text. Raises PermissionDenied when the
    rule or the state machine says no.
    """
    _, post = lock_thread(post.pk)
    require(rules.can_change_state(actor, post, to))
    apply_state(actor, post, to, reason=reason)
    if rules.is_author(actor, post):
        for path in settings.POST_TAKEN_BACK_FOLLOWERS:
            import_string(path)(post)
    return post


def apply_state(actor: User | None, post: Post, to: State, *, reason: str = "") -> Post:
    """Move a locked post whose rule has been checked; without an actor it is a guest or the site itself."""
    before, was_public = State(post.state), post.is_public
    post.state = to
    post.is_public = to == State.VISIBLE and _stands_in_public(post)
    if to == State.PURGED:
        _erase_text(post)
    post.save(update_fields=["state", "is_public", "facets", *PERSONAL_COLUMNS])
    _count_in_parent(post, int(to == State.VISIBLE) - int(before == State.VISIBLE))
    if post.is_root:
        count_tags(post.tag_slugs, int(post.is_public) - int(was_public))
    changed = _spread_visibility(post)
    follow_visibility(changed)
    record(actor, f"post.{to.value}", post, before=before.value, reason=reason)
    announce(PostChange.What.STATE, post.root_or_self_id, changed)
    return post


def show_thread(root: Post, *, is_public: bool) -> None:
    """Let a locked question whose `merged_into` has changed be public or not, with what still stands below it.

    The caller lets the reputation follow (`follow_visibility`).
    """
    was_public, root.is_public = root.is_public, is_public
    root.save(update_fields=["is_public", "merged_into"])
    count_tags(root.tag_slugs, int(is_public) - int(was_public))
    _spread_visibility(root)


def _stands_in_public(post: Post) -> bool:
    """Whether everything above the post is visible."""
    return post.is_root or Post.objects.filter(pk=post.parent_id, is_public=True).exists()


def _erase_text(post: Post) -> None:
    """Keep the row, its place in the thread and its record, but nothing of what was written."""
    for column in PERSONAL_COLUMNS:
        setattr(post, column, "")
    post.facets = []
    Revision.objects.filter(post=post).delete()
    remove_pictures_of(post)
    for path in settings.POST_PURGE_HOOKS:
        import_string(path)(post)


def _count_in_parent(post: Post, change: int) -> None:
    """Keep the parent's counter exact; a retracted answer has been taken out of it already."""
    if post.parent_id and change and not post.is_retracted:
        counter = COUNTER_OF[Kind(post.kind)]
        Post.objects.filter(pk=post.parent_id).update(**{counter: F(counter) + change})


def _spread_visibility(post: Post) -> list[int]:
    """Hand a post's visibility down to all below it; return the keys of all that were looked at."""
    changed, level = [post.pk], [post.pk]
    while level:
        replies = Post.objects.filter(parent_id__in=level, state=State.VISIBLE)
        level = list(replies.values_list("pk", flat=True))
        replies.update(is_public=post.is_public)
        changed += level
    return changed
