"""The form of reporting a post."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import TextField
from moderation.models import FlagReason


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with this post?"), choices=FlagReason, widget=forms.RadioSelect
    )
    note = TextField(label=_("What should a moderator know?"), rows=3, max_length=500, required=False)

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if not note and self.cleaned_data.get("reason") == FlagReason.OTHER:
            raise ValidationError(_("Please say in a few words what is wrong."))
        return note
