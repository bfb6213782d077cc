"""Changing the topics of somebody else's question, which is earned before editing its text is."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.models import AuditEvent
from audit.recording import record
from lib.errors import LimitError
from posts import rules
from posts.actions.editing import change_text
from posts.actions.locking import lock_thread
from posts.edits import Edit
from posts.models import Post

ACTION = "post.retagged"
DAY = timedelta(days=1)


@transaction.atomic
def retag_question(actor: User, post: Post, tags: list[str], *, reason: str = "") -> Post:
    """File a question under other topics, as a version of its own whose text is the present one; return the post.

    Synonyms become what they lead to. Nothing is stored when nothing changed.
    Raises PermissionDenied, UserError (unknown topic), LimitError (so many a day), RefusedError.
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_retag(actor, post))
    _refuse_more(actor)
    before = list(post.tag_slugs)
    post = change_text(
        actor, post, Edit(body=post.body, tags=tags, reason=reason or _("Topics"), is_kept=True)
    )
    if post.tag_slugs != before:
        record(actor, ACTION, post, before=before, after=post.tag_slugs)
    return post


def _refuse_more(actor: User) -> None:
    """Raise LimitError when somebody has changed the topics of enough questions within a day."""
    now, most = timezone.now(), settings.RETAGS_A_DAY
    done = AuditEvent.objects.filter(actor=actor, action=ACTION, at__gt=now - DAY).order_by("-pk")
    times = list(done.values_list("at", flat=True)[:most])
    if len(times) < most:
        return
    until = times[-1] + DAY
    message = _(
        "You can change the topics of %(most)d questions a day. The next one is possible in %(pause)s, at %(time)s UTC."
    )
    words = {"most": most, "pause": timeuntil(until, now), "time": f"{until:%H:%M}"}
    raise LimitError(message % words, wait=until - now)
