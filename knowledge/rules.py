"""Who may do what with curated articles."""

from accounts.rules import Actor, can_write, is_editor, is_reviewer
from knowledge.models import Proposal, ProposalState
from knowledge.models.proposal import OWN_STATES


def can_propose(actor: Actor) -> bool:
    """Knowledge editors write new texts."""
    return is_editor(actor)


def can_change_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Its author, until it is sent to review and again when it came back."""
    return is_editor(actor) and proposal.author_id == actor.pk and proposal.state in OWN_STATES


def can_withdraw(actor: Actor, proposal: Proposal) -> bool:
    is_undecided = proposal.state in (*OWN_STATES, ProposalState.SUBMITTED)
    return can_write(actor) and proposal.author_id == actor.pk and is_undecided


def can_see_board(actor: Actor) -> bool:
    return is_editor(actor) or is_reviewer(actor)


def can_review(actor: Actor, proposal: Proposal) -> bool:
    """Editors and clinical reviewers, never on a text of their own."""
    return (
        can_see_board(actor) and proposal.author_id != actor.pk and proposal.state == ProposalState.SUBMITTED
    )


def can_sign(actor: Actor) -> bool:
    """Only clinical reviewers put their name to the content of an article."""
    return is_reviewer(actor)


def can_request_change(actor: Actor) -> bool:
    return can_write(actor)


def can_answer_change_request(actor: Actor) -> bool:
    return is_editor(actor)
