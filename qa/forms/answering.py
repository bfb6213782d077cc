"""Forms of answering and of opinions on answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField, SubmissionForm, TextField
from posts.forms import BODY_LIMITS
from posts.kinds import Kind
from qa.models import Stance

LOW, HIGH = BODY_LIMITS[Kind.QUESTION]


class AnswerForm(SubmissionForm):
    body = TextField(
        label=_("Your answer"),
        rows=12,
        min_length=LOW,
        max_length=HIGH,
        help_text=_("Say what to do, how sure the evidence is, and when to get help."),
    )


class OpinionForm(forms.Form):
    """An expert's opinion on a colleague's answer; anything but plain agreement needs its reason."""

    stance = forms.ChoiceField(label=_("Your opinion"), choices=Stance, widget=forms.RadioSelect)
    reason = LineField(
        label=_("Why?"), help_text=_("Needed unless you simply agree."), max_length=500, required=False
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("stance") in (Stance.CAVEAT, Stance.DISAGREE):
            raise ValidationError(_("Please say why, so that readers can follow."))
        return reason
