"""The code that proves an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 20


class OldAddressForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
