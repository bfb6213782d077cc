"""What people may do with questions and answers."""

from accounts.rules import Actor, can_use, can_write, is_expert, is_moderator
from accounts.suspensions import Ability
from posts.kinds import Kind, State
from posts.models import Post
from posts.rules import is_author
from qa.models import Question


def can_ask(actor: Actor) -> bool:
    return can_use(actor, Ability.ASK)


def can_answer(actor: Actor, question: Question) -> bool:
    """Verified experts, on public questions that are open, but not their own."""
    return (
        is_expert(actor)
        and can_use(actor, Ability.ANSWER)
        and question.post.is_public
        and not question.is_closed
        and not is_author(actor, question.post)
    )


def can_accept(actor: Actor, question: Question, answer: Post) -> bool:
    """The asker, for a public answer to this question."""
    return (
        can_write(actor)
        and is_author(actor, question.post)
        and question.post.is_public
        and answer.kind == Kind.ANSWER
        and answer.parent_id == question.pk
        and answer.is_public
    )


def can_agree(actor: Actor, answer: Post) -> bool:
    """Verified experts, on public answers of colleagues."""
    return (
        is_expert(actor) and answer.kind == Kind.ANSWER and answer.is_public and not is_author(actor, answer)
    )


def can_close(actor: Actor, question: Question) -> bool:
    """Moderators; askers may settle their own."""
    return can_write(actor) and (is_moderator(actor) or is_author(actor, question.post))


def can_see_private_details(actor: Actor, post: Post) -> bool:
    """The asker, moderators, and verified experts while they may answer: of what is public."""
    if not actor.is_authenticated or not actor.is_active:
        return False
    return is_author(actor, post) or is_moderator(actor) or (is_expert(actor) and post.is_public)


def can_tell_details(actor: Actor, post: Post) -> bool:
    """The asker, for as long as the question can be edited; nobody speaks for the body of another."""
    is_open = post.state in (State.VISIBLE, State.PENDING)
    return can_write(actor) and is_author(actor, post) and post.kind == Kind.QUESTION and is_open
