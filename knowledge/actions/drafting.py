"""Writing a new text of an article: a draft that is kept on the server, then sent to review."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.models import Article, ArticleSlug, EditLock, Proposal, ProposalState
from knowledge.models.proposal import OPEN_STATES
from knowledge.structured import Structured
from lib.errors import UserError
from lib.markdown import render_article
from posts.actions.attaching import attach_pictures, claim_pictures
from posts.actions.tagging import choose_tags
from posts.kinds import Kind


@dataclass(frozen=True)
class DraftText:
    """What an editor has written so far."""

    title: str
    summary: str
    body: str
    tags: list[str]
    significance: str
    # The revision of the article that the editor saw while writing.
    base_revision: int
    note: str = ""
    # None leaves sources, evidence and related articles as they are.
    structured: Structured | None = None


@transaction.atomic
def open_draft(actor: User, article: Article) -> Proposal:
    """Return the actor's open text of an article; a new one starts with what the article says now."""
    require(rules.can_propose(actor))
    article = Article.objects.select_for_update(of=("self",)).select_related("post").get(pk=article.pk)
    own = Proposal.objects.filter(article=article, author=actor, state__in=OPEN_STATES).first()
    if own:
        return own
    post = article.post
    return Proposal.objects.create(
        article=article,
        author=actor,
        title=post.title,
        summary=article.summary,
        body=post.body,
        tag_slugs=post.tag_slugs,
        sources=article.sources,
        evidence=article.evidence,
        related=article.related,
        base_revision=post.revision_count,
    )


@transaction.atomic
def save_draft(actor: User, proposal: Proposal, text: DraftText) -> Proposal:
    """Keep what has been written. Raises PermissionDenied, UserError (tag, article or picture that cannot be used)."""
    proposal = _locked(proposal)
    require(rules.can_change_proposal(actor, proposal))
    html, _headings = render_article(text.body)
    attach_pictures(proposal.article.post, claim_pictures(actor, Kind.ARTICLE, text.body, html))
    proposal.title, proposal.summary, proposal.body = text.title, text.summary, text.body
    proposal.tag_slugs = choose_tags(actor, sorted(set(text.tags)))
    if text.structured:
        _keep_structured(proposal, text.structured)
    proposal.significance, proposal.note = text.significance, text.note
    proposal.base_revision = min(text.base_revision, proposal.article.post.revision_count)
    proposal.save()
    return proposal


@transaction.atomic
def submit(actor: User, proposal: Proposal) -> Proposal:
    """Send a text to review. Raises UserError when nobody is told what changes, or nothing does."""
    proposal = _locked(proposal)
    require(rules.can_change_proposal(actor, proposal))
    if not proposal.note:
        raise UserError(
            _("Please say what changes and why; readers who follow the article get it."), field="note"
        )
    if _changes_nothing(proposal):
        raise UserError(_("This text says what the article says already."))
    proposal.state, proposal.submitted_at = ProposalState.SUBMITTED, timezone.now()
    proposal.save(update_fields=["state", "submitted_at", "updated_at"])
    EditLock.objects.filter(article_id=proposal.article_id, holder=actor).delete()
    record(actor, "proposal.submitted", proposal, article=proposal.article_id)
    return proposal


@transaction.atomic
def withdraw(actor: User, proposal: Proposal) -> Proposal:
    """Give up a text; it is kept, but nobody has to look at it any more."""
    proposal = _locked(proposal)
    require(rules.can_withdraw(actor, proposal))
    proposal.state = ProposalState.WITHDRAWN
    proposal.save(update_fields=["state", "updated_at"])
    record(actor, "proposal.withdrawn", proposal, article=proposal.article_id)
    return proposal


def _keep_structured(proposal: Proposal, structured: Structured) -> None:
    known = set(ArticleSlug.objects.filter(slug__in=structured.related).values_list("slug", flat=True))
    if unknown := [slug for slug in structured.related if slug not in known]:
        message = _("There is no article with this address: %(slugs)s") % {"slugs": ", ".join(unknown)}
        raise UserError(message, field="related")
    proposal.sources, proposal.evidence = structured.sources, structured.evidence
    proposal.related = structured.related


def _locked(proposal: Proposal) -> Proposal:
    return (
        Proposal.objects.select_for_update(of=("self",)).select_related("article__post").get(pk=proposal.pk)
    )


def _changes_nothing(proposal: Proposal) -> bool:
    article, post = proposal.article, proposal.article.post
    text = (proposal.title, proposal.body, proposal.tag_slugs, proposal.summary)
    is_same_text = text == (post.title, post.body, post.tag_slugs, article.summary)
    return is_same_text and Structured.of(proposal) == Structured.of(article)
