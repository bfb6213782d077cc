"""Answering as a verified expert."""

import uuid

from django.db import transaction
from django.db.models import BigAutoField, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import ExpertCredential, User
from accounts.rules import require
from lib.errors import UserError
from lib.inserting import insert_later, together
from lib.prepared import Prepared, Slot
from posts.actions.drafting import drop_draft
from posts.actions.locking import lock_seen
from posts.actions.writing import NewPost, Written, store_post
from posts.kinds import Kind
from posts.models import DraftKind, Post
from qa import rules
from qa.actions.announcing import announce_answer
from qa.actions.archiving import wake
from qa.actions.desk import settle_answered
from qa.models import Answer, Question
from qa.statement import Statement


@transaction.atomic
@together()
def answer_question(
    actor: User, question_id: int, *, body: str, statement: Statement, submission_key: uuid.UUID
) -> Written:
    """Publish an answer with what it rests on and the author's standing frozen into it, and tell the asker,
    unless it has to wait; forget the draft of it.

    The read that locks the question is the only one of its post. Raises Http404, UserError when the question has been
    closed meanwhile, PermissionDenied when the rule says no.
    """
    root, post = lock_seen(actor, question_id)
    if post.kind != Kind.QUESTION or post.merged_into_id:
        raise Http404
    [question] = _question(pk=root.pk)
    question.post = root
    _refuse_closed(question, submission_key, actor)
    require(rules.can_answer(actor, question))
    written = store_post(
        actor,
        NewPost(kind=Kind.ANSWER, body=body, root=root, parent=root, submission_key=submission_key),
    )
    if written.is_new:
        _store_answer(written.post, _credential(actor), statement)
        settle_answered(actor, root)
        if written.post.is_public:
            wake(question)
            announce_answer(written.post)
    drop_draft(actor, DraftKind.ANSWER, question_id)
    return written


@Prepared
def _question() -> QuerySet[Question]:
    return Question.objects.filter(pk=Slot("pk", BigAutoField()))


@Prepared
def _credentials() -> QuerySet[ExpertCredential]:
    return ExpertCredential.objects.filter(user=Slot("user", BigAutoField()))


def _credential(actor: User) -> ExpertCredential:
    for found in _credentials(user=actor.pk):
        return found
    raise ExpertCredential.DoesNotExist


def _refuse_closed(question: Question, submission_key: uuid.UUID, actor: User) -> None:
    if question.is_closed and not _is_sent(actor, submission_key):
        raise UserError(
            _("This question was closed while you were writing (%(reason)s). Your text is kept below.")
            % {"reason": question.get_closed_reason_display() or question.get_standing_display()},
            field="body",
        )


def _is_sent(actor: User, submission_key: uuid.UUID) -> bool:
    return Post.objects.filter(author=actor, submission_key=submission_key).exists()


def _store_answer(post: Post, credential: ExpertCredential, statement: Statement) -> None:
    answer = Answer(
        post=post,
        profession=credential.profession,
        specialty=credential.specialty,
        country=credential.country,
        register=credential.register,
        checked_on=credential.checked_on,
        valid_until=credential.valid_until,
        **statement.columns(),
    )
    insert_later(answer)
