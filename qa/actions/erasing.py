"""Forgetting the details of questions and the opinions of somebody who leaves."""

from accounts.models import User
from accounts.personal_data import Eraser
from posts.models import Post
from qa.actions.agreeing import recount_answers
from qa.models import Agreement, Answer, Correction, Evidence, Question
from qa.models.answer import DOSE_COLUMNS


def remove_details(person: User) -> None:
    """Erase what was told about age and complaints beside the text."""
    Question.objects.filter(post__author=person).update(lasts="", frequency="", triggers="", age_band="")


def forget_statement(post: Post) -> None:
    """Erase what was said beside the text of a post that is erased for good."""
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


ERASER = Eraser(covers=("qa.Agreement.expert",), remove=remove_details, forget=forget_opinions)
KEPT = {"qa.Question.closed_by": "a closed question has to say that somebody closed it; by “Former member”"}
