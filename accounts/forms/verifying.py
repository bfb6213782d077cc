"""What verifiers and administrators say about experts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.judging_applications import Opinion
from accounts.standing import VALID_DAYS, VALID_DAYS_MOST
from lib.dates import site_today
from lib.forms import TextField


def _in_a_year() -> date:
    return site_today() + timedelta(days=VALID_DAYS)


class InformationForm(forms.Form):
    wanted = TextField(
        label=_("What you need from the applicant"), rows=3, max_length=1000,
        help_text=_("The applicant reads this. Opinions given so far will no longer count."),
    )  # fmt: skip


class OpinionForm(forms.Form):
    """Approve with a last day, or not, with a reason."""

    verdict = forms.ChoiceField(
        label=_("What did you find?"), widget=forms.RadioSelect,
        choices=[("approve", _("The license is confirmed")), ("reject", _("It cannot be confirmed"))],
    )  # fmt: skip
    checked = TextField(
        label=_("What you checked, and how"), rows=4, max_length=2000,
        help_text=_("For the other verifiers. No license number, please: this stays when the documents are erased."),
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Valid until, if confirmed"), required=False, initial=_in_a_year,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At most two years from today. The earlier of the two verifiers' days counts."),
    )  # fmt: skip
    reason = TextField(
        label=_("Reason, if it cannot be confirmed"), rows=3, max_length=1000, required=False,
        help_text=_("The applicant reads this."),
    )  # fmt: skip

    def clean_valid_until(self) -> date | None:
        day, today = self.cleaned_data["valid_until"], site_today()
        if day and not today < day <= today + timedelta(days=VALID_DAYS_MOST):
            raise forms.ValidationError(_("Choose a day after today, within two years."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        verdict = data.get("verdict")
        if verdict == "approve" and not data.get("valid_until") and "valid_until" not in self.errors:
            self.add_error("valid_until", _("Say until when it is valid."))
        if verdict == "reject" and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why, so that the applicant understands."))
        return data

    def opinion(self) -> Opinion:
        """Return what a valid form says; an approval has no reason, a rejection no last day."""
        data = self.cleaned_data
        if data["verdict"] == "approve":
            return Opinion(approves=True, checked=data["checked"], valid_until=data["valid_until"])
        return Opinion(approves=False, checked=data["checked"], reason=data["reason"])


class SuspensionForm(forms.Form):
    reason = TextField(
        label=_("Reason"), rows=3, max_length=500, help_text=_("The expert reads this. It is not public.")
    )
