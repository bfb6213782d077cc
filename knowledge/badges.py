"""Badges for those who make the guides better."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.badges import Badge
from audit.models import AuditEvent
from knowledge.models import ChangeRequest, Proposal, ProposalState


def in_print() -> Iterable[int]:
    published = Proposal.objects.filter(state=ProposalState.PUBLISHED)
    return published.order_by().values_list("author_id", flat=True).distinct()


def led_to_a_change() -> Iterable[int]:
    """Readers of remarks that were answered, and whose article got a new text after they were made."""
    later = Proposal.objects.filter(
        article_id=OuterRef("article_id"), state=ProposalState.PUBLISHED, decided_at__gt=OuterRef("at")
    )
    answered = ChangeRequest.objects.filter(Exists(later), is_open=False)
    return answered.order_by().values_list("reader_id", flat=True).distinct()


def signed() -> Iterable[int]:
    signatures = AuditEvent.objects.filter(
        Q(action="article.signed") | Q(action="proposal.published", details__signed=True),
        actor__isnull=False,
    )
    return signatures.order_by().values_list("actor_id", flat=True).distinct()


BADGES = (
    Badge("in-print", _("In print"), _("Wrote a text for a guide that a second person published."),
          "book-open-check", in_print),
    Badge("sharp-eye", _("Sharp eye"), _("Told the editors what a guide needs, and the guide was changed."),
          "glasses", led_to_a_change),
    Badge("signed", _("Signed"), _("Put their own name to a clinical review of a guide."), "signature", signed),
)  # fmt: skip
