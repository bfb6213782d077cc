"""allauth's forms in our words, with the meter that guesses a password's strength while it is typed."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.signup_conflicts import AnswersConflicts

PASSWORD_HINT = _(
    "At least 10 characters. Three or four words that do not belong together are good and easy to remember. "
    "The estimate below is made in your browser; nothing is sent before you send the form."
)
LEVELS = _("Very easy to guess|Easy to guess|Hard to guess|Very hard to guess")


def explain_handle(field: forms.Field) -> None:
    """Say what a handle is, in place of a placeholder."""
    field.label = _("Handle")
    field.help_text = _("3 to 30 small letters, digits or underscores. Everybody sees it.")
    field.widget.attrs.pop("placeholder", None)


def measure(field: forms.Field) -> None:
    """Put the strength meter under a field for a new password."""
    field.help_text = PASSWORD_HINT
    field.widget.attrs["data-behaviour"] = "password-strength"
    field.widget.attrs["data-levels"] = LEVELS


class SignupForm(AnswersConflicts, allauth_forms.SignupForm):
    """Also used for passkeys, then without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain_handle(self.fields["username"])
        if "password1" in self.fields:
            measure(self.fields["password1"])


class SocialSignupForm(AllauthSocialSignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain_handle(self.fields["username"])


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, again")
        measure(self.fields["password1"])


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure(self.fields["password1"])


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure(self.fields["password1"])
