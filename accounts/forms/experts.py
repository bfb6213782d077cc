"""What narrows the directory of experts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Profession
from lib.body_sites import BodySite
from lib.countries import country_name
from lib.languages import LANGUAGE_NAMES

ANY = ("", _("Any"))


class DirectoryForm(forms.Form):
    """The five filters; one that makes no sense is left out and says so."""

    profession = forms.ChoiceField(label=_("Profession"), choices=[ANY, *Profession.choices], required=False)
    where = forms.ChoiceField(label=_("Answers on"), choices=[ANY, *BodySite.choices], required=False)
    topic = forms.ChoiceField(label=_("Knows best"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[ANY, *LANGUAGE_NAMES.items()], required=False)

    def __init__(self, data: object, *, countries: list[str], topics: list[str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        named = sorted((country_name(code), code) for code in countries)
        self.fields["country"].choices = [ANY, *((code, name) for name, code in named)]
        self.fields["topic"].choices = [ANY, *((topic, topic) for topic in topics)]

    def chosen(self) -> dict[str, str]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
