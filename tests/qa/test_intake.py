"""qa: what askers tell beside the text, for everybody or for verified experts only"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.urls import reverse

from audit.models import AuditEvent
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post, PostChange
from qa.actions.telling import Details, change_details
from qa.forms.intake import GROUPS, IntakeForm, initial_of
from qa.intake.choices import CHILD_AGES
from qa.intake.facets import FACETS, facets_of
from qa.intake.fields import BY_NAME, ENOUGH, FIELDS, PARTS, PRIVATE_NAMES, Answers, measure
from qa.models import Intake, PrivateDetails
from qa.selectors.intake import public_intake, read_intake
from tests.factories import make_expert, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
TOLD = Answers(
    age_band="30-44",
    feels=["knot"],
    times=["night"],
    pain=7,
    medicines=["statin"],
    medicines_note="ZANZIBAR tablets",
    pregnancy="yes",
)


def ask(**changes):
    return make_question(**({"body_site": "calf", "side": "left", "answers": TOLD} | changes))


def loaded(post):
    return Post.objects.select_related("intake", "private_details").get(pk=post.pk)


# ---------------------------------------------------------------------------- Storing


def test_answers_are_stored_as_they_were_told():
    question = ask(private=())

    told = public_intake(question)
    assert told.answers == TOLD
    assert (told.where, told.private, told.hidden_count) == ("Calf, left", (), 0)
    assert (
        question.intake.known_parts
        == measure(["place", "feels", "times", "pain", "age_band", "medicines"]).count + 1
    )
    assert not PrivateDetails.objects.exists()


def test_private_answers_and_their_notes_stand_in_no_readable_column():
    question = ask(private=("medicines", "pain", "place"))

    row = Intake.objects.values().get(pk=question.pk)
    assert (row["medicines"], row["medicines_note"], row["pain"]) == ([], "", None)
    assert row["private_fields"] == ["place", "pain", "medicines"]
    assert row["age_band"] == "30-44"
    assert (question.body_site, question.side) == ("", "")
    token = PrivateDetails.objects.get(pk=question.pk).token
    assert "ZANZIBAR" not in token
    assert "statin" not in token


def test_what_was_not_told_is_not_private():
    question = ask(private=("tried", "medicines"))

    assert question.intake.private_fields == ["medicines"]


@pytest.mark.parametrize("name", [name for name in PRIVATE_NAMES if name != "place"])
def test_the_database_refuses_a_private_answer_in_the_open(name):
    intake = ask(answers=Answers()).intake
    one = BY_NAME[name]
    intake.private_fields = [name]
    intake.may_speak, intake.age_band = True, ""
    value = 3 if one.choices is None else one.choices.values[0]
    setattr(intake, name, [value] if one.is_many else value)

    with pytest.raises(IntegrityError, match=f"intake_{name}_private_is_elsewhere"):
        intake.save()


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"feels": ["magic"]}, "intake_feels_is_known"),
        ({"onset": "tomorrow"}, "intake_onset_is_known"),
        ({"pain": 11}, "intake_pain_is_known"),
        ({"private_fields": ["title"]}, "intake_private_fields_exist"),
        ({"for_whom": "adult"}, "intake_about_others_by_those_who_may"),
        ({"for_whom": "child", "may_speak": True}, "intake_of_a_child_has_an_age"),
        ({"for_whom": "child", "may_speak": True, "age_band": "75+"}, "intake_of_a_child_has_an_age"),
        ({"known_parts": len(PARTS) + 1}, "intake_known_parts_not_more_than_there_are"),
    ],
)
def test_the_database_refuses_what_cannot_be(columns, constraint):
    question = ask(answers=Answers())

    with pytest.raises(IntegrityError, match=constraint):
        Intake.objects.filter(pk=question.pk).update(**columns)


def test_facets_are_of_public_answers_only():
    assert facets_of(TOLD) == ["time:night", "feels:knot", "age:30-44", "pregnant:yes", "medicine:statin"]
    question = ask(private=("medicines", "pregnancy"))

    assert question.facets == ["time:night", "feels:knot", "age:30-44"]


def test_names_of_facets_differ_from_what_else_the_list_is_asked_for():
    names = [facet.name for facet in FACETS]

    assert len(names) == len(set(names))
    assert not {"where", "sort", "cursor"} & set(names)


# ---------------------------------------------------------------------------- Who reads what


@pytest.mark.parametrize(
    ("who", "sees"),
    [("nobody", False), ("member", False), ("lapsed", False), ("unready", False), ("expert", True),
     ("moderator", True), ("asker", True)],
)  # fmt: skip
def test_private_details_are_for_experts_moderators_and_the_asker(client, who, sees):
    question = ask(private=("medicines", "place"))
    people = {
        "member": make_member,
        "lapsed": lambda: make_expert(valid_days=-1),
        "unready": lambda: make_expert(second_factor=False),
        "expert": make_expert,
        "moderator": make_moderator,
        "asker": lambda: question.author,
    }
    if who in people:
        client.force_login(people[who]())

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert ("ZANZIBAR" in page) == sees
    assert ("Calf, left" in page) == sees
    assert ("2 more details are for verified experts only" in page) != sees
    assert "At night in bed" in page


def test_an_expert_cannot_read_them_of_a_question_that_is_hidden():
    question = ask(private=("medicines",))
    change_state(make_moderator(), question, State.HIDDEN)

    assert read_intake(loaded(question), make_expert()).hidden_count == 1


def test_reading_takes_no_query_when_all_is_loaded(django_assert_num_queries):
    question, expert = loaded(ask(private=("medicines",))), make_expert()

    with django_assert_num_queries(0):
        told = read_intake(question, expert)

    assert told.answers == TOLD
    assert [fact.name for fact in told.facts if fact.is_private] == ["medicines"]


# ---------------------------------------------------------------------------- Changing


def test_the_asker_changes_what_was_told():
    question = ask(private=("medicines",))
    PostChange.objects.all().delete()

    change_details(question.author, question, Details("foot", "", Answers(times=["waking"]), ("times",)))

    question = loaded(question)
    assert (question.body_site, question.side, question.facets) == ("foot", "", [])
    assert read_intake(question, question.author).answers == Answers(times=["waking"])
    assert public_intake(question).answers == Answers()
    assert PostChange.objects.filter(post=question).exists()
    assert AuditEvent.objects.get(action="question.details_changed").details == {"private": ["times"]}


def test_details_that_are_private_no_longer_leave_nothing_behind():
    question = ask(private=("medicines",))

    change_details(question.author, question, Details(answers=TOLD))

    assert not PrivateDetails.objects.exists()
    assert Intake.objects.get(pk=question.pk).medicines_note == "ZANZIBAR tablets"


@pytest.mark.parametrize("make", [make_member, make_expert, make_moderator])
def test_nobody_else_changes_them(make):
    question = ask()

    with pytest.raises(PermissionDenied):
        change_details(make(), question, Details())


def test_the_page_of_the_details_begins_with_what_was_told_and_saves(client):
    question = ask(private=("medicines",))
    client.force_login(question.author)
    page = reverse("qa:details", args=[question.pk])

    form = client.get(page).context["form"]
    assert (form["medicines_note"].value(), form["pain"].value()) == ("ZANZIBAR tablets", "7")
    response = client.post(page, {"pain": "3", "private": ["pain"], "medicines": ["none"]})

    assert response.url == reverse("qa:question", args=[question.pk, question.slug])
    told = read_intake(loaded(question), question.author)
    assert (told.answers.pain, told.answers.medicines, told.private) == (3, ["none"], ("pain",))


# ---------------------------------------------------------------------------- The form


def bound(**data):
    return IntakeForm({"for_whom": "self"} | data)


def test_everything_may_be_left_out():
    form = IntakeForm({})

    assert form.is_valid()
    assert form.answers() == Answers()


def test_somebody_else_needs_that_one_may():
    assert "may_speak" in bound(for_whom="adult").errors
    assert bound(for_whom="adult", may_speak="on").is_valid()
    assert bound(may_speak="on").is_valid()


@pytest.mark.parametrize("age", ["", "18-29", "75+"])
def test_a_child_needs_the_age_of_a_child(age):
    assert "age_band" in bound(for_whom="child", may_speak="on", age_band=age).errors


@pytest.mark.parametrize("age", CHILD_AGES)
def test_an_adult_has_none(age):
    assert bound(for_whom="child", may_speak="on", age_band=age).is_valid()
    assert "age_band" in bound(for_whom="adult", may_speak="on", age_band=age).errors


def test_none_beside_another_answer_does_not_count():
    form = bound(medicines=["none", "statin"], tried=["nothing"], triggers=["nothing", "heat"])

    assert form.is_valid()
    answers = form.answers()
    assert (answers.medicines, answers.tried, answers.triggers) == (["statin"], ["nothing"], ["heat"])


def test_the_form_has_every_field_once():
    names = [name for group in GROUPS for name in group.names]

    assert sorted(names) == sorted(["may_speak", *BY_NAME])
    assert set(IntakeForm().fields) >= {*BY_NAME, *(one.note for one in FIELDS if one.note)}


def test_steps_with_something_in_them_are_open():
    form = IntakeForm(initial={"pain": "4"})

    assert [group.key for group in form.groups if group.is_open] == ["bad"]


def test_steps_that_nobody_has_touched_show_nothing_of_those_who_did():
    def shown(form):
        return render_to_string("qa/_intake_groups.html", {"form": form, "first": 2})

    told = {
        "feels": ["knot"],
        "sleep": "some",
        "pain": "4",
        "medicines_note": "ZANZIBAR",
        "private": ["sleep"],
    }
    blank, empty = shown(IntakeForm()), shown(IntakeForm({}))
    for name, value in told.items():
        assert shown(IntakeForm(initial={name: value})) != blank
        assert shown(IntakeForm()) == blank
    assert "ZANZIBAR" not in blank
    assert (blank.count("checked"), empty.count("checked")) == (2, 1)
    wrong = shown(IntakeForm({"sleep": "no such answer"}))
    assert 'class="error"' in wrong
    assert shown(IntakeForm({})) == empty


def test_what_was_told_comes_back_into_the_form():
    told = read_intake(loaded(ask(private=("medicines", "place"))), make_moderator())

    form = IntakeForm(initial=initial_of(told))
    assert form.told == ["place", "age_band", "feels", "times", "pain", "medicines", "pregnancy"]
    assert form.chosen_private == ["place", "medicines"]


# ---------------------------------------------------------------------------- Completeness


def test_completeness_counts_parts_not_fields():
    assert measure([]).count == 0
    assert measure(["lasts", "frequency"]).count == 1
    everything = measure(PRIVATE_NAMES)
    assert everything.count == everything.most == len(PARTS)
    assert not everything.missing


def test_six_parts_are_enough():
    names = [part.names[0] for part in PARTS]

    assert not measure(names[: ENOUGH - 1]).is_enough
    assert measure(names[:ENOUGH]).is_enough


def test_every_field_but_whom_it_is_about_belongs_to_a_part():
    assert {name for part in PARTS for name in part.names} == set(PRIVATE_NAMES) - {"for_whom"}


# ---------------------------------------------------------------------------- Lists


def titles(client, query):
    return [row.pk for row in client.get("/questions/", query).context["page"].rows]


def test_lists_are_narrowed_to_what_was_told(client):
    wanted = ask()
    ask(answers=Answers(times=["night"]))
    ask(body_site="foot", side="")

    assert titles(client, {"where": "calf", "time": "night", "pregnant": "yes"}) == [wanted.pk]
    assert titles(client, {"where": "calf", "time": "night", "pregnant": "yes", "sort": "active"}) == [
        wanted.pk
    ]
    assert len(titles(client, {"time": "night"})) == 3


def test_a_private_answer_narrows_no_list(client):
    ask(private=("pregnancy", "place"))

    assert titles(client, {"pregnant": "yes"}) == []
    assert titles(client, {"where": "calf"}) == []


def test_what_no_facet_knows_is_left_out(client):
    question = ask()

    assert titles(client, {"time": "nonsense\x00", "pregnant": "no"}) == [question.pk]


def test_chips_take_one_thing_away_and_keep_the_rest(client):
    ask()

    page = client.get("/questions/?where=calf&time=night&sort=active").content.decode()

    assert "?where=calf&amp;sort=active" in page
    assert "?time=night&amp;sort=active" in page


def test_pages_of_a_narrowed_list_follow_each_other(client):
    for _number in range(25):
        ask()

    first = client.get("/questions/?time=night").context["page"]
    second = client.get("/questions/", {"time": "night", "cursor": first.next_cursor}).context["page"]

    assert (len(first.rows), len(second.rows)) == (20, 5)
