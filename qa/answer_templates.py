"""Beginnings for answers to the common kinds of questions, read from answer_templates.yaml."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "answer_templates.yaml"
# What is left for the expert to fill in; [words](address) is a link.
BLANK = re.compile(r"\[[^\[\]]+\](?!\()")


@dataclass(frozen=True)
class AnswerTemplate:
    """A beginning of an answer, and the questions for which it is offered first."""

    key: str
    label: str
    body: str
    changes_advice: str
    get_help: str
    sites: frozenset[str]
    tags: frozenset[str]

    def fits(self, site: str, tags: list[str]) -> int:
        """Return how well it fits a question: a tag says more than a place."""
        return 2 * len(self.tags.intersection(tags)) + (site in self.sites)


@functools.cache
def all_templates() -> tuple[AnswerTemplate, ...]:
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        AnswerTemplate(**(entry | {"sites": frozenset(entry["sites"]), "tags": frozenset(entry["tags"])}))
        for entry in entries
    )


def templates_for(site: str, tags: list[str]) -> list[AnswerTemplate]:
    """Return all templates, those that fit a question first."""
    return sorted(all_templates(), key=lambda template: -template.fits(site, tags))


@functools.cache
def _blanks() -> frozenset[str]:
    texts = (text for one in all_templates() for text in (one.body, one.changes_advice, one.get_help))
    return frozenset(blank for text in texts for blank in BLANK.findall(text))


def left_blank(text: str) -> str:
    """Return the first place of a template that a text has left as it was; empty when there is none."""
    return next((blank for blank in BLANK.findall(text) if blank in _blanks()), "")
