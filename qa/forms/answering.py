"""Forms of answering, of changing and withdrawing answers, and of opinions on them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.doses import DoseMention, find_doses
from lib.forms import FixedChoices, LineField, SubmissionForm, TextField
from lib.identifying import IdentifyingForm
from posts.forms import BODY_LIMITS
from posts.kinds import Kind
from posts.picture_forms import TextWithPictures
from qa.answer_templates import left_blank
from qa.models import Evidence, Stance
from qa.models.answer import DOSE_COLUMNS, REASON_MAX, STATEMENT_MAX, WITHOUT_SOURCE
from qa.statement import Statement, read_sources, source_lines

LOW, HIGH = BODY_LIMITS[Kind.QUESTION]
OFFERED = [choice for choice in Evidence.choices if choice[0] != Evidence.NOT_STATED]
SOURCES_LENGTH = 6_000


class Interests(models.TextChoices):
    """Whether somebody could think that the author has an interest in the answer."""

    NONE = "none", _("No")
    SOME = "some", _("Yes, readers should know")


class Change(models.TextChoices):
    """What a change of an answer means for those who have read it."""

    WORDING = "wording", _("Only the wording, or something added")
    CORRECTION = "correction", _("A correction: the advice is different now")


class StatementForm(IdentifyingForm, TextWithPictures):
    """The text of an answer and what stands beside it; refuses what is missing, field by field."""

    identifying = ("body", "changes_advice", "get_help", "disclosure")

    body = TextField(
        label=_("Your answer"),
        rows=12,
        min_length=LOW,
        max_length=HIGH,
        help_text=_("Begin with the answer in one or two sentences, then say what to do, step by step."),
    )
    evidence = forms.ChoiceField(
        label=_("What does it rest on?"),
        choices=FixedChoices(OFFERED),
        widget=forms.RadioSelect,
        help_text=_("The strongest that carries your main advice. Experience is welcome when it says so."),
    )
    sources = TextField(
        label=_("Sources"),
        rows=3,
        max_length=SOURCES_LENGTH,
        required=False,
        help_text=_(
            "One a line: what it is, and its address, DOI or PubMed number. Needed unless you answer from experience."
        ),
    )
    changes_advice = TextField(
        label=_("What would change this advice?"),
        rows=3,
        min_length=10,
        max_length=STATEMENT_MAX,
        help_text=_("For example a pregnancy, a medicine, weak kidneys, or how long it has lasted."),
    )
    get_help = TextField(
        label=_("Get help if"),
        rows=3,
        min_length=10,
        max_length=STATEMENT_MAX,
        help_text=_(
            "Signs after which nobody should go on trying alone, and how soon: now, today, this week."
        ),
    )
    interests = forms.ChoiceField(
        label=_("Do you earn from, or get support for, anything that you recommend here?"),
        choices=FixedChoices(Interests),
        widget=forms.RadioSelect,
    )
    disclosure = LineField(label=_("What should readers know?"), max_length=REASON_MAX, required=False)
    dose_route = LineField(
        label=_("How it is taken"),
        max_length=120,
        required=False,
        help_text=_("For example by mouth, or on the skin."),
    )
    dose_limits = LineField(
        label=_("Limits"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("The most in a day, for how long, and who must check it."),
    )
    dose_cautions = LineField(
        label=_("Cautions"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("Who must not take it, and what it does not go with."),
    )

    def clean_sources(self) -> list[dict[str, str]]:
        try:
            return read_sources(self.cleaned_data["sources"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, object]:
        data = super().clean()
        evidence = data.get("evidence")
        if evidence and evidence not in WITHOUT_SOURCE and data.get("sources") == []:
            self.add_error("sources", _("Please name at least one source, or answer from experience."))
        self._check_blanks(data)
        self._check_interests(data)
        self._check_dose(data)
        return data

    def _check_blanks(self, data: dict[str, object]) -> None:
        """Nothing is published that a template left for the expert to fill in."""
        for name in ("body", "changes_advice", "get_help"):
            if blank := left_blank(str(data.get(name, ""))):
                self.add_error(name, _("Please fill this in or take it out: %(blank)s") % {"blank": blank})

    def _check_interests(self, data: dict[str, object]) -> None:
        if data.get("interests") == Interests.SOME and not data.get("disclosure"):
            self.add_error("disclosure", _("Please say in a few words what it is."))
        if data.get("interests") == Interests.NONE:
            data["disclosure"] = ""

    def _check_dose(self, data: dict[str, object]) -> None:
        """A dose is published with its route, limits and cautions, or not at all."""
        mentions = find_doses(str(data.get("body", "")))
        if not mentions and not any(data.get(name) for name in DOSE_COLUMNS):
            return
        for name in DOSE_COLUMNS:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _dose_message(mentions))

    def statement(self) -> Statement:
        data = self.cleaned_data
        names = ("evidence", "changes_advice", "get_help", "sources", "disclosure", *DOSE_COLUMNS)
        return Statement(**{name: data[name] for name in names})

    @property
    def needs_dose(self) -> bool:
        """Whether the fields about a dose have to be seen: something in them is missing or filled."""
        return any(self[name].errors or self[name].value() for name in DOSE_COLUMNS)

    @property
    def needs_disclosure(self) -> bool:
        return bool(self["disclosure"].errors or self["disclosure"].value())


def _dose_message(mentions: list[DoseMention]) -> str:
    if not mentions:
        return _("Please fill in all three about the dose, or none.")
    words = f"{mentions[0].drug}, {mentions[0].dose}"
    return _("Your text names a dose (%(words)s), so readers need this too.") % {"words": words}


class AnswerForm(StatementForm, SubmissionForm):
    """A new answer."""


class EditAnswerForm(StatementForm):
    """One's own answer, changed; whoever corrects the advice says what was wrong."""

    identifying = (*StatementForm.identifying, "reason")

    change = forms.ChoiceField(
        label=_("What did you change?"),
        choices=Change,
        widget=forms.RadioSelect,
        help_text=_("A correction is shown on the answer with your reason, and people concerned are told."),
    )
    reason = LineField(
        label=_("What was changed, and why?"),
        max_length=REASON_MAX,
        required=False,
        help_text=_("Needed for a correction; everybody can read it."),
    )

    @staticmethod
    def initial_of(body: str, statement: Statement) -> dict[str, object]:
        """Return what the form shows of an answer; what was never stated is left for the author to say."""
        is_stated = statement.evidence != Evidence.NOT_STATED
        return {
            **statement.columns(),
            "body": body,
            "evidence": statement.evidence if is_stated else None,
            "sources": source_lines(statement.sources),
            "interests": (Interests.SOME if statement.disclosure else Interests.NONE) if is_stated else None,
            "change": Change.WORDING,
        }

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("change") == Change.CORRECTION:
            raise ValidationError(_("Please say what was wrong, so that those who have read it can follow."))
        return reason

    @property
    def is_correction(self) -> bool:
        return self.cleaned_data["change"] == Change.CORRECTION


class RetractForm(IdentifyingForm):
    """Why the author no longer stands by an answer."""

    identifying = ("reason",)

    reason = LineField(
        label=_("Why do you withdraw it?"),
        min_length=10,
        max_length=REASON_MAX,
        help_text=_("Everybody can read this. The answer itself stays, folded, so that nobody wonders."),
    )


class OpinionForm(IdentifyingForm):
    """An expert's opinion on a colleague's answer; anything but plain agreement needs its reason."""

    identifying = ("reason",)

    stance = forms.ChoiceField(label=_("Your opinion"), choices=Stance, widget=forms.RadioSelect)
    reason = LineField(
        label=_("Why?"), help_text=_("Needed unless you simply agree."), max_length=500, required=False
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("stance") in (Stance.CAVEAT, Stance.DISAGREE):
            raise ValidationError(_("Please say why, so that readers can follow."))
        return reason
