"""What is mailed to guests, and to those who follow a discussion."""

import smtplib

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.mailing import link, send
from comments.models import GuestComment
from comments.tokens import CONFIRM_LASTS, Purpose
from lib.tasks import retried_task
from notifications.actions.following import News, tell_followers
from notifications.models import Topic, Verb
from posts.models import Post

MAIL_TROUBLE = (smtplib.SMTPException, OSError)


@retried_task(*MAIL_TROUBLE)
def mail_confirmation(post_id: int) -> None:
    """Ask a guest to confirm the address; nothing is sent when that has happened."""
    guest = _reachable(post_id)
    if guest and guest.confirmed_at is None:
        hours = int(CONFIRM_LASTS.total_seconds() // 3600)
        send(guest, "confirm", _("Confirm your comment"), url=link(Purpose.CONFIRM, guest), hours=hours)


@retried_task(*MAIL_TROUBLE)
def mail_link(post_id: int) -> None:
    """Send a guest the link by which the comment can be edited for a while, and erased for ever."""
    if guest := _reachable(post_id):
        send(guest, "link", _("Your comment waits for a moderator"), url=link(Purpose.MANAGE, guest))


@retried_task(*MAIL_TROUBLE)
def mail_reply(comment_id: int) -> None:
    """Tell a guest who asked for it of a reply, while both are public."""
    comment = Post.objects.public().filter(pk=comment_id).select_related("author").first()
    guest = _reachable(comment.parent_id) if comment else None
    if guest and guest.wants_replies and guest.post.is_public:
        send(
            guest,
            "reply",
            _("Someone replied to your comment"),
            reply=comment,
            url=settings.SITE_URL + reverse("posts:permalink", args=[comment_id]),
            stop_url=link(Purpose.STOP, guest),
        )


@retried_task()
def tell_thread_followers(comment_id: int) -> None:
    """Tell those who follow the discussion of an article or question of a new public comment."""
    comment = Post.objects.public().filter(pk=comment_id).select_related("author", "root", "parent").first()
    if comment:
        actor = None if comment.is_masked else comment.author
        told = {comment.author_id, comment.parent.author_id} - {None}
        tell_followers(comment.root, News(Topic.COMMENTS, Verb.DISCUSSED, comment, actor=actor), besides=told)


def _reachable(post_id: int) -> GuestComment | None:
    """Return a guest whose address is still known, with the post."""
    found = GuestComment.objects.select_related("post__root").exclude(address=b"")
    return found.filter(pk=post_id).first()
