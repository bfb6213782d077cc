"""The sign-up form: allauth's, in our words."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django.utils.translation import gettext_lazy as _

from accounts.signup_conflicts import AnswersConflicts


class SignupForm(AnswersConflicts, AllauthSignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handle = self.fields["username"]
        handle.label = _("Handle")
        handle.help_text = _("3 to 30 small letters, digits or underscores. Everybody sees it.")
        handle.widget.attrs.pop("placeholder", None)
