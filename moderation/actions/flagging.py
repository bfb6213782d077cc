"""Reporting a post to the moderators."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privileges import is_new
from accounts.rules import is_expert, require
from audit.recording import record
from lib.errors import LimitError, UserError
from moderation import rules
from moderation.actions.queueing import open_item
from moderation.models import URGENT_REASONS, Flag, FlagReason, ItemKind, ReviewItem
from moderation.weighing import HIDE_AT, weight_of
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import apply_state
from posts.actions.locking import lock_thread
from posts.kinds import Kind, State
from posts.models import Post

DAY = timedelta(days=1)


@transaction.atomic
def flag_post(
    actor: User, post: Post, *, reason: FlagReason, note: str = "", other_id: int | None = None
) -> Flag:
    """Report a post and put it into the queue; a person has one open report a post.

    What is reported by enough people, or called dangerous by a verified expert, is hidden until a moderator has
    looked. Raises UserError when the actor has reported it already or the other question does not exist,
    LimitError when that was the last one for today, PermissionDenied when the rule says no.
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_flag(actor, post))
    require(rules.can_flag_as(post, reason))
    if Flag.objects.filter(post=post, flagger=actor, is_open=True).exists():
        raise UserError(_("You have reported this post already. A moderator will look at it."))
    _refuse_too_many(actor)
    other = _find_other(actor, post, other_id) if reason == FlagReason.DUPLICATE else None
    weight = _weigh(actor, post)
    item = open_item(post, ItemKind.FLAG, is_urgent=reason in URGENT_REASONS, weight=weight)
    ReviewItem.objects.filter(pk=item.pk).update(flag_count=F("flag_count") + 1, version=F("version") + 1)
    flag = Flag.objects.create(
        item=item, post=post, flagger=actor, reason=reason, note=note, weight=weight, duplicate_of=other
    )
    record(actor, "post.flagged", post, reason=reason, weight=weight)
    _hide_if_enough(flag)
    return flag


def _refuse_too_many(actor: User) -> None:
    """Raise LimitError when somebody has sent as many reports within a day as one may."""
    most = settings.FLAGS_A_DAY["new" if is_new(actor) else "others"]
    newest = Flag.objects.filter(flagger=actor, at__gt=timezone.now() - DAY).order_by("-at")
    times = list(newest.values_list("at", flat=True)[:most])
    if len(times) == most:
        pause = timeuntil(times[-1] + DAY)
        raise LimitError(
            _("You can send %(most)d reports within a day. The next one is possible in %(pause)s.")
            % {"most": most, "pause": pause},
            wait=times[-1] + DAY - timezone.now(),
        )


def _find_other(actor: User, post: Post, other_id: int | None) -> Post:
    questions = Post.objects.questions().visible_to(actor).exclude(pk=post.pk)
    other = questions.filter(pk=other_id).first() if other_id else None
    if other is None:
        raise UserError(_("There is no other question at this address."), field="other")
    return other


def _weigh(actor: User, post: Post) -> int:
    """Return what the report counts for; nothing from somebody whose report of this post was turned down."""
    decided = Flag.objects.filter(flagger=actor, is_open=False).aggregate(
        right=Count("pk", filter=Q(was_upheld=True)),
        wrong=Count("pk", filter=Q(was_upheld=False)),
        turned_down=Count("pk", filter=Q(was_upheld=False, post=post)),
    )
    if decided["turned_down"]:
        return 0
    return weight_of(actor, right=decided["right"], wrong=decided["wrong"])


def _hide_if_enough(flag: Flag) -> None:
    """Hide a post when open reports weigh enough; those that a person has decided about are not open any more.

    Articles are signed by people; a report alone takes none away.
    """
    post = flag.post
    if post.state != State.VISIBLE or post.kind == Kind.ARTICLE or not _is_enough(flag):
        return
    apply_state(None, post, State.HIDDEN, reason="flags")
    if post.author:
        notify(post.author, Verb.HIDDEN_FOR_NOW, post)


def _is_enough(flag: Flag) -> bool:
    if flag.reason == FlagReason.DANGEROUS and flag.weight and is_expert(flag.flagger):
        return True
    open_ones = Flag.objects.filter(post=flag.post, is_open=True)
    return open_ones.aggregate(weight=Sum("weight"))["weight"] >= HIDE_AT
