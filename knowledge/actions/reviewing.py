"""A second person looks at a proposed text: publishes it, or sends it back."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import award
from accounts.models import Cause, User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.actions.text_columns import columns_from_text
from knowledge.models import Article, Proposal, ProposalState
from lib.errors import UserError
from notifications.actions.following import tell_followers
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.editing import Edit, apply_edit
from posts.actions.locking import lock_thread

# How long a full review counts.
REVIEW_LASTS = timedelta(days=365)


@dataclass(frozen=True)
class Signature:
    """A clinical reviewer puts name and qualification to the whole article."""

    qualification: str


@transaction.atomic
def publish(actor: User, proposal: Proposal, *, signature: Signature | None = None) -> Proposal:
    """Make a proposed text the article's; followers get its note. Only a signature moves the review dates.

    Raises UserError when the article has changed since the text was begun, PermissionDenied.
    """
    _root, post = lock_thread(proposal.article_id)
    proposal = _undecided(actor, proposal)
    if post.revision_count != proposal.base_revision:
        raise UserError(
            _(
                "The article has changed since this text was begun. Send it back, so that its author can merge both."
            )
        )
    edit = Edit(title=proposal.title, body=proposal.body, reason=proposal.note)
    post = apply_edit(proposal.author, post, edit, proposal.tag_slugs)
    _update_article(actor, proposal, signature)
    _decide(actor, proposal, ProposalState.PUBLISHED)
    record(actor, "proposal.published", proposal, article=post.pk, signed=signature is not None)
    award(proposal.author_id, Cause.EDIT_PUBLISHED, post, actor=actor)
    notify(proposal.author, Verb.PROPOSAL_DECIDED, post, note=_("Published."))
    tell_followers(post, Verb.ARTICLE_CHANGED, note=proposal.note, besides=proposal.author)
    return proposal


@transaction.atomic
def send_back(actor: User, proposal: Proposal, *, comment: str) -> Proposal:
    """Give a text back to its author with a comment; raises PermissionDenied."""
    proposal = _undecided(actor, proposal)
    proposal.review_comment = comment
    _decide(actor, proposal, ProposalState.RETURNED)
    record(actor, "proposal.returned", proposal, article=proposal.article_id)
    notify(proposal.author, Verb.PROPOSAL_DECIDED, proposal.article.post, note=comment[:400])
    return proposal


@transaction.atomic
def sign_review(actor: User, article: Article, signature: Signature) -> Article:
    """Sign the article as it stands after a full review; raises PermissionDenied."""
    require(rules.can_sign(actor))
    _root, post = lock_thread(article.pk)
    Article.objects.filter(pk=article.pk).update(**_review_columns(actor, signature))
    record(actor, "article.signed", post, revision=post.revision_count)
    article.refresh_from_db()
    return article


def _undecided(actor: User, proposal: Proposal) -> Proposal:
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("article__post", "author")
        .get(pk=proposal.pk)
    )
    require(rules.can_review(actor, proposal))
    return proposal


def _decide(actor: User, proposal: Proposal, state: ProposalState) -> None:
    proposal.state, proposal.reviewer, proposal.decided_at = state, actor, timezone.now()
    proposal.save()


def _update_article(actor: User, proposal: Proposal, signature: Signature | None) -> None:
    columns: dict[str, object] = {"summary": proposal.summary, **columns_from_text(proposal.body)}
    if signature:
        require(rules.can_sign(actor))
        columns |= _review_columns(actor, signature)
    Article.objects.filter(pk=proposal.article_id).update(**columns)


def _review_columns(actor: User, signature: Signature) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "last_reviewed": today,
        "reviewed_by": actor.name,
        "reviewer_qualification": signature.qualification,
        "next_review_due": today + REVIEW_LASTS,
    }
