"""What a moderator wants to see of the queue, from the address of the page."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.languages import LANGUAGE_NAMES
from lib.text_language import COMMON, SCRIPTS
from moderation.models import FlagReason, ItemKind
from moderation.selectors.filters import APPLICATION, CLOSED, OPEN, QueueFilter

AGES = ((1, _("More than an hour")), (24, _("More than a day")), (72, _("More than three days")))
KNOWN_LANGUAGES = [
    (code, LANGUAGE_NAMES[code]) for code in sorted({*COMMON, *SCRIPTS}) if code in LANGUAGE_NAMES
]
ANY = [("", _("Any"))]
KINDS = [*ItemKind.choices, (APPLICATION, _("Application of an expert"))]


class QueueFilterForm(forms.Form):
    """Everything is optional; what makes no sense is left out, never an empty page."""

    show = forms.ChoiceField(choices=[(OPEN, ""), (CLOSED, "")], required=False, widget=forms.HiddenInput)
    urgent = forms.BooleanField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=[*ANY, *KINDS], required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Reported as"), choices=[*ANY, *FlagReason.choices], required=False)
    author = forms.CharField(label=_("Author"), max_length=40, required=False)
    waiting = forms.TypedChoiceField(
        label=_("Waits for"), choices=[*ANY, *AGES], coerce=int, empty_value=0, required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=[*ANY, *KNOWN_LANGUAGES], required=False)

    def wanted(self) -> QueueFilter:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "author" in given:
            given["author"] = given["author"].removeprefix("@")
        return QueueFilter(**given)

    def query(self) -> str:
        """The filter as part of an address, for the links to other pages of the list."""
        wanted = self.wanted()
        given = {name: getattr(wanted, name) for name in self.fields}
        return urlencode({name: "on" if value is True else value for name, value in given.items() if value})
