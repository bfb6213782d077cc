"""knowledge.structured, and editing sources, evidence notes and related articles on the site"""

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from knowledge.actions.drafting import DraftText, open_draft, save_draft, submit
from knowledge.actions.reviewing import publish
from knowledge.content_files import ContentError, read_file, read_folder
from knowledge.management.commands.load_knowledge import CONTENT
from knowledge.models import Article, Proposal
from knowledge.selectors.board import load_proposal
from knowledge.structured import (
    LineError,
    Structured,
    evidence_lines,
    read_evidence,
    read_slugs,
    read_sources,
    source_lines,
)
from lib.errors import UserError
from posts.models import Revision
from tests.factories import BODY, make_article, make_staff, write_article

pytestmark = pytest.mark.django_db
SOURCE = {"organisation": "WHO", "title": "Cramps", "year": None, "url": "https://www.who.int/cramps"}
NOTE = {"claim": "Stretching ends a cramp", "certainty": "strong", "note": ""}


@pytest.fixture
def article(tmp_path):
    return Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)


def editor():
    return make_staff(Role.EDITOR)


def submitted(article, structured, author=None, **changes):
    author = author or editor()
    article.post.refresh_from_db()
    fields = {
        "title": article.post.title,
        "summary": article.summary,
        "body": article.post.body,
        "tags": article.post.tag_slugs,
        "significance": "medium",
        "base_revision": article.post.revision_count,
        "note": "With its evidence",
    } | changes
    proposal = save_draft(author, open_draft(author, article), DraftText(**fields, structured=structured))
    return submit(author, proposal)


def test_the_shipped_sources_and_notes_survive_being_written_as_lines():
    files = read_folder(CONTENT)

    assert any(file.evidence for file in files)
    for file in files:
        assert read_sources(source_lines(file.sources)) == file.sources
        assert read_evidence(evidence_lines(file.evidence)) == file.evidence
        assert read_slugs("\n".join(file.related)) == file.related


def test_a_stroke_in_a_text_survives():
    sources = [SOURCE | {"title": "Cramps | and spasms |"}]

    assert read_sources(source_lines(sources)) == sources


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_sources, "NHS | Leg cramps\nNHS", "Line 2: a source needs"),
        (read_sources, "NHS | Leg cramps | soon", "Line 1: “soon” is no year"),
        (
            read_sources,
            "\nNHS | Leg cramps | 2023 | javascript:x",
            "Line 2: “javascript:x” is no web address",
        ),
        (read_sources, "NHS | Leg cramps | | https://", "Line 1: “https://” is no web address"),
        (read_sources, "a | b | 2020 | https://a.b | c", "Line 1: there are more than 4 parts"),
        (read_sources, f"a | {'b' * 501}", "Line 1: a part is too long"),
        (read_sources, "a | b\n" * 61, "Line 61: at most 60 lines"),
        (read_evidence, "It helps | sure", "Line 1: the certainty “sure” is not one of strong, moderate"),
        (read_evidence, "| strong", "Line 1: a note needs a claim"),
        (read_slugs, "night-cramps\nNight Cramps!", "Line 2: “Night” is no address"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(read, text, message):
    with pytest.raises(LineError, match=f"^{message}"):
        read(text)


def test_publishing_applies_all_structured_parts(article, tmp_path):
    make_article(tmp_path, "other")
    wanted = Structured([SOURCE], [NOTE], ["other"])

    publish(editor(), submitted(article, wanted, body="## New\n\nText."))

    article.refresh_from_db()
    assert Structured.of(article) == wanted
    assert [heading["anchor"] for heading in article.headings] == ["new"]


def test_a_change_of_the_sources_alone_is_a_version_with_the_same_text(article):
    proposal = submitted(article, Structured([SOURCE], [], []))

    publish(editor(), proposal)

    first, second = Revision.objects.filter(post=article.post).order_by("number")
    assert (second.body, second.title, second.reason) == (first.body, first.title, "With its evidence")
    assert second.editor == proposal.author


def test_two_changes_of_the_sources_do_not_overwrite_each_other(article):
    first = submitted(article, Structured([SOURCE], [], []))
    second = submitted(article, Structured([], [NOTE], []))
    publish(editor(), first)

    with pytest.raises(UserError, match="changed since"):
        publish(editor(), second)


def test_a_draft_that_says_nothing_of_them_leaves_them_alone(article):
    before = Structured.of(article)

    publish(editor(), submitted(article, None, body="## New\n\nText."))

    article.refresh_from_db()
    assert before.sources
    assert Structured.of(article) == before


def test_an_article_that_does_not_exist_cannot_be_read_next(article):
    with pytest.raises(UserError, match="no article with this address: nothing") as error:
        submitted(article, Structured([], [], ["night-cramps", "nothing"]))

    assert error.value.field == "related"


def test_the_database_refuses_what_is_no_list(article):
    for column in ("sources", "evidence"):
        with pytest.raises(IntegrityError, match=f"article_{column}_"), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**{column: {"no": "list"}})
    proposal = open_draft(editor(), article)
    for column in ("sources", "evidence"):
        with pytest.raises(IntegrityError, match=f"proposal_{column}_"), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(**{column: "no list"})


