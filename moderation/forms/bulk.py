"""Forms of deciding about many posts at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField
from moderation.forms.deciding import REASON_MIN
from moderation.house_rules import RULE_CHOICES
from moderation.models import BatchAction
from moderation.selectors.selections import HOURS_MOST, Selection

TIMES = ((1, _("The last hour")), (24, _("The last day")), (24 * 7, _("The last seven days")),
         (24 * 30, _("The last thirty days")), (HOURS_MOST, _("The last ninety days")))  # fmt: skip
SHORTEST = 4


class SelectionForm(forms.Form):
    """How the posts are found; at least one of author, guest, domain and phrase."""

    author = LineField(label=_("Handle of the author"), max_length=40, required=False)
    phrase = LineField(label=_("Phrase"), max_length=200, required=False)
    domain = LineField(label=_("Domain"), max_length=100, required=False)
    guest = forms.IntegerField(
        label=_("Number of a guest's comment"), required=False, min_value=1, max_value=2**62,
        help_text=_("Finds everything from the same address, which is shown to nobody."),
    )  # fmt: skip
    hours = forms.TypedChoiceField(label=_("From"), choices=TIMES, coerce=int, initial=24)
    action = forms.ChoiceField(label=_("What is to be done"), choices=BatchAction, initial=BatchAction.DELETE)

    def clean_author(self) -> str:
        return self.cleaned_data["author"].removeprefix("@")

    def clean_domain(self) -> str:
        return self._long_enough(self.cleaned_data["domain"].lower())

    def clean_phrase(self) -> str:
        return self._long_enough(self.cleaned_data["phrase"])

    def _long_enough(self, text: str) -> str:
        if text and len(text) < SHORTEST:
            message = _("At least %(least)d letters, so that it does not find everything.")
            raise ValidationError(message, params={"least": SHORTEST})
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and self.selection.is_empty:
            raise ValidationError(_("Please say by what the posts are found."))
        return data

    @property
    def selection(self) -> Selection:
        names = ("author", "guest", "domain", "phrase", "hours")
        return Selection(**{name: self.cleaned_data[name] for name in names})


class BatchForm(SelectionForm):
    """The selection once more, with the decision about all that it finds."""

    upto = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)
    rule = forms.ChoiceField(label=_("House rule"), choices=[("", _("Choose one")), *RULE_CHOICES])
    reason = LineField(label=_("Reason"), min_length=REASON_MIN, max_length=300,
                       help_text=_("Each author reads it once."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the form that finds.
        super().__init__(*args, auto_id="decide_%s", **kwargs)
        for name in SelectionForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()


class CleanUpForm(forms.Form):
    """What goes with the account of a spammer."""

    upto = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)
    domains = forms.MultipleChoiceField(
        label=_("Block these domains too"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = LineField(label=_("Reason"), min_length=REASON_MIN, max_length=300, initial=_("Advertising."))

    def __init__(self, *args: Any, domains: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].choices = [(domain, domain) for domain in domains]
