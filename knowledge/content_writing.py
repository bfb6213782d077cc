"""Writing content files: what `content_files` reads, always in the same form."""

from pathlib import Path
from typing import Any

import yaml

from knowledge.content_files import OPTIONAL_KEYS
from knowledge.models import Article, ArticleKind
from knowledge.structured import EVIDENCE_KEYS, SOURCE_KEYS

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
    """Return the content file of an article whose post and slugs are loaded."""
    head = yaml.dump(_front_matter(article), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return f"---\n{head}---\n{article.post.body}\n"


def _front_matter(article: Article) -> dict[str, Any]:
    """Return all keys in their order; the optional ones only when they say something."""
    found = _all_keys(article)
    return {key: value for key, value in found.items() if value or key not in OPTIONAL_KEYS}


def _all_keys(article: Article) -> dict[str, Any]:
    post = article.post
    former = sorted(one.slug for one in article.slugs.all() if one.slug != article.slug)
    return {
        "title": post.title,
        "slug": article.slug,
        "former_slugs": _Row(former),
        "kind": str(article.kind),
        "summary": article.summary,
        "authors": _Row(article.authors),
        "tags": _Row(post.tag_slugs),
        "body_sites": _Row(article.body_sites),
        "facts": _Row(article.facts),
        "sources": [{key: source[key] for key in SOURCE_KEYS} for source in article.sources] or _Row(),
        "evidence": [{key: note[key] for key in EVIDENCE_KEYS} for note in article.evidence],
        "review": {
            "last_reviewed": article.last_reviewed,
            "reviewed_by": article.reviewed_by or None,
            "reviewer_qualification": article.reviewer_qualification or None,
            "next_due": article.next_review_due,
        },
        "related": _Row(article.related),
    }
