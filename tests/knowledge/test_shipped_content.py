"""The articles that come with the site: knowledge/content"""

import re
from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command

from knowledge.content_files import ORDER_FILE, read_folder
from knowledge.glossary import get_glossary
from knowledge.management.commands.load_knowledge import CONTENT
from knowledge.models import Article
from knowledge.selectors.articles import HOME_ARTICLES, list_faq
from lib.markdown import FAQ_PREFIX, render_article
from tests.lib.safe_html import ALLOWED_IN_ARTICLES, problems_of

LINK = re.compile(r"knowledge:([^\s)>#]*)#?([^\s)>]*)")
TERM = re.compile(r"\]\(term:([^)]*)\)")
HELP = "When to get help"
REVIEW = ("last_reviewed", "reviewed_by", "reviewer_qualification")


@cache
def files():
    return {file.slug: file for file in read_folder(CONTENT)}


@cache
def html_of(slug):
    return render_article(files()[slug].body)[0]


def slugs_of(kind):
    return {slug for slug, file in files().items() if file.kind == kind}


def is_broken(slug, anchor):
    return slug not in files() or bool(anchor and f'id="{anchor}"' not in html_of(slug))


@pytest.mark.django_db
def test_all_files_load_and_are_shown_in_order():
    out = StringIO()

    call_command("load_knowledge", stdout=out)

    assert out.getvalue() == f"{len(files())} created, 0 updated, 0 unchanged, 0 kept\n"
    assert list(Article.objects.order_by("position").values_list("slug", flat=True)) == list(files())
    # Links to frequent questions lead to one page, so it must hold them all.
    assert {entry.slug for entry in list_faq("").rows} == slugs_of("faq")


def test_the_articles_that_the_site_relies_on_are_there():
    needed = {"what-is-a-muscle-spasm", "types-of-muscle-spasm", "relieve-a-cramp", "when-to-get-help"}

    assert needed | set(HOME_ARTICLES) <= slugs_of("article") | slugs_of("types")
    assert len(slugs_of("faq")) >= 10


def test_frequent_questions_and_only_they_have_the_prefix_of_their_links():
    assert {slug for slug in files() if slug.startswith(FAQ_PREFIX)} == slugs_of("faq")


def test_files_are_named_by_their_slugs():
    assert {slug: file.path.stem for slug, file in files().items() if slug != file.path.stem} == {}


def test_the_order_names_every_file_once():
    order = (CONTENT / ORDER_FILE).read_text(encoding="utf-8").split()

    assert sorted(order) == sorted(files())


def test_every_link_leads_to_an_article_and_a_heading_that_exist():
    links = [(slug, link) for slug, file in files().items() for link in LINK.findall(file.body)]

    assert len(links) > 50
    assert [(source, link) for source, link in links if is_broken(*link)] == []


def test_no_link_is_left_unresolved():
    assert [slug for slug in files() if re.search("knowledge:|term:", html_of(slug))] == []


def test_every_medical_word_is_in_the_glossary_and_explained_once_an_article():
    marked = {slug: TERM.findall(file.body) for slug, file in files().items()}

    assert sum(map(len, marked.values())) > 100
    assert {slug: set(keys) - get_glossary().keys() for slug, keys in marked.items()} == dict.fromkeys(
        marked, set()
    )
    assert [slug for slug, keys in marked.items() if len(set(keys)) < len(keys)] == []


def test_no_heading_holds_a_medical_word_that_is_explained():
    assert [slug for slug, file in files().items() if re.search(r"^#.*\(term:", file.body, re.M)] == []


def test_the_table_of_types_tells_everything_about_each_of_them():
    body = files()["types-of-muscle-spasm"].body
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in body.splitlines() if line[:1] == "|"]
    parts = re.findall(r"^### (.+)$", body, re.M)

    assert rows[0] == ["Type", "What it feels like", "Possible causes", "Self-care", "When to worry"]
    assert sorted(re.match(r"\[(.+?)\]", row[0])[1] for row in rows[2:]) == sorted(parts)
    assert [row for row in rows if len(row) != 5 or not all(row)] == []


def test_related_articles_exist_and_are_others():
    related = {(slug, other) for slug, file in files().items() for other in file.related}

    assert {(slug, other) for slug, other in related if other == slug or other not in files()} == set()


def test_every_article_says_when_to_get_help():
    needed = (slugs_of("article") | slugs_of("types") | slugs_of("scenario")) - {"when-to-get-help"}

    ends = {slug: re.findall(r"^## (.+)$", files()[slug].body, re.M)[-2:] for slug in needed}

    assert {slug: end for slug, end in ends.items() if end != [HELP, "How sure is this?"]} == {}


def test_every_frequent_question_leads_to_when_to_get_help():
    silent = [slug for slug in slugs_of("faq") if "(knowledge:when-to-get-help" not in files()[slug].body]

    assert silent == []


def test_every_article_has_a_summary_sources_and_a_date_for_review():
    assert [slug for slug, file in files().items() if not file.summary or not file.sources] == []
    assert [slug for slug, file in files().items() if file.review["next_due"] is None] == []


def test_nobody_claims_a_review():
    claimed = {slug for slug, file in files().items() for key in REVIEW if file.review[key] is not None}

    assert claimed == set()


def test_the_texts_are_safe_and_hold_no_html():
    assert [
        (slug, found) for slug in files() if (found := problems_of(html_of(slug), ALLOWED_IN_ARTICLES))
    ] == []
    assert [slug for slug in files() if re.search(r"&lt;/?[a-z]", html_of(slug))] == []
