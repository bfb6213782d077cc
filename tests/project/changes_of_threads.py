"""What people who ask, answer and comment change on public pages.

Where something comes first that is changed then, a function yields in between, and the pages are kept at that moment.
"""

from datetime import timedelta

from django.utils import timezone

from comments.actions.claiming import claim_comments
from comments.actions.guest_changing import edit_as_guest, erase_as_guest
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.importing import backdate
from posts.actions.retagging import retag_question
from posts.actions.rolling_back import roll_back
from posts.actions.suggesting import approve_suggestion
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post, Revision
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.archiving import IDLE, archive_idle
from qa.actions.asking_details import ask_detail
from qa.actions.closing import close_question, reopen_question
from qa.actions.correcting import AnswerEdit, edit_answer, retract_answer
from qa.actions.judging_again import judge_again
from qa.actions.outcomes import Report, report
from qa.actions.reacting import end_warning, react, take_back
from qa.actions.telling import Details, change_details
from qa.intake.fields import Answers
from qa.models import CloseReason, ReactionKind, Stance
from search.actions.indexing import index_roots
from search.actions.relating import relate
from search.models import Related
from tests.factories import (
    ANSWER,
    approve,
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_question,
    make_statement,
)
from tests.project.public_pages import cast
from tests.qa.test_red_flags import HEART


def delete(world):
    change_state(cast(world, "asker"), world.original, State.DELETED)


def delete_answer(world):
    change_state(cast(world, "answerer"), world.lonely_answer, State.DELETED)


def purge(world):
    change_state(cast(world, "administrator"), world.comment, State.DELETED)
    change_state(cast(world, "administrator"), world.comment, State.PURGED)


def edit_title(world):
    asker, question = cast(world, "asker"), world.question
    edit_post(asker, question, Edit(question.body, title="Another title of the same cramp", tags=["calf"]))


def edit_title_of_original(world):
    """The page of its duplicate names it."""
    edit_post(
        cast(world, "asker"), world.original, Edit(world.original.body, title="Where the answers are now")
    )


def edit_body(world):
    edit_post(cast(world, "answerer"), world.answer, Edit(f"{world.answer.body} And walk around."))


def edit_comment(world):
    edit_post(cast(world, "asker"), world.comment, Edit(f"{world.comment.body} Really."))


def take_edit_back(world):
    edit_title(world)
    yield
    question = Post.objects.get(pk=world.question.pk)
    roll_back(cast(world, "asker"), question, Revision.objects.get(post=question, number=1))


def approve_edit(world):
    approve_suggestion(cast(world, "asker"), world.suggestion)


def retag(world):
    edit_post(cast(world, "asker"), world.question, Edit(world.question.body, tags=["night"]))


def retag_for_others(world):
    retag_question(make_member(reputation_points=5_000), world.question, ["night"])


def tell_details(world):
    details = Details(site="foot", answers=Answers(times=["night"]))
    change_details(cast(world, "asker"), world.question, details)


def ask_for_a_detail(world):
    ask_detail(cast(world, "answerer"), world.question, "onset")


def give_the_detail(world):
    ask_for_a_detail(world)
    yield
    change_details(cast(world, "asker"), world.question, Details(site="calf", answers=Answers(onset="today")))


def accept(world):
    accept_answer(cast(world, "asker"), world.answer, accepted=True)


def agree(world):
    give_opinion(cast(world, "colleague"), world.answer, stance=Stance.CAVEAT, reason="Not after surgery.")


def correct(world):
    edit = AnswerEdit(
        f"{ANSWER} Not after surgery.", make_statement(), "It was too bold.", is_correction=True
    )
    edit_answer(cast(world, "answerer"), world.answer, edit)


def rest_on_something_else(world):
    statement = make_statement(changes_advice="A fever as well.")
    edit_answer(cast(world, "answerer"), world.answer, AnswerEdit(ANSWER, statement))


def retract(world):
    accept(world)
    yield
    retract_answer(cast(world, "answerer"), world.answer, "I was wrong about the knee.")


def warn_of_answer(world):
    react(cast(world, "colleague"), world.answer, ReactionKind.DANGEROUS, "Not with a swollen calf.")


def take_warning_back(world):
    warn_of_answer(world)
    yield
    take_back(cast(world, "colleague"), world.answer, ReactionKind.DANGEROUS)


def end_warning_as_unfounded(world):
    warn_of_answer(world)
    yield
    end_warning(world.answer.pk)


def change_acceptance(world):
    accept(world)
    yield
    accept_answer(cast(world, "asker"), world.answer, accepted=False)


def report_outcome(world):
    report(world.outcome, Report("better", helped=["stretching"]))


def archive(world):
    Post.objects.filter(pk=world.original.pk).update(
        last_activity_at=timezone.now() - IDLE - timedelta(days=1)
    )
    assert archive_idle() == 1


def judge_by_rules_of_today(world):
    assert judge_again(world.unjudged.pk, tells_of=timedelta(days=1))


def close(world):
    close_question(cast(world, "moderator"), world.question, CloseReason.UNCLEAR)


def close_and_reopen(world):
    close(world)
    yield
    reopen_question(cast(world, "moderator"), world.question)


def settle(world):
    close_question(cast(world, "asker"), world.original, CloseReason.RESOLVED)


def find_related(world):
    index_roots([world.neighbor.pk, world.original.pk])
    yield
    relate(world.neighbor.pk)
    assert Related.objects.filter(post=world.neighbor).exists()


def import_an_old_one(world):
    backdate(world.original, timezone.now() - timedelta(days=400))


def edit_own_guest_comment(world):
    approve(world.guest)
    yield
    edit_as_guest(world.guest.pk, "The stair stretch, not the wall.")


def erase_guest_comment(world):
    approve(world.guest)
    yield
    erase_as_guest(world.guest.pk)


def claim(world):
    approve(world.guest)
    yield
    assert claim_comments(make_member("gast")) == 1


CHANGES = {
    "asking": lambda world: make_question(body_site="calf"),
    "asking under a mask": lambda world: make_question(body_site="calf", is_masked=True),
    "answering": lambda world: make_answer(world.question),
    "answering elsewhere": lambda world: make_answer(world.neighbor),
    "commenting on the question": lambda world: make_comment(world.question),
    "commenting on the answer": lambda world: make_comment(world.answer),
    "telling of signs of danger": lambda world: make_comment(world.question, cast(world, "asker"), HEART),
    "telling one's own experience": lambda world: make_comment(world.question, is_experience=True),
    "commenting on the article": lambda world: make_comment(world.article),
    "approving a guest's comment": lambda world: approve(world.guest),
    "voting": lambda world: cast_vote(cast(world, "member"), world.answer, 1),
    "voting on the question": lambda world: cast_vote(cast(world, "member"), world.question, 1),
    "voting on a question without answers": lambda world: cast_vote(cast(world, "member"), world.unjudged, 1),
    "a new expert's answer": lambda world: make_answer(world.question, make_expert("new_one")),
} | {
    name.__name__: name
    for name in (
        delete, delete_answer, purge, edit_title, edit_title_of_original, edit_body, edit_comment,
        take_edit_back, approve_edit, retag, retag_for_others, tell_details, ask_for_a_detail,
        give_the_detail, accept, agree, correct, rest_on_something_else, retract, change_acceptance,
        warn_of_answer, take_warning_back, end_warning_as_unfounded, report_outcome, archive,
        judge_by_rules_of_today, close, close_and_reopen, settle, find_related, import_an_old_one,
        edit_own_guest_comment, erase_guest_comment, claim,
    )
}  # fmt: skip
