"""The part of asking that takes answers instead of a text: everything in it may be left out."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib.body_sites import SIDED, BodySite, Side
from lib.forms import FixedChoices, LineField
from qa.actions.telling import Details
from qa.intake import choices
from qa.intake.fields import (
    BY_NAME,
    COLUMNS,
    NOTE_MAX,
    PAIN_MOST,
    PLACE,
    PRIVATE_NAMES,
    Answers,
    Completeness,
    measure,
)
from qa.selectors.intake import Told

# Answers that stand alone: beside another one they say nothing.
ALONE = ("none", "nothing")
OPEN = ("", _("Rather not say"))


@dataclass(frozen=True)
class Group:
    """Fields that stand together under one heading."""

    key: str
    title: str | Promise
    names: tuple[str, ...]


GROUPS = (
    Group("who", _("Who is it about?"), ("for_whom", "may_speak", "age_band")),
    Group(
        "when",
        _("What it feels like, and when it comes"),
        ("feels", "onset", "lasts", "frequency", "times", "triggers"),
    ),
    Group("bad", _("How bad it gets"), ("pain", "sleep")),
    Group("health", _("Medicines and health"), ("medicines", "pregnancy", "conditions")),
    Group("tried", _("What you have tried"), ("tried",)),
)


@dataclass(frozen=True)
class Row:
    """A field with the note that belongs to it, and the box that keeps both for experts."""

    field: BoundField
    note: BoundField | None
    can_be_private: bool
    is_private: bool


@dataclass(frozen=True)
class Shown:
    """A group as the page shows it: folded until something in it was said or has to be corrected.

    `blank` names one in which nobody has said anything, so that it looks the same for everybody.
    """

    key: str
    title: str | Promise
    rows: list[Row]
    is_open: bool
    blank: str


def one_of(known: type[TextChoices], label: str | Promise, **more: Any) -> forms.ChoiceField:
    choices = FixedChoices([OPEN, *known.choices])
    return forms.ChoiceField(label=label, choices=choices, required=False, **more)


def some_of(known: type[TextChoices], label: str | Promise, **more: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    choices = FixedChoices(known)
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget, **more)


def note(label: str | Promise) -> LineField:
    return LineField(label=label, max_length=NOTE_MAX, required=False)


def to_pain(text: str) -> int | None:
    return int(text) if text else None


class IntakeForm(forms.Form):
    """Where it is, and the answers that help an expert; any of them can be for verified experts only."""

    body_site = forms.ChoiceField(
        label=_("Where does it hurt?"),
        choices=FixedChoices([("", _("Not one place")), *BodySite.choices]),
        required=False,
    )
    side = forms.ChoiceField(
        label=_("Which side?"),
        choices=FixedChoices([("", _("Does not matter")), *Side.choices]),
        required=False,
    )
    for_whom = forms.ChoiceField(
        label=_("Who is it about?"), choices=FixedChoices(choices.ForWhom), required=False, widget=forms.RadioSelect,
        initial=choices.ForWhom.SELF,
    )  # fmt: skip
    may_speak = forms.BooleanField(
        label=_(
            "I care for this person and may ask for them. I leave out names and whatever tells who it is."
        ),
        required=False,
    )
    age_band = one_of(choices.AgeBand, _("Age"))
    feels = some_of(choices.Feeling, _("What does it feel or look like?"))
    onset = one_of(choices.Onset, _("Since when?"))
    lasts = one_of(choices.Lasts, _("How long does one episode last?"))
    lasts_note = note(_("How long, in your words"))
    frequency = one_of(choices.Frequency, _("How often does it come?"))
    frequency_note = note(_("How often, in your words"))
    times = some_of(choices.TimeOfDay, _("When does it come?"))
    triggers = some_of(choices.Trigger, _("What sets it off?"))
    triggers_note = note(_("More about that"))
    pain = forms.TypedChoiceField(
        label=_("Pain at its worst"),
        help_text=_("0 is no pain, 10 the worst that you can think of."),
        choices=FixedChoices([("", "–"), *((str(number), str(number)) for number in range(PAIN_MOST + 1))]),
        coerce=to_pain, empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    sleep = one_of(choices.Sleep, _("What does it do to sleep?"))
    medicines = some_of(choices.Medicine, _("Medicines"), help_text=_("Taken now, or in the last weeks."))
    medicines_note = note(_("Which, how much, since when"))
    pregnancy = one_of(choices.Pregnancy, _("Pregnant?"))
    conditions = some_of(choices.Condition, _("Illnesses"))
    conditions_note = note(_("More about illnesses"))
    tried = some_of(choices.Tried, _("What was tried"))
    tried_note = note(_("What helped, what did not"))
    private = forms.MultipleChoiceField(
        label=_("For verified experts only"),
        choices=FixedChoices([(name, name) for name in PRIVATE_NAMES]),
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("side") and data.get("body_site") not in SIDED:
            data["side"] = ""
        for name, told in data.items():
            if isinstance(told, list) and len(told) > 1:
                data[name] = [value for value in told if value not in ALONE]
        self._check_somebody_else(data)
        return data

    def _check_somebody_else(self, data: dict[str, Any]) -> None:
        """Whoever asks for somebody else says that they may, and for a child how old it is."""
        whom, age = data.get("for_whom"), data.get("age_band")
        if whom not in (choices.ForWhom.CHILD, choices.ForWhom.ADULT):
            data["may_speak"] = False
            return
        if not data.get("may_speak"):
            self.add_error("may_speak", _("Please confirm this to ask for somebody else."))
        if whom == choices.ForWhom.CHILD and age not in choices.CHILD_AGES:
            self.add_error("age_band", _("For a child the age matters. Please choose one under 18."))
        if whom == choices.ForWhom.ADULT and age in choices.CHILD_AGES:
            self.add_error(
                "age_band", _("This is the age of a child. Please choose another, or say “A child”.")
            )

    def answers(self) -> Answers:
        return Answers(**{column: self.cleaned_data[column] for column in COLUMNS})

    def details(self) -> Details:
        data = self.cleaned_data
        private = tuple(data["private"])
        return Details(data["body_site"], data["side"], self.answers(), private, data["may_speak"])

    def told_by(self) -> Told:
        """Return what the person tells with this form, who may see all of it."""
        data = self.cleaned_data
        return Told(data["body_site"], data["side"], self.answers(), tuple(data["private"]), is_full=True)

    # ------------------------------------------------------------------ What the page shows

    @property
    def chosen_private(self) -> list[str]:
        """The fields that are marked as being for experts only."""
        return list(self["private"].value() or [])

    @property
    def told(self) -> list[str]:
        """The names of what the form holds now, right or wrong."""
        names = [PLACE] if self["body_site"].value() else []
        return names + [name for name in PRIVATE_NAMES if name in self.fields and self[name].value()]

    @property
    def completeness(self) -> Completeness:
        return measure(self.told)

    @property
    def groups(self) -> list[Shown]:
        return [self._shown(group) for group in GROUPS]

    @property
    def is_place_private(self) -> bool:
        return PLACE in self.chosen_private

    @property
    def has_place(self) -> bool:
        """Whether something was said about the place, or has to be corrected there."""
        return self.is_place_private or any(_says_something(self[name]) for name in ("body_site", "side"))

    def _shown(self, group: Group) -> Shown:
        rows = [self._row(name) for name in group.names]
        is_open = any(_has_something(row) for row in rows)
        is_blank = not is_open and not any(row.is_private for row in rows)
        # What the form says by itself is chosen or not.
        chosen = [name for name in group.names if self[name].value()] if is_blank else []
        blank = f"{group.key} {' '.join(chosen)}" if is_blank else ""
        return Shown(group.key, group.title, rows, is_open, blank)

    def _row(self, name: str) -> Row:
        known = BY_NAME.get(name)
        note_name = known.note if known else ""
        return Row(
            self[name], self[note_name] if note_name else None, known is not None, name in self.chosen_private
        )


def _has_something(row: Row) -> bool:
    """Whether something was said that the form did not say by itself, or is wrong."""
    fields = [row.field, row.note] if row.note else [row.field]
    return any(_says_something(field) for field in fields)


def _says_something(field: BoundField) -> bool:
    value = field.value()
    return bool(value and value != field.field.initial) or field.name in field.form.errors


def initial_of(told: Told) -> dict[str, Any]:
    """Return what the form begins with for a question that has been told about."""
    answers = {column: getattr(told.answers, column) for column in COLUMNS}
    pain = "" if told.answers.pain is None else str(told.answers.pain)
    return answers | {
        "body_site": told.site,
        "side": told.side,
        "pain": pain,
        "private": list(told.private),
        "may_speak": told.may_speak,
    }
