"""The form of closing a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qa.models import CloseReason


class CloseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=CloseReason)
