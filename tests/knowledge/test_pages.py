"""What the pages of knowledge show, to whom, and in how many queries."""

import re

import pytest
from django.core.management import call_command

from knowledge.content_files import read_folder
from knowledge.headings import link_headings
from knowledge.management.commands.load_knowledge import CONTENT
from knowledge.models import Article
from knowledge.selectors import articles as selectors
from knowledge.themes import THEMES
from posts.models import Post
from search.actions.indexing import index_roots
from tests.factories import make_article

pytestmark = pytest.mark.django_db
REVIEW = {
    "last_reviewed": "2026-10-01",
    "reviewed_by": "Ida Berg",
    "reviewer_qualification": "Physiotherapist",
}


def article(folder, slug, *, sites=(), tags=None, **fields):
    """An article about some places and with some tags."""
    post = make_article(folder, slug, **fields)
    Article.objects.filter(pk=post.pk).update(body_sites=list(sites))
    if tags:
        Post.objects.filter(pk=post.pk).update(tag_slugs=tags)
    return post


def review(post):
    Article.objects.filter(pk=post.pk).update(**REVIEW)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


# ---------------------------------------------------------------- The start page


def test_a_place_shows_the_guides_steps_stories_and_questions_about_it(client, tmp_path):
    article(tmp_path, "calf-guide", sites=["calf", "foot"])
    article(tmp_path, "calf-steps", sites=["calf"], kind="relief")
    article(tmp_path, "calf-story", sites=["calf"], kind="scenario")
    article(tmp_path, "faq-calf", sites=["calf"], kind="faq")
    article(tmp_path, "neck-guide", sites=["neck"])
    article(tmp_path, "general-guide")

    html = page(client, "/knowledge/?where=calf")

    shown = {"calf-guide", "calf-steps", "calf-story"}
    assert {
        slug for slug in [*shown, "neck-guide", "general-guide"] if f"/knowledge/{slug}/" in html
    } == shown
    assert "/faq/#faq-calf" in html
    assert "Knowledge: Calf" in html


def test_themes_and_tags_narrow_the_guides(client, tmp_path):
    article(tmp_path, "in-bed", tags=["night"])
    article(tmp_path, "at-a-desk", tags=["ergonomics"])

    for address in ("/knowledge/?theme=night", "/knowledge/?tag=night"):
        html = page(client, address)
        assert "/knowledge/in-bed/" in html
        assert "/knowledge/at-a-desk/" not in html


def test_choices_say_how_much_they_leave_and_the_figure_leads_to_guides(client, tmp_path):
    article(tmp_path, "in-bed", tags=["night"], sites=["calf"])

    html = page(client, "/knowledge/")

    assert re.search(r'\?theme=night">Night and sleep <span class="n">1<', html)
    assert re.search(r'\?where=calf">Calf <span class="n">1<', html)
    assert '?theme=sport"' not in html
    assert '<a class="shape" href="/knowledge/?where=heel">' in html


@pytest.mark.parametrize("query", ["?where=nowhere", "?theme=x", "?tag=%00", "?where=", "?cursor=x"])
def test_what_makes_no_sense_shows_everything(client, tmp_path, query):
    make_article(tmp_path, "calf-guide")

    assert "/knowledge/calf-guide/" in page(client, f"/knowledge/{query}")


def test_a_place_without_guides_leads_to_its_questions(client):
    html = page(client, "/knowledge/?where=jaw")

    assert "Nothing about this place alone" in html
    assert "/questions/?where=jaw" in html


def test_recently_reviewed_is_there_only_when_somebody_reviewed_something(client, tmp_path):
    post = make_article(tmp_path, "calf-guide")
    assert "Recently reviewed" not in page(client, "/knowledge/")

    review(post)

    html = page(client, "/knowledge/")
    assert "Recently reviewed" in html
    assert "reviewed by Ida Berg, Physiotherapist, Oct. 1, 2026" in html


def test_the_start_page_takes_three_queries_however_it_is_narrowed(
    client, tmp_path, django_assert_num_queries
):
    for number in range(15):
        review(make_article(tmp_path, f"guide-{number}"))
        make_article(tmp_path, f"steps-{number}", kind="relief")

    for query in ("", "?where=calf", "?theme=basics", "?tag=basics", "?where=jaw", "?cursor=x"):
        with django_assert_num_queries(3):
            client.get(f"/knowledge/{query}")


