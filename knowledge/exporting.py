"""What people get of their work on articles, when they download their data."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from knowledge.models import Article, ChangeRequest, HelpfulVote, Proposal

PROPOSAL_COLUMNS = (
    "state", "title", "summary", "body", "tag_slugs", "sources", "evidence", "related", "significance", "note",
    "review_comment", "created_at", "updated_at", "submitted_at", "decided_at",
)  # fmt: skip


def proposals(person: User) -> Iterable[Row]:
    found = Proposal.objects.filter(author=person).order_by("pk")
    return found.values(*PROPOSAL_COLUMNS, slug=F("article__slug"))


def reviews(person: User) -> Iterable[Row]:
    found = Proposal.objects.filter(reviewer=person).order_by("pk")
    return found.values("state", "review_comment", "decided_at", slug=F("article__slug"))


def helpful(person: User) -> Iterable[Row]:
    found = HelpfulVote.objects.filter(voter=person).order_by("pk")
    return found.values("is_helpful", "at", slug=F("article__slug"))


def remarks(person: User) -> Iterable[Row]:
    found = ChangeRequest.objects.filter(reader=person).order_by("pk")
    return found.values("reason", "is_safety", "is_open", "answer", "at", slug=F("article__slug"))


def owned(person: User) -> Iterable[Row]:
    return Article.objects.filter(owner=person).order_by("slug").values("slug")


SECTIONS = (
    Section("proposals", _("Texts for articles"), proposals, ("knowledge.Proposal.author",)),
    Section("reviews", _("Reviews of articles"), reviews, ("knowledge.Proposal.reviewer",)),
    Section("articles_found_helpful", _("Articles you found helpful"), helpful,
            ("knowledge.HelpfulVote.voter",)),
    Section("remarks", _("Remarks on articles"), remarks, ("knowledge.ChangeRequest.reader",)),
    Section("articles_in_your_care", _("Articles in your care"), owned, ("knowledge.Article.owner",)),
)  # fmt: skip
NOT_EXPORTED = {"knowledge.EditLock.holder": "ends by itself within minutes"}
