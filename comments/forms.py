"""The comment form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import SubmissionForm, TextField
from posts.kinds import COMMENT_MAX, COMMENT_MIN


class CommentForm(SubmissionForm):
    body = TextField(label=_("Your comment"), rows=4, min_length=COMMENT_MIN, max_length=COMMENT_MAX)
    is_experience = forms.BooleanField(
        label=_("This is my own experience: what helped me, or did not"), required=False
    )
