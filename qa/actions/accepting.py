"""The asker says which answer settled it."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post
from qa import rules
from qa.actions.crediting import credit_acceptance
from qa.models import Question


@transaction.atomic
def accept_answer(actor: User, answer: Post, *, accepted: bool) -> Question:
    """Mark an answer as accepted in place of any other, or take the mark away; return the question."""
    root, answer = lock_thread(answer.pk)
    question = Question.objects.select_related("post__author").get(pk=root.pk)
    require(rules.can_accept(actor, question, answer))
    wanted = answer.pk if accepted else None
    if question.accepted_answer_id == wanted or (not accepted and question.accepted_answer_id != answer.pk):
        return question
    before, question.accepted_answer_id = question.accepted_answer_id, wanted
    question.save(update_fields=["accepted_answer"])
    record(actor, "answer.accepted" if accepted else "answer.unaccepted", answer)
    bump_version(root.pk)
    credit_acceptance(question, before, answer if accepted else None)
    if accepted:
        notify(answer.author, Verb.ACCEPTED, answer, actor=None if root.is_masked else actor)
    return question
