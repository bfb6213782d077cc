"""Telling people what concerns them."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.selectors.mutes import mute_of
from lib.inserting import Query, insert
from notifications.models import FROM_PEOPLE, Notification, Verb
from notifications.tasks import mail_notification
from posts.models import Post

ONE_MORE = "UPDATE accounts_user SET unread_count = unread_count + 1 FROM stored WHERE accounts_user.id = %s"


def notify(recipient: User, verb: Verb, post: Post, *, note: str = "", actor: User | None = None) -> None:
    """Put a note into someone's inbox and enqueue its mail, in the caller's transaction.

    `actor` is who did it; whoever has muted them hears nothing, unless it is a decision.
    """
    mute = mute_of(recipient, actor) if actor and verb in FROM_PEOPLE else None
    notification = put_into_inbox(recipient, verb, post, note=note, actor=actor, unless=mute)
    if notification:
        mail_notification.enqueue(notification.pk)


def put_into_inbox(
    recipient: User,
    verb: Verb,
    post: Post,
    *,
    note: str = "",
    actor: User | None = None,
    unless: Query | None = None,
) -> Notification | None:
    """Put a note into someone's inbox without the usual mail, unless that query finds something; one statement.

    Nobody is left to tell of a former member's posts.
    """
    if recipient.is_former:
        return None
    notification = Notification(recipient=recipient, verb=verb, post=post, note=note, actor=actor)
    is_stored = insert(notification, unless=unless, also=Query(ONE_MORE, [recipient.pk]))
    return notification if is_stored else None


def notify_many(letters: Iterable[tuple[int, Verb, int, str]]) -> None:
    """Put many notes into inboxes and enqueue their mails, each (person, verb, post, note) given by keys.

    For decisions only, which arrive whoever is muted; former members are left out.
    """
    letters = list(letters)
    gone = User.objects.filter(pk__in={letter[0] for letter in letters}, erased_at__isnull=False)
    former = set(gone.values_list("pk", flat=True))
    sent = Notification.objects.bulk_create(
        Notification(recipient_id=person, verb=verb, post_id=post, note=note)
        for person, verb, post, note in letters
        if person not in former
    )
    counts = Counter(notification.recipient_id for notification in sent)
    for count in sorted(set(counts.values())):
        people = [person for person, number in counts.items() if number == count]
        User.objects.filter(pk__in=people).update(unread_count=F("unread_count") + count)
    for notification in sent:
        mail_notification.enqueue(notification.pk)


def mark_all_read(person: User) -> None:
    """Everything in the inbox counts as read from now on."""
    Notification.objects.filter(recipient=person, read_at=None).update(read_at=timezone.now())
    User.objects.filter(pk=person.pk).update(unread_count=0)
