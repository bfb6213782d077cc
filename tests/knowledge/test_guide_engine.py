"""knowledge.guide.engine, with the vignettes and the command that runs them"""

import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guide.answers import clean_answers
from knowledge.guide.data import NONE, AllOf, AnyOf, Not, OneOf
from knowledge.guide.engine import assess, holds
from knowledge.guide.loading import get_guide
from knowledge.guide.vignettes import judge_vignette, read_vignettes
from tests.knowledge.test_guide_data import load, setting

VIGNETTES = Path(__file__).parents[1] / "data" / "vignettes.yaml"
SEVERE = OneOf("pain", frozenset(["severe"]))
CALF = OneOf("site", frozenset(["calf", "foot"]))


def answers_of(**given):
    return {question: frozenset(options) for question, options in given.items()}


# ---------------------------------------------------------------------------- Expressions


@pytest.mark.parametrize(
    ("expression", "given", "expected"),
    [
        (CALF, {"site": ["calf"]}, True),
        (CALF, {"site": ["neck", "foot"]}, True),
        (CALF, {"site": ["neck"]}, False),
        (CALF, {"pain": ["severe"]}, False),
        (CALF, {}, False),
        (Not(CALF), {}, True),
        (Not(CALF), {"site": ["calf"]}, False),
        (AllOf((CALF, SEVERE)), {"site": ["calf"]}, False),
        (AllOf((CALF, SEVERE)), {"site": ["calf"], "pain": ["severe"]}, True),
        (AnyOf((CALF, SEVERE)), {"pain": ["severe"]}, True),
        (AnyOf((CALF, SEVERE)), {"pain": ["mild"]}, False),
        (AllOf((Not(CALF), AnyOf((SEVERE, CALF)))), {"pain": ["severe"]}, True),
    ],
)
def test_expressions(expression, given, expected):
    assert holds(expression, answers_of(**given)) is expected


# ---------------------------------------------------------------------------- The order of work


def test_an_emergency_shows_no_types_and_no_other_reasons(tmp_path):
    outcome = assess(load(tmp_path), answers_of(danger=["chest"], site=["calf"], pain=["severe"]))

    assert outcome.is_emergency
    assert [flag.id for flag in outcome.alarms] == ["rf-chest"]
    assert (outcome.candidates, outcome.urgency_rules, outcome.fallback) == ((), (), None)


def test_every_red_flag_is_kept_and_the_most_urgent_leads(tmp_path):
    def second_flag(data):
        milder = data["red_flag_rules"][0] | {"id": "rf-mild", "urgency": "see_doctor_soon"}
        data["red_flag_rules"].insert(0, milder)

    outcome = assess(load(tmp_path, second_flag), answers_of(danger=["chest"]))

    assert [flag.id for flag in outcome.red_flags] == ["rf-chest", "rf-mild"]
    assert [flag.id for flag in outcome.alarms] == ["rf-chest"]
    assert outcome.is_emergency


def test_an_urgency_rule_makes_it_more_urgent_than_the_type_does(tmp_path):
    guide = load(tmp_path)

    calm = assess(guide, answers_of(site=["calf"]))
    severe = assess(guide, answers_of(site=["calf"], pain=["severe"]))

    assert (calm.urgency.id, severe.urgency.id) == ("self_care", "see_doctor_soon")
    assert [rule.why for rule in severe.urgency_rules] == ["It hurts."]


def test_the_floor_of_the_likeliest_type_counts(tmp_path):
    outcome = assess(
        load(tmp_path, setting("see_doctor_soon", "types", 0, "floor")), answers_of(site=["calf"])
    )

    assert outcome.urgency.id == "see_doctor_soon"
    assert outcome.is_decided_by_type


def add_types(*kinds):
    """Return a change of the guide: more types like its first, each with id, points and floor."""

    def change(data):
        first = data["types"][0]
        for name, points, floor in kinds:
            rule = first["rules"][0] | {"points": points}
            data["types"].append(first | {"id": name, "floor": floor, "rules": [rule]})

    return change


def test_only_the_floor_of_the_likeliest_type_counts(tmp_path):
    guide = load(tmp_path, add_types(("likelier", 9, "self_care"), ("grave", 5, "see_doctor_soon")))

    outcome = assess(guide, answers_of(site=["calf"]))

    assert [candidate.type.id for candidate in outcome.candidates] == ["likelier", "grave"]
    assert outcome.urgency.id == "self_care"


def test_types_with_the_same_score_stay_in_the_order_of_the_file_up_to_the_most_shown(tmp_path):
    guide = load(tmp_path, add_types(("b", 3, "self_care"), ("a", 3, "see_doctor_soon")))

    outcome = assess(guide, answers_of(site=["calf"]))

    assert [candidate.type.id for candidate in outcome.candidates] == ["cramp", "b"]


def test_points_against_a_type_can_take_it_below_the_least_score(tmp_path):
    outcome = assess(load(tmp_path), answers_of(site=["calf"], pain=["mild"]))

    assert outcome.candidates == ()
    assert outcome.fallback.id == "unclear"


def test_a_candidate_says_what_spoke_for_it_and_against_it(tmp_path):
    guide = load(tmp_path, setting(2, "min_score"))

    candidate = assess(guide, answers_of(site=["calf"], pain=["mild"])).candidates[0]

    assert (candidate.score, candidate.reasons, candidate.doubts) == (2, ("In the calf.",), ("Cramps hurt.",))


