"""The application to be a verified expert: one page, which can be saved half filled in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.actions.applying import ApplicationText, DocumentChanges
from accounts.forms.uploading import DocumentsField
from accounts.models import ApplicationDocument
from accounts.roles import Profession
from lib.body_sites import BodySite
from lib.countries import country_choices
from lib.forms import LineField, TextField
from lib.languages import LANGUAGE_NAMES, WIDELY_SPOKEN

CHOOSE = ("", _("Please choose"))
TAGS_MOST, TAG_LENGTH = 10, 30
NEEDED = ("profession", "country", "issuing_body", "license_number", "languages", "agrees")


def _countries() -> list[tuple[str, Any]]:
    return [CHOOSE, *country_choices()]


def _stands_first(language: BoundWidget) -> bool:
    return language.data["selected"] or language.data["value"] in WIDELY_SPOKEN


class ApplicationForm(forms.Form):
    profession = forms.ChoiceField(label=_("Profession"), choices=[CHOOSE, *Profession.choices])
    specialty = LineField(
        label=_("Specialty"), max_length=80, required=False, help_text=_("For example: neurology.")
    )
    country = forms.ChoiceField(
        label=_("Country of your license"),
        choices=_countries,
        help_text=_("Where it can be looked up today."),
    )
    issuing_body = LineField(
        label=_("Issuing body"), max_length=120,
        help_text=_("The authority or register that lists your license. It is shown beside your answers."),
    )  # fmt: skip
    license_number = LineField(
        label=_("License number"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Stored encrypted. Only you and the verifiers see it."),
    )  # fmt: skip
    scope_sites = forms.MultipleChoiceField(
        label=_("Places of the body that you answer on"), choices=BodySite.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Choose none for the whole body."),
    )  # fmt: skip
    scope_tags = LineField(
        label=_("Topics that you know best"), max_length=300, required=False,
        help_text=_("Up to ten, separated by commas. For example: night cramps, dystonia."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages that you can answer in"), choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    documents = DocumentsField(
        label=_("Documents"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB each, at most 5 altogether. A license, a diploma or a letter of "
                    "the register. Only verifiers open them, and they are erased 30 days after the decision."),
    )  # fmt: skip
    remove = forms.TypedMultipleChoiceField(
        label=_("Take away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    conflicts = TextField(
        label=_("Conflicts of interest"), rows=3, max_length=1000, required=False,
        help_text=_("Who pays you for what could touch your answers: makers of medicines or devices, courses, books. "
                    "Leave it empty if there is nothing."),
    )  # fmt: skip
    agrees = forms.BooleanField(label=_("I have read the rules for experts and keep to them"))

    def __init__(
        self, *args: Any, documents: Iterable[ApplicationDocument], complete: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remove"].choices = [(document.pk, document.name) for document in documents]
        for name in NEEDED:
            self.fields[name].required = complete

    def clean_scope_tags(self) -> list[str]:
        parts = [slugify(part, allow_unicode=True) for part in self.cleaned_data["scope_tags"].split(",")]
        tags = list(dict.fromkeys(part for part in parts if part))
        if len(tags) > TAGS_MOST:
            raise forms.ValidationError(_("At most ten topics."))
        if any(len(tag) > TAG_LENGTH for tag in tags):
            raise forms.ValidationError(_("A topic has at most 30 characters."))
        return tags

    def first_languages(self) -> list[BoundWidget]:
        """Return the choices that stand in the open: widely spoken languages, and those that are chosen."""
        return [option for option in self["languages"] if _stands_first(option)]

    def more_languages(self) -> list[BoundWidget]:
        """Return the choices that are folded."""
        return [option for option in self["languages"] if not _stands_first(option)]

    def text(self) -> ApplicationText:
        """Return what a valid form says."""
        names = ApplicationText.__dataclass_fields__
        return ApplicationText(**{name: self.cleaned_data[name] for name in names})

    def document_changes(self) -> DocumentChanges:
        """Return the documents to add and to take away, as far as they are valid."""
        data = self.cleaned_data
        return DocumentChanges(data.get("documents") or (), data.get("remove") or ())
