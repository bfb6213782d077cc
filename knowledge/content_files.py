"""Reading the content files: Markdown with YAML front matter."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.models import ArticleKind, Certainty
from knowledge.models.article import AUTHOR_MAX, SLUG_MAX
from knowledge.structured import EVIDENCE_KEYS, SOURCE_KEYS, TEXT_MAX, is_web_address
from lib.body_sites import BodySite
from lib.text import clean_text
from posts.kinds import ARTICLE_MAX, TAGS_MAX, TITLE_MAX
from posts.tag_names import read_tag

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
SUMMARY_MAX = 700
FACT_MAX = 12
REVIEWER_MAX = 120
ORDER_FILE = "order.txt"
KEYS = {
    "title", "slug", "kind", "summary", "tags", "body_sites", "facts", "sources", "review", "related",
}  # fmt: skip
# They may be left out, which means none.
OPTIONAL_KEYS = {"former_slugs", "authors", "evidence"}
REVIEW_KEYS = {"last_reviewed", "reviewed_by", "reviewer_qualification", "next_due"}


class ContentError(Exception):
    """A content file cannot be read; the message begins with its name and the line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


@dataclass(frozen=True)
class ContentFile:
    """One article as its file tells it."""

    path: Path
    file_hash: str
    title: str
    slug: str
    kind: str
    summary: str
    body: str
    tags: list[str]
    body_sites: list[str]
    facts: list[str]
    sources: list[dict[str, Any]]
    related: list[str]
    review: dict[str, Any] = field(default_factory=dict)
    former_slugs: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)

    @property
    def all_slugs(self) -> list[str]:
        return [self.slug, *self.former_slugs]


def read_folder(folder: Path) -> list[ContentFile]:
    """Return all content files below a folder; raises ContentError for the first bad one.

    They come in the order of the slugs in the folder's order.txt, the others after them by path.
    """
    files = [read_file(path) for path in sorted(folder.rglob("*.md"))]
    places = _read_order(folder / ORDER_FILE)
    files.sort(key=lambda file: places.get(file.slug, len(places)))
    seen: dict[str, Path] = {}
    for file in files:
        for slug in file.all_slugs:
            if slug in seen:
                raise ContentError(file.path, 1, f"slug '{slug}' is taken by {seen[slug]}")
            seen[slug] = file.path
    return files