def test_further_pages_keep_what_they_are_narrowed_to(client, tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge.selectors.browse.PAGE_SIZE", 1)
    article(tmp_path, "first-guide", sites=["calf"])
    article(tmp_path, "second-guide", sites=["calf"])
    article(tmp_path, "third-guide", sites=["neck"])

    following = re.search(r'rel="next" href="([^"]+)"', page(client, "/knowledge/?where=calf"))[1]

    html = page(client, f"/knowledge/{following.replace('&amp;', '&')}")
    assert "/knowledge/second-guide/" in html
    assert 'rel="next"' not in html


def test_hidden_articles_are_not_listed(client, tmp_path):
    post = article(tmp_path, "calf-steps", sites=["calf"], kind="relief")
    Post.objects.filter(pk=post.pk).update(is_public=False)

    for address in ("/knowledge/", "/knowledge/?where=calf", "/knowledge/relief/"):
        assert "calf-steps" not in page(client, address), address


def test_every_theme_finds_an_article_of_ours():
    carried = {tag for file in read_folder(CONTENT) for tag in file.tags}

    assert [theme.slug for theme in THEMES if not theme.tags & carried] == []


def test_no_article_of_ours_has_the_address_of_another_page():
    assert {file.slug for file in read_folder(CONTENT)} & {
        "relief",
        "what-kind-of-spasm",
        "glossary",
    } == set()


# ---------------------------------------------------------------- Relief


def test_relief_steps_are_listed_with_their_place_and_review(client, tmp_path):
    article(tmp_path, "calf-steps", sites=["calf"], kind="relief", title="Calf cramp")

    html = page(client, "/knowledge/relief/")

    assert "Calf cramp" in html
    assert "not yet reviewed by a clinician" in html
    assert "/knowledge/calf-steps/" in html


def test_without_relief_guides_the_parts_of_the_one_article_are_listed(client, tmp_path):
    make_article(tmp_path, "relieve-a-cramp", body="## Steps\n\n### Calf\n\nPull.\n\n### Neck\n\nTurn.")

    html = page(client, "/knowledge/relief/")

    assert "/knowledge/relieve-a-cramp/#calf" in html
    assert "/knowledge/relieve-a-cramp/#neck" in html


def test_without_anything_the_relief_page_still_leads_on(client):
    assert "No steps yet" in page(client, "/knowledge/relief/")


def test_steps_come_before_the_review_and_are_large(client, tmp_path):
    make_article(tmp_path, "calf-steps", kind="relief", body="1. Straighten the knee.\n2. Pull.")

    html = page(client, "/knowledge/calf-steps/")

    assert "relief-text" in html
    assert html.index("Straighten the knee") < html.index("Not yet reviewed by a clinician")


def test_the_relief_page_takes_two_queries(client, tmp_path, django_assert_num_queries):
    for number in range(5):
        make_article(tmp_path, f"steps-{number}", kind="relief")

    with django_assert_num_queries(2):
        client.get("/knowledge/relief/")


# ---------------------------------------------------------------- One article


def test_headings_link_to_themselves():
    html = link_headings('<h2 id="what">What</h2><p>x</p><h3 id="a"><a href="/b">b</a></h3>')

    assert html == (
        '<h2 id="what"><a class="anchor" href="#what">What</a></h2><p>x</p><h3 id="a"><a href="/b">b</a></h3>'
    )


def test_an_article_shows_its_headings_as_links_and_takes_four_queries(
    client, tmp_path, django_assert_max_num_queries
):
    make_article(tmp_path, "night-cramps", body="## What it is\n\nA cramp.")

    with django_assert_max_num_queries(4):
        html = page(client, "/knowledge/night-cramps/")

    assert '<a class="anchor" href="#what-it-is">What it is</a>' in html


# ---------------------------------------------------------------- Frequent questions


@pytest.fixture
def entries(tmp_path):
    posts = [
        make_article(tmp_path, "faq-magnesium", kind="faq", title="Does magnesium help?", body="Rarely."),
        make_article(tmp_path, "faq-eyelid", kind="faq", title="My eyelid?", body="Twitches are harmless."),
    ]
    index_roots([post.pk for post in posts])
    return posts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("MAGNESIUM", {"faq-magnesium"}),
        ("magnes", {"faq-magnesium"}),
        ("harmless eyelid", {"faq-eyelid"}),
        ("twitching", {"faq-eyelid"}),  # another form of the word, from the search index
        ("magnesium eyelid", set()),
        ("100%", set()),
        ("  ", {"faq-magnesium", "faq-eyelid"}),
        ("\x00", {"faq-magnesium", "faq-eyelid"}),
    ],
)
def test_questions_are_found_by_words_of_title_and_text(client, entries, words, found):
    response = client.get("/faq/", {"q": words})

    assert {entry.slug for entry in response.context["page"].rows} == found


def test_a_search_is_not_for_search_engines_and_escapes_what_was_typed(client, entries):
    html = page(client, "/faq/?q=%3C/script%3E%3Ci%3E")

    assert "<i>" not in html
    assert "noindex" in html
    assert "ld+json" not in html


def test_questions_take_one_query_with_and_without_words(client, entries, django_assert_num_queries):
    for address in ("/faq/", "/faq/?q=magnesium"):
        with django_assert_num_queries(1):
            client.get(address)


def test_a_link_to_a_question_leads_to_the_page_that_has_it(client, entries, monkeypatch):
    assert client.get("/faq/entry/faq-eyelid/").url == "/faq/#faq-eyelid"

    monkeypatch.setattr(selectors, "FAQ_SIZE", 1)

    assert client.get("/faq/entry/faq-magnesium/").url == "/faq/#faq-magnesium"
    assert client.get("/faq/entry/faq-eyelid/").url == "/knowledge/faq-eyelid/"
    assert client.get("/faq/entry/faq-nothing/").status_code == 404


def test_the_articles_of_ours_fill_every_page(client):
    call_command("load_knowledge", verbosity=0)

    for address in ("/knowledge/", "/knowledge/?where=calf", "/knowledge/relief/", "/faq/", "/offline/"):
        page(client, address)
