"""The form for suspending somebody from their own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.suspensions import DAYS, Ability
from lib.forms import LineField
from moderation.actions.suspending import Terms
from moderation.forms.deciding import REASON_MIN
from moderation.house_rules import RULE_CHOICES
from posts.models import Post


class SuspensionForm(forms.Form):
    """Over what, under which rule, why, for how long and from what."""

    post = forms.TypedChoiceField(
        label=_("Which text shows it?"), coerce=int,
        help_text=_("The latest under their own name. The decision stands with it."),
    )  # fmt: skip
    rule = forms.ChoiceField(label=_("House rule"), choices=[("", _("Choose one")), *RULE_CHOICES])
    reason = LineField(
        label=_("Reason"), min_length=REASON_MIN, max_length=300,
        help_text=_("The person reads it. Say what should be different afterwards."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, widget=forms.RadioSelect,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS],
    )  # fmt: skip
    abilities = forms.MultipleChoiceField(
        label=_("Suspended from"), help_text=_("Choose none to suspend from all writing."),
        choices=Ability, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, texts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {post.pk: post for post in texts}
        self.fields["post"].choices = [(post.pk, _name_of(post)) for post in texts]

    @property
    def chosen_post(self) -> Post:
        return self.texts[self.cleaned_data["post"]]

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(data["rule"], data["reason"], data["days"], tuple(data["abilities"]))


def _name_of(post: Post) -> str:
    return f"{post.get_kind_display()}: {(post.title or post.excerpt)[:80]}"
