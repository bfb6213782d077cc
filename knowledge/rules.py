"""Who may do what with curated articles."""

from accounts.models import User
from accounts.rules import Actor, can_write, is_editor, is_reviewer
from knowledge.addresses import FIXED_SLUGS
from knowledge.models import Article, Proposal, ProposalState
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


def can_move(actor: Actor, article: Article) -> bool:
    """Editors give articles new addresses, but not to those that the site itself names."""
    return is_editor(actor) and article.slug not in FIXED_SLUGS


def can_set_owner(actor: Actor) -> bool:
    """Editors say who looks after an article."""
    return is_editor(actor)


def can_own(person: User) -> bool:
    """Editors and clinical reviewers look after articles."""
    return is_editor(person) or is_reviewer(person)


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
