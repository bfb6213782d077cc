"""Finds the signs of danger in a text and says of each whether it counts."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from qa.triage.rulebook import Rulebook

NEGATION_REACH = 7  # words
LIST_ITEM = 4  # words of an item in "no numbness, weakness or trouble walking"

LETTERS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": ",", "\t": " "}
)
SPELLINGS = [
    (re.compile(rf"\b{short}\b"), full)
    for short, full in (
        (r"(can|don|won|haven|hasn|hadn|isn|aren|wasn|weren|didn|doesn|couldn|wouldn|shouldn)t", r"\1't"),
        (r"(can|do|wo|have|has|is|are|was|were|did|does|could|would) n't", r"\1n't"),
        (r"cannot|can not", "can't"),
        (r"im", "i'm"),
        (r"ive", "i've"),
        (r"(\d\d) ?(?:wks?|w)", r"\1 weeks"),
        (r"preg", "pregnant"),
        (r"u", "you"),
        (r"ur", "your"),
        (r"rn", "right now"),
        (r"colour", "color"),
        (r"tonite", "tonight"),
        (r"cos|cuz|coz|bc", "because"),
        (r"w/o", "without"),
        (r"r", "are"),
        (r"n", "and"),
        (r"b4", "before"),
    )
]
SENTENCE_END = re.compile(r"[.!?;\n]+")
SUBJECT = re.compile(
    r"\b(?:i|i'm|i've|my|he|she|they|it|it's|we|you|is|are|was|were|has|have|had|can't|feels?|got|keeps?)\b"
)
LISTED = re.compile(r"\b(?:no|not|without|never|nor|neither|denies|none|zero)\b")
ANSWERED_NO = re.compile(r"[^\w.]*\?\s*(?:no|nope|nah|not|none)\b")

# These count even where the rest of the text says that all is well: so do people who have decided.
NEVER_CLEARED = ("wants_to_die", "means_to_die")


@dataclass(frozen=True)
class Finding:
    """A sign in a text, where it stands, and why it does not count (empty when it does)."""

    sign: str
    passage: str
    dead: str


@dataclass(frozen=True)
class Reading:
    """A text as the screen sees it."""

    text: str
    findings: tuple[Finding, ...]
    marks: frozenset[str]  # what the whole text says: past, present, information, cleared, fiction

    @property
    def live(self) -> dict[str, Finding]:
        return {finding.sign: finding for finding in reversed(self.findings) if not finding.dead}


def normalize(text: str) -> str:
    """Return the text in small letters and one spelling, its lines kept apart."""
    text = unicodedata.normalize("NFKC", text).translate(LETTERS).lower()
    text = re.sub(r"(?<=\d)[.,](?=\d)", ",", text)
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    for pattern, full in SPELLINGS:
        text = pattern.sub(full, text)
    return text


def read_text(text: str, book: Rulebook) -> Reading:
    """Return what the text says; takes no notice of who wrote it."""
    text = blanked(book.idioms, normalize(text))
    marks = frozenset(name for name, pattern in vars(book.context).items() if pattern.search(text))
    reader = _Reader(text, book, marks)
    findings = [
        Finding(sign, found.group(), reader.why_dead(sign, found))
        for sign, pattern in book.signs.items()
        for found in pattern.finditer(text)
    ]
    return Reading(text, tuple(findings), marks)


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with blanks, as many as letters, where the pattern matches."""
    return pattern.sub(lambda found: " " * len(found.group()), text)


class _Reader:
    """Judges matches in one text."""

    def __init__(self, text: str, book: Rulebook, marks: frozenset[str]) -> None:
        self.text, self.book, self.marks = text, book, marks
        ends = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
        self.sentences = list(pairwise(ends))
        self._said: dict[tuple[int, int], str] = {}

    def why_dead(self, sign: str, found: re.Match[str]) -> str:
        """Return why the match does not count, or nothing."""
        start, end = self.sentence_of(found)
        if self.is_denied(found, start, end):
            return "denied"
        if "fiction" in self.marks:
            return "fiction"
        if "cleared" in self.marks and sign not in NEVER_CLEARED:
            return "cleared"
        return self.said_of(start, end)

    def said_of(self, start: int, end: int) -> str:
        """Return what a sentence says about all signs in it, or nothing; looked for once a sentence."""
        found = self._said.get((start, end))
        if found is None:
            is_told = self.book.context.information.search(self.text[start:end])
            found = "past" if self.is_past(start, end) else "information" if is_told else ""
            self._said[start, end] = found
        return found

    def is_past(self, start: int, end: int) -> bool:
        """Say whether the sentence, or one before it, looks back, and nothing since has come to the present."""
        context = self.book.context
        looks_back = [found.start() for found in context.past.finditer(self.text, 0, end)]
        if not looks_back:
            return False
        from_there = max(begin for begin, _end in self.sentences if begin <= looks_back[-1])
        return not context.present.search(self.text, min(from_there, start), end)

    def sentence_of(self, found: re.Match[str]) -> tuple[int, int]:
        for start, end in self.sentences:
            if start <= found.start() < end:
                return start, max(end, found.end())
        return 0, len(self.text)

    def is_denied(self, found: re.Match[str], start: int, end: int) -> bool:
        negation = self.book.negation
        if negation.inside.search(found.group()):
            return True
        before = blanked(negation.not_cues, self.text[start : found.end()])[: found.start() - start]
        if ANSWERED_NO.match(self.text, found.end()):
            return True
        return self.is_denied_before(before) or self.is_denied_after(self.text[found.end() : end])

    def is_denied_before(self, before: str) -> bool:
        """Say whether a cue stands close before, or begins the list whose item the match is."""
        negation = self.book.negation
        clause = negation.ends.split(before)[-1]
        *earlier, nearest = re.split(r"[,:]", clause)
        if negation.cues.search(" ".join(nearest.split()[-NEGATION_REACH:])):
            return True
        if len(nearest.split()) > LIST_ITEM or SUBJECT.search(nearest):
            return False
        for item in reversed(earlier):
            if LISTED.search(item):
                return True
            if SUBJECT.search(item):
                return False
        return False

    def is_denied_after(self, after: str) -> bool:
        clause = self.book.negation.ends.split(re.split(r"[,:]", after)[0])[0]
        words = " ".join(clause.split()[:5])
        found = self.book.negation.after.search(words)
        return bool(found) and not re.search(r"\b(?:not|isn't|aren't|n't|never)\b", words)
