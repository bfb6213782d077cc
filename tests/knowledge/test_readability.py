"""How easy the content is to read: sentences, medical words and pictures."""

import re
from io import StringIO
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest
import yaml
from django.core.management import CommandError, call_command

from knowledge.content_files import read_folder
from knowledge.management.commands.load_knowledge import CONTENT
from knowledge.management.commands.readability import measure_file
from knowledge.readability import Measure, count_syllables, measure, sentences_of
from lib.markdown import render_article
from tests.factories import write_article

HARDEST, CHOPPY = 7.5, 3
DRAWINGS = Path(__file__).resolve().parents[2] / "static" / "img" / "relief"
SVG = "{http://www.w3.org/2000/svg}"
PICTURE = re.compile(r"^!\[([^\]]*)\]\(relief:([a-z0-9-]+)\)$", re.MULTILINE)


def command(*arguments, **options):
    out = StringIO()
    call_command("readability", *arguments, stdout=out, **options)
    return out.getvalue()


def glossary():
    return yaml.safe_load((CONTENT / "glossary.yaml").read_text(encoding="utf-8"))


def pictures():
    return [(file.slug, *found) for file in read_folder(CONTENT) for found in PICTURE.findall(file.body)]


def test_the_grade_of_known_sentences():
    platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."

    assert measure("The cat sat on the mat.") == Measure(words=6, sentences=1, syllables=6)
    assert round(measure("The cat sat on the mat.").grade, 2) == -1.45
    assert measure(platypus) == Measure(words=13, sentences=1, syllables=24)
    assert round(measure(platypus).grade, 1) == 11.3
    assert round(measure(platypus).reading_age, 1) == 16.3


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("calf", 1), ("rest", 1), ("muscle", 2), ("cramped", 1), ("rested", 2), ("makes", 1), ("massages", 3),
        ("spasm", 2), ("gentle", 2), ("something", 2), ("minutes", 2), ("nausea", 3), ("potassium", 4),
        ("diarrhea", 4), ("reflux", 2), ("people's", 2), ("112", 3), ("hyponatremia", 6),
    ],
)  # fmt: skip
def test_the_syllables_of_known_words(word, syllables):
    assert count_syllables(word) == syllables


def test_short_headings_items_and_cells_are_labels_and_do_not_count():
    labels = "## Calf\n\n- Dark urine\n\n| Where | When |\n|---|---|\n| Foot and toes | Now |\n"

    assert measure(labels) == Measure(0, 0, 0)
    assert measure(labels).grade == 0


def test_headings_items_and_cells_of_four_words_are_sentences():
    text = "## What to do now\n\n- One leg is swollen\n\n| Pain when you walk | Now |\n|---|---|\n| Now | Now |\n"

    assert list(sentences_of(text)) == ["What to do now", "One leg is swollen", "Pain when you walk"]


def test_a_short_sentence_of_a_paragraph_counts():
    assert list(sentences_of("Stop. Do **not** [bounce](knowledge:relief-calf)!\nIt lasts 2.5 minutes.")) == [
        "Stop.",
        "Do not bounce!",
        "It lasts 2.5 minutes.",
    ]


def test_the_words_of_a_picture_and_the_addresses_of_links_do_not_count():
    picture = "![A person stretches the calf](relief:calf-wall-stretch)"
    text = f"{picture}\n\n[See more](knowledge:relief-calf) about [it](term:calf)."

    assert measure(text).words == 4


def test_the_command_prints_each_article_and_the_median(tmp_path):
    write_article(tmp_path, "one")

    lines = command(tmp_path).splitlines()

    assert lines[0].split() == ["article", "words", "sentences", "grade", "age"]
    assert lines[1].split()[0] == "one"
    assert lines[2].startswith("median of 1 articles")


def test_the_command_fails_when_an_article_is_above_the_grade(tmp_path):
    write_article(tmp_path, "one")

    with pytest.raises(CommandError, match=r"Above grade -20: one"):
        command(tmp_path, max_grade=-20)
    with pytest.raises(CommandError, match="holds no articles"):
        command(tmp_path / "empty")


def test_no_article_is_too_hard_and_none_is_chopped_up():
    files = read_folder(CONTENT)
    grades = {file.slug: measure_file(file).grade for file in files}
    # Steps for someone in pain may be as short as they like.
    told = {file.slug for file in files if file.kind != "relief"}

    assert {slug: grade for slug, grade in grades.items() if grade > HARDEST} == {}
    assert {slug: grade for slug, grade in grades.items() if grade < CHOPPY and slug in told} == {}
    assert 4 < median(grades.values()) < 7
    assert f"median of {len(grades)} articles" in command(max_grade=HARDEST)


def test_the_short_version_of_an_article_has_three_sentences():
    sentences = {file.slug: len(list(sentences_of(file.summary))) for file in read_folder(CONTENT)}

    assert {slug for slug, count in sentences.items() if count != 3} == set()


def test_every_column_of_a_table_has_a_name():
    assert [
        file.slug
        for file in read_folder(CONTENT)
        if re.search(r"<th[^>]*>\s*</th>", render_article(file.body)[0])
    ] == []


def test_the_glossary_explains_each_term_in_one_short_sentence():
    terms = [entry["term"] for entry in glossary()]

    assert 30 <= len(terms) <= 50
    assert terms == sorted(set(terms), key=str.lower)
    for entry in glossary():
        assert set(entry) == {"term", "other_names", "meaning"}
        assert len(list(sentences_of(entry["meaning"]))) == 1
        assert entry["meaning"].endswith(".")
        assert measure(entry["meaning"]).words <= 25


def test_the_glossary_can_be_read_at_the_age_of_twelve():
    ages = {entry["term"]: measure(entry["meaning"]).reading_age for entry in glossary()}

    assert median(ages.values()) < 11
    # One sentence alone swings far: a single long word is a year.
    assert {term: age for term, age in ages.items() if age > 14} == {}
    assert measure(" ".join(entry["meaning"] for entry in glossary())).reading_age < 12


def test_the_glossary_holds_words_of_the_articles_only():
    texts = " ".join(file.body.lower() for file in read_folder(CONTENT))

    assert [entry["term"] for entry in glossary() if entry["term"].lower() not in texts] == []


def test_every_relief_page_shows_a_drawing_and_says_when_to_stop():
    shown = {slug for slug, _, _ in pictures()}
    relief = [file for file in read_folder(CONTENT) if file.kind == "relief"]

    assert len(relief) == 8
    assert [file.slug for file in relief if file.slug not in shown] == []
    assert [file.slug for file in relief if "\n## Stop and get help if\n" not in file.body] == []


def test_every_picture_is_one_of_our_drawings_and_is_told_in_words():
    assert {name for _, _, name in pictures()} == {path.stem for path in DRAWINGS.glob("*.svg")}
    assert [(slug, name) for slug, words, name in pictures() if len(words.split()) < 8] == []


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_plain_and_can_be_shown_as_an_image(path):
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 — our own file

    assert root.get("viewBox") == "0 0 320 240"
    assert {element.tag for element in root.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "path")}
    assert path.stat().st_size < 12_000


def test_the_colors_of_the_drawings_can_be_seen_on_light_and_dark_pages():
    colors = {
        color for path in DRAWINGS.glob("*.svg") for color in re.findall(r"#[0-9A-F]{6}", path.read_text())
    }

    assert colors
    for color in colors:
        assert all(contrast(color, page) >= 3 for page in ("#FFFDF9", "#FAF6EF", "#1D2120", "#151817"))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color):
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
