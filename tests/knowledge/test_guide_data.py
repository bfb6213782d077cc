"""knowledge.guide.loading"""

import copy

import pytest
import yaml

from knowledge.guide.data import EMERGENCY
from knowledge.guide.loading import get_guide, load_guide
from knowledge.guide.pages import Page
from lib.body_sites import BodySite
from lib.yaml_nodes import DataError

PAGES = {"types": Page("The types", "## Cramp\n\nHard."), "help": Page("Help", "## Numbers\n\n112.")}
# A guide with one of everything; the tests change one thing and see it refused.
SMALL = yaml.safe_load("""
version: 1
title: What is it?
intro: A few questions.
types_article: types
min_score: 3
max_candidates: 2
urgency_levels:
  - {id: emergency_now, rank: 3, label: Emergency, text: Call., contacts: [{label: "112", url: "tel:112"}]}
  - {id: see_doctor_soon, rank: 2, label: Book a visit, text: Book.}
  - {id: self_care, rank: 1, label: Self-care, text: Rest.}
questions:
  - id: pain
    order: 2
    text: How painful?
    type: single
    options: [{id: mild, label: Mild}, {id: severe, label: Severe}]
  - id: danger
    order: 1
    text: Any of these?
    type: multi
    help: Tick all.
    groups: [{label: Chest, options: [chest]}]
    options: [{id: chest, label: Chest pain}, {id: odd, label: Something odd}, {id: none, label: None}]
  - id: site
    order: 3
    text: Where?
    type: multi
    options: [{id: calf, label: Calf, body_site: calf}, {id: all, label: All over, marker: whole-body}]
ask: {place: site, carry: [{question: pain, field: sleep, label: Sleep, values: {mild: some}}]}
red_flag_rules:
  - {id: rf-chest, category: chest, urgency: emergency_now, advice: Call., articles: [help#numbers],
     when: {any: [{q: danger, in: [chest]}, {all: [{q: danger, in: [odd]}, {not: {q: pain, in: [mild]}}]}]}}
urgency_rules:
  - {id: u-severe, urgency: see_doctor_soon, when: {q: pain, in: [severe]}, why: It hurts.}
types:
  - id: cramp
    label: Cramp
    anchor: cramp
    floor: self_care
    veto: {q: site, in: [all]}
    rules:
      - {if: {q: site, in: [calf]}, points: 3, why: In the calf.}
      - {if: {q: pain, in: [mild]}, points: -1, why: Cramps hurt.}
    do_now: Stretch.
    get_help: It lasts.
    articles: [help]
fallback: {id: unclear, label: Not clear, urgency: self_care, text: Read on., articles: []}
""")


def load(folder, change=lambda data: None, *, pages=PAGES):
    data = copy.deepcopy(SMALL)
    change(data)
    path = folder / "guide.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return load_guide(path, pages)


def test_a_guide_is_read_with_its_questions_in_order(tmp_path):
    guide = load(tmp_path)

    assert [question.id for question in guide.questions] == ["danger", "pain", "site"]
    assert guide.danger.is_multi
    assert [group.label for group in guide.danger.groups] == ["Chest", ""]
    assert [option.marker for option in guide.find("site").options] == ["calf-both", "whole-body"]
    assert guide.red_flags[0].articles[0].heading == "Numbers"
    assert guide.types[0].section.anchor == "cramp"


def setting(value, *path):
    """Return a change of the guide: put value at a path, or remove what is there (value None)."""

    def change(data):
        for step in path[:-1]:
            data = data[step]
        if value is None:
            del data[path[-1]]
        else:
            data[path[-1]] = value

    return change


