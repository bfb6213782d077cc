"""knowledge.content_files"""

from datetime import date

import pytest

from knowledge.content_files import ContentError, read_file, read_folder
from tests.factories import write_article

REVIEWED = """  last_reviewed: 2026-05-22
  reviewed_by: Ann Lee
  reviewer_qualification: GP"""
NOT_REVIEWED = """  last_reviewed: null
  reviewed_by: null
  reviewer_qualification: null"""


def write_changed(folder, old, new):
    """Write a good article in which one piece of text is replaced."""
    path = write_article(folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def refuses(path, line, problem):
    return pytest.raises(ContentError, match=f"^{path}:{line}: .*{problem}")


def test_a_good_file_is_read(tmp_path):
    file = read_file(write_article(tmp_path, "night-cramps", title="About night cramps"))

    assert (file.title, file.slug, file.kind) == ("About night cramps", "night-cramps", "article")
    assert (file.summary, file.tags, file.body_sites) == ("Short. Plain. True.", ["basics"], ["calf"])
    assert file.body.startswith("## What it is")
    assert file.sources[0]["year"] == 2023
    assert file.review["next_due"] == date(2027, 5, 22)


def test_a_review_is_read_with_its_reviewer(tmp_path):
    file = read_file(write_changed(tmp_path, NOT_REVIEWED, REVIEWED))

    assert file.review["last_reviewed"] == date(2026, 5, 22)
    assert file.review["reviewed_by"] == "Ann Lee"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("---\n", "", 1, "does not begin with front matter"),
        ('title: "About night cramps"', "title: About: night", 2, "front matter"),
        ("kind: article", "kind: [article", 5, "front matter"),
        ("related: []", "- related", 19, "front matter"),
        ("kind: article", "kind: \x07", 4, ""),
        ("summary:", "sumary:", 2, "key missing: summary"),
        ("summary:", "note: x\nsummary:", 5, "unknown key: note"),
        ('title: "About night cramps"', "title: 7", 2, "title must be a text"),
        ('title: "About night cramps"', 'title: " "', 2, "title must be a text"),
        ('title: "About night cramps"', 'title: "a\\0b"', 2, "title"),
        ('title: "About night cramps"', f"title: {'x' * 151}", 2, "title has 151 characters, at most 150"),
        ("slug: night-cramps", "slug: Night Cramps", 3, "must be small letters, digits and hyphens"),
        ("slug: night-cramps", f"slug: {'x' * 101}", 3, "slug has 101 characters"),
        ("kind: article", "kind: poem", 4, "kind 'poem' is not one of article, faq"),
        ("Short. Plain. True.", "x" * 701, 5, "summary has 701 characters"),
        ("tags: [basics]", "tags: basics", 6, "tags must be a list of texts"),
        ("tags: [basics]", "tags: [1]", 6, "tags must be a list of texts"),
        ("tags: [basics]", "tags: []", 6, "between 1 and 5 tags"),
        ("tags: [basics]", "tags: [a, b, c, d, e, f]", 6, "between 1 and 5 tags"),
        ("tags: [basics]", "tags: [Night Cramps]", 6, "tag 'Night Cramps' is not in its plain form"),
        ("body_sites: [calf]", "body_sites: [tail]", 7, "'tail' is not known"),
        ("facts: []", "facts: yes", 8, "facts must be a list of texts"),
        ("facts: []", "facts: [F4.0.01-and-more]", 8, "facts"),
        ("related: []", "related: other", 19, "related must be a list of texts"),
        ("related: []", f"related: [{'x' * 101}]", 19, "related"),
    ],
)
def test_a_bad_value_is_reported_with_its_line(tmp_path, old, new, line, problem):
    path = write_changed(tmp_path, old, new)

    with refuses(path, line, problem):
        read_file(path)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("sources:", "sources: none\nx:", "unknown key: x"),
        (
            "  - organisation: NHS\n    title: Leg cramps",
            "  - NHS\n  - title: Leg cramps",
            "a list of entries",
        ),
        ("    year: 2023\n", "", "key missing: year"),
        ("    year: 2023", "    year: 2023\n    pages: 4", "unknown key: pages"),
        ("year: 2023", "year: last", "year 'last' is not a number"),
        ("https://www.nhs.uk", "javascript:alert(1)//", "is not a web address"),
        ("https://www.nhs.uk", "www.nhs.uk", "is not a web address"),
        ("https://www.nhs.uk/conditions/leg-cramps/", "[https://www.nhs.uk]", "is not a web address"),
        ("https://www.nhs.uk/conditions/leg-cramps/", "https://[www.nhs.uk", "is not a web address"),
        ("organisation: NHS", "organisation: null", "organisation"),
        ("title: Leg cramps", "title: [Leg, cramps]", "title"),
    ],
)
def test_a_bad_source_is_reported_near_its_line(tmp_path, old, new, problem):
    path = write_changed(tmp_path, old, new)

    with refuses(path, r"(9|1\d)", problem):
        read_file(path)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("  next_due: 2027-05-22\n", "", 14, "key missing: next_due"),
        ("next_due: 2027-05-22", "next_due: soon", 18, "must be a date like 2027-05-22"),
        ("next_due: 2027-05-22", "next_due: 2027-13-45", 18, ""),
        ("last_reviewed: null", "last_reviewed: 2026-05-22", 14, "the reviewer and the qualification"),
        ("reviewed_by: null", "reviewed_by: Ann Lee", 14, "a review needs its date"),
        (NOT_REVIEWED, REVIEWED.replace("Ann Lee", '""'), "1[4-7]", "review"),
        (NOT_REVIEWED, REVIEWED.replace("Ann Lee", "[Ann, Lee]"), "1[4-7]", "review"),
        (NOT_REVIEWED, REVIEWED.replace("Ann Lee", "A" * 121), "1[4-7]", "review"),
        (f"{NOT_REVIEWED}\n  next_due: 2027-05-22", "  - never", 14, "review must have keys and values"),
    ],
)
def test_a_bad_review_is_reported_with_its_line(tmp_path, old, new, line, problem):
    path = write_changed(tmp_path, old, new)

    with refuses(path, line, problem):
        read_file(path)


