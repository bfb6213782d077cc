"""Asking Akismet about a text that has been stored, and taking it back until a person has looked."""

from django.conf import settings
from django.db import transaction

from audit.recording import record
from lib import akismet as service
from moderation.actions.queueing import open_item
from moderation.models import ApprovedText, ItemKind, Mode, Screening
from moderation.screening.akismet import NAME, REASON, SPAM
from moderation.screening.material import hash_of
from moderation.screening.rules import current_rules
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import apply_state
from posts.actions.locking import lock_thread
from posts.kinds import State
from posts.models import Post


def ask(screening_id: int) -> None:
    """Note what Akismet says of a post; one that it takes for spam waits for a person, if the check counts.

    Nothing happens to a text that a person has approved or that says something else by now. Raises OSError.
    """
    screening = Screening.objects.select_related("post").filter(pk=screening_id).first()
    if screening is None or not settings.AKISMET_KEY or not _is_current(screening, screening.post):
        return
    text = f"{screening.post.title}\n\n{screening.post.body}".strip()
    if service.is_spam(settings.AKISMET_KEY, settings.SITE_URL, text):
        _note(screening)


def _is_current(screening: Screening, post: Post | None) -> bool:
    if post is None or post.state not in (State.VISIBLE, State.PENDING):
        return False
    return hash_of(post.title, post.body) == screening.text_hash


@transaction.atomic
def _note(screening: Screening) -> None:
    _root, post = lock_thread(screening.post_id)
    screening = Screening.objects.select_for_update(of=("self",)).get(pk=screening.pk)
    if any(one["check"] == NAME for one in screening.findings):
        return
    counts = any(rule.check.name == NAME and rule.mode == Mode.ACTIVE for rule in current_rules().checks)
    finding = {"check": NAME, "score": SPAM, "reason": str(REASON), "counts": counts}
    screening.findings = [*screening.findings, finding]
    screening.save(update_fields=["findings"])
    if counts and _is_current(screening, post) and not _is_approved(screening):
        _take_back(post)


def _is_approved(screening: Screening) -> bool:
    return ApprovedText.objects.filter(post=screening.post_id, text_hash=screening.text_hash).exists()


def _take_back(post: Post) -> None:
    """Put a post before moderators; one that is public waits for them, and its author is told."""
    open_item(post, ItemKind.HELD, weight=SPAM // 10)
    if post.state != State.VISIBLE:
        return
    apply_state(None, post, State.PENDING, reason=NAME)
    record(None, "post.held", post, score=SPAM, checks=[NAME])
    if post.author:
        notify(post.author, Verb.HIDDEN_FOR_NOW, post)
