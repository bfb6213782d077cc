"""The medical words that articles explain in place: knowledge/content/glossary.yaml, refused when anything is wrong."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

from django.utils.text import slugify

from lib.yaml_nodes import DataError, Node, read_yaml

GLOSSARY_FILE = Path(__file__).with_name("content") / "glossary.yaml"
KEYS = ("term", "other_names", "meaning")
TERM_MAX = 60
MEANING_MAX = 300


class GlossaryError(Exception):
    """The glossary cannot be read; the message begins with the file and the place in it."""


@dataclass(frozen=True)
class Term:
    """One medical word, by which other names readers may know it, and what it means."""

    key: str
    name: str
    other_names: tuple[str, ...]
    meaning: str

    @property
    def letter(self) -> str:
        """The letter under which it stands in the list."""
        return self.name[0].upper()

    @property
    def words(self) -> str:
        """Everything that is said about it, in the form in which it is searched."""
        return _plain(" ".join([self.name, *self.other_names, self.meaning]))


type Glossary = dict[str, Term]


@cache
def get_glossary() -> Glossary:
    """Return the terms of this site by their keys, in order, read once in the life of the process."""
    return load_glossary(GLOSSARY_FILE)


def load_glossary(path: Path) -> Glossary:
    """Return the terms in a file by their keys, in its order; raises GlossaryError."""
    try:
        return _collect(read_yaml(path))
    except DataError as error:
        raise GlossaryError(str(error)) from None


def find_terms(words: str) -> list[Term]:
    """Return the terms about which all the words are said; every term when there are none."""
    wanted = _plain(words).split()
    return [term for term in get_glossary().values() if all(word in term.words for word in wanted)]


def _collect(root: Node) -> Glossary:
    glossary: Glossary = {}
    before = ""
    for node in root.entries():
        term = _read_term(node)
        if term.key in glossary:
            raise node.error(f"term '{term.name}' has the key of another one: {term.key}")
        if term.name.casefold() < before:
            raise node.error(f"term '{term.name}' is not in alphabetical order")
        glossary[term.key], before = term, term.name.casefold()
    return glossary


def _read_term(node: Node) -> Term:
    fields = node.fields(*KEYS)
    name = _text(fields["term"], TERM_MAX)
    key = slugify(name)
    if not key:
        raise fields["term"].error("must hold letters or digits")
    return Term(
        key=key,
        name=name,
        other_names=tuple(_text(one, TERM_MAX) for one in fields["other_names"].entries(may_be_empty=True)),
        meaning=_text(fields["meaning"], MEANING_MAX),
    )


def _text(node: Node, longest: int) -> str:
    text = node.text()
    if len(text) > longest:
        raise node.error(f"has {len(text)} characters, at most {longest} are possible")
    return text


def _plain(text: str) -> str:
    return normalize("NFKD", text).casefold()
