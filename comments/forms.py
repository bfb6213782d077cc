"""Forms of comments, for members and for guests."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.validators import RESERVED_HANDLES
from lib.forms import LineField, SubmissionForm, TextField
from lib.identifying import IdentifyingForm
from moderation.forms.deciding import AppealForm
from posts.kinds import BYLINE_MAX, COMMENT_MAX, COMMENT_MIN
from posts.picture_forms import TextWithPictures


class CommentForm(IdentifyingForm, SubmissionForm, TextWithPictures):
    body = TextField(label=_("Your comment"), rows=4, min_length=COMMENT_MIN, max_length=COMMENT_MAX)
    is_experience = forms.BooleanField(
        label=_("This is my own experience: what helped me, or did not"), required=False
    )


class GuestCommentForm(IdentifyingForm, SubmissionForm):
    """A comment of someone without an account. `website` is a trap: people do not see it, programs fill it."""

    name = LineField(
        label=_("Your name"),
        min_length=2,
        max_length=BYLINE_MAX,
        help_text=_("Shown with your comment. A first name or an invented one is enough."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Never shown. We send one link there to confirm the comment."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    body = TextField(label=_("Your comment"), rows=5, min_length=COMMENT_MIN, max_length=COMMENT_MAX)
    wants_replies = forms.BooleanField(label=_("Mail me when someone replies to it"), required=False)
    agrees = forms.BooleanField(
        label=_(
            "I agree that my name and comment are published, and that my address is kept, encrypted, "
            "for as long as the mails need it"
        ),
        error_messages={"required": _("Without your agreement we cannot keep the comment.")},
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=300)
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def key(self) -> uuid.UUID:
        """Return the key of this form: the posted one as far as it makes sense, else that of a new form."""
        if self.is_bound and "submission_key" in self.cleaned_data:
            return self.cleaned_data["submission_key"]
        self.initial.setdefault("submission_key", uuid.uuid4())
        return self.initial["submission_key"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if "@" in name or "/" in name:
            raise ValidationError(_("Please give a name, without addresses."))
        if name.casefold() in RESERVED_HANDLES:
            raise ValidationError(_("This name is reserved. Please choose another."))
        return name

    @property
    def is_trapped(self) -> bool:
        """Whether something was written where no person would write; the form has been cleaned."""
        return bool(self.data.get("website"))


class SecondLookForm(AppealForm):
    """A guest's words against a decision; the address only where the site has forgotten it."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that you confirmed the comment from. The answer is sent there; nobody sees it."),
    )  # fmt: skip
    decision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def __init__(self, *args: Any, knows_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_address:
            del self.fields["email"]


class GuestEditForm(IdentifyingForm):
    body = TextField(label=_("Your comment"), rows=5, min_length=COMMENT_MIN, max_length=COMMENT_MAX)
