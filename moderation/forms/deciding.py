"""Forms of deciding about posts and masks."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.suspensions import DAYS, Ability
from lib.body_sites import BodySite
from lib.forms import LineField, TextField
from moderation.house_rules import RULE_CHOICES, RULE_OF
from moderation.models import AGAINST, HARMLESS, AppealOutcome, DecisionAction
from moderation.models.decision import PASSAGE_MAX
from posts.forms import BODY_LIMITS, QuestionField, TagsField
from posts.kinds import TITLE_MAX, TITLE_MIN, Kind
from posts.models import Post

REASON_MIN = 5
# What each action asks for beside rule and reason.
CHOICES_OF = {
    DecisionAction.EDIT: ("title", "body"),
    DecisionAction.CLOSE: ("close_reason", "duplicate_of"),
    DecisionAction.MOVE: ("body_site", "tags"),
    DecisionAction.MERGE: ("target",),
    DecisionAction.SUSPEND: ("days", "abilities"),
}
NEEDED = ("body", "close_reason", "tags", "target", "days")


class UnmaskForm(forms.Form):
    """Why a moderator has to know who is behind a mask."""

    reason = LineField(label=_("Why do we have to know who it is?"), min_length=REASON_MIN, max_length=500)


class OptionalTagsField(TagsField):
    """Tags that only one of the decisions asks for."""

    def clean(self, value: str) -> list[str]:
        return super().clean(value) if value else []


class DecisionForm(forms.Form):
    """One decision; what only some actions ask for stands in groups that show with them."""

    action = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    rule = forms.ChoiceField(
        label=_("House rule"),
        choices=[("", _("None is broken")), *RULE_CHOICES],
        required=False,
        help_text=_("Needed for whatever takes something from the author, who reads it."),
    )
    passage = LineField(
        label=_("Passage"),
        max_length=PASSAGE_MAX,
        required=False,
        help_text=_("The words that break it, copied from the text. The author sees them."),
    )
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_(
            "The author reads this when the post changes. Not needed to publish what waits; "
            "a warning without it says the words that belong to its rule."
        ),
    )
    title = LineField(label=_("New title"), min_length=TITLE_MIN, max_length=TITLE_MAX, required=False)
    body = TextField(label=_("New text"), rows=10, required=False)
    close_reason = forms.ChoiceField(label=_("Why is it closed?"), required=False)
    body_site = forms.ChoiceField(
        label=_("Place of the body"), choices=[("", _("None")), *BodySite.choices], required=False
    )
    tags = OptionalTagsField(
        label=_("Tags"), required=False, help_text=_("One to five, separated by commas.")
    )
    duplicate_of = QuestionField(label=_("Asked and answered before: which question?"), required=False)
    target = QuestionField(label=_("Into which question?"), required=False)
    days = forms.TypedChoiceField(
        label=_("For how many days?"), choices=[(day, str(day)) for day in DAYS], coerce=int, required=False,
        empty_value=None,
    )  # fmt: skip
    abilities = forms.MultipleChoiceField(
        label=_("Suspended from"), help_text=_("Choose none to suspend from all writing."),
        choices=Ability, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(
        self, *args: Any, post: Post, possible: list[DecisionAction], same_as: int | None, **kwargs: Any
    ) -> None:
        initial = {
            "title": post.title, "body": post.body, "body_site": post.body_site,
            "tags": ", ".join(post.tag_slugs), "duplicate_of": same_as, "target": same_as,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.post = post
        self.fields["action"].choices = [(action.value, action.label) for action in possible]
        self.fields["close_reason"].choices = close_reasons()
        if not post.is_root:
            del self.fields["title"]

    def extra_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """What single actions ask for, each with its action, for those that can be chosen."""
        offered = {value for value, _label in self.fields["action"].choices}
        return [
            (action.value, [self[name] for name in names if name in self.fields])
            for action, names in CHOICES_OF.items()
            if action in offered
        ]

    def clean_tags(self) -> list[str]:
        return self.cleaned_data["tags"] if self.data.get("action") == DecisionAction.MOVE else []

    def clean_target(self) -> int | None:
        """Return the number of the other question; None where it is not asked for."""
        if self.data.get("action") != DecisionAction.MERGE:
            return None
        number = self.cleaned_data["target"]
        if number and not Post.objects.filter(pk=number, kind=Kind.QUESTION).exists():
            raise ValidationError(_("There is no such question."))
        return number

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("action") == DecisionAction.APPROVE:
            return gettext("It keeps to the house rules.")
        if (
            not reason
            and self.cleaned_data.get("action") == DecisionAction.WARN
            and self.cleaned_data.get("rule")
        ):
            return str(RULE_OF[self.cleaned_data["rule"]].warning)
        if len(reason) < REASON_MIN:
            raise ValidationError(
                _("Please give the author a reason of at least %(least)d letters."),
                params={"least": REASON_MIN},
            )
        return reason

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        action = data.get("action")
        if action in AGAINST and not data.get("rule"):
            self.add_error("rule", _("Please name the house rule that is broken."))
        if action == DecisionAction.MASK and not data.get("passage"):
            self.add_error("passage", _("Please copy the passage that is to be masked."))
        for name in CHOICES_OF.get(action, ()):
            if name in NEEDED and not data.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for this decision."))
        if action == DecisionAction.EDIT:
            self._check_length(data)
        if action in HARMLESS:
            data["rule"] = data["passage"] = ""
        return data

    def _check_length(self, data: dict[str, Any]) -> None:
        low, high = BODY_LIMITS[Kind(self.post.kind)]
        if data.get("body") and not low <= len(data["body"]) <= high:
            message = _("The text may have %(low)d to %(high)d letters.")
            self.add_error("body", ValidationError(message, params={"low": low, "high": high}))

    def choices(self) -> dict[str, Any]:
        """What the chosen action asks for, cleaned."""
        names = CHOICES_OF.get(self.cleaned_data["action"], ())
        return {name: self.cleaned_data.get(name) for name in names if name in self.fields}


def close_reasons() -> list[tuple[str, Any]]:
    """The reasons that the app above knows for closing a question."""
    return list(import_string(settings.CLOSE_REASONS))


class AppealForm(forms.Form):
    """What the author says against a decision."""

    words = TextField(
        label=_("Why was it wrong?"), rows=5, min_length=10, max_length=1_000,
        help_text=_("A moderator who did not decide about it reads this."),
    )  # fmt: skip


class AppealAnswerForm(forms.Form):
    """The second look."""

    outcome = forms.ChoiceField(label=_("The second look"), choices=AppealOutcome, widget=forms.RadioSelect)
    answer = LineField(
        label=_("Answer"), min_length=REASON_MIN, max_length=500, help_text=_("The author reads this.")
    )
