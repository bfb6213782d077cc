"""To which of its versions an answer may go back."""

from django.utils.translation import gettext as _

from lib.doses import find_doses
from lib.errors import UserError
from posts.kinds import Kind
from posts.models import Post, Revision
from qa.models import Answer, Correction


def refuse_unsafe_version(post: Post, revision: Revision) -> None:
    """Keep advice that was corrected, and a dose without its limits, from coming back unseen; raises UserError."""
    if post.kind != Kind.ANSWER:
        return
    if _was_corrected_since(revision):
        raise UserError(
            _("This version was corrected later. If the correction was wrong, please write a new one.")
        )
    if find_doses(revision.body) and not Answer.objects.get(pk=post.pk).dose_route:
        raise UserError(
            _(
                "This version names a dose, whose limits and cautions are not stated now. Please edit the answer."
            )
        )


def _was_corrected_since(revision: Revision) -> bool:
    """Whether a later version is, or came before, a correction: both are stored together, the version first."""
    last = Correction.objects.filter(answer_id=revision.post_id).order_by("-at").values_list("at", flat=True)
    later = Revision.objects.filter(post_id=revision.post_id, number__gt=revision.number, is_applied=True)
    return any(later.filter(created_at__lte=at).exists() for at in last[:1])
