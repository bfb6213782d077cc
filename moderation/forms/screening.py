"""Forms of the lists and of the checks."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField
from moderation.actions.watching import Entry
from moderation.models import Mode, WatchedAction, WatchedKind
from moderation.screening.material import WORD

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
HOW_LONG = [("", _("For ever")), ("7", _("A week")), ("30", _("A month")), ("180", _("Half a year"))]
SCORE_MAX = 500


class WatchForm(forms.Form):
    """Something to watch, and what is done about it."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=WatchedKind)
    pattern = LineField(
        label=_("Phrase or domain"),
        help_text=_("Phrases count as whole words; end a word with * to take whatever goes on from it."),
        max_length=200,
    )
    action = forms.ChoiceField(label=_("What is done?"), choices=WatchedAction, initial=WatchedAction.HOLD)
    replacement = LineField(label=_("Other words, to replace a phrase"), max_length=200, required=False)
    days = forms.ChoiceField(label=_("For how long?"), choices=HOW_LONG, required=False)
    note = LineField(label=_("Why? For your colleagues"), max_length=200, required=False)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        kind, pattern, action = data.get("kind"), data.get("pattern", ""), data.get("action")
        if kind != WatchedKind.PHRASE and pattern and not DOMAIN.fullmatch(pattern.removeprefix("www.")):
            self.add_error("pattern", _("Please give a domain, such as example.org."))
        if kind == WatchedKind.PHRASE and pattern and not WORD.search(pattern):
            self.add_error("pattern", _("Please give at least one word."))
        if action == WatchedAction.REPLACE and kind != WatchedKind.PHRASE:
            self.add_error("action", _("Only phrases can be replaced."))
        if action == WatchedAction.REPLACE and not data.get("replacement"):
            self.add_error("replacement", _("Please say by what."))
        return data

    def clean_days(self) -> int | None:
        return int(self.cleaned_data["days"]) if self.cleaned_data["days"] else None

    def entry(self) -> Entry:
        return Entry(**self.cleaned_data)


class RuleForm(forms.Form):
    """What becomes of one check, or a trial of it."""

    name = forms.SlugField(widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=_("Counts"), choices=Mode)
    threshold = forms.IntegerField(label=_("From"), min_value=1, max_value=SCORE_MAX)
    intent = forms.ChoiceField(choices=[("try", ""), ("change", "")])

    def first_error(self) -> str:
        return " ".join(error for errors in self.errors.values() for error in errors)
