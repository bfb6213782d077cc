"""What an answer rests on: the form, the statement, and what the database refuses."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lib.body_sites import BodySite
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from qa.answer_templates import all_templates, left_blank, templates_for
from qa.forms.answering import AnswerForm, EditAnswerForm
from qa.models import Answer, Evidence
from qa.statement import Statement, read_sources, source_lines
from tests.factories import ANSWER, STATEMENT, make_answer, make_expert, make_question, make_staff

DOSED = f"{ANSWER} Ask about magnesium, 300 mg in the evening."
DOSE = {
    "dose_route": "By mouth",
    "dose_limits": "Up to 300 mg a day for four weeks.",
    "dose_cautions": "Not with weak kidneys.",
}


def form(**changes):
    return AnswerForm({"body": ANSWER, "submission_key": str(uuid.uuid4()), **STATEMENT, **changes})


def test_a_whole_statement_is_taken():
    answering = form()

    assert answering.is_valid(), answering.errors
    assert answering.statement().sources[0]["url"] == "https://example.org/trial"


@pytest.mark.parametrize("name", ["body", "evidence", "sources", "changes_advice", "get_help", "interests"])
def test_what_is_missing_is_refused_at_its_field(name):
    answering = form(**{name: ""})

    assert not answering.is_valid()
    assert list(answering.errors) == [name]


def test_experience_needs_no_source():
    assert form(evidence="experience", sources="").is_valid()


def test_old_answers_say_nothing_but_nobody_can_choose_that():
    assert "evidence" in form(evidence="not_stated").errors


def test_an_interest_has_to_be_named_and_none_leaves_no_words():
    assert list(form(interests="some").errors) == ["disclosure"]

    answering = form(interests="none", disclosure="I sell mats.")

    assert answering.is_valid()
    assert answering.statement().disclosure == ""


def test_a_dose_in_the_text_asks_for_route_limits_and_cautions():
    answering = form(body=DOSED)

    assert sorted(answering.errors) == ["dose_cautions", "dose_limits", "dose_route"]
    assert "magnesium, 300 mg" in answering.errors["dose_limits"][0]
    assert answering.needs_dose
    assert form(body=DOSED, **DOSE).is_valid()


def test_half_of_what_belongs_to_a_dose_is_refused_without_a_dose_too():
    assert sorted(form(dose_route="By mouth").errors) == ["dose_cautions", "dose_limits"]


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("Garrison 2020 https://doi.org/10.1002/x.y.", "https://doi.org/10.1002/x.y", "Garrison 2020"),
        ("Garrison 2020, doi:10.1002/x.y", "https://doi.org/10.1002/x.y", "Garrison 2020"),
        ("Hawke et al. PMID: 12345", "https://pubmed.ncbi.nlm.nih.gov/12345/", "Hawke et al."),
        ("NICE guideline NG59", "", "NICE guideline NG59"),
        ("Leg cramps (https://www.nhs.uk/leg-cramps/)", "https://www.nhs.uk/leg-cramps/", "Leg cramps"),
    ],
)
def test_sources_are_read_a_line_each(line, url, title):
    assert read_sources(line) == [{"title": title, "url": url}]


@pytest.mark.parametrize("text", ["https://example.org", "12", "x\n" * 11, "a" * 301])
def test_sources_that_say_nothing_or_too_much_are_refused(text):
    with pytest.raises(ValueError, match=r"ource"):
        read_sources(text)


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org"])
def test_only_web_addresses_become_links(scheme):
    assert read_sources(f"A trial {scheme}")[0]["url"] == ""


names = st.text("abcdefgh xyz", min_size=3, max_size=40).map(str.strip).filter(lambda text: len(text) >= 3)


@given(
    st.lists(
        st.tuples(names, st.sampled_from(["", "https://example.org/a", "http://x.org/b?c=1"])), max_size=10
    )
)
def test_reading_what_was_written_gives_the_same_sources(pairs):
    sources = [{"title": title, "url": url} for title, url in pairs]

    assert read_sources(source_lines(sources)) == sources


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"evidence": "trial", "sources": []},
        {"evidence": "rumor"},
        {"sources": {}},
        {"get_help": ""},
        {"changes_advice": ""},
        {"dose_route": "By mouth"},
        {"retraction_reason": "Without a date."},
    ],
)
def test_the_database_refuses_what_is_missing(columns):
    answer = make_answer(make_question()).answer

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**columns)


@pytest.mark.django_db
def test_the_page_says_what_an_answer_rests_on(client):
    question = make_question()
    make_answer(question, **DOSE, disclosure="I teach a course.")

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    for words in (
        "Clinical trial",
        "80 adults, 2012",
        "Today, if one calf",
        "Not with weak kidneys",
        "I teach a",
    ):
        assert words in page


@pytest.mark.django_db
def test_an_answer_from_before_says_that_nobody_was_asked(client):
    question = make_question()
    post = make_answer(question)
    old = {"evidence": Evidence.NOT_STATED, "sources": [], "changes_advice": "", "get_help": ""}
    Answer.objects.filter(pk=post.pk).update(**old)

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert "before authors were asked" in page
    assert "The author declares none" not in page
    initial = EditAnswerForm.initial_of(post.body, Statement.of(Answer.objects.get(pk=post.pk)))
    assert initial["evidence"] is initial["interests"] is None


@pytest.mark.django_db
def test_erasing_an_answer_for_good_erases_its_statement():
    post = make_answer(make_question(), disclosure="I teach a course.")
    administrator = make_staff("administrator")

    change_state(administrator, post, State.DELETED)
    change_state(administrator, post, State.PURGED)

    answer = Answer.objects.get(pk=post.pk)
    assert (answer.evidence, answer.sources, answer.get_help, answer.disclosure) == ("not_stated", [], "", "")


def test_templates_name_places_and_fields_that_exist():
    assert len({template.key for template in all_templates()}) == len(all_templates())
    for template in all_templates():
        assert template.sites <= set(BodySite.values)
        assert left_blank(template.body)
        assert "**In short:**" in template.body


def test_the_template_that_fits_comes_first():
    assert templates_for("calf", ["night"])[0].key == "nightly"
    assert templates_for("", ["statins"])[0].key == "medicine"
    assert templates_for("eyelid", [])[0].key == "twitch"
    assert len(templates_for("", [])) == len(all_templates())


def test_blanks_of_a_template_are_not_published_but_links_and_own_brackets_are():
    assert list(form(body=all_templates()[0].body).errors) == ["body"]
    assert form(body=f"{ANSWER} [see](knowledge:night-leg-cramps) [sic]").is_valid()


@pytest.mark.django_db
def test_inserting_a_template_keeps_what_is_written_and_publishes_nothing(client):
    question, expert = make_question(), make_expert()
    client.force_login(expert)
    data = {"body": "My own beginning.", "get_help": "Today, if it swells.", "insert": "template:twitch"}

    response = client.post(reverse("qa:answer", args=[question.pk]), data)

    filled = response.context["form"]
    assert response.status_code == 200
    assert filled["body"].value().startswith("My own beginning.\n\n**In short:**")
    assert filled["get_help"].value() == "Today, if it swells."
    assert filled["changes_advice"].value().startswith("[Weakness")
    assert not Post.objects.filter(kind="answer").exists()


@pytest.mark.django_db
def test_an_unknown_template_changes_nothing(client):
    client.force_login(make_expert())
    url = reverse("qa:answer", args=[make_question().pk])

    response = client.post(url, {"body": "Mine.", "insert": "template:none"})

    assert response.context["form"]["body"].value() == "Mine."


@pytest.mark.django_db
def test_an_answer_sent_while_signed_out_is_kept_with_its_statement(client):
    question = make_question()
    url = reverse("qa:answer", args=[question.pk])

    client.post(url, {"body": ANSWER, **STATEMENT})
    client.force_login(make_expert())

    kept = client.get(url).context["form"]
    assert kept["body"].value() == ANSWER
    assert kept["sources"].value() == STATEMENT["sources"]
