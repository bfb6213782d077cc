"""What search engines are told: true, complete, and unable to leave its element."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from knowledge.models import Article
from knowledge.structured_data import describe_faq
from lib.json_ld import to_json
from posts.models import Post
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 ]]>"


def blocks(client, address):
    html = client.get(address).content.decode()
    return [
        json.loads(text)
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]


def test_an_article_is_a_medical_page_with_its_sources(client, tmp_path):
    post = make_article(tmp_path, "night-cramps", title="Night cramps")

    (data,) = blocks(client, "/knowledge/night-cramps/")

    assert data["@type"] == "MedicalWebPage"
    assert data["name"] == "Night cramps"
    assert data["url"].endswith("/knowledge/night-cramps/")
    assert data["dateModified"] == post.created_at.isoformat()
    assert data["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Leg cramps",
            "publisher": {"@type": "Organization", "name": "NHS"},
            "datePublished": "2023",
            "url": "https://www.nhs.uk/conditions/leg-cramps/",
        }
    ]


def test_no_review_is_claimed_that_did_not_take_place(client, tmp_path):
    make_article(tmp_path, "night-cramps")

    (data,) = blocks(client, "/knowledge/night-cramps/")

    assert "review" not in json.dumps(data).lower()


def test_a_review_names_the_person_and_the_day(client, tmp_path):
    post = make_article(tmp_path, "night-cramps")
    Article.objects.filter(pk=post.pk).update(
        last_reviewed=date(2026, 10, 1), reviewed_by="Ida Berg", reviewer_qualification="Physiotherapist"
    )

    (data,) = blocks(client, "/knowledge/night-cramps/")

    assert data["lastReviewed"] == "2026-10-01"
    assert data["reviewedBy"] == {"@type": "Person", "name": "Ida Berg", "jobTitle": "Physiotherapist"}


def test_frequent_questions_are_a_faq_page(client, tmp_path):
    body = "Rarely.\n\n- Ask **first** & soon."
    make_article(tmp_path, "faq-magnesium", kind="faq", title="Does magnesium help?", body=body)
    answer = {"@type": "Answer", "text": "Rarely. Ask first & soon."}
    question = {"@type": "Question", "name": "Does magnesium help?", "acceptedAnswer": answer}

    (listed,) = blocks(client, "/faq/")
    (alone,) = blocks(client, "/knowledge/faq-magnesium/")

    assert listed["@type"] == "FAQPage"
    assert listed["mainEntity"] == alone["mainEntity"] == [question]
    assert alone["@type"] == ["MedicalWebPage", "FAQPage"]


def test_an_empty_page_of_questions_says_nothing(client):
    assert blocks(client, "/faq/") == []


@pytest.mark.parametrize("kind", ["article", "faq", "relief"])
def test_no_text_can_end_the_element_that_holds_the_data(client, tmp_path, kind):
    post = make_article(tmp_path, "night-cramps", kind=kind)
    Post.objects.filter(pk=post.pk).update(title=HOSTILE)
    Article.objects.filter(pk=post.pk).update(summary=HOSTILE)

    (data,) = blocks(client, "/knowledge/night-cramps/")

    assert data["name"] == data["description"] == HOSTILE
    assert "alert(1)</script>" not in client.get("/knowledge/night-cramps/").content.decode()
    if kind == "faq":
        assert blocks(client, "/faq/")[0]["mainEntity"][0]["name"] == HOSTILE


def test_the_signs_of_html_are_written_as_escapes():
    entry = SimpleNamespace(title=HOSTILE, body_html="<p>&lt;/script&gt;</p>")

    text = to_json(describe_faq([entry]))

    assert not re.search("[<>&]", text)
    assert json.loads(text)["mainEntity"][0]["acceptedAnswer"]["text"] == "</script>"
