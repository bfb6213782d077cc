"""Nobody acts on what they reported themselves; the database says it of decisions as well."""

from django.utils.translation import gettext as _

from accounts.models import User
from lib.errors import UserError
from moderation.models import Flag, ReviewItem


def refuse_own_reports(actor: User, item: ReviewItem) -> None:
    """Raise UserError when the actor's own report is among those of an item, decided or not."""
    if Flag.objects.filter(item=item, flagger=actor).exists():
        raise UserError(_("You have reported this yourself. A colleague decides about it."))
