"""The pages of the guide "What kind of spasm is it?", walked without JavaScript"""

from html.parser import HTMLParser

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.guide.loading import get_guide
from qa.forms.asking import AskForm

pytestmark = pytest.mark.django_db
NIGHT_CRAMP = {
    "danger": ["none"], "site": ["calf"], "onset": ["sudden"], "duration": ["to_10min"], "movement": ["hard_knot"],
    "pain": ["severe"], "time": ["night_bed"], "triggers": ["hard_effort", "alcohol"], "medicines": ["statin"],
    "associated": ["sore_after"], "frequency": ["rare"], "about": ["diabetes"],
}  # fmt: skip
CLOT = {
    "danger": ["none"], "site": ["calf"], "duration": ["hours_days"], "triggers": ["immobile"],
    "associated": ["one_leg_swollen", "leg_warm_color"],
}  # fmt: skip


class FormReader(HTMLParser):
    """Reads what a browser would send of the form #walk: hidden fields, and what is chosen."""

    def __init__(self, page):
        super().__init__()
        self.inside, self.sent, self.offered = False, [], set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.inside = found.get("id") == "walk"
        if tag != "input" or not self.inside:
            return
        kind, field = found["type"], (found["name"], found["value"])
        if kind != "hidden":
            self.offered.add(field)
        if kind == "hidden" or "checked" in found:
            self.sent.append(field)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


class Walk:
    """Someone who walks through the guide with a browser that runs no scripts."""

    def __init__(self, client):
        self.client = client
        self.response = client.get(reverse("knowledge:guide"))

    @property
    def text(self):
        return self.response.content.decode()

    @property
    def stop(self):
        return self.response.context["stop"]

    @property
    def form(self):
        return FormReader(self.text)

    @property
    def question(self):
        return self.stop.question.id

    def go(self, choose=None, to=""):
        """Choose answers of the page's question instead of those chosen, press a button."""
        form = self.form
        sent = list(form.sent)
        if choose is not None:
            assert {(self.question, option) for option in choose} <= form.offered
            sent = [field for field in sent if field[0] != self.question]
            sent += [(self.question, option) for option in choose]
        data = {}
        for name, value in [*sent, *([("to", to)] if to else [])]:
            data.setdefault(name, []).append(value)
        self.response = self.client.post(reverse("knowledge:guide"), data)
        return self

    def answer_all(self, answers):
        while self.stop.outcome is None:
            self.go(answers.get(self.question, []))
        return self


@pytest.fixture
def walk(client):
    return Walk(client)


def send(client, **fields):
    return client.post(reverse("knowledge:guide"), fields)


# ---------------------------------------------------------------------------- The walk


def test_the_first_page_asks_for_danger_signs_and_says_what_happens_to_the_answers(walk):
    assert "Question 1 of 12" in walk.text
    assert walk.question == "danger"
    assert "The server does not save them" in walk.text
    assert "not a diagnosis" in walk.text


def test_the_whole_walk_ends_with_urgency_kinds_reasons_and_what_to_do(walk):
    walk.answer_all(NIGHT_CRAMP)

    assert walk.response.status_code == 200
    for words in (
        "Self-care is reasonable", "Calf cramp (charley horse)", "It sits in the calf.", "Straighten the knee",
        "One cramp lasts more than ten minutes", "This is not a diagnosis", "No clinician has signed it off",
        'href="/knowledge/types-of-muscle-spasm/#calf-cramp"', 'href="/knowledge/relieve-a-cramp/#calf"',
        "At night in bed", "Diabetes",
    ):  # fmt: skip
        assert words in walk.text
    assert [candidate.type.id for candidate in walk.stop.outcome.candidates][0] == "type-calf-cramp"


def test_each_page_says_where_one_is(walk):
    numbers = []
    while walk.stop.outcome is None:
        numbers.append(f"Question {walk.stop.number} of 12" in walk.text)
        walk.go(NIGHT_CRAMP[walk.question])

    assert numbers == [True] * 12


def test_something_that_cannot_wait_is_said_with_its_reason(walk):
    walk.answer_all(CLOT)

    assert "Get help today" in walk.text
    assert "may hold a clot" in walk.text
    assert walk.stop.outcome.candidates[0].type.id == "type-clot-suspect"


def test_questions_may_be_left_open(walk):
    walk.answer_all({"danger": ["none"]})

    assert "Not clear from these answers" in walk.text
    assert reverse("knowledge:article", args=["what-is-a-muscle-spasm"]) in walk.text


