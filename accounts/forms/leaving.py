"""The form by which people leave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.leaving import WhatOfPosts


class LeavingForm(forms.Form):
    """What becomes of the posts, and that it is meant."""

    posts = forms.ChoiceField(
        label=_("What you wrote"), choices=WhatOfPosts.choices, widget=forms.RadioSelect,
        help_text=_(
            "If removed: what nobody has replied to goes for good; where others replied, only your text goes, "
            "so that their words keep their place. Answers that you gave as an expert, and articles, stay in "
            "any case under “Former member”."
        ),
    )  # fmt: skip
    sure = forms.BooleanField(label=_("I want my account to be deleted."))
