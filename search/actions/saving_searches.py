"""Saving a search, and telling people of new posts that theirs finds."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from lib.errors import UserError
from posts.models import Post
from search import rules
from search.models import SavedSearch
from search.query import parse
from search.selectors.saved_searches import finds

SAVED_MOST = 20


@transaction.atomic
def save_search(actor: User, text: str) -> SavedSearch:
    """Save a query; saving it again changes nothing. Raises PermissionDenied, UserError (empty, too many)."""
    require(rules.can_save_search(actor))
    query = parse(text)
    if query.is_empty:
        raise UserError(_("There is nothing to search for in this."))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    mine = SavedSearch.objects.filter(person=actor)
    if not mine.filter(text=query.text).exists() and mine.count() >= SAVED_MOST:
        raise UserError(_("You have saved twenty searches already. Please delete one first."))
    return SavedSearch.objects.get_or_create(person=actor, text=query.text)[0]


@transaction.atomic
def forget_search(actor: User, search_id: int) -> None:
    """Delete one of the actor's own searches; one that is not there is no mistake."""
    require(rules.can_save_search(actor))
    SavedSearch.objects.filter(person=actor, pk=search_id).delete()


@transaction.atomic
def tell_searchers(post_ids: Iterable[int]) -> None:
    """Have people told of those of these new posts that a search finds which they saved before; never of their own.

    Each different query is run once, on these posts alone.
    """
    posts = {post.pk: post for post in Post.objects.public().filter(pk__in=list(post_ids))}
    if not posts:
        return
    found: dict[int, dict[str, str]] = {}
    for text in SavedSearch.objects.order_by("text").values_list("text", flat=True).distinct().iterator():
        for key in finds(text, posts):
            for person_id in _who_saved(text, posts[key]):
                found.setdefault(key, {}).setdefault(str(person_id), text)
    for key, people in sorted(found.items()):
        for path in settings.SAVED_SEARCH_TASKS:
            teller: Task = import_string(path)
            teller.enqueue(key, people)


def _who_saved(text: str, post: Post) -> list[int]:
    saved = SavedSearch.objects.filter(text=text, created_at__lt=post.created_at)
    return list(saved.exclude(person=post.author_id).order_by("person").values_list("person", flat=True))
