"""qa: red flags in questions, answers of the intake, ticked signs and comments of the asker"""

import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse

from audit.models import AuditEvent
from lib.yaml_nodes import DataError
from moderation.models import ReviewItem
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import State
from posts.models import Post
from qa.actions.telling import Details, change_details
from qa.intake.fields import Answers, facts_from
from qa.models import Question, RedFlag
from qa.triage.assessment import SELF_CARE, assess
from qa.triage.intake_rules import RULES_FILE, get_intake_book, load_intake_book
from qa.triage.loading import get_rulebook
from tests.factories import make_comment, make_expert, make_member, make_moderator, make_question, make_staff

pytestmark = pytest.mark.django_db
HEART = "My chest feels crushed since an hour, the left arm is heavy and I am sweating and feel sick."
CALM = "My calf cramps once a week after football, it goes away with stretching."
CLOT = Answers(feels=["swollen"])


def standing(post):
    return list(RedFlag.objects.filter(post=post, ended_at=None).values_list("source", "urgency"))


def question_of(post):
    return Question.objects.get(pk=post.pk)


# ---------------------------------------------------------------------------- Rules


@pytest.mark.parametrize(
    ("answers", "site", "side", "urgency"),
    [
        (Answers(), "calf", "left", SELF_CARE),
        (Answers(feels=["knot"], times=["night"], pain=8), "calf", "left", SELF_CARE),
        (Answers(feels=["swollen"]), "calf", "left", "same_day"),
        (Answers(feels=["swollen"]), "calf", "both", SELF_CARE),
        (Answers(feels=["twisted"], medicines=["sickness"], onset="today"), "jaw", "", "emergency_now"),
        (Answers(feels=["twisted"], medicines=["sickness"], onset="years"), "jaw", "", SELF_CARE),
        (
            Answers(feels=["swollen"], triggers=["injury"], pain=9, onset="today"),
            "forearm",
            "",
            "emergency_now",
        ),
        (Answers(feels=["numb", "weak"], onset="years"), "lower-back", "", "same_day"),
        (Answers(feels=["weak"], onset="months"), "thigh-front", "", "soon"),
        (Answers(times=["walking"]), "calf", "", "soon"),
        (Answers(lasts="long", onset="today"), "calf", "", "same_day"),
    ],
)
def test_answers_of_the_intake_are_judged(answers, site, side, urgency):
    assert assess(CALM, facts_from(answers, site, side)).urgency == urgency


def test_some_answers_only_make_the_calm_question_be_asked():
    chest = assess(CALM, facts_from(Answers(onset="today"), "chest", ""))

    assert (chest.urgency, chest.asks) == (SELF_CARE, True)


def test_the_most_urgent_finding_leads():
    both = assess(HEART, facts_from(CLOT, "calf", "left"))

    assert both.urgency == "emergency_now"
    assert both.categories[0] == "chest"
    assert "dvt_pe" in both.categories
    assert not both.asks


def test_every_sign_that_is_ticked_counts():
    for sign in get_intake_book().danger:
        assessment = assess(CALM, {}, [sign.id])
        assert (assessment.urgency, assessment.categories) == (sign.urgency, [sign.category])
    assert assess(CALM, {}, ["none"]).urgency == SELF_CARE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("feels: [twisted]", "feels: [twirled]", "unknown answer 'twirled'"),
        ("{feels: [twisted]}", "{mood: [twisted]}", "unknown field 'mood'"),
        ("category: dystonia", "category: nonsense", "unknown category 'nonsense'"),
        ("urgency: ask", "urgency: someday", "unknown urgency 'someday'"),
        ("id: intake-locked", "id: intake-statin", "id 'intake-statin' stands twice"),
        ("  airway:\n", "  air:\n", "no advice for: airway"),
    ],
)
def test_rules_that_do_not_fit_together_are_refused(tmp_path, old, new, message):
    text = RULES_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "rules.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError, match=message):
        load_intake_book(path)


# ---------------------------------------------------------------------------- Keeping


def test_a_question_with_an_emergency_is_published_flagged_and_put_before_moderators():
    post = make_question(body=HEART)

    assert post.is_public
    flag = RedFlag.objects.get(post=post)
    assert (flag.source, flag.urgency, flag.version) == ("alarm", "emergency_now", get_rulebook().version)
    assert question_of(post).urgency == "emergency_now"
    item = ReviewItem.objects.get(post=post, is_open=True)
    assert (item.kinds, item.is_urgent) == (["urgent"], True)


def test_nothing_that_was_written_goes_into_the_flag_or_the_record():
    post = make_question(body=HEART)

    events = AuditEvent.objects.filter(action="red_flag.raised", target_id=post.pk)
    for stored in [*RedFlag.objects.values(), *events.values("details")]:
        assert "crushed" not in str(stored)
        assert "arm" not in str(stored).replace("alarm", "")


def test_a_calm_question_has_none():
    post = make_question(body=CALM)

    assert standing(post) == []
    assert question_of(post).urgency == ""
    assert not ReviewItem.objects.exists()


def test_private_answers_are_judged_too():
    post = make_question(body=CALM, body_site="calf", side="left", answers=CLOT, private=("feels", "place"))

    assert standing(post) == [("intake", "same_day")]


def test_notes_are_read_as_text():
    post = make_question(body=CALM, answers=Answers(tried_note=HEART[:90]))

    assert standing(post) == [("alarm", "emergency_now")]


