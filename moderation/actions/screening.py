"""What the site asks about each text before it is public (settings.POST_SCREEN), and what is remembered of it."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.recording import record
from lib.encryption import encrypt
from lib.errors import LimitError
from lib.inserting import insert, insert_later
from moderation.actions.queueing import change_seen, open_item
from moderation.akismet_tasks import ask_akismet
from moderation.models import ApprovedText, ItemKind, ReviewItem, Screening
from moderation.screening.findings import DECISIVE
from moderation.screening.gathering import gather, is_trusted
from moderation.screening.inspection import Inspection, Said, inspect
from moderation.screening.lists import current_lists
from moderation.screening.material import Material
from moderation.screening.phrases import replaced
from moderation.screening.rules import Rules, current_rules
from posts.kinds import Kind, State
from posts.models import Post
from posts.submissions import Band, Submission, Verdict, circumstances

PURPOSE = "moderation.screening"
REASONS_SHOWN = 3
# A report of a member weighs about 1 to 3; a text that is just held as much as a few of them.
POINTS_A_WEIGHT = 10


def screen(submission: Submission) -> Verdict:
    """Return what is to become of a text; two statements, and next to none for those who are trusted.

    Articles have their own reviewers. Raises LimitError when somebody has brought too much that was refused
    before a moderator today.
    """
    trusted = is_trusted(submission.author)
    title, body = submission.title, submission.body
    if submission.kind == Kind.ARTICLE:
        return Verdict(Band.PUBLISH, title, body)
    if not trusted:
        title, body = replaced(title), replaced(body)
    rules = current_rules()
    material = gather(submission, is_trusted=trusted)
    inspection = inspect(material, rules, is_trusted=trusted)
    if trusted and not inspection.said:
        return Verdict(Band.PUBLISH, title, body)
    band = _band(submission, material, inspection, rules)
    keep = partial(_keep, material, inspection, band)
    if band == Band.REFUSE:
        circumstances().refused.append(partial(_remember_refusal, material, inspection))
    return Verdict(band, title, body, message=message_of(band, inspection), keep=keep)


def _band(submission: Submission, material: Material, inspection: Inspection, rules: Rules) -> Band:
    """What a person has approved is never held again; what was refused goes to a person who is asked for."""
    if inspection.band == Band.PUBLISH or is_approved(submission, material):
        return Band.PUBLISH
    if inspection.band == Band.REFUSE and circumstances().asks_a_person:
        _refuse_many_appeals(submission.author, rules)
        return Band.HOLD
    return inspection.band


def is_approved(submission: Submission, material: Material) -> bool:
    """Whether a person has approved this text: of this post, or another of the same author."""
    same = ApprovedText.objects.filter(text_hash=material.hash)
    mine = Q(post=submission.post) if submission.post else Q()
    if submission.author:
        mine |= Q(post__author=submission.author)
    return bool(mine) and same.filter(mine).exists()


def _refuse_many_appeals(author: User | None, rules: Rules) -> None:
    most = settings.SCREENING["appeals_a_day"]
    since = timezone.now() - timedelta(days=1)
    brought = Screening.objects.filter(
        author=author, band=Band.HOLD, score__gte=rules.refuse_at, at__gt=since
    )
    times = list(brought.order_by("-at").values_list("at", flat=True)[:most]) if author else []
    if len(times) >= most:
        raise LimitError(
            _("You can bring %(most)d refused texts a day before a moderator.") % {"most": most},
            wait=times[-1] - since,
        )


def message_of(band: Band, inspection: Inspection) -> str:
    """Return what the author reads: the reasons, never the passages, and what can be done."""
    if band == Band.PUBLISH:
        return ""
    reasons = " ".join(reasons_of(inspection.counting))
    if band == Band.HOLD:
        return _(
            "A moderator reads it before it is public, usually within a day, and you are told. "
            "Why an automatic check stopped it: %(reasons)s"
        ) % {"reasons": reasons}
    return _(
        "An automatic check does not take this text: %(reasons)s Change it, or send it to a moderator, who decides."
    ) % {"reasons": reasons}


def reasons_of(said: Sequence[Said]) -> list[str]:
    """Return the weightiest reasons, as sentences; only what decides alone where there is such a thing."""
    decisive = [one for one in said if one.finding.score >= DECISIVE]
    weightiest = sorted(decisive or said, key=lambda one: -one.finding.score)
    return [str(one.finding.reason) for one in weightiest[:REASONS_SHOWN]]


def _keep(material: Material, inspection: Inspection, band: Band, post: Post) -> None:
    """Remember what was found in a post that has been stored, and put one that waits before moderators."""
    screening = Screening(post=post, **_columns(material, inspection, band))
    if settings.AKISMET_KEY and not is_trusted(material.author):
        insert(screening)
        ask_akismet.enqueue(screening.pk)
    else:
        insert_later(screening)
    is_edit = material.without is not None
    if band == Band.HOLD and (post.state == State.PENDING or is_edit):
        record(None, "post.held", post, score=inspection.score, checks=_names(inspection), is_edit=is_edit)
        kind = ItemKind.HELD if post.state == State.PENDING else ItemKind.SUGGESTED_EDIT
        open_item(post, kind, weight=inspection.score // POINTS_A_WEIGHT)
        circumstances().told.append(message_of(band, inspection))
    if is_edit and post.state == State.PENDING:
        _make_screens_stale(post)


def _make_screens_stale(post: Post) -> None:
    """What a moderator may have open shows another text."""
    for item in ReviewItem.objects.filter(post=post, is_open=True):
        change_seen(item)


def _remember_refusal(material: Material, inspection: Inspection) -> None:
    Screening.objects.create(post_id=material.without, **_columns(material, inspection, Band.REFUSE))


def _columns(material: Material, inspection: Inspection, band: Band) -> dict[str, object]:
    passages = {one.check: one.finding.evidence for one in inspection.said if one.finding.evidence}
    return {
        "author": material.author,
        "text_hash": material.hash,
        "score": inspection.score,
        "band": band,
        "findings": [
            {
                "check": one.check,
                "score": one.finding.score,
                "reason": str(one.finding.reason),
                "counts": one.counts,
            }
            for one in inspection.said
        ],
        "evidence": encrypt(PURPOSE, json.dumps(passages).encode()) if passages else b"",
        "version": f"{current_rules().version}-{current_lists().version}",
    }


def _names(inspection: Inspection) -> list[str]:
    return [one.check for one in inspection.counting]
