"""The form of saying that an answer is outdated or could be dangerous."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField
from lib.identifying import IdentifyingForm
from qa.models import ReactionKind
from qa.models.answer import REASON_MAX


class ReactionForm(IdentifyingForm):
    """What is wrong with an answer, and why; of an expert's warning everybody reads the reason."""

    identifying = ("reason",)

    kind = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=ReactionKind, widget=forms.RadioSelect
    )
    reason = LineField(
        label=_("Why?"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("Needed for a danger: what could happen, and to whom."),
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if len(reason) < 10 and self.cleaned_data.get("kind") == ReactionKind.DANGEROUS:
            raise ValidationError(_("Please say what could happen, in at least ten letters."))
        return reason
