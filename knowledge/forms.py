"""Forms of editing and reviewing articles, and of what readers say about them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.actions.drafting import DraftText
from knowledge.addresses import is_free_for_articles
from knowledge.content_files import SLUG, SUMMARY_MAX
from knowledge.models import Article, Proposal, Significance
from knowledge.models.article import SLUG_MAX
from knowledge.structured import (
    LineError,
    Structured,
    evidence_lines,
    read_evidence,
    read_slugs,
    read_sources,
    source_lines,
)
from lib.forms import LineField, TextField
from notifications.models import Topic
from posts.forms import BODY_LIMITS, tags_field, title_field
from posts.kinds import REASON_MAX, Kind
from posts.picture_forms import TextWithPictures

LOW, HIGH = BODY_LIMITS[Kind.ARTICLE]
QUALIFICATION_MAX = 120
LINES_MAX = 30_000


class LinesField(TextField):
    """Entries with one line each; cleans to what `read` makes of them, and names the line that it cannot read."""

    def __init__(self, *, read: Callable[[str], list[Any]], **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LINES_MAX, **kwargs)
        self.read = read

    def clean(self, value: str) -> list[Any]:
        try:
            return self.read(super().clean(value))
        except LineError as error:
            raise ValidationError(str(error)) from None


class ProposalForm(TextWithPictures):
    """A new text of an article, as far as it has got."""

    pictures_max = None

    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    title = title_field()
    summary = TextField(label=_("Short version"), rows=3, max_length=SUMMARY_MAX)
    body = TextField(label=_("Text"), rows=24, min_length=LOW, max_length=HIGH)
    tags = tags_field()
    sources = LinesField(
        label=_("Sources"),
        help_text=_("One a line: Organization | Title | Year | URL. Year and URL may be empty."),
        read=read_sources,
        rows=8,
    )
    evidence = LinesField(
        label=_("How sure is this?"),
        help_text=_(
            "One a line: claim | certainty | note. Certainty is strong, moderate, weak, disputed or unknown."
        ),
        read=read_evidence,
        rows=6,
    )
    related = LinesField(
        label=_("Read next"),
        help_text=_("The addresses of other articles, one a line, such as night-leg-cramps."),
        read=read_slugs,
        rows=3,
    )
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
        data = dict(self.cleaned_data)
        structured = Structured(**{name: data.pop(name) for name in ("sources", "evidence", "related")})
        return DraftText(**data, structured=structured)

    @staticmethod
    def initial_of(article: Article, proposal: Proposal | None) -> dict[str, object]:
        """Return what the form shows: the editor's own draft, else what the article says."""
        post, beside = proposal or article.post, proposal or article
        return {
            "title": post.title,
            "summary": beside.summary,
            "body": post.body,
            "tags": ", ".join(post.tag_slugs),
            "sources": source_lines(beside.sources),
            "evidence": evidence_lines(beside.evidence),
            "related": "\n".join(beside.related),
            "significance": proposal.significance if proposal else Significance.MEDIUM,
            "note": proposal.note if proposal else "",
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


class MoveForm(forms.Form):
    """A new address for an article."""

    slug = LineField(
        label=_("New address"),
        help_text=_("Small letters, digits and hyphens, such as night-leg-cramps."),
        min_length=3,
        max_length=SLUG_MAX,
    )

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if not SLUG.match(slug):
            raise ValidationError(
                _("Only small letters, digits and single hyphens between them are possible.")
            )
        if not is_free_for_articles(slug):
            raise ValidationError(_("Another page of the site has this address."))
        return slug


class OwnerForm(forms.Form):
    """Who looks after an article; empty is nobody."""

    owner = forms.ModelChoiceField(queryset=None, required=False, label=_("Looked after by"))

    def __init__(self, *args: object, people: QuerySet[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people
