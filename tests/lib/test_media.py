"""lib.media: names of uploaded files, and how articles show them"""

import re
from html import unescape
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.markdown import render_article, render_post
from lib.media import PUBLIC_NAME, avatar_name, picture_name, shown_pictures
from posts.models import Picture
from posts.models.picture import PLAIN

KEY = UUID("2f1b6c1e-5f0a-4a3b-9d3e-0c8d7e6f5a4b")
OTHER = UUID("7a1b6c1e-5f0a-4a3b-9d3e-0c8d7e6f5a4b")


def test_names_follow_from_the_key():
    assert picture_name(KEY, 800, 600) == f"pictures/2f/{KEY}-800x600.webp"
    assert picture_name(KEY, 800, 600, small=True) == f"pictures/2f/{KEY}-800x600-small.webp"
    assert avatar_name(KEY) == f"avatars/2f/{KEY}.webp"


def test_every_name_that_is_given_can_be_asked_for():
    for name in (picture_name(KEY, 1600, 1), picture_name(KEY, 8, 6, small=True), avatar_name(KEY)):
        assert PUBLIC_NAME.fullmatch(name)


def test_an_article_shows_an_uploaded_picture():
    html, _ = render_article(f"![The calf](picture:{KEY}-800x600)")

    assert html == (
        f'<p><img src="/media/pictures/2f/{KEY}-800x600.webp" alt="The calf" width="800" height="600"'
        ' loading="lazy" decoding="async"></p>\n'
    )


@pytest.mark.parametrize(
    "address",
    [
        f"picture:{KEY}", f"picture:{KEY}-800", f"picture:{KEY}-0x600", f"picture:{KEY}-80000x600",
        f"picture:{KEY}-8x6/../../x", f"picture:{KEY}-8x6.svg", f"picture:{str(KEY).upper()}-8x6", "picture:1-8x6",
        f"picture:{KEY}-8x6%22onload", f"/media/pictures/2f/{KEY}-8x6.webp", f"https://e.org/picture:{KEY}-8x6",
        f"PICTURE:{KEY}-8x6", "picture:../../../etc/passwd-8x6", f"picture:{KEY}-٨x٦",
    ],
)  # fmt: skip
def test_any_other_address_is_only_words(address):
    html, _ = render_article(f"![The calf](<{address}>)")

    assert "<img" not in html
    assert "The calf" in html


def test_a_picture_is_nothing_to_link_to():
    assert "href" not in render_article(f"[The calf](picture:{KEY}-8x6)")[0]


def test_a_post_shows_the_thumbnail_which_leads_to_the_whole_picture():
    html = render_post(f"![The calf](picture:{KEY}-1600x1200)")

    assert html == (
        f'<p><a href="/media/pictures/2f/{KEY}-1600x1200.webp" rel="nofollow ugc noopener">'
        f'<img src="/media/pictures/2f/{KEY}-1600x1200-small.webp" alt="The calf" width="640" height="480"'
        ' loading="lazy" decoding="async"></a></p>\n'
    )


def test_a_picture_within_a_link_leads_where_the_link_does():
    html = render_post(f"[![The calf](picture:{KEY}-8x6)](https://example.org/) ![Heel](picture:{KEY}-8x6)")

    assert html.count("<img ") == 2
    assert html.count('href="https://example.org/"') == 1
    assert html.count(f'href="/media/pictures/2f/{KEY}-8x6.webp"') == 1


@pytest.mark.parametrize("render", [render_post, lambda text: render_article(text)[0]])
def test_what_is_shown_is_found_and_what_only_looks_like_it_is_not(render):
    name = f"/media/pictures/2f/{KEY}-8x6.webp"
    shown = f"![a](picture:{KEY}-8x6) ![b][1] ![c](picture:{KEY}-8x6)\n\n[1]: picture:{OTHER}-9x9"
    code = f'`<img src="{name}">` picture:{KEY}-8x6 <img src="{name}">'
    words = f'![<img src="{name}">](https://e.org/x.png) ![<img src="{name}">](picture:{OTHER}-9x9)'

    assert shown_pictures(render(shown)) == [KEY, OTHER]
    assert shown_pictures(render(code)) == []
    assert shown_pictures(render(words)) == [OTHER]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)
    .map(str.strip)
    .filter(bool)
)
def test_whatever_the_description_the_picture_shows_with_it(alt):
    picture = Picture(key=KEY, width=800, height=600, alt=alt)

    html, _ = render_article(f"Before.\n\n{picture.markdown}\n\nAfter.")

    found = re.findall(r'<img src="([^"]+)" alt="([^"]*)"', html)
    assert [(address, unescape(words)) for address, words in found] == [(picture.url, alt.translate(PLAIN))]
