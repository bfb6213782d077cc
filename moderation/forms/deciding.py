"""Forms of deciding about posts and masks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField
from moderation.models import DecisionAction

REASON_MIN = 5


class UnmaskForm(forms.Form):
    """Why a moderator has to know who is behind a mask."""

    reason = LineField(label=_("Why do we have to know who it is?"), min_length=REASON_MIN, max_length=500)


class DecisionForm(forms.Form):
    action = forms.ChoiceField(label=_("Decision"), choices=DecisionAction, widget=forms.RadioSelect)
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("The author reads this when the post changes. Not needed to publish what waits."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("action") == DecisionAction.APPROVE:
            return gettext("It keeps to the house rules.")
        if len(reason) < REASON_MIN:
            raise ValidationError(
                _("Please give the author a reason of at least %(least)d letters."),
                params={"least": REASON_MIN},
            )
        return reason
