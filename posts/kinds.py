"""The kinds of posts, the states they go through, and the limits of their length."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a post is."""

    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")
    ARTICLE = "article", _("Article")


ROOT_KINDS = (Kind.QUESTION, Kind.ARTICLE)


class State(models.TextChoices):
    """Where a post is in its life; the public sees only what is visible."""

    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Waiting for review")
    VISIBLE = "visible", _("Visible")
    HIDDEN = "hidden", _("Hidden")
    DELETED = "deleted", _("Deleted")
    PURGED = "purged", _("Erased")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PENDING, State.VISIBLE, State.DELETED}),
    State.PENDING: frozenset({State.VISIBLE, State.HIDDEN, State.DELETED}),
    State.VISIBLE: frozenset({State.PENDING, State.HIDDEN, State.DELETED}),
    State.HIDDEN: frozenset({State.VISIBLE, State.DELETED}),
    State.DELETED: frozenset({State.VISIBLE, State.HIDDEN, State.PURGED}),
    State.PURGED: frozenset(),
}

TITLE_MIN, TITLE_MAX = 15, 150
BODY_MIN, BODY_MAX = 30, 20_000
COMMENT_MIN, COMMENT_MAX = 2, 2_000
ARTICLE_MAX = 100_000
# In anything but an article.
PICTURES_MAX = 4
TAGS_MIN, TAGS_MAX = 1, 5
TAG_LENGTH = 30
TAG_WIKI_MAX = 5_000
FACET_LENGTH = 40
REASON_MAX = 300
BYLINE_MAX = 60
