"""Mails about what happened, sent in the background."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.selectors.mutes import has_muted
from lib.tasks import retried_task
from notifications.models import FROM_PEOPLE, Notification, Verb

# Told whatever became of the post: to its author, to who reported it, to moderators.
ABOUT_DECISIONS = (Verb.MODERATED, Verb.HIDDEN_FOR_NOW, Verb.FLAG_DECIDED, Verb.QUEUE_LATE)
# Invitations to read on, which nobody needs who is leaving or kept from taking part; the inbox has them all the same.
INVITATIONS = (Verb.TOPIC_ASKED, Verb.SEARCH_FOUND)


@retried_task(smtplib.SMTPException, OSError)
def mail_notification(notification_id: int) -> None:
    """Send one notification by mail, once; nobody is mailed about a post that is not public any more."""
    notification = (
        Notification.objects.select_for_update(of=("self",))
        .select_related("recipient", "post", "actor")
        .filter(pk=notification_id, mailed_at=None)
        .first()
    )
    if notification is None or not _may_mail(notification):
        return
    context = {
        "notification": notification,
        "site_name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse("posts:permalink", args=[notification.post_id]),
        "inbox_url": settings.SITE_URL + reverse("notifications:inbox"),
    }
    message = EmailMultiAlternatives(
        subject=str(notification.get_verb_display()),
        body=render_to_string("notifications/mail.txt", context),
        to=[notification.recipient.email],
    )
    message.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    message.send(using="outbound")
    notification.mailed_at = timezone.now()
    notification.save(update_fields=["mailed_at"])


def _may_mail(notification: Notification) -> bool:
    recipient = notification.recipient
    if not recipient.is_active or recipient.is_demo:
        return False
    if notification.verb in INVITATIONS and (recipient.is_leaving or recipient.is_suspended):
        return False
    # Muted between what happened and now.
    actor = notification.actor
    if actor and notification.verb in FROM_PEOPLE and has_muted(recipient, actor):
        return False
    return notification.post.is_public or notification.verb in ABOUT_DECISIONS


@retried_task(OperationalError)
def tell_question_followers(post_id: int) -> None:
    """Tell those who follow a question of an answer to it."""
    from notifications.actions.telling_news import tell_question_followers as tell  # see below

    tell(post_id)


@retried_task(OperationalError)
def tell_topic_followers(post_id: int) -> None:
    """Tell those who follow a topic of a new question."""
    from notifications.actions.telling_news import tell_topic_followers as tell  # see below

    tell(post_id)


@retried_task(OperationalError)
def tell_saved_searches(post_id: int, people: dict[str, str]) -> None:
    """Tell people of a post that a search which they saved finds; the words of the search by the key of a person."""
    from notifications.actions.telling_news import tell_searchers  # see below

    tell_searchers(post_id, {int(key): words for key, words in people.items()})


@retried_task(OperationalError)
def forget_old_notifications() -> None:
    """Erase what was read more than a year ago."""
    from notifications.actions.forgetting import forget_read  # actions enqueue tasks of this module

    forget_read()


@retried_task(OperationalError)
def tell_of_suggestion(suggestion_id: int) -> None:
    """Tell the author of a suggested edit, or its editor what became of it."""
    from notifications.actions.suggestions import tell  # actions enqueue tasks of this module

    tell(suggestion_id)
