"""The form of asking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import FixedChoices, SubmissionForm, TextField
from posts.forms import BODY_LIMITS, tags_field, title_field
from posts.kinds import Kind
from posts.picture_forms import TextWithPictures
from qa.actions.asking import Draft
from qa.forms.details import DetailsForm
from qa.triage.intake_rules import get_intake_book

LOW, HIGH = BODY_LIMITS[Kind.QUESTION]


class AskForm(DetailsForm, SubmissionForm, TextWithPictures):
    """A question with the details that help an expert; only title, text and tags are needed.

    `checked` says which findings the person has seen, `answers_seen` that answers were shown.
    """

    identifying = ("title", "body", *DetailsForm.identifying)

    title = title_field()
    body = TextField(
        label=_("Your question"),
        rows=10,
        min_length=LOW,
        max_length=HIGH,
        help_text=_("What happens, since when, and what you have tried. Leave out names and addresses."),
    )
    tags = tags_field()
    is_masked = forms.BooleanField(
        label=_("Ask under a mask: an invented name stands in for yours"),
        help_text=_(
            "A new one for each question. Readers and experts cannot tell that it is you; moderators learn it only "
            "for a reason, and two of them together."
        ),
        required=False,
    )

    danger = forms.MultipleChoiceField(
        label=_("Signs of danger"),
        choices=FixedChoices(
            [*((sign.id, sign.label) for sign in get_intake_book().danger), ("none", _("None of these"))]
        ),
        required=False,
        widget=forms.MultipleHiddenInput,
    )
    checked = forms.CharField(label=_("Seen"), max_length=64, required=False, widget=forms.HiddenInput)
    answers_seen = forms.CharField(label=_("Seen"), max_length=10, required=False, widget=forms.HiddenInput)

    def draft(self) -> Draft:
        data: dict[str, Any] = self.cleaned_data
        details = self.details()
        return Draft(
            title=data["title"],
            body=data["body"],
            tags=data["tags"],
            body_site=details.site,
            side=details.side,
            answers=details.answers,
            private=details.private,
            may_speak=details.may_speak,
            signs=data["danger"],
            is_masked=data["is_masked"],
            submission_key=data["submission_key"],
        )
