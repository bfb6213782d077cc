"""A question on paper, for a visit to a doctor: what was told, and what verified experts said to it."""

from dataclasses import dataclass

from accounts.rules import Actor
from posts.models import Post
from posts.rules import is_author
from qa.selectors.intake import Told, public_intake
from qa.selectors.question_page import load_page
from qa.selectors.question_views import AnswerView, QuestionPage


@dataclass(frozen=True)
class Paper:
    """The sheet of one question. Private details are on it for their owner alone, whoever else may see them."""

    page: QuestionPage
    told: Told
    is_own: bool

    @property
    def answers(self) -> list[AnswerView]:
        """The best answers that their authors stand by."""
        return self.page.standing

    @property
    def has_more(self) -> bool:
        """Whether there are answers that did not find room."""
        return self.page.pages.next_cursor is not None

    @property
    def private_count(self) -> int:
        """How many private details stand on the sheet."""
        return len(self.told.private) if self.is_own else 0


def load_paper(post: Post, reader: Actor) -> Paper:
    """Return the sheet of a question from `load_question`; as many queries as its page."""
    page = load_page(post, reader)
    is_own = is_author(reader, post)
    return Paper(page, page.told if is_own else public_intake(post), is_own)