def test_a_vetoed_type_is_left_out(tmp_path):
    assert assess(load(tmp_path), answers_of(site=["calf", "all"])).candidates == ()


def test_without_any_answer_the_fallback_is_shown(tmp_path):
    outcome = assess(load(tmp_path), {})

    assert outcome.fallback.id == "unclear"
    assert outcome.urgency.id == "self_care"


def test_the_fallback_does_not_hide_what_is_urgent(tmp_path):
    outcome = assess(load(tmp_path), answers_of(pain=["severe"]))

    assert outcome.fallback
    assert outcome.urgency.id == "see_doctor_soon"


# ---------------------------------------------------------------------------- Answers as they are sent


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"pain": ["mild"]}, {"pain": {"mild"}}),
        ({"pain": ["mild", "mild"]}, {"pain": {"mild"}}),
        ({"pain": ["mild", "severe"]}, {}),
        ({"pain": ["unheard", "mild"]}, {"pain": {"mild"}}),
        ({"pain": []}, {}),
        ({"danger": ["none"]}, {"danger": {"none"}}),
        ({"danger": ["none", "chest"]}, {"danger": {"chest"}}),
        ({"site": ["calf", "all", "\x00"]}, {"site": {"calf", "all"}}),
        ({"mood": ["bad"], "csrfmiddlewaretoken": ["x"]}, {}),
    ],
)
def test_only_answers_that_the_guide_knows_count(tmp_path, given, kept):
    assert clean_answers(load(tmp_path), given) == kept


# ---------------------------------------------------------------------------- The guide of the site


def whatever(question):
    ids = [option.id for option in question.options]
    if question.is_multi:
        return st.frozensets(st.sampled_from(ids))
    return st.sampled_from([frozenset(), *(frozenset([one]) for one in ids)])


any_answers = st.fixed_dictionaries({question.id: whatever(question) for question in get_guide().questions})
any_danger = st.sampled_from([option.id for option in get_guide().danger.options if option.id != NONE])


@given(any_answers)
def test_any_answers_have_an_outcome(answers):
    outcome = assess(get_guide(), answers)

    if outcome.is_emergency:
        assert outcome.alarms
        assert not outcome.candidates
    else:
        assert bool(outcome.candidates) != bool(outcome.fallback)
        scores = [candidate.score for candidate in outcome.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(candidate.reasons for candidate in outcome.candidates)


@given(any_answers, any_danger)
def test_a_danger_sign_never_makes_it_less_urgent(answers, sign):
    before = assess(get_guide(), answers)

    after = assess(get_guide(), answers | {"danger": answers["danger"] | {sign}})

    assert after.urgency.rank >= before.urgency.rank
    assert set(before.red_flags) <= set(after.red_flags)


@pytest.mark.parametrize("vignette", read_vignettes(VIGNETTES), ids=lambda vignette: vignette.id)
def test_the_urgency_of_every_vignette_is_right(vignette):
    verdict = judge_vignette(get_guide(), vignette)

    assert verdict.unknown == []
    assert verdict.outcome.urgency.id == vignette.urgency


def test_vignettes_with_a_red_flag_say_which():
    guide = get_guide()
    expected = {
        one["id"]: one["expect"]["red_flag"] for one in yaml.safe_load(VIGNETTES.read_text())["vignettes"]
    }

    for vignette in read_vignettes(VIGNETTES):
        alarms = {flag.category for flag in judge_vignette(guide, vignette).outcome.alarms}
        assert not expected[vignette.id] or expected[vignette.id] in alarms


# ---------------------------------------------------------------------------- manage.py identify


def run(path, *options):
    out, err = StringIO(), StringIO()
    call_command("identify", "--vignettes", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_says_how_often_the_guide_is_right():
    out, _err = run(VIGNETTES)

    print(out)  # noqa: T201 (the accuracy of the types, which is not a test)
    assert "Urgency: 26 of 26 (100 %) right" in out


def test_the_command_names_every_miss(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(
        "vignettes:\n"
        "  - {id: A, text: A tic., answers: {danger: none, movement: [urge_repeat], mood: x},\n"
        "     expect: {urgency: same_day, top_type: type-cramp}}\n"
        "  - {id: B, answers: {danger: [dark_urine]}}\n"
    )

    out, err = run(path)

    assert out.splitlines() == [
        "A: urgency self_care, expected same_day. A tic.",
        "A: type type-tic, expected type-cramp. A tic.",
        "Urgency: 0 of 1 (0 %) right",
        "Type: 0 of 1 (0 %) right",
    ]
    assert err.strip() == "A: not in the guide, ignored: mood: x"


def test_json_is_one_array_and_nothing_else():
    out, err = run(VIGNETTES, "--json")

    rows = json.loads(out)
    assert [row["id"] for row in rows] == [vignette.id for vignette in read_vignettes(VIGNETTES)]
    assert rows[0] == {"id": "V01", "urgency": "self_care", "types": ["type-calf-cramp", "type-cramp"]}
    assert rows[1] == {"id": "V02", "urgency": "emergency_now", "types": []}
    assert err == ""


@pytest.mark.parametrize("text", [None, "cases: []", "vignettes: []", "vignettes: [{id: A}]", "vignettes: {"])
def test_a_file_that_holds_no_vignettes_is_refused(tmp_path, text):
    path = tmp_path / "cases.yaml"
    if text is not None:
        path.write_text(text)

    with pytest.raises(CommandError, match=r"cases\.yaml"):
        run(path)
