"""The articles that the guide can link to, as their content files tell them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.content_files import read_folder
from lib.markdown import render_article

CONTENT = Path(__file__).resolve().parents[1] / "content"


@dataclass(frozen=True)
class Page:
    """An article's title and its headings."""

    title: str
    body: str

    @cached_property
    def headings(self) -> dict[str, str]:
        """The text of each heading by its anchor."""
        return {heading.anchor: heading.text for heading in render_article(self.body)[1]}


def known_pages() -> dict[str, Page]:
    """Return the articles in the content folder by their slugs; raises ContentError."""
    return {file.slug: Page(file.title, file.body) for file in read_folder(CONTENT)}
