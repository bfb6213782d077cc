"""The form of saying what became of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qa.actions.outcomes import Report
from qa.models.outcome import Measure, Result


class OutcomeForm(forms.Form):
    result = forms.ChoiceField(label=_("How is it now?"), choices=Result, widget=forms.RadioSelect)
    helped = forms.MultipleChoiceField(
        label=_("What has helped?"), choices=Measure, widget=forms.CheckboxSelectMultiple, required=False
    )
    did_not_help = forms.MultipleChoiceField(
        label=_("What have you tried that did not help?"),
        choices=Measure,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if both := set(data.get("helped", [])) & set(data.get("did_not_help", [])):
            labels = ", ".join(str(Measure(one).label) for one in sorted(both))
            self.add_error("did_not_help", _("Helped or did not help? Please choose one: %s") % labels)
        return data

    def report(self) -> Report:
        return Report(**self.cleaned_data)
