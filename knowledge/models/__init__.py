"""The tables of curated knowledge."""

from knowledge.models.article import Article, ArticleKind
from knowledge.models.proposal import EditLock, Proposal, ProposalState, Significance
from knowledge.models.voices import ChangeRequest, HelpfulVote

__all__ = [
    "Article",
    "ArticleKind",
    "ChangeRequest",
    "EditLock",
    "HelpfulVote",
    "Proposal",
    "ProposalState",
    "Significance",
]
