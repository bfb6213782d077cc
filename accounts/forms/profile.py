"""Forms about people."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.handles import HANDLE_LENGTH, TAKEN
from accounts.models import User
from accounts.models.user import BIO_LENGTH, LANGUAGES_AT_MOST
from accounts.names import standing_of, trouble_with_name
from accounts.selectors.people import is_handle_free
from accounts.validators import HANDLE_VALIDATORS
from lib.countries import country_choices
from lib.forms import LineField, PictureField, TextField
from lib.identifying import IdentifyingForm
from lib.languages import language_choices
from lib.time_zones import zone_choices

NOTHING = [("", _("Not said"))]
LANGUAGE_FIELDS = tuple(f"language_{number}" for number in range(1, LANGUAGES_AT_MOST + 1))


def _country_choices() -> list[tuple[str, Any]]:
    return [*NOTHING, *country_choices()]


def _language_choices() -> list[tuple[str, Any]]:
    return [*NOTHING, *language_choices()]


def _zone_choices() -> list[tuple[str, Any]]:
    return [("", _("That of my browser")), *zone_choices()]


def _language_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_language_choices, required=False)


class ProfileForm(IdentifyingForm):
    """What people say about themselves, as `accounts.actions.editing_profile.Profile` takes it."""

    identifying = ("bio",)

    display_name = LineField(
        label=_("Display name"), max_length=60, required=False,
        help_text=_("Shown instead of your handle. It need not be your real name."),
    )  # fmt: skip
    bio = TextField(
        label=_("About you"), rows=5, max_length=BIO_LENGTH, required=False,
        help_text=_("Markdown works: lists, links, emphasis."),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Country"), choices=_country_choices, required=False)
    language_1 = _language_field(_("Language you read"))
    language_2 = _language_field(_("Another language"))
    language_3 = _language_field(_("A third language"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zone_choices, required=False,
        help_text=_("Times are shown in it wherever you sign in. Nobody else sees it."),
    )  # fmt: skip
    hides_activity = forms.BooleanField(
        label=_("Hide my activity"), required=False,
        help_text=_(
            "Your profile then shows this card alone, without lists of what you wrote. "
            "What you wrote stays where it is, with your name. Moderators still see the lists."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        names = ("display_name", "bio", "country", "time_zone", "hides_activity")
        initial = {name: getattr(person, name) for name in names}
        initial |= dict(zip(LANGUAGE_FIELDS, person.languages, strict=False))
        super().__init__(*args, initial=initial, **kwargs)

    def again(self, data: QueryDict) -> Self:
        return type(self)(data, person=self.person)

    def clean_display_name(self) -> str:
        name = self.cleaned_data["display_name"]
        if name != self.person.display_name and (
            trouble := trouble_with_name(name, standing_of(self.person))
        ):
            raise forms.ValidationError(trouble)
        return name

    def clean(self) -> dict[str, Any]:
        """Join the languages into one list without gaps and repetitions."""
        cleaned = super().clean()
        chosen = [cleaned.pop(name, "") for name in LANGUAGE_FIELDS]
        return cleaned | {"languages": list(dict.fromkeys(filter(None, chosen)))}


class HandleForm(forms.Form):
    """A new handle; the rule about the time between changes is the action's."""

    handle = LineField(
        label=_("New handle"), max_length=HANDLE_LENGTH, validators=HANDLE_VALIDATORS,
        help_text=_("3 to 30 small letters, digits or underscores. Everybody sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"]
        if not is_handle_free(handle, self.person):
            raise forms.ValidationError(TAKEN)
        return handle


class AvatarForm(forms.Form):
    file = PictureField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 10 MB. The middle is cut out as a square."),
    )
