"""The tables of curated knowledge."""

from knowledge.models.address import ArticleSlug
from knowledge.models.article import Article, ArticleKind, Certainty
from knowledge.models.proposal import EditLock, Proposal, ProposalState, Significance
from knowledge.models.traffic import ArticleDay
from knowledge.models.voices import ChangeRequest, HelpfulVote

__all__ = [
    "Article",
    "ArticleDay",
    "ArticleKind",
    "ArticleSlug",
    "Certainty",
    "ChangeRequest",
    "EditLock",
    "HelpfulVote",
    "Proposal",
    "ProposalState",
    "Significance",
]
