"""Forms of editing and reviewing articles, and of what readers say about them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.actions.drafting import DraftText
from knowledge.content_files import SUMMARY_MAX
from knowledge.models import Article, Proposal, Significance
from lib.forms import LineField, TextField
from notifications.models import Topic
from posts.forms import BODY_LIMITS, tags_field, title_field
from posts.kinds import REASON_MAX, Kind

LOW, HIGH = BODY_LIMITS[Kind.ARTICLE]
QUALIFICATION_MAX = 120


class ProposalForm(forms.Form):
    """A new text of an article, as far as it has got."""

    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    title = title_field()
    summary = TextField(label=_("Short version"), rows=3, max_length=SUMMARY_MAX)
    body = TextField(label=_("Text"), rows=24, min_length=LOW, max_length=HIGH)
    tags = tags_field()
    significance = forms.ChoiceField(
        label=_("How much does it change?"), choices=Significance, widget=forms.RadioSelect
    )
    note = LineField(
        label=_("What changes, and why?"),
        help_text=_("Followers of the article get this when it is published."),
        max_length=REASON_MAX,
        required=False,
    )

    def text(self) -> DraftText:
        return DraftText(**self.cleaned_data)

    @staticmethod
    def initial_of(article: Article, proposal: Proposal | None) -> dict[str, object]:
        """Return what the form shows: the editor's own draft, else what the article says."""
        if proposal:
            return {
                "title": proposal.title,
                "summary": proposal.summary,
                "body": proposal.body,
                "tags": ", ".join(proposal.tag_slugs),
                "significance": proposal.significance,
                "note": proposal.note,
            }
        return {
            "title": article.post.title,
            "summary": article.summary,
            "body": article.post.body,
            "tags": ", ".join(article.post.tag_slugs),
            "significance": Significance.MEDIUM,
        }


class ReviewForm(forms.Form):
    """A reviewer publishes a text, with or without a signature, or sends it back with a comment."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("publish", _("Publish it")), ("return", _("Send it back"))],
        widget=forms.RadioSelect,
    )
    comment = TextField(
        label=_("What should the author change?"),
        help_text=_("Needed when you send it back."),
        rows=4,
        max_length=1000,
        required=False,
    )
    qualification = LineField(
        label=_("Sign as a full clinical review: your qualification"),
        help_text=_("Leave empty unless you have checked the whole article, not only this change."),
        max_length=QUALIFICATION_MAX,
        required=False,
    )

    def __init__(self, *args: object, can_sign: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not can_sign:
            del self.fields["qualification"]

    def clean_comment(self) -> str:
        comment = self.cleaned_data["comment"]
        if not comment and self.cleaned_data.get("decision") == "return":
            raise ValidationError(_("Please tell the author what is missing."))
        return comment


class SignForm(forms.Form):
    qualification = LineField(label=_("Your qualification"), min_length=3, max_length=QUALIFICATION_MAX)


class ChangeRequestForm(forms.Form):
    reason = TextField(label=_("What needs a change, and why?"), rows=5, min_length=10, max_length=1000)
    is_safety = forms.BooleanField(label=_("Someone could come to harm by what it says now"), required=False)


class ChangeAnswerForm(forms.Form):
    answer = LineField(label=_("Your answer to the reader"), min_length=5, max_length=300)


class FollowForm(forms.Form):
    topic = forms.ChoiceField(choices=Topic)
    wanted = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")


class HelpfulForm(forms.Form):
    is_helpful = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes"
    )
