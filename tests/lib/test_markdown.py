"""lib.markdown: what is rendered"""

import re

import pytest

from lib.markdown import (
    EXCERPT_LENGTH,
    Heading,
    excerpt,
    knowledge_address,
    render_article,
    render_post,
    render_text,
    without_terms,
)

TABLE = "| left | right |\n|:---|---:|\n| 1 | 2 |\n"


def test_plain_marks_are_rendered():
    html = render_post("**Stop**, *stretch* and `hold`.\n\n> Breathe.\n\n- one\n- two\n\n---")

    assert "<strong>Stop</strong>, <em>stretch</em> and <code>hold</code>." in html
    assert "<blockquote>\n<p>Breathe.</p>\n</blockquote>" in html
    assert "<ul>\n<li>one</li>\n<li>two</li>\n</ul>" in html
    assert "<hr>" in html


def test_a_list_keeps_the_number_that_it_starts_with():
    assert '<ol start="4">\n<li>four</li>' in render_post("4. four\n5. five")


def test_a_text_that_was_struck_out_stays_struck_out():
    assert "<del>heat</del>" in render_post("Use ~~heat~~ cold.")


def test_only_articles_link_to_telephone_numbers():
    text = "Call [116 123](tel:116123)."

    assert '<a href="tel:116123"' in render_article(text)[0]
    assert "href" not in render_post(text) + render_text(text)


def levels(html):
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


@pytest.mark.parametrize("typed", ["# A", "## A", "#### A", "###### A"])
def test_headings_of_members_begin_at_level_three_and_of_articles_at_level_two(typed):
    assert levels(render_post(typed)) == [3]
    assert levels(render_article(typed)[0]) == [2]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# A\n\n## B\n\n## C\n\n# D", [3, 4, 4, 3]),
        ("# A\n\n###### B", [3, 4]),
        ("### A\n\n# B\n\n### C", [3, 3, 4]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", [3, 4, 5, 6, 6]),
    ],
)
def test_headings_never_go_down_by_more_than_one_level(typed, shown):
    assert levels(render_post(typed)) == shown


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("knowledge:night-leg-cramps", "/knowledge/night-leg-cramps/"),
        ("knowledge:night-leg-cramps#what-it-is", "/knowledge/night-leg-cramps/#what-it-is"),
        ("knowledge:faq-heat-or-ice", "/faq/#faq-heat-or-ice"),
        ("https://www.nhs.uk/", "https://www.nhs.uk/"),
    ],
)
def test_a_knowledge_link_leads_to_the_article(address, path):
    assert knowledge_address(address) == path
    assert f'href="{path}"' in render_post(f"[read]({address})")
    assert f'href="{path}"' in render_article(f"[read]({address})")[0]


@pytest.mark.parametrize(
    "address", ["knowledge:Bad_Slug", "knowledge:a/../../b", "knowledge:", "knowledge:a#B c"]
)
def test_a_knowledge_link_that_makes_no_sense_is_no_link(address):
    assert "<a" not in render_post(f"[read](<{address}>)")


def test_a_medical_word_leads_to_its_place_in_the_glossary_whether_it_is_there_or_not():
    word = '<a href="/knowledge/glossary/#term-deep-vein" class="term" rel="nofollow ugc noopener">clot</a>'

    assert knowledge_address("term:deep-vein") == "/knowledge/glossary/#term-deep-vein"
    assert word in render_post("A [clot](term:deep-vein).")
    assert word in render_article("A [clot](term:deep-vein).")[0]
    assert word in render_post("A [clot][1].\n\n[1]: term:deep-vein")


@pytest.mark.parametrize(
    "address", ["term:", "term:ALS", "term:a--b", "term:-a", "term:a/b", "term:a#b", "term:ä"]
)
def test_a_key_that_makes_no_sense_is_no_link(address):
    assert "<a" not in render_post(f"[clot](<{address}>)")


def test_only_medical_words_look_like_them():
    assert 'class="term"' not in render_post(
        "[a](knowledge:a) [b](/knowledge/glossary/#term-b) <a class='term'>c</a>"
    )


def test_medical_words_become_plain_words_where_nothing_can_explain_them():
    html = render_post("A [**deep** clot](term:clot), [one](term:one 'x > y') and [more](knowledge:more).")

    plain = without_terms(html)

    assert plain.startswith("<p>A <strong>deep</strong> clot, ")
    assert plain.count("<a ") == html.count("<a ") - 2
    assert "/knowledge/more/" in plain


@pytest.mark.parametrize(
    "text", ["[a](https://e.org/)", "https://e.org/", "<https://e.org/>", "[a]\n\n[a]: https://e.org/"]
)
def test_every_link_tells_search_engines_not_to_follow(text):
    assert '<a href="https://e.org/" rel="nofollow ugc noopener">' in render_post(text)
    assert '<a href="https://e.org/" rel="nofollow ugc noopener">' in render_article(text)[0]


@pytest.mark.parametrize("text", ["www.example.org", "ann@example.org", "example.org"])
def test_only_whole_web_addresses_become_links_by_themselves(text):
    assert render_post(text) == f"<p>{text}</p>\n"


def test_a_table_can_be_scrolled_with_the_keyboard():
    html = render_post(TABLE)

    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert html.endswith("</table></div>\n")


def test_a_column_of_a_table_keeps_its_alignment():
    assert '<td align="right">2</td>' in render_post(TABLE)


def test_an_article_names_its_headings_and_their_anchors():
    html, headings = render_article("## What *it* is\n\n### In `short`\n\n#### Deeper\n\n## After")

    assert headings == [
        Heading(2, "What it is", "what-it-is"),
        Heading(3, "In short", "in-short"),
        Heading(2, "After", "after"),
    ]
    assert '<h2 id="what-it-is">What <em>it</em> is</h2>' in html
    assert '<h4 id="deeper">Deeper</h4>' in html


@pytest.mark.parametrize(
    "text", ["## A\n## A\n## A 2\n## A", "## 日\n## 本\n# section", "## A-2\n## A\n## A"]
)
def test_anchors_are_unique(text):
    html, headings = render_article(text)
    anchors = [heading.anchor for heading in headings]

    assert len(set(anchors)) == len(anchors) == html.count("id=")
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_a_post_of_a_member_has_no_anchors():
    assert "id=" not in render_post("# When to get help")


def test_an_excerpt_is_plain_text_on_one_line():
    html = render_post('# Help\n\nIs **5 < 6** & "so"?\n\n- <b>one</b>\n- two\n\n' + TABLE)

    assert excerpt(html) == 'Help Is 5 < 6 & "so"? <b>one</b> two left right 1 2'


def test_a_long_excerpt_is_cut():
    short = excerpt(render_post("calf " * 200))

    assert len(short) <= EXCERPT_LENGTH
    assert short.endswith("calf…")


def test_an_article_shows_the_drawings_of_the_site_and_no_other_picture():
    own, _ = render_article("![Heel down, knee straight](relief:calf-wall-stretch)")
    foreign, _ = render_article("![A pixel](https://example.org/pixel.png)")

    assert '<img src="/static/img/relief/calf-wall-stretch.svg" alt="Heel down, knee straight"' in own
    assert "<img" not in foreign
    assert "A pixel" in foreign


def test_members_embed_no_picture_of_another_site():
    assert "<img" not in render_post("![x](relief:calf-wall-stretch) ![y](https://example.org/pixel.png)")


def test_texts_beside_posts_embed_no_picture_at_all():
    assert "<img" not in render_text("![x](picture:2f1b6c1e-5f0a-4a3b-9d3e-0c8d7e6f5a4b-800x600)")
