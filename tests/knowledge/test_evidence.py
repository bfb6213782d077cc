"""The article page: how sure it is, who wrote it, whether it is due for a review, what changed after one"""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.models import Article, Certainty
from tests.factories import make_article, make_proposal, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/knowledge/night-cramps/"


@pytest.fixture
def article(tmp_path):
    return Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)


def change(article, **columns):
    Article.objects.filter(pk=article.pk).update(**columns)


def html(client):
    return client.get(ADDRESS).content.decode()


def test_each_certainty_has_its_word_and_its_icon(client, article):
    assert "evidence-title" not in html(client)
    change(
        article, evidence=[{"claim": f"C {one}", "certainty": one, "note": ""} for one in Certainty.values]
    )

    page = client.get(ADDRESS)

    notes = page.context["page"].evidence
    assert len({note.icon for note in notes}) == len(Certainty)
    for one in Certainty:
        assert f"<b>{one.label}:</b> C {one.value}" in page.content.decode()


def test_a_claim_is_text_and_no_markup(client, article):
    change(article, evidence=[{"claim": "<script>x</script>", "certainty": "weak", "note": "<i>"}])

    assert "&lt;script&gt;x&lt;/script&gt;" in html(client)
    assert "<script>x" not in html(client)


def test_the_box_does_not_repeat_a_heading_of_the_text(client, tmp_path):
    article = make_article(tmp_path, body="## How sure is this?\n\nNot very.").article
    change(article, evidence=[{"claim": "A", "certainty": "weak", "note": ""}])

    page = html(client)

    assert "How sure, point by point" in page
    assert 'href="#evidence-title"' not in page


def test_nobody_in_particular_has_written_what_came_from_a_file(client, article, settings):
    assert f"written by the {settings.SITE_NAME} editors" in html(client)


@pytest.mark.parametrize(("significance", "counts"), [("typo", False), ("medium", True), ("major", True)])
def test_who_publishes_more_than_a_correction_becomes_an_author(client, article, significance, counts):
    author = make_staff(Role.EDITOR, "pat")

    publish(make_staff(Role.EDITOR), make_proposal(article.post, author, significance=significance))

    article.refresh_from_db()
    assert article.authors == (["Unknot editors", "pat"] if counts else [])
    assert ("written by Unknot editors, pat" in html(client)) is counts


def test_an_author_is_named_once(article):
    author = make_staff(Role.EDITOR, "pat")
    for body in ("## One\n\nFirst.", "## Two\n\nSecond."):
        publish(make_staff(Role.EDITOR), make_proposal(article.post, author, body=body))

    article.refresh_from_db()
    assert article.authors == ["Unknot editors", "pat"]


@pytest.mark.parametrize("kind", ["article", "relief"])
def test_an_overdue_article_carries_a_banner(client, tmp_path, kind):
    article = make_article(tmp_path, kind=kind).article
    today = timezone.localdate()

    change(article, next_review_due=today)
    assert "it may be out of date" not in html(client)
    change(article, next_review_due=today - timedelta(days=1))
    assert "it may be out of date" in html(client)


def test_an_edit_after_a_review_is_said_on_the_page_until_the_next_review(client, article):
    reviewer = make_staff(Role.REVIEWER)
    sign_review(reviewer, article, Signature("Neurologist"))
    assert "after the review" not in html(client)

    publish(make_staff(Role.EDITOR), make_proposal(article.post, make_staff(Role.EDITOR)))
    assert "after the review" in html(client)

    sign_review(reviewer, article, Signature("Neurologist"))
    assert "after the review" not in html(client)


def test_an_edit_of_what_nobody_has_reviewed_needs_no_such_word(client, article):
    publish(make_staff(Role.EDITOR), make_proposal(article.post, make_staff(Role.EDITOR)))

    assert "after the review" not in html(client)
