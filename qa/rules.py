"""What people may do with questions and answers."""

from accounts.models import User
from accounts.privileges import Privilege, has_privilege
from accounts.rules import Actor, can_use, can_write, is_expert, is_moderator
from accounts.suspensions import Ability
from posts.kinds import Kind, State
from posts.models import Post
from posts.rules import can_edit, is_author, may_change
from qa.models import Question
from qa.standing import Act, Party, allows


def can_ask(actor: Actor) -> bool:
    return can_use(actor, Ability.ASK)


def can_write_answer(actor: Actor, question: Question) -> bool:
    """Verified experts, on public questions, but not their own.

    Also on one that was closed while they were writing: their text is kept, and they are told why.
    """
    is_open_to = is_expert(actor) and can_use(actor, Ability.ANSWER)
    return is_open_to and question.post.is_public and not is_author(actor, question.post)


def can_answer(actor: Actor, question: Question) -> bool:
    """As long as the question is open."""
    return can_write_answer(actor, question) and not question.is_closed and may_change(actor, question.post)


def can_see_desk(actor: Actor) -> bool:
    return is_expert(actor)


def can_refer(actor: Actor, question: Question, expert: User) -> bool:
    """Verified experts, to colleagues who may answer the question themselves."""
    return can_write_answer(actor, question) and actor.pk != expert.pk and can_answer(expert, question)


def can_accept(actor: Actor, question: Question, answer: Post) -> bool:
    """The asker, for a public answer to this question."""
    return (
        can_write(actor)
        and is_author(actor, question.post)
        and question.post.is_public
        and may_change(actor, question.post)
        and answer.kind == Kind.ANSWER
        and answer.parent_id == question.pk
        and answer.is_public
        and not answer.is_retracted
    )


def can_edit_answer(actor: Actor, answer: Post) -> bool:
    """The author, while it is public or waits, unless it was withdrawn."""
    return can_edit(actor, answer) and is_author(actor, answer) and not answer.is_retracted


def can_retract(actor: Actor, answer: Post) -> bool:
    """The author, also one who is verified no longer; once, and for good."""
    return (
        can_write(actor)
        and is_author(actor, answer)
        and answer.kind == Kind.ANSWER
        and answer.is_public
        and not answer.is_retracted
    )


def can_react(actor: Actor, answer: Post) -> bool:
    """Anyone who may write, about public answers of others that were not withdrawn."""
    return (
        can_write(actor)
        and answer.kind == Kind.ANSWER
        and answer.is_public
        and not answer.is_retracted
        and not is_author(actor, answer)
    )


def can_agree(actor: Actor, answer: Post) -> bool:
    """Verified experts, on public answers of colleagues that were not withdrawn."""
    return (
        is_expert(actor)
        and answer.kind == Kind.ANSWER
        and answer.is_public
        and not answer.is_retracted
        and not is_author(actor, answer)
        and may_change(actor, answer)
    )


def can_report_outcome(actor: Actor, post: Post) -> bool:
    """Whoever asked; suspended people too, it is only about themselves."""
    return is_author(actor, post) and actor.is_active


def parties_of(actor: Actor, question: Question) -> frozenset[Party]:
    """Return what somebody is to a question, in the words of the machine; nothing for those who may not write."""
    if not can_write(actor):
        return frozenset()
    held = {
        Party.ASKER: is_author(actor, question.post),
        Party.CURATOR: has_privilege(actor, Privilege.REVIEW_QUEUES) and not is_author(actor, question.post),
        Party.EXPERT: is_expert(actor) and not is_author(actor, question.post),
        Party.MODERATOR: is_moderator(actor),
    }
    return frozenset(party for party, is_held in held.items() if is_held)


def can_move(actor: Actor, question: Question, act: Act) -> bool:
    """Whether the machine lets somebody do this with a question that is public, and locked only to others."""
    post = question.post
    if not post.is_public and act != Act.SPLIT:
        return False
    if post.is_locked and not is_moderator(actor):
        return False
    return allows(parties_of(actor, question), question.standing, act, question.closed_reason)


def acts_of(actor: Actor, question: Question) -> frozenset[Act]:
    """Return everything that somebody can do with a question now."""
    return frozenset(act for act in Act if can_move(actor, question, act))


def can_curate(actor: Actor, question: Question) -> bool:
    """Whether somebody looks after questions of others."""
    return not parties_of(actor, question).isdisjoint({Party.CURATOR, Party.MODERATOR})


def can_see_merges(actor: Actor) -> bool:
    return is_moderator(actor)


def can_see_private_details(actor: Actor, post: Post) -> bool:
    """The asker, moderators, and verified experts while they may answer: of what is public."""
    if not actor.is_authenticated or not actor.is_active:
        return False
    return is_author(actor, post) or is_moderator(actor) or (is_expert(actor) and post.is_public)


def can_tell_details(actor: Actor, post: Post) -> bool:
    """The asker, for as long as the question can be edited; nobody speaks for the body of another."""
    is_open = post.state in (State.VISIBLE, State.PENDING)
    return can_write(actor) and is_author(actor, post) and post.kind == Kind.QUESTION and is_open
