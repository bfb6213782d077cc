"""What an expert has at hand while answering a question."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from posts.models import Post
from posts.selectors.thread import standing_of_author
from qa.answer_templates import AnswerTemplate, templates_for
from qa.models import Question
from qa.selectors.intake import Told, read_intake

FIRST_TEMPLATES = 3
PARTS = ("changes_advice", "get_help")


@dataclass(frozen=True)
class AnswerPage:
    """The question that is answered, and the beginnings that fit it, the best first."""

    post: Post
    question: Question
    told: Told
    asker_title: str
    templates: list[AnswerTemplate]

    def insert(self, name: str, fields: Mapping[str, str]) -> dict[str, str]:
        """Return the fields of the form with a template put behind the text; what is filled already stays."""
        filled = dict(fields.items())
        template = next((one for one in self.templates if f"template:{one.key}" == name), None)
        if template is None:
            return filled
        filled["body"] = _behind(filled.get("body", ""), template.body)
        for part in PARTS:
            filled[part] = filled.get(part) or getattr(template, part)
        return filled


def _behind(text: str, more: str) -> str:
    return f"{text.rstrip()}\n\n{more.strip()}\n" if text.strip() else f"{more.strip()}\n"


def load_answer_page(post: Post, expert: User) -> AnswerPage:
    """Return the page of answering a question from `load_question`, without a query."""
    return AnswerPage(
        post=post,
        question=post.question,
        told=read_intake(post, expert),
        asker_title=standing_of_author(post),
        templates=templates_for(post.body_site, post.tag_slugs),
    )
