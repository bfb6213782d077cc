"""What an administrator looks for in the record."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.selectors.record import RecordFilter


class RecordForm(forms.Form):
    """Everything is optional."""

    actor = forms.CharField(label=_("Who"), max_length=40, required=False,
                            help_text=_("A handle; - for the site itself."))  # fmt: skip
    action = forms.CharField(
        label=_("Did what"),
        max_length=60,
        required=False,
        help_text=_("How the action begins, e.g. moderation."),
    )
    target_type = forms.CharField(label=_("To what"), max_length=40, required=False)
    target_id = forms.IntegerField(label=_("Its number"), min_value=1, max_value=2**62, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def wanted(self) -> RecordFilter:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "actor" in given:
            given["actor"] = given["actor"].removeprefix("@")
        return RecordFilter(**given)

    def query(self) -> str:
        """The filter as part of an address."""
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return urlencode({name: value for name, value in given.items() if value})

    def narrowed_by(self) -> list[str]:
        return sorted(name for name, value in self.cleaned_data.items() if value)