def again(*path):
    """Return a change of the guide: append what stands at a path to its list once more."""

    def change(data):
        for step in path[:-1]:
            data = data[step]
        data.append(copy.deepcopy(data[path[-1]]))

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        # Expressions
        (setting(["xyz"], "types", 0, "rules", 1, "if", "in"),
         "types[0].rules[1].if.in[0]: unknown option 'xyz' of question 'pain'"),
        (setting("colour", "types", 0, "rules", 0, "if", "q"), "types[0].rules[0].if.q: unknown question 'colour'"),
        (setting({"q": "pain", "in": []}, "urgency_rules", 0, "when"), "urgency_rules[0].when.in: must not be empty"),
        (setting({"any": []}, "urgency_rules", 0, "when"), "urgency_rules[0].when.any: must not be empty"),
        (setting({"some": []}, "urgency_rules", 0, "when"), "urgency_rules[0].when: key missing: q, in"),
        (setting("pain", "urgency_rules", 0, "when"), "urgency_rules[0].when: must have keys and values"),
        (setting({"q": "pain", "in": [True]}, "urgency_rules", 0, "when"),
         "urgency_rules[0].when.in[0]: must be a text"),
        # Danger signs only make things more urgent
        (setting({"not": {"q": "danger", "in": ["odd"]}}, "red_flag_rules", 0, "when"),
         "red_flag_rules[0].when.not.q: 'danger' may only make things more urgent"),
        (setting({"q": "danger", "in": ["odd"]}, "types", 0, "veto"), "types[0].veto.q: 'danger' may only"),
        (setting({"q": "danger", "in": ["odd"]}, "types", 0, "rules", 0, "if"), "types[0].rules[0].if.q: 'danger' may"),
        # Outcomes
        (setting(None, "red_flag_rules", 0, "urgency"), "red_flag_rules[0]: key missing: urgency"),
        (setting("never", "red_flag_rules", 0, "urgency"), "red_flag_rules[0].urgency: unknown urgency 'never'"),
        (setting(None, "types", 0, "floor"), "types[0]: key missing: floor"),
        (setting(None, "fallback"), "key missing: fallback"),
        (setting([], "types"), "types: must not be empty"),
        (setting(4, "min_score"), "types[0].rules: no answers reach min_score"),
        (setting(9, "urgency_levels", 2, "rank"), "urgency_levels: the highest rank must be that of 'emergency_now'"),
        # Questions
        (lambda data: data["questions"].append(SMALL["questions"][0] | {"id": "mood", "order": 4}),
         "questions[3]: no rule uses the answers to 'mood'"),
        (setting(1, "questions", 2, "order"), "questions[2].order: '1' stands twice"),
        (setting("seen", "questions", 0, "id"), "questions[0].id: 'seen' is a field of the form"),
        (setting("many", "questions", 0, "type"), "questions[0].type: unknown type 'many'"),
        (setting("single", "questions", 1, "type"), "questions[1].options: the first question must be multi"),
        (setting("tail", "questions", 2, "options", 0, "body_site"),
         "questions[2].options[0].body_site: unknown place 'tail'"),
        (setting("nose", "questions", 1, "groups", 0, "options", 0),
         "questions[1].groups[0].options[0]: unknown option 'nose'"),
        (again("questions", 1, "groups", 0, "options", 0), "questions[1].groups[0].options[1]: 'chest' stands twice"),
        # The same twice
        (again("questions", 0), "questions[3].id: 'pain' stands twice"),
        (again("questions", 0, "options", 0), "questions[0].options[2].id: 'mild' stands twice"),
        (again("urgency_levels", 1), "urgency_levels[3].id: 'see_doctor_soon' stands twice"),
        (again("types", 0), "types[1].id: 'cramp' stands twice"),
        (setting("cramp", "red_flag_rules", 0, "id"), "types[0].id: 'cramp' stands twice"),
        # Links
        (setting(["nowhere"], "types", 0, "articles"), "types[0].articles[0]: unknown article 'nowhere'"),
        (setting(["help#no"], "fallback", "articles"), "fallback.articles[0]: unknown heading 'no' of article 'help'"),
        (setting("twitch", "types", 0, "anchor"), "types[0].anchor: unknown heading 'twitch' of article 'types'"),
        (setting("javascript:x", "urgency_levels", 0, "contacts", 0, "url"),
         "urgency_levels[0].contacts[0].url: must begin with tel: or https://"),
        # What "Ask about this" carries
        (setting("mood", "ask", "place"), "ask.place: unknown question 'mood'"),
        (setting("danger", "ask", "carry", 0, "question"), "ask.carry[0].question: danger signs are never carried"),
        (setting({"sad": "some"}, "ask", "carry", 0, "values"),
         "ask.carry[0].values.sad: unknown option 'sad' of question 'pain'"),
        # Shapes
        (setting("x", "hint"), "unknown key: hint"),
        (setting(True, "min_score"), "min_score: must be a whole number"),
        (setting(0, "max_candidates"), "max_candidates: must be at least 1"),
        (setting("many", "types", 0, "rules", 0, "points"), "types[0].rules[0].points: must be a whole number"),
        (setting("", "title"), "title: must be a text"),
        (setting({"a": 1}, "types", 0, "rules"), "types[0].rules: must be a list"),
        (setting({"x": 1}, "types", 0, "rules", 0, "why"), "types[0].rules[0].why: must be a text"),
        (setting([["a"]], "questions", 0, "options"), "questions[0].options[0]: must have keys and values"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_with_its_place(tmp_path, change, message):
    with pytest.raises(DataError) as refusal:
        load(tmp_path, change)

    assert str(refusal.value).startswith(f"guide.yaml: {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"version: 1\ntitle: a\ntitle: b\n", "guide.yaml:3: key 'title' stands twice"),
        (b"title: [a\n", "guide.yaml:2: "),
        (b"title: \xff\n", "guide.yaml: "),
        (b"title: \x07\n", "guide.yaml: "),
        (b"? [a]\n: b\n", "guide.yaml:1: "),
        (b"", "guide.yaml: must have keys and values"),
        (b"- a\n", "guide.yaml: must have keys and values"),
    ],
)
def test_a_file_that_is_no_yaml_of_ours_is_refused(tmp_path, text, message):
    path = tmp_path / "guide.yaml"
    path.write_bytes(text)

    with pytest.raises(DataError) as refusal:
        load_guide(path, PAGES)

    assert str(refusal.value).startswith(message)


def test_the_guide_of_the_site_is_read_once():
    assert get_guide() is get_guide()


def test_the_guide_of_the_site_asks_for_danger_first_and_can_always_send_to_an_emergency():
    guide = get_guide()

    assert guide.danger.id == "danger"
    assert len(guide.danger.options) > 20
    assert {flag.urgency.id for flag in guide.red_flags} > {EMERGENCY}
    assert all(
        level.contacts for level in {flag.urgency for flag in guide.red_flags} if level.id == EMERGENCY
    )


def test_every_place_of_the_guide_of_the_site_can_be_shown_and_asked_about():
    options = get_guide().find("site").options

    assert all(option.marker for option in options)
    assert {option.body_site for option in options} - {""} <= set(BodySite.values)
