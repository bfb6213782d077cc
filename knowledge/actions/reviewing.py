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
from knowledge.actions.text_columns import columns_from_text, store_version
from knowledge.models import Article, Proposal, ProposalState, Significance
from knowledge.structured import Structured
from lib.dates import site_today
from lib.errors import UserError
from notifications.actions.following import News, tell_followers
from notifications.actions.notifying import notify
from notifications.models import Topic, Verb
from posts.actions.editing import Edit
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
    article = proposal.article
    says_something_new = (post.title, post.body, article.summary) != (
        proposal.title,
        proposal.body,
        proposal.summary,
    )
    edit = Edit(title=proposal.title, body=proposal.body, reason=proposal.note)
    post = store_version(proposal.author, post, edit, proposal.tag_slugs)
    columns = _review_columns(actor, signature) if signature else _unreviewed(article, says_something_new)
    Article.objects.filter(pk=post.pk).update(**columns, **_text_columns(proposal))
    _decide(actor, proposal, ProposalState.PUBLISHED)
    record(actor, "proposal.published", proposal, article=post.pk, signed=signature is not None)
    award(proposal.author_id, Cause.EDIT_PUBLISHED, post, actor=actor)
    notify(proposal.author, Verb.PROPOSAL_DECIDED, post, note=_("Published."))
    news = News(Topic.CHANGES, Verb.ARTICLE_CHANGED, post, note=proposal.note)
    tell_followers(post, news, besides=[proposal.author_id])
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
        .select_related("article__post__author", "author")
        .get(pk=proposal.pk)
    )
    require(rules.can_review(actor, proposal))
    return proposal


def _decide(actor: User, proposal: Proposal, state: ProposalState) -> None:
    proposal.state, proposal.reviewer, proposal.decided_at = state, actor, timezone.now()
    proposal.save()


def _text_columns(proposal: Proposal) -> dict[str, object]:
    columns = columns_from_text(proposal.summary, proposal.body, Structured.of(proposal))
    return columns | {"authors": _authors(proposal)}


def _authors(proposal: Proposal) -> list[str]:
    """The article's authors with the proposal's; who only corrects typing mistakes does not become one."""
    article = proposal.article
    name = proposal.author.name
    if proposal.significance == Significance.TYPO or name in article.authors:
        return article.authors
    return [*(article.authors or [article.post.author.name]), name]


def _unreviewed(article: Article, says_something_new: bool) -> dict[str, object]:
    """The review stays what it was; readers are told when the text has changed since."""
    return {"text_changed_on": site_today()} if says_something_new and article.last_reviewed else {}


def _review_columns(actor: User, signature: Signature) -> dict[str, object]:
    require(rules.can_sign(actor))
    today = site_today()
    return {
        "last_reviewed": today,
        "reviewed_by": actor.name,
        "reviewer_qualification": signature.qualification,
        "next_review_due": today + REVIEW_LASTS,
        "text_changed_on": None,
    }
