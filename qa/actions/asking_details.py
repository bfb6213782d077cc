"""Asking the asker for one detail, and taking note when it is given."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lib.errors import UserError
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.models import Post
from qa import rules
from qa.actions.moving import Facts, locked_question, move
from qa.details import ASKABLE
from qa.models import Question
from qa.standing import Act


@transaction.atomic
def ask_detail(actor: User, post: Post, name: str) -> Question:
    """Ask for a named detail; until it is given, the question is not among those that wait for an expert.

    Raises PermissionDenied, UserError (no such detail).
    """
    question = locked_question(post.pk)
    if name not in ASKABLE:
        raise UserError(_("Please choose what is missing."), field="name")
    question = move(actor, question, Act.ASK_DETAIL, Facts(asked_field=name))
    notify(question.post.author, Verb.DETAIL_ASKED, question.post, note=str(ASKABLE[name]))
    return question


def note_details(asker: User, question: Question, told: Collection[str]) -> Question:
    """Put a locked question back among those that wait when the detail that was asked for has been told."""
    if question.asked_field in told and rules.can_move(asker, question, Act.GIVE_DETAIL):
        return move(asker, question, Act.GIVE_DETAIL)
    return question
