"""The form of reporting a post."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField, TextField
from moderation.models import FlagReason
from moderation.rules import can_flag_as
from posts.models import Post

# The number of a question, alone or in its address.
NUMBER = re.compile(r"(?:^|/questions/|/posts/|#)(\d{1,18})(?:/|$)")


class FlagForm(forms.Form):
    """Why a post needs a moderator, among the reasons that such a post can have."""

    reason = forms.ChoiceField(
        label=_("What is wrong with this post?"), choices=FlagReason, widget=forms.RadioSelect
    )
    other = LineField(
        label=_("Where was it asked before?"),
        help_text=_("Only for “Was asked before”: the address of the other question, or its number."),
        max_length=300,
        required=False,
    )
    note = TextField(label=_("What should a moderator know?"), rows=3, max_length=500, required=False)

    def __init__(self, *args: object, post: Post, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        reasons = [reason for reason in FlagReason if can_flag_as(post, reason)]
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
        if FlagReason.DUPLICATE not in reasons:
            del self.fields["other"]

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if not note and self.cleaned_data.get("reason") == FlagReason.OTHER:
            raise ValidationError(_("Please say in a few words what is wrong."))
        return note

    def clean_other(self) -> int | None:
        """Return the number of the other question; None where it is not asked for."""
        if self.cleaned_data.get("reason") != FlagReason.DUPLICATE:
            return None
        found = NUMBER.search(self.cleaned_data["other"])
        if found is None:
            raise ValidationError(_("Please give the address of the other question, or its number."))
        return int(found[1])
