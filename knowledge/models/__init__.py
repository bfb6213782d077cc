"""The tables of curated knowledge."""

from knowledge.models.article import Article, ArticleKind, FormerSlug
from knowledge.models.proposal import EditLock, Proposal, ProposalState, Significance
from knowledge.models.voices import ChangeRequest, HelpfulVote

__all__ = [
    "Article",
    "ArticleKind",
    "ChangeRequest",
    "EditLock",
    "FormerSlug",
    "HelpfulVote",
    "Proposal",
    "ProposalState",
    "Significance",
]
