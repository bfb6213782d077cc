"""Forgetting the details of questions and the opinions of somebody who leaves."""

from accounts.models import User
from accounts.personal_data import Eraser
from posts.kinds import Kind
from posts.models import Post
from qa.actions.agreeing import recount_answers
from qa.actions.forgetting_details import forget_details
from qa.actions.watching_danger import forget_flags
from qa.models import (
    Agreement,
    Answer,
    Correction,
    Evidence,
    Intake,
    PrivateDetails,
    Question,
    RedFlag,
)
from qa.models.answer import DOSE_COLUMNS


def remove_details(person: User) -> None:
    """Erase what was told about age and complaints beside the text."""
    RedFlag.objects.filter(post__author=person).delete()
    Question.objects.filter(post__author=person).update(urgency="", danger_categories=[])
    for post_id in Intake.objects.filter(post__author=person).values_list("post_id", flat=True):
        forget_details(post_id)


def forget_beside(post: Post) -> None:
    """Erase what was told or stated beside the text of a post that is erased for good."""
    forget_flags(post)
    if post.kind == Kind.QUESTION:
        forget_details(post.pk)
    elif post.kind == Kind.ANSWER:
        _forget_statement(post)


def _forget_statement(post: Post) -> None:
    empty = {"evidence": Evidence.NOT_STATED, "sources": [], "retracted_at": None}
    texts = dict.fromkeys(
        ("changes_advice", "get_help", "disclosure", "retraction_reason", *DOSE_COLUMNS), ""
    )
    Answer.objects.filter(pk=post.pk).update(**empty, **texts)
    Correction.objects.filter(answer_id=post.pk).delete()


def forget_opinions(person: User) -> None:
    """Erase opinions on colleagues' answers, which count only while their expert is verified."""
    opinions = Agreement.objects.filter(expert=person)
    answer_ids = list(opinions.values_list("answer_id", flat=True))
    opinions.delete()
    recount_answers(answer_ids)


def forget(person: User) -> None:
    """Erase what no page may show any more, whether the questions stay or not."""
    PrivateDetails.objects.filter(post__author=person).delete()
    Intake.objects.filter(post__author=person).update(private_fields=[])
    forget_opinions(person)


ERASER = Eraser(covers=("qa.Agreement.expert",), remove=remove_details, forget=forget)
KEPT = {
    "qa.Question.closed_by": "a closed question has to say that somebody closed it; by “Former member”",
    "qa.Merge.merged_by": "what was joined has to say that somebody did it; by “Former member”",
    "qa.Merge.undone_by": "what was taken apart has to say that somebody did it; by “Former member”",
}
