"""allauth's forms for passkeys, hardened against credentials that no browser would send."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField

# What the parsers of credentials raise, besides ValidationError, about bytes that make no sense.
NONSENSE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, struct.error)
NAME_LENGTH = 60


class CredentialField(forms.JSONField):
    """The JSON of a public key credential; anything without its outer form is refused."""

    widget = forms.HiddenInput

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not isinstance(value, dict) or not isinstance(value.get("response"), dict):
            raise get_adapter().validation_error("incorrect_code")


def name_field(*, required: bool = False) -> LineField:
    return LineField(
        label=_("Name"), max_length=NAME_LENGTH, required=required,
        help_text=_("To tell your passkeys apart, for example the name of the device."),
    )  # fmt: skip


class HardenedForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or self.cleaned_data
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class HardenedUseForm(forms.Form):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            raise
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class AddPasskeyForm(HardenedForm, webauthn.AddWebAuthnForm):
    name = name_field()
    credential = CredentialField()
    passwordless = forms.BooleanField(
        label=_("Also sign in with it alone, without the password"), required=False, initial=True
    )


class SignupPasskeyForm(HardenedForm, webauthn.SignupWebAuthnForm):
    name = name_field()
    credential = CredentialField()


class LoginPasskeyForm(HardenedUseForm, webauthn.LoginWebAuthnForm):
    credential = CredentialField()


class AuthenticatePasskeyForm(HardenedUseForm, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()


class ReauthenticatePasskeyForm(HardenedUseForm, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = name_field(required=True)