def test_a_file_that_is_not_text_is_reported(tmp_path):
    path = tmp_path / "picture.md"
    path.write_bytes(b"\x89PNG\xff")

    with refuses(path, 1, "is not UTF-8 text"):
        read_file(path)


def test_front_matter_that_is_a_list_is_reported(tmp_path):
    path = tmp_path / "list.md"
    path.write_text("---\n- title\n---\nText\n")

    with refuses(path, 2, "is not a list of keys and values"):
        read_file(path)


def test_an_article_without_text_is_reported_where_the_text_should_begin(tmp_path):
    path = write_article(tmp_path, body=" \n ")

    with refuses(path, 21, "the text is empty"):
        read_file(path)


def test_an_article_that_is_too_long_is_reported(tmp_path):
    path = write_article(tmp_path, body="x" * 100_001)

    with refuses(path, r"\d+", "longer than 100000 characters"):
        read_file(path)


def test_two_files_with_one_slug_are_reported(tmp_path):
    first = write_article(tmp_path, "night-cramps")
    (tmp_path / "other").mkdir()
    second = write_article(tmp_path / "other", "night-cramps")

    with refuses(second, r"\d+", f"'night-cramps' is taken by {first}"):
        read_folder(tmp_path)


def test_a_folder_is_read_in_the_order_that_it_names(tmp_path):
    for slug in ["a", "b", "c", "d"]:
        write_article(tmp_path, slug)
    (tmp_path / "order.txt").write_text("c\nb\n")

    assert [file.slug for file in read_folder(tmp_path)] == ["c", "b", "a", "d"]


def test_a_folder_is_read_with_all_folders_in_it(tmp_path):
    (tmp_path / "faq").mkdir()
    write_article(tmp_path / "faq", "faq-heat", kind="faq")
    write_article(tmp_path, "heat")

    assert {file.slug for file in read_folder(tmp_path)} == {"heat", "faq-heat"}
