"""Taking an old version of an article over as a draft."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.recording import record
from knowledge.actions.drafting import DraftText, open_draft, save_draft
from knowledge.models import Article, Proposal, ProposalState, Significance
from knowledge.models.proposal import OPEN_STATES
from knowledge.structured import Structured
from lib.errors import UserError
from posts.models import Revision


@transaction.atomic
def restore_revision(
    actor: User, article: Article, revision: Revision, *, over_draft: bool = False
) -> Proposal:
    """Return the actor's draft with the title, text and tags of an old version; nothing is published.

    The rest is what the article says now. Raises PermissionDenied, UserError when the actor has an open text
    that is not to be lost.
    """
    own = Proposal.objects.filter(article=article, author=actor, state__in=OPEN_STATES).first()
    if own and own.state == ProposalState.SUBMITTED:
        raise UserError(_("Your text of this article waits for a reviewer. Withdraw it first."))
    if own and not over_draft:
        raise UserError(_("You have a text of this article already."))
    proposal = open_draft(actor, article)
    article = Article.objects.select_related("post").get(pk=article.pk)
    text = DraftText(
        title=revision.title,
        summary=article.summary,
        body=revision.body,
        tags=revision.tag_slugs,
        significance=Significance.MEDIUM,
        base_revision=article.post.revision_count,
        note=proposal.note,
        structured=Structured.of(article),
    )
    proposal = save_draft(actor, proposal, text)
    record(actor, "proposal.restored", proposal, article=article.pk, revision=revision.number)
    return proposal