def test_the_review_page_shows_only_the_parts_that_change(article, client):
    proposal = submitted(article, Structured(article.sources, [NOTE], []))

    page = load_proposal(proposal.pk)

    assert [str(part.label) for part in page.structured] == ["How sure is this?"]
    client.force_login(editor())
    assert (
        "Stretching ends a cramp | strong"
        in client.get(f"/knowledge/proposals/{proposal.pk}/").content.decode()
    )


FORM = {
    "title": "About night cramps",
    "summary": "Short.",
    "body": BODY,
    "tags": "basics",
    "significance": "medium",
    "base_revision": "1",
    "note": "",
    "sources": "NHS | Leg cramps | 2023 | https://www.nhs.uk/\nWHO | Cramps",
    "evidence": "It helps | weak | One trial.",
    "related": "night-cramps",
}


def test_the_form_shows_and_keeps_them(client, article):
    client.force_login(editor())
    page = client.get("/knowledge/night-cramps/edit/").content.decode()
    assert "NHS | Leg cramps | 2023 | https://www.nhs.uk/conditions/leg-cramps/" in page

    client.post("/knowledge/night-cramps/edit/", FORM)

    proposal = Proposal.objects.get()
    assert proposal.sources[1] == {"organisation": "WHO", "title": "Cramps", "year": None, "url": None}
    assert proposal.evidence == [{"claim": "It helps", "certainty": "weak", "note": "One trial."}]
    assert proposal.related == ["night-cramps"]
    again = client.get("/knowledge/night-cramps/edit/").context["form"].initial
    assert [again[name] for name in ("sources", "evidence", "related")] == [
        FORM[name] for name in ("sources", "evidence", "related")
    ]


def test_a_bad_line_is_named_and_nothing_typed_is_lost(client, article):
    client.force_login(editor())
    bad = "NHS | Leg cramps\nno source <b>at all</b>"

    response = client.post("/knowledge/night-cramps/edit/", FORM | {"sources": bad, "related": "nowhere"})

    assert response.status_code == 422
    assert response.context["form"].errors["sources"][0].startswith("Line 2:")
    html = response.content.decode()
    assert "no source &lt;b&gt;at all&lt;/b&gt;" in html
    assert "nowhere</textarea>" in html


def test_only_known_certainties_are_loaded_from_files(tmp_path):
    path = write_article(tmp_path)
    text = path.read_text()
    path.write_text(
        text.replace("review:\n", "evidence:\n  - claim: A\n    certainty: sure\n    note: ''\nreview:\n")
    )

    with pytest.raises(ContentError, match=r"night-cramps\.md:\d+: certainty 'sure' is not one of strong"):
        read_file(path)