def test_a_danger_sign_that_is_no_emergency_by_itself_is_taken_up(walk):
    walk.answer_all(NIGHT_CRAMP | {"danger": ["agitated_sweating"]})

    assert "You ticked a danger sign" in walk.text


# ---------------------------------------------------------------------------- Back and forth


def test_going_back_keeps_what_is_chosen_on_every_page(walk):
    walk.go(["none"]).go(["calf", "foot"]).go(["sudden"])

    walk.go(["to_10min"], to="onset").go(to="site")

    assert walk.question == "site"
    assert {("site", "calf"), ("site", "foot"), ("onset", "sudden"), ("duration", "to_10min")} <= set(
        walk.form.sent
    )


def test_an_answer_can_be_changed_from_the_result_and_the_way_back_is_one_button(walk):
    walk.answer_all(NIGHT_CRAMP).go(to="associated")
    assert "To the result" in walk.text

    walk.go(["one_leg_swollen"], to="result")

    assert "Get help today" in walk.text


def test_an_answer_can_be_taken_back(walk):
    walk.go(["none"]).go(["calf"], to="site").go([])

    assert "site" not in walk.stop.answers


def test_starting_again_starts_without_answers(walk):
    walk.answer_all(NIGHT_CRAMP)
    assert f'href="{reverse("knowledge:guide")}"' in walk.text

    assert Walk(walk.client).stop.answers == {}


# ---------------------------------------------------------------------------- Emergencies


@pytest.mark.parametrize(
    "sign", ["chest_pressure", "saddle_numb", "dark_urine", "suicidal", "lost_awareness"]
)
def test_an_emergency_is_said_at_once_and_no_kinds_are_shown(walk, sign):
    walk.go([sign])

    assert walk.response.templates[0].name == "knowledge/guide/emergency.html"
    assert "Emergency now" in walk.text
    assert f"{reverse('knowledge:article', args=['when-to-get-help'])}#emergency-numbers" in walk.text
    assert 'href="tel:112"' in walk.text
    assert "Likely kinds" not in walk.text
    assert reverse("qa:ask") + "?" not in walk.text


def test_none_of_these_does_not_hide_a_danger_sign(walk):
    walk.go(["none", "chest_pressure"])

    assert walk.stop.outcome.is_emergency


def test_an_emergency_that_a_later_answer_makes_is_said_at_once(walk):
    walk.go(["none"])
    while walk.question != "triggers":
        walk.go([])

    walk.go(["poison_bite"])

    assert walk.stop.outcome.is_emergency
    assert "poison center" in walk.text


def test_every_reason_for_an_emergency_is_given(walk):
    walk.go(["suicidal", "dark_urine"])

    assert "You matter" in walk.text
    assert 'href="tel:988"' in walk.text
    assert "muscle is breaking down" in walk.text


def test_an_emergency_answered_by_mistake_can_be_corrected(walk):
    walk.go(["chest_pressure"]).go(to="danger")
    assert ("danger", "chest_pressure") in walk.form.sent

    walk.go(["none"])

    assert walk.question == "site"


# ---------------------------------------------------------------------------- Sent by mistake or on purpose


def test_the_danger_signs_must_be_answered(walk):
    walk.go([])

    assert walk.response.status_code == 422
    assert "Please choose what fits" in walk.text
    assert 'id="walk-problem"' in walk.text


def test_without_the_danger_signs_there_is_no_result(client):
    response = send(client, here="about", to="result", site="calf")

    assert response.status_code == 422
    assert response.context["stop"].question.id == "danger"
    assert response.context["stop"].answers == {"site": {"calf"}}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"here": "onset", "danger": "none", "onset": "yesterday"}, "is not known"),
        ({"here": "onset", "danger": "none", "onset": "\x00"}, "is not known"),
        ({"here": "site", "danger": "none", "site": ["calf", "tail"]}, "is not known"),
        ({"here": "onset", "danger": "none", "onset": ["sudden", "gradual"]}, "only one"),
    ],
)
def test_an_altered_answer_is_an_error_beside_its_question(client, fields, problem):
    response = send(client, **fields)

    assert response.status_code == 422
    assert response.context["stop"].question.id == fields["here"]
    assert problem in response.context["stop"].problem


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"here": "mood"},
        {"here": ["site", "mood"]},
        {"to": "mood", "here": "danger", "danger": "none"},
        {"to": ["", "result"], "here": "danger", "danger": "none"},
        {
            "here": "danger",
            "danger": ["none", "none"],
            "onset": ["sudden", "gradual"],
            "site": "tail",
            "x": "y" * 999,
        },
        {"here": "about", "danger": "none", "pain": "\x00", "seen": "\x00<script>"},
    ],
)
def test_what_the_guide_does_not_know_is_dropped(client, fields):
    response = send(client, **fields)

    assert response.status_code == 200
    assert b'"tail"' not in response.content
    assert b"<script>" not in response.content


