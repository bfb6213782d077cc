"""What people get of their questions and answers beside the texts, when they download their data."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from qa.models import Agreement, Answer, Correction, Merge, Question
from qa.models.answer import STATEMENT_COLUMNS
from qa.selectors.intake import read_intake


def details(person: User) -> Iterable[Row]:
    """The place and the answers of the intake, the private ones opened."""
    found = Question.objects.filter(post__author=person).order_by("pk")
    for question in found.select_related("post__author", "post__intake", "post__private_details"):
        told = read_intake(question.post, person)
        yield {
            "post_number": question.pk,
            "accepted": question.accepted_answer_id,
            "standing": question.standing,
            "closed_reason": question.closed_reason,
            "closed_at": question.closed_at,
            "place": told.site,
            "side": told.side,
            "only_for_experts": list(told.private),
            **asdict(told.answers),
        }


def standings(person: User) -> Iterable[Row]:
    found = Answer.objects.filter(post__author=person).order_by("pk")
    columns = ("profession", "specialty", "country", "register", "checked_on", "valid_until")
    return found.values(
        *columns, *STATEMENT_COLUMNS, "retracted_at", "retraction_reason", post_number=F("post_id")
    )


def corrections(person: User) -> Iterable[Row]:
    found = Correction.objects.filter(answer__post__author=person).order_by("pk")
    return found.values("reason", "at", post_number=F("answer_id"))


def opinions(person: User) -> Iterable[Row]:
    found = Agreement.objects.filter(expert=person).order_by("pk")
    return found.values("stance", "reason", "profession", "at", post_number=F("answer_id"))


def closed(person: User) -> Iterable[Row]:
    found = Question.objects.filter(closed_by=person).order_by("pk")
    return found.values("closed_reason", "closed_at", post_number=F("post_id"))


def merges(person: User) -> Iterable[Row]:
    found = Merge.objects.filter(Q(merged_by=person) | Q(undone_by=person)).order_by("pk")
    return found.values("merged_at", "undone_at", merged=F("source_id"), into=F("target_id"))


SECTIONS = (
    Section("question_details", _("Details of your questions"), details),
    Section("answers_standing", _("Your standing in your answers"), standings),
    Section("answers_corrections", _("Corrections of your answers"), corrections),
    Section("opinions", _("Your opinions on answers"), opinions, ("qa.Agreement.expert",)),
    Section("questions_closed", _("Questions that you closed"), closed, ("qa.Question.closed_by",)),
    Section(
        "questions_merged",
        _("Questions that you joined or took apart"),
        merges,
        ("qa.Merge.merged_by", "qa.Merge.undone_by"),
    ),
)
NOT_EXPORTED: dict[str, str] = {}
