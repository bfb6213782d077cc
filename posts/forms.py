"""Forms about any post, and the fields that several forms share."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lib.body_sites import BodySite
from lib.forms import FixedChoices, LineField, TextField
from lib.identifying import IdentifyingForm
from posts.kinds import (
    ARTICLE_MAX,
    BODY_MAX,
    BODY_MIN,
    COMMENT_MAX,
    COMMENT_MIN,
    REASON_MAX,
    TAG_LENGTH,
    TAG_WIKI_MAX,
    TAGS_MAX,
    TAGS_MIN,
    TITLE_MAX,
    TITLE_MIN,
    Kind,
)
from posts.models import Post, Tag
from posts.models.vote import HELPFUL, NO_VOTE, UNHELPFUL
from posts.picture_forms import TextWithPictures
from posts.tag_names import RESERVED_TAGS, read_tag, split_tags

BODY_LIMITS = {
    Kind.QUESTION: (BODY_MIN, BODY_MAX),
    Kind.ANSWER: (BODY_MIN, BODY_MAX),
    Kind.COMMENT: (COMMENT_MIN, COMMENT_MAX),
    Kind.ARTICLE: (BODY_MIN, ARTICLE_MAX),
}
ADDRESS = re.compile(r"(?:.*/questions/)?([1-9][0-9]{0,17})(?:/.*)?")


class QuestionField(LineField):
    """The number of a question, or its address; cleans to the number, None when nothing was given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, help_text=_("Its address, or the number in it."), **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = ADDRESS.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("Please paste the address of a question of this site."))
        return int(found[1])


class TagsField(LineField):
    """Between one and five tags in one line, separated by commas; cleans to their plain forms."""

    def clean(self, value: str) -> list[str]:
        typed = split_tags(super().clean(value))
        tags = [(text, read_tag(text)) for text in typed]
        if bad := [text for text, tag in tags if tag is None]:
            raise forms.ValidationError(
                _("A tag has letters, digits and hyphens only, at most 30: %(bad)s"),
                params={"bad": ", ".join(bad)},
            )
        names = list(dict.fromkeys(tag for _text, tag in tags if tag))
        if reserved := sorted(RESERVED_TAGS.intersection(names)):
            raise forms.ValidationError(
                _("Nobody can use this tag: %(names)s"), params={"names": ", ".join(reserved)}
            )
        if not TAGS_MIN <= len(names) <= TAGS_MAX:
            raise forms.ValidationError(
                ngettext(
                    "Please give at least one tag and at most %(most)d; this is %(count)d.",
                    "Please give at least one tag and at most %(most)d; these are %(count)d.",
                    len(names),
                ),
                params={"most": TAGS_MAX, "count": len(names)},
            )
        return names


def title_field() -> LineField:
    return LineField(
        label=_("Title"),
        min_length=TITLE_MIN,
        max_length=TITLE_MAX,
        help_text=_("One sentence that says what happens, where and when."),
    )


def tags_field() -> TagsField:
    return TagsField(label=_("Tags"), help_text=_("One to five, separated by commas."))


class VoteForm(forms.Form):
    value = forms.TypedChoiceField(
        choices=FixedChoices([(HELPFUL, ""), (UNHELPFUL, ""), (NO_VOTE, "")]), coerce=int
    )


class EditForm(IdentifyingForm, TextWithPictures):
    """The text of any post, with a reason; title and tags only where the kind has them."""

    identifying = ("title", "body")

    title = title_field()
    body = TextField(label=_("Text"), rows=14)
    tags = tags_field()
    reason = LineField(label=_("What did you change, and why?"), max_length=REASON_MAX, required=False)

    def __init__(
        self, *args: object, post: Post, kept: Mapping[str, object] | None = None, **kwargs: object
    ) -> None:
        self.post = post
        said = {"title": post.title, "body": post.body, "tags": ", ".join(post.tag_slugs)}
        initial = {**said, **(kept or {})}
        super().__init__(*args, initial=initial, **kwargs)
        if not post.is_root:
            del self.fields["title"], self.fields["tags"]
        low, high = BODY_LIMITS[Kind(post.kind)]
        # A new field, because its limits belong to its validators.
        self.fields["body"] = TextField(label=_("Text"), rows=14, min_length=low, max_length=high)
        self.order_fields(["title", "body", "tags", "reason"])

    def again(self, data: QueryDict) -> "EditForm":
        return EditForm(data, post=self.post)


class RetagForm(forms.Form):
    """The topics of a question alone."""

    tags = tags_field()
    reason = LineField(
        label=_("Why these topics?"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("Stands in the history. You can leave it out."),
    )

    def __init__(self, *args: object, post: Post, **kwargs: object) -> None:
        super().__init__(*args, initial={"tags": ", ".join(post.tag_slugs)}, **kwargs)


class DecideForm(forms.Form):
    """Whether a suggested edit is published; a rejection says why."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    note = LineField(max_length=REASON_MAX, required=False)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("decision") == "reject" and not data.get("note"):
            self.add_error("note", _("Please say why you reject it; the editor is told."))
        return data


class PreviewForm(forms.Form):
    body = TextField(max_length=ARTICLE_MAX, required=False)
    kind = forms.ChoiceField(choices=Kind, required=False)


class CompareForm(forms.Form):
    """Two versions of a post to look at beside each other."""

    def __init__(self, *args: object, newest: int, **kwargs: object) -> None:
        super().__init__(*args, initial={"before": max(1, newest - 1), "after": newest}, **kwargs)
        limits = {"min_value": 1, "max_value": newest}
        self.fields["before"] = forms.IntegerField(label=_("Compare version"), **limits)
        self.fields["after"] = forms.IntegerField(label=_("with version"), **limits)


class TagTextForm(forms.Form):
    """What a topic says; its place in the tree only for those who may curate."""

    description = LineField(
        label=_("In one sentence"), max_length=300, required=False,
        help_text=_("What belongs here. It stands in lists and under the title."),
    )  # fmt: skip
    wiki = TextField(
        label=_("More about it"), rows=12, max_length=TAG_WIKI_MAX, required=False,
        help_text=_("What people should know before they ask. Say how sure it is, and link to the guides."),
    )  # fmt: skip
    parent = LineField(label=_("Wider topic"), max_length=TAG_LENGTH, required=False)
    body_site = forms.ChoiceField(
        label=_("Place of the body"), choices=[("", _("None")), *BodySite.choices], required=False
    )

    def __init__(self, *args: object, tag: Tag, can_curate: bool, **kwargs: object) -> None:
        initial = {
            "description": tag.description,
            "wiki": tag.wiki,
            "parent": tag.parent.slug if tag.parent_id else "",
            "body_site": tag.body_site,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if not can_curate:
            del self.fields["parent"], self.fields["body_site"]

    def clean_parent(self) -> str:
        return _one_tag(self.cleaned_data["parent"])


class MergeTagForm(forms.Form):
    """The topic that another one becomes a word for."""

    into = LineField(label=_("Merge into"), max_length=TAG_LENGTH)

    def clean_into(self) -> str:
        return _one_tag(self.cleaned_data["into"])


def _one_tag(text: str) -> str:
    """Return the plain form of one topic; empty stays empty."""
    name = read_tag(text) if text else ""
    if name is None:
        raise forms.ValidationError(_("There is no such topic."))
    return name


class ReadForm(forms.Form):
    """When the page was made that somebody has read."""

    at = forms.DateTimeField(required=False)


class FollowTagForm(forms.Form):
    wanted = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
