"""Changing an answer, correcting what it advises, and withdrawing it: corrections and withdrawals stay visible."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from notifications.actions.following import News, tell_followers
from notifications.actions.notifying import notify
from notifications.models import Topic, Verb
from posts.actions.announcing import announce
from posts.actions.editing import edit_post, store_revision
from posts.actions.locking import lock_thread
from posts.edits import Edit
from posts.models import Post, PostChange
from qa import rules
from qa.actions.crediting import credit_acceptance
from qa.models import Agreement, Answer, Correction, Question
from qa.statement import Statement


@dataclass(frozen=True)
class AnswerEdit:
    """The new text and statement; a correction changes what is advised, and its reason is shown."""

    body: str
    statement: Statement
    reason: str = ""
    is_correction: bool = False


@transaction.atomic
def edit_answer(actor: User, post: Post, edit: AnswerEdit) -> Post:
    """Give an answer a new text and statement; a correction is shown beside it and told to whom it concerns.

    Nothing is stored when nothing changed. Raises PermissionDenied, UserError, LimitError (links), RefusedError.
    """
    root, post = lock_thread(post.pk)
    require(rules.can_edit_answer(actor, post))
    answer = Answer.objects.get(pk=post.pk)
    is_other_text = edit.body != post.body
    is_other_statement = Statement.of(answer) != edit.statement
    if not is_other_text and not is_other_statement:
        if edit.is_correction:
            raise UserError(_("Nothing has changed yet. What do you want to correct?"), field="body")
        return post
    if is_other_statement:
        _store_statement(answer, edit.statement)
    if is_other_text:
        text = Edit(body=edit.body, reason=edit.reason, is_kept=edit.is_correction)
        post = edit_post(actor, post, text)
    else:
        _note_edit(actor, post, edit.reason)
    if edit.is_correction:
        Correction.objects.create(answer=answer, reason=edit.reason)
        record(actor, "answer.corrected", post)
        _tell_concerned(actor, root, News(Topic.CHANGES, Verb.CORRECTED, post, note=edit.reason))
    return post


def _store_statement(answer: Answer, statement: Statement) -> None:
    for name, value in statement.columns().items():
        setattr(answer, name, value)
    answer.save(update_fields=list(statement.columns()))


def _note_edit(actor: User, post: Post, reason: str) -> None:
    """Say that an answer was changed whose text is the same: only what it rests on is new."""
    post.edited_at = timezone.now()
    post.save(update_fields=["edited_at"])
    store_revision(actor, post, reason=reason)
    record(actor, "post.edited", post, revision=post.revision_count)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])


@transaction.atomic
def retract_answer(actor: User, post: Post, reason: str) -> Post:
    """Withdraw one's own answer for good: it stays readable, with the reason, and counts for nothing any more.

    Raises PermissionDenied when the rule says no.
    """
    root, post = lock_thread(post.pk)
    require(rules.can_retract(actor, post))
    post.is_retracted = True
    post.save(update_fields=["is_retracted"])
    Answer.objects.filter(pk=post.pk).update(retracted_at=timezone.now(), retraction_reason=reason)
    Post.objects.filter(pk=root.pk).update(answer_count=F("answer_count") - 1)
    record(actor, "answer.retracted", post)
    announce(PostChange.What.STATE, root.pk, [post.pk])
    _take_acceptance_back(root, post)
    _tell_concerned(actor, root, News(Topic.CHANGES, Verb.RETRACTED, post, note=reason))
    return post


def _take_acceptance_back(root: Post, post: Post) -> None:
    """An answer that its author no longer stands by settles nothing."""
    question = Question.objects.select_related("post__author").get(pk=root.pk)
    if question.accepted_answer_id == post.pk:
        question.accepted_answer = None
        question.save(update_fields=["accepted_answer"])
        credit_acceptance(question, post.pk, None)


def _tell_concerned(actor: User, root: Post, news: News) -> None:
    """Tell the asker, the experts who had an opinion on the answer, and those who follow the question; each once."""
    told = {root.author_id: root.author}
    opinions = Agreement.objects.filter(answer_id=news.about.pk).select_related("expert")
    told |= {opinion.expert_id: opinion.expert for opinion in opinions}
    told.pop(actor.pk, None)
    for _key, person in sorted(told.items()):
        notify(person, news.verb, news.about, note=news.note)
    tell_followers(root, news, besides={actor.pk, *told})
