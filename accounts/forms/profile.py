"""The profile form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField, TextField


class ProfileForm(forms.Form):
    display_name = LineField(
        label=_("Display name"), max_length=60, required=False,
        help_text=_("Shown instead of your handle. It need not be your real name."),
    )  # fmt: skip
    bio = TextField(label=_("About you"), rows=4, max_length=500, required=False)