def _read_order(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    slugs = path.read_text(encoding="utf-8").split()
    return {slug: place for place, slug in enumerate(slugs)}


def read_file(path: Path) -> ContentFile:
    """Return one content file; raises ContentError with the line of what is wrong."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ContentError(path, 1, "is not UTF-8 text") from None
    match = FRONT_MATTER.match(text)
    if not match:
        raise ContentError(path, 1, "does not begin with front matter between two lines of ---")
    checker = _Checker(path, match[1])
    data = checker.mapping()
    return ContentFile(
        path=path,
        file_hash=hashlib.sha256(raw).hexdigest(),
        title=checker.text(data, "title", TITLE_MAX),
        slug=checker.slug(data),
        kind=checker.choice(data, "kind", ArticleKind.values),
        summary=checker.text(data, "summary", SUMMARY_MAX),
        body=checker.body(match[2]),
        tags=checker.tags(data),
        body_sites=checker.choices(data, "body_sites", BodySite.values),
        facts=checker.texts(data, "facts", FACT_MAX),
        sources=checker.sources(data),
        related=checker.texts(data, "related"),
        review=checker.review(data),
        former_slugs=checker.former_slugs(data),
        authors=checker.authors(data),
        evidence=checker.evidence(data),
    )


def _is_impossible_date(line: str) -> bool:
    """Whether YAML takes a line for a date that no calendar has."""
    try:
        yaml.safe_load(line)
    except yaml.YAMLError:
        return False
    except ValueError:
        return True
    return False


class _Checker:
    """Checks the values of one front matter and knows on which line each key stands."""

    def __init__(self, path: Path, front_matter: str) -> None:
        self.path = path
        self.front_matter = front_matter

    def fail(self, key: str, problem: str) -> ContentError:
        lines = self.front_matter.splitlines()
        number = next((i for i, line in enumerate(lines, 2) if line.lstrip(" -").startswith(f"{key}:")), 1)
        return ContentError(self.path, number, problem)

    def mapping(self) -> dict[str, Any]:
        try:
            data = yaml.safe_load(self.front_matter)
        except yaml.reader.ReaderError as error:
            line = self.front_matter[: error.position].count("\n") + 2
            raise ContentError(self.path, line, "front matter holds a control character") from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            raise ContentError(self.path, line, f"front matter: {error.problem}") from None
        except ValueError as error:
            lines = enumerate(self.front_matter.splitlines(), 2)
            line = next((number for number, text in lines if _is_impossible_date(text)), 1)
            raise ContentError(self.path, line, f"front matter: {error}") from None
        if not isinstance(data, dict):
            raise ContentError(self.path, 2, "front matter is not a list of keys and values")
        self._same_keys(data, KEYS | (OPTIONAL_KEYS & data.keys()), "title")
        return {key: [] for key in OPTIONAL_KEYS} | data

    def _same_keys(self, data: dict[str, Any], keys: set[str], near: str) -> None:
        if missing := sorted(keys - data.keys()):
            raise self.fail(near, f"key missing: {', '.join(missing)}")
        if unknown := sorted(map(str, data.keys() - keys)):
            raise self.fail(unknown[0], f"unknown key: {', '.join(unknown)}")

    def text(self, data: dict[str, Any], key: str, longest: int) -> str:
        value = data[key]
        if not isinstance(value, str) or not value.strip() or "\x00" in value:
            raise self.fail(key, f"{key} must be a text")
        if len(value) > longest:
            raise self.fail(key, f"{key} has {len(value)} characters, at most {longest} are possible")
        return value.strip()

    def slug(self, data: dict[str, Any]) -> str:
        slug = self.text(data, "slug", SLUG_MAX)
        if not SLUG.match(slug):
            raise self.fail("slug", f"slug '{slug}' must be small letters, digits and hyphens")
        return slug

    def former_slugs(self, data: dict[str, Any]) -> list[str]:
        slugs = self.texts(data, "former_slugs")
        for slug in slugs:
            if not SLUG.match(slug):
                raise self.fail("former_slugs", f"slug '{slug}' must be small letters, digits and hyphens")
        return slugs

    def authors(self, data: dict[str, Any]) -> list[str]:
        authors = self.texts(data, "authors", AUTHOR_MAX)
        if not all(name.strip() == name != "" and "\x00" not in name for name in authors):
            raise self.fail("authors", "authors must be a list of names")
        return authors

    def choice(self, data: dict[str, Any], key: str, allowed: list[str]) -> str:
        if data[key] not in allowed:
            raise self.fail(key, f"{key} '{data[key]}' is not one of {', '.join(allowed)}")
        return data[key]

    def texts(self, data: dict[str, Any], key: str, longest: int = SLUG_MAX) -> list[str]:
        values = data[key]
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.fail(key, f"{key} must be a list of texts")
        if any(len(value) > longest for value in values):
            raise self.fail(key, f"{key}: an entry is longer than {longest} characters")
        return values

    def choices(self, data: dict[str, Any], key: str, allowed: list[str]) -> list[str]:
        values = self.texts(data, key)
        for value in values:
            if value not in allowed:
                raise self.fail(key, f"{key}: '{value}' is not known")
        return values

    def tags(self, data: dict[str, Any]) -> list[str]:
        tags = self.texts(data, "tags")
        for tag in tags:
            if read_tag(tag) != tag:
                raise self.fail("tags", f"tag '{tag}' is not in its plain form")
        if not 1 <= len(tags) <= TAGS_MAX:
            raise self.fail("tags", f"between 1 and {TAGS_MAX} tags are needed")
        return tags

    def body(self, text: str) -> str:
        body = clean_text(text)
        if not body:
            raise ContentError(self.path, len(self.front_matter.splitlines()) + 3, "the text is empty")
        if len(body) > ARTICLE_MAX:
            raise ContentError(self.path, 1, f"the text is longer than {ARTICLE_MAX} characters")
        return body

    def sources(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        sources = data["sources"]
        if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
            raise self.fail("sources", "sources must be a list of entries")
        for source in sources:
            self._same_keys(source, set(SOURCE_KEYS), "sources")
            for key in ("organisation", "title"):
                if not isinstance(source[key], str) or not source[key].strip():
                    raise self.fail("sources", f"{key} of a source must be a text")
            url = source["url"]
            if url is not None and not is_web_address(url):
                raise self.fail("sources", f"'{url}' is not a web address")
            if source["year"] is not None and not isinstance(source["year"], int):
                raise self.fail("sources", f"year '{source['year']}' is not a number")
        return sources

    def evidence(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        notes = data["evidence"]
        if not isinstance(notes, list) or not all(isinstance(note, dict) for note in notes):
            raise self.fail("evidence", "evidence must be a list of entries")
        for note in notes:
            self._same_keys(note, set(EVIDENCE_KEYS), "evidence")
            self.text(note, "claim", TEXT_MAX)
            self.choice(note, "certainty", Certainty.values)
            if note["note"] != "":
                self.text(note, "note", TEXT_MAX)
        return [{key: note[key].strip() for key in EVIDENCE_KEYS} for note in notes]

    def review(self, data: dict[str, Any]) -> dict[str, Any]:
        review = data["review"]
        if not isinstance(review, dict):
            raise self.fail("review", "review must have keys and values")
        self._same_keys(review, REVIEW_KEYS, "review")
        for key in ("last_reviewed", "next_due"):
            if review[key] is not None and not isinstance(review[key], date):
                raise self.fail(key, f"{key} must be a date like 2027-05-22")
        named = [
            review[key] is not None for key in ("last_reviewed", "reviewed_by", "reviewer_qualification")
        ]
        for key in ("reviewed_by", "reviewer_qualification"):
            if review[key] is not None:
                self.text(review, key, REVIEWER_MAX)
        if any(named) != all(named):
            raise self.fail("review", "a review needs its date, the reviewer and the qualification")
        return review
