"""Saying that one is editing an article, so that two people do not write at cross purposes."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.models import Article, EditLock


@transaction.atomic
def take_lock(actor: User, article: Article, *, from_colleague: bool = False) -> EditLock:
    """Return the article's lock: the actor's, or a colleague's that is fresh and was not to be taken over."""
    require(rules.can_propose(actor))
    lock, is_new = EditLock.objects.select_for_update().get_or_create(
        article=article, defaults={"holder": actor, "at": timezone.now()}
    )
    is_foreign = lock.holder_id != actor.pk
    if is_foreign and lock.is_fresh and not from_colleague:
        return lock
    if is_foreign:
        record(actor, "edit_lock.taken_over", article, from_holder=lock.holder_id)
    if not is_new:
        lock.holder, lock.at = actor, timezone.now()
        lock.save(update_fields=["holder", "at"])
    return lock