words = st.one_of(
    st.sampled_from(
        ["here", "to", "seen", "result", "none", *(question.id for question in get_guide().questions)]
    ),
    st.sampled_from([option.id for question in get_guide().questions for option in question.options]),
    st.text(max_size=5),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(words, st.lists(words, max_size=4), max_size=14))
def test_no_form_whatsoever_breaks_a_page(fields):
    response = Client().post("/knowledge/what-kind-of-spasm/", fields)

    assert response.status_code in (200, 422)


# ---------------------------------------------------------------------------- Privacy


def test_the_form_needs_its_token():
    client = Client(enforce_csrf_checks=True)
    page = FormReader(client.get(reverse("knowledge:guide")).content.decode())

    without = send(client, here="danger", danger="none")
    with_token = client.post(reverse("knowledge:guide"), dict(page.sent) | {"danger": "none"})

    assert (without.status_code, with_token.status_code) == (403, 200)


def test_nothing_is_kept_on_the_server(walk):
    walk.answer_all(NIGHT_CRAMP)

    assert set(walk.client.cookies) == {"csrftoken"}
    assert not Session.objects.exists()


def test_no_answer_is_read_from_an_address(client):
    response = client.get(
        reverse("knowledge:guide"), {"here": "danger", "danger": "chest_pressure", "site": "calf"}
    )

    assert response.context["stop"].answers == {}
    assert response.context["stop"].outcome is None


def test_answers_are_left_out_of_error_reports(rf, walk):
    request = walk.go(["none"]).response.wsgi_request

    assert request.sensitive_post_parameters == "__ALL__"


def ask_about(walk):
    """Press the button below the result; return the form that opens."""
    sent = {"do": "fill"}
    for one in walk.response.context["carried"]:
        sent.setdefault(one.field, []).extend(one.values)
    for field, values in sent.items():
        for value in [values] if isinstance(values, str) else values:
            assert f'name="{field}" value="{value}"' in walk.text
    response = walk.client.post(reverse("qa:ask"), sent)
    assert response.status_code == 200
    return response.context["form"]


def test_asking_takes_the_answers_along_but_no_danger_sign(walk):
    walk.answer_all(NIGHT_CRAMP | {"danger": ["agitated_sweating"], "medicines": ["statin"]})

    form = ask_about(walk)
    told = {name: form[name].value() for name in ("body_site", "lasts", "frequency", "feels", "times")}
    assert told == {
        "body_site": "calf", "lasts": "minutes", "frequency": "rare", "feels": ["knot"], "times": ["night"],
    }  # fmt: skip
    assert (form["triggers"].value(), form["medicines"].value()) == (["effort", "alcohol"], ["statin"])
    assert form["conditions"].value() == ["diabetes"]
    assert "agitated" not in str(walk.response.context["carried"])
    assert not form.is_bound


def test_no_answer_goes_into_an_address(walk):
    walk.answer_all(NIGHT_CRAMP)

    assert reverse("qa:ask") + "?" not in walk.text
    assert not Session.objects.exists()


def test_several_places_are_taken_along_in_words(walk):
    walk.answer_all(NIGHT_CRAMP | {"site": ["calf", "many_places"]})

    form = ask_about(walk)
    assert form["body"].value() == "Where: Calf; Many places or the whole body."
    assert not form["body_site"].value()


def test_the_form_of_asking_knows_every_field_and_answer_that_is_carried():
    form = AskForm()

    for carry in get_guide().ask.carry:
        known = {str(value) for value, _label in form.fields[carry.field].choices}
        assert set(carry.values.values()) <= known, carry.field


def test_without_answers_nothing_is_taken_along(walk):
    walk.answer_all({"danger": ["none"]})

    assert walk.response.context["carried"] == []
    assert "None of your answers is passed on" in walk.text


# ---------------------------------------------------------------------------- Queries and search engines


def test_no_page_needs_the_database(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        walk = Walk(client).answer_all(CLOT).go(to="danger").go([])
        walk.go(["chest_pressure"])

    assert walk.stop.outcome.is_emergency


def test_results_are_not_for_search_engines(walk):
    assert "noindex" not in walk.text
    assert "noindex" in walk.answer_all(NIGHT_CRAMP).text
    assert "noindex" in Walk(walk.client).go(["chest_pressure"]).text
