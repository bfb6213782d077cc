"""Writing content files: what `content_files` reads, always in the same form."""

from pathlib import Path
from typing import Any

import yaml

from knowledge.models import Article, ArticleKind

FOLDERS = {ArticleKind.FAQ: "faq", ArticleKind.RELIEF: "relief", ArticleKind.SCENARIO: "scenarios"}
WIDTH = 1_000_000  # no line is ever broken


class _Row(list):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Block style, with short lists on one line and lists of entries indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(
    _Row, lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)
)


def path_of(folder: Path, article: Article) -> Path:
    """Return where an article's file lies below a folder."""
    return folder / FOLDERS.get(ArticleKind(article.kind), "") / f"{article.slug}.md"


def file_text(article: Article) -> str:
    """Return the content file of an article whose post is loaded."""
    head = yaml.dump(_front_matter(article), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return f"---\n{head}---\n{article.post.body}\n"


def _front_matter(article: Article) -> dict[str, Any]:
    post = article.post
    return {
        "title": post.title,
        "slug": article.slug,
        "kind": str(article.kind),
        "summary": article.summary,
        "tags": _Row(post.tag_slugs),
        "body_sites": _Row(article.body_sites),
        "facts": _Row(article.facts),
        "sources": [
            {key: source[key] for key in ("organisation", "title", "year", "url")}
            for source in article.sources
        ]
        or _Row(),
        "review": {
            "last_reviewed": article.last_reviewed,
            "reviewed_by": article.reviewed_by or None,
            "reviewer_qualification": article.reviewer_qualification or None,
            "next_due": article.next_review_due,
        },
        "related": _Row(article.related),
    }
