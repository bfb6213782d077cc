"""Forgetting the work of somebody who leaves on articles; what was published stays."""

from django.utils import timezone

from accounts.models import User
from accounts.personal_data import Eraser
from knowledge.models import Article, ChangeRequest, EditLock, Proposal, ProposalState
from knowledge.models.proposal import OPEN_STATES

NO_WORDS = "–"


def remove_remarks(person: User) -> None:
    """Erase the words of remarks on articles; open ones are closed."""
    ChangeRequest.objects.filter(reader=person).update(reason=NO_WORDS, is_open=False)


def give_up(person: User) -> None:
    """Let go of articles, locks and texts that are not published."""
    EditLock.objects.filter(holder=person).delete()
    Article.objects.filter(owner=person).update(owner=None)
    unfinished = Proposal.objects.filter(author=person, state__in=OPEN_STATES)
    unfinished.update(state=ProposalState.WITHDRAWN, updated_at=timezone.now())


ERASER = Eraser(
    covers=("knowledge.EditLock.holder", "knowledge.Article.owner", "knowledge.ChangeRequest.reader"),
    remove=remove_remarks,
    forget=give_up,
)
KEPT = {
    "knowledge.Proposal.author": "the history of articles, by “Former member”; unfinished texts are withdrawn",
    "knowledge.Proposal.reviewer": "an article has to be reviewed by a second person, who is a number then",
    "knowledge.HelpfulVote.voter": "goes on counting; nobody can tell any more whose it is",
}
