"""The facts that the content has to carry: knowledge/facts"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import yaml

from knowledge.content_files import read_folder
from knowledge.management.commands.load_knowledge import CONTENT

FACTS = Path(__file__).resolve().parents[2] / "knowledge" / "facts"
TOTAL = 216
LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
MARKS = re.compile(r"[*_`\[\]]")
TOKEN = re.compile(r"[a-z0-9']+")
RUN = 8
DISPUTED = re.compile(r"^\*\*Disputed:\*\* ", re.MULTILINE)


@cache
def facts():
    return {fact["id"]: fact for fact in yaml.safe_load((FACTS / "facts.yaml").read_text())["facts"]}


@cache
def source_runs():
    return frozenset(json.loads((FACTS / "source_runs.json").read_text()))


@cache
def pages():
    return {file.slug: file for file in read_folder(CONTENT)}


def claims():
    return [(slug, fact) for slug, page in pages().items() for fact in page.facts]


def plain(markdown):
    """The words that a reader sees; where a link leads is not among them."""
    text = MARKS.sub("", LINK_TARGET.sub("]", markdown)).replace("’", "'")
    return " ".join(text.lower().split())


@cache
def text_of(slug):
    page = pages()[slug]
    return plain(f"{page.title}\n{page.summary}\n{page.body}")


def disputed_in(slug):
    """The words of the paragraphs that are called disputed."""
    return plain("\n".join(part for part in pages()[slug].body.split("\n\n") if DISPUTED.match(part)))


def missing_terms(text, fact):
    return [term for term in fact["terms"] if term.lower() not in text]


def runs_in(text):
    words = TOKEN.findall(text.lower().replace("’", "'"))
    return [" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


def digest(run):
    return hashlib.sha1(run.encode(), usedforsecurity=False).hexdigest()[:12]


def test_the_list_of_facts_is_whole():
    assert len(facts()) == TOTAL
    assert [fact for fact in facts().values() if not fact["terms"]] == []


def test_every_fact_is_carried_by_a_page():
    carried = {fact for _, fact in claims()}

    assert f"{len(carried & facts().keys())}/{TOTAL}" == f"{TOTAL}/{TOTAL}", sorted(facts().keys() - carried)


def test_no_page_claims_a_fact_that_does_not_exist_or_claims_one_twice():
    assert [(slug, fact) for slug, fact in claims() if fact not in facts()] == []
    assert [slug for slug, page in pages().items() if len(set(page.facts)) < len(page.facts)] == []


def test_every_fact_is_carried_by_the_article_where_it_has_its_home():
    homeless = [fact["id"] for fact in facts().values() if fact["id"] not in pages()[fact["topic"]].facts]

    assert homeless == []


def test_all_key_terms_of_a_fact_stand_on_every_page_that_claims_it():
    found = [(slug, fact, missing_terms(text_of(slug), facts()[fact])) for slug, fact in claims()]

    assert [claim for claim in found if claim[2]] == []


def test_a_page_that_carries_a_disputed_fact_says_so():
    disputing = {slug for slug, fact in claims() if facts()[fact]["check"] == "disputed"}

    assert disputing
    assert [slug for slug in disputing if not DISPUTED.search(pages()[slug].body)] == []


def test_every_disputed_claim_stands_where_it_is_called_disputed():
    found = [
        (slug, fact, missing_terms(disputed_in(slug), facts()[fact]))
        for slug, fact in claims()
        if facts()[fact]["check"] == "disputed"
    ]

    assert len({fact for _, fact, _ in found}) == 12
    assert [claim for claim in found if claim[2]] == []


def test_stories_and_relief_steps_carry_facts():
    assert [
        slug for slug, page in pages().items() if page.kind in ("relief", "scenario") and not page.facts
    ] == []


def test_a_term_in_the_address_of_a_link_does_not_count():
    assert missing_terms(
        plain("[Here](knowledge:night-leg-cramps) is **[more](term:spasm)**"),
        {"terms": ["night", "More", "spasm"]},
    ) == ["night", "spasm"]


def test_no_content_file_repeats_eight_words_of_the_source():
    copied = []
    for path in sorted(CONTENT.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        runs = runs_in(text) + runs_in(plain(text))
        copied += [(path.name, run) for run in runs if digest(run) in source_runs()]

    assert copied == []


def test_runs_are_counted_and_named_as_in_the_list_of_the_source():
    assert runs_in("One, two; THREE four five six seven don’t stop.") == [
        "one two three four five six seven don't",
        "two three four five six seven don't stop",
    ]
    assert len(source_runs()) > 1000
    assert all(re.fullmatch(r"[0-9a-f]{12}", run) for run in source_runs())