def test_signs_that_were_ticked_are_kept_with_their_source():
    post = make_question(body=CALM, signs=["urine"])

    flag = RedFlag.objects.get(post=post)
    assert (flag.source, flag.rules, flag.version) == ("soft", ["sign-urine"], get_intake_book().version)
    assert question_of(post).danger_categories == ["rhabdo"]


def test_soon_is_shown_but_opens_no_urgent_item():
    post = make_question(body=CALM, answers=Answers(times=["walking"]))

    assert question_of(post).urgency == "soon"
    assert not ReviewItem.objects.exists()


def test_an_edit_raises_and_ends_flags():
    post = make_question(body=CALM)
    version = Post.objects.get(pk=post.pk).version

    edit_post(post.author, post, Edit(body=HEART))
    assert standing(post) == [("alarm", "emergency_now")]
    assert Post.objects.get(pk=post.pk).version > version

    edit_post(post.author, post, Edit(body=CALM))
    assert standing(post) == []
    assert question_of(post).urgency == ""
    assert RedFlag.objects.filter(post=post, ended_at__isnull=False).exists()


def test_an_edit_that_leaves_the_danger_leaves_the_flag():
    post = make_question(body=HEART)
    flag = RedFlag.objects.get(post=post)

    edit_post(post.author, post, Edit(body=f"{HEART} Please help."))

    assert list(RedFlag.objects.filter(post=post)) == [flag]


def test_ticked_signs_outlast_an_edit_of_the_text():
    post = make_question(body=CALM, signs=["urine"])

    edit_post(post.author, post, Edit(body=f"{CALM} Thank you."))

    assert standing(post) == [("soft", "emergency_now")]


def test_changed_answers_are_judged_anew():
    post = make_question(body=CALM)

    change_details(post.author, post, Details("calf", "left", CLOT))
    assert standing(post) == [("intake", "same_day")]

    change_details(post.author, post, Details("calf", "left"))
    assert standing(post) == []


def test_a_comment_of_the_asker_flags_the_question():
    post = make_question(body=CALM)

    comment = make_comment(post, post.author, HEART)

    assert standing(comment) == [("alarm", "emergency_now")]
    assert question_of(post).urgency == "emergency_now"
    assert ReviewItem.objects.get(is_open=True).post == comment


def test_the_asker_reads_what_to_do_where_the_comment_stands(client):
    post = make_question(body=CALM)
    client.force_login(post.author)
    sent = {"body": HEART, "submission_key": str(uuid.uuid4())}

    page = client.post(reverse("comments:comment", args=[post.pk]), sent, follow=True).content.decode()

    comment = Post.objects.get(root=post)
    there = page[page.index(f'id="post-{comment.pk}"') :]
    assert "This sounds like an emergency" in there
    assert 'href="tel:' in there
    assert "need help at once. Please do not wait" in page
    for reader in (None, make_member(), make_expert()):
        other = page_of(client, post, reader)
        assert "Whoever wrote this was told what to do" in other
        assert "This sounds like an emergency" not in other


def test_a_comment_of_somebody_else_does_not():
    post = make_question(body=CALM)

    make_comment(post, make_member(), HEART)

    assert not RedFlag.objects.exists()


def test_what_is_erased_leaves_no_flag():
    post = make_question(
        body=HEART, answers=Answers(tried_note="x", medicines=["statin"]), private=("medicines",)
    )
    comment = make_comment(post, post.author, HEART)
    administrator = make_staff("administrator")
    for one in (comment, post):
        change_state(administrator, one, State.DELETED)
        change_state(administrator, one, State.PURGED)

    assert not RedFlag.objects.exists()
    assert question_of(post).urgency == ""
    assert Post.objects.get(pk=post.pk).intake.tried_note == ""


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"urgency": "someday"}, "red_flag_urgency_is_known"),
        ({"source": "rumor"}, "red_flag_source_is_known"),
        ({"rules": []}, "red_flag_has_a_rule"),
    ],
)
def test_the_database_refuses_flags_that_say_nothing(columns, constraint):
    make_question(body=HEART)

    with pytest.raises(IntegrityError, match=constraint):
        RedFlag.objects.update(**columns)


# ---------------------------------------------------------------------------- The page


def page_of(client, post, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(reverse("qa:question", args=[post.pk, post.slug])).content.decode()


def test_the_asker_reads_what_to_do_and_whom_to_call(client):
    post = make_question(body=HEART)

    page = page_of(client, post, post.author)

    assert "This sounds like an emergency" in page
    assert "call an ambulance now" in page
    assert page.index("This sounds like an emergency") < page.index('class="qhead"')
    assert 'href="tel:' in page


def test_the_country_decides_whom_to_call(client):
    post = make_question(body=HEART)
    client.cookies["country"] = "VN"

    assert page_of(client, post, post.author).index('href="tel:115"') < 20_000


@pytest.mark.parametrize("make", [None, make_member, make_expert, make_moderator])
def test_later_readers_see_a_neutral_line(client, make):
    post = make_question(body=HEART)

    page = page_of(client, post, make and make())

    assert "This sounds like an emergency" not in page
    assert "The asker was told" in page


def test_somebody_who_asks_for_another_is_told_in_the_third_person(client):
    told = Answers(for_whom="child", age_band="6-11")
    post = make_question(body=HEART, answers=told, may_speak=True)

    page = page_of(client, post, post.author)

    assert "Let the person sit down" in page
