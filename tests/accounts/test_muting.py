"""accounts.actions.muting, and who is told nothing any more"""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import rules
from accounts.actions.muting import mute
from accounts.models import PersonMute
from accounts.selectors.mutes import has_muted, list_muted
from audit.models import AuditEvent
from comments.actions.commenting import comment_on
from moderation.actions.deciding import Verdict, decide
from moderation.models import DecisionAction
from notifications.actions.following import follow
from notifications.models import FROM_PEOPLE, Notification, Topic, Verb
from posts.actions.following_tags import follow_tag
from posts.actions.suggesting import suggest_edit
from posts.actions.tagging import make_tags
from posts.edits import Edit
from posts.models import Post, Tag
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.desk import refer
from qa.models import Stance
from search.actions.saving_searches import save_search
from tests.factories import (
    make_answer,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def muted_pair():
    """Someone, and an expert whom they muted."""
    muter, muted = make_expert("ann"), make_expert("bob")
    mute(muter, muted, wanted=True)
    return muter, muted


def told(person):
    return list(Notification.objects.filter(recipient=person).values_list("verb", flat=True))


def answered(muter, other):
    make_answer(make_question(muter), other)


def answered_what_is_followed(muter, other):
    question = make_question()
    follow(muter, question, Topic.CHANGES, wanted=True)
    make_answer(question, other)


def commented(muter, other):
    make_comment(make_question(muter), other)


def accepted(muter, other):
    answer = make_answer(make_question(other), muter)
    accept_answer(other, answer, accepted=True)


def agreed(muter, other):
    give_opinion(other, make_answer(make_question(), muter), stance=Stance.AGREE, reason="")


def mentioned(muter, other):
    make_comment(make_question(), other, body="What do you say, @ann?")


def discussed(muter, other):
    question = make_question()
    follow(muter, question, Topic.COMMENTS, wanted=True)
    make_comment(question, other)


def suggested(muter, other):
    suggest_edit(
        other,
        make_answer(make_question(), muter),
        Edit(body="Now in both calves, every second night.", reason="Shorter"),
    )


def asked_in_topic(muter, other):
    make_tags(["calf"])
    follow_tag(muter, Tag.objects.get(slug="calf"), wanted=True)
    make_question(other, tags=["calf"])


def found(muter, other):
    save_search(muter, "swimming")
    make_question(other, title="Calf cramp after swimming far")


def referred(muter, other):
    refer(other, make_question(), muter, "You know more about this.")


WAYS = {
    Verb.ANSWERED: answered, Verb.FOLLOWED_ANSWERED: answered_what_is_followed,
    Verb.COMMENTED: commented, Verb.ACCEPTED: accepted, Verb.AGREED: agreed,
    Verb.MENTIONED: mentioned, Verb.DISCUSSED: discussed, Verb.EDIT_SUGGESTED: suggested,
    Verb.TOPIC_ASKED: asked_in_topic, Verb.SEARCH_FOUND: found, Verb.REFERRED: referred,
}  # fmt: skip


def test_muting_and_unmuting_twice_changes_nothing():
    muter, muted = make_member(), make_member()
    for wanted in (True, True):
        mute(muter, muted, wanted=wanted)
    assert [row.muted for row in list_muted(muter, "").rows] == [muted]
    assert has_muted(muter, muted)
    assert not has_muted(muted, muter)

    for wanted in (False, False):
        mute(muter, muted, wanted=wanted)

    assert not PersonMute.objects.exists()
    assert list(AuditEvent.objects.filter(actor=muter).values_list("action", flat=True).order_by("id")) == [
        "person.muted",
        "person.unmuted",
    ]


def test_nobody_mutes_themselves_or_signed_out():
    person = make_member()

    with pytest.raises(PermissionDenied):
        mute(person, person, wanted=True)
    assert not rules.can_mute(AnonymousUser(), person)
    with pytest.raises(IntegrityError, match="mute_is_not_oneself"), transaction.atomic():
        PersonMute.objects.create(muter=person, muted=person)


def test_the_database_keeps_one_mute_a_pair():
    muter, muted = muted_pair()

    with pytest.raises(IntegrityError, match="mute_once_per_person"):
        PersonMute.objects.create(muter=muter, muted=muted)


def test_each_verb_of_people_has_a_way_here():
    assert set(WAYS) == FROM_PEOPLE


@pytest.mark.parametrize("verb", WAYS)
def test_what_a_muted_person_does_reaches_nobody(verb):
    muter, muted = muted_pair()

    WAYS[verb](muter, muted)
    run_tasks()

    muter.refresh_from_db()
    assert (told(muter), muter.unread_count) == ([], 0)
    assert muter.email not in [address for message in mail.outbox for address in message.to]


@pytest.mark.parametrize("verb", WAYS)
def test_what_others_do_reaches_the_muter_and_all_does_after_unmuting(verb):
    muter, muted = muted_pair()

    WAYS[verb](muter, make_expert())
    mute(muter, muted, wanted=False)
    WAYS[verb](muter, muted)
    run_tasks()

    assert told(muter) == [verb, verb]
    assert [message.to for message in mail.outbox].count([muter.email]) == 2


@pytest.mark.parametrize("verb", WAYS)
def test_the_muted_person_hears_from_the_muter_as_before(verb):
    muter, muted = make_expert("bob"), make_expert("ann")
    mute(muter, muted, wanted=True)

    WAYS[verb](muted, muter)
    run_tasks()

    assert told(muted) == [verb]


def test_who_is_muted_before_the_mail_is_sent_sends_none():
    muter, other = make_member(), make_member()
    commented(muter, other)

    mute(muter, other, wanted=True)
    run_tasks()

    assert mail.outbox == []
    assert told(muter) == [Verb.COMMENTED]


def test_the_decision_of_a_muted_moderator_arrives():
    author, moderator = make_member(), make_moderator()
    mute(author, moderator, wanted=True)
    item = make_item(make_comment(make_question(), author))

    verdict = Verdict(DecisionAction.HIDE, "Please stay friendly.", item.version, rule="kind")
    item.refresh_from_db()
    decide(moderator, item, Verdict(verdict.action, verdict.reason, item.version, rule=verdict.rule))
    run_tasks()

    assert told(author) == [Verb.MODERATED]
    assert [message.to for message in mail.outbox if message.to == [author.email]]


def test_a_mention_is_told_once_to_those_who_may_see_it():
    asker, ann, gone = make_member("asker"), make_member("ann"), make_member("gone", is_active=False)
    author = make_member("author")

    post = make_comment(
        make_question(asker), author, body="@ann @ann @asker @author @gone @nobody_here `@code`"
    )

    assert told(ann) == [Verb.MENTIONED]
    assert told(asker) == [Verb.COMMENTED]
    assert told(author) == told(gone) == []
    assert Notification.objects.get(recipient=ann).actor == post.author


def test_an_answer_mentions_people_too():
    ann = make_member("ann")

    make_answer(make_question(), body="As @ann says: straighten the knee and pull the toes to the shin.")

    assert told(ann) == [Verb.MENTIONED]


def test_a_form_sent_twice_mentions_once():
    ann, author, question, key = make_member("ann"), make_member(), make_question(), uuid.uuid4()

    for _ in range(2):
        comment_on(author, question.pk, body="@ann look", submission_key=key)

    assert told(ann) == [Verb.MENTIONED]


@pytest.mark.parametrize("experience", [False, True])
def test_comments_of_muted_people_are_folded_for_the_muter_alone(client, experience):
    muter, muted = make_member(), make_member()
    mute(muter, muted, wanted=True)
    question = make_question()
    comment = make_comment(question, muted, body="Folded words", is_experience=experience)
    make_comment(comment, body="A reply by somebody else")
    pages = [
        reverse("qa:question", args=[question.pk, question.slug]),
        reverse("comments:comments", args=[question.pk]),
    ]

    for reader, folds in ((None, 0), (muted, 0), (make_moderator(), 0), (muter, 1)):
        client.logout()
        if reader:
            client.force_login(reader)
        for page in pages:
            html = client.get(page).content.decode()
            assert html.count('<details class="muted-fold">') == folds
            assert "Folded words" in html
            assert "you muted – show" in html or not folds


def test_replies_of_muted_people_are_folded_too(client):
    muter, muted = make_member(), make_member()
    mute(muter, muted, wanted=True)
    answer = make_answer(make_question())
    make_comment(make_comment(answer), muted, body="Folded words")
    client.force_login(muter)

    html = client.get(reverse("qa:question", args=[answer.root_id, answer.root.slug])).content.decode()

    assert html.count('<details class="muted-fold">') == 1


def test_folding_takes_no_query(client, django_assert_num_queries):
    muter, question = make_member(), make_question()
    client.force_login(muter)
    for _ in range(3):
        make_comment(question)
    address = reverse("qa:question", args=[question.pk, question.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)

    for author in Post.objects.filter(kind="comment").select_related("author"):
        mute(muter, author.author, wanted=True)

    with django_assert_num_queries(len(before)):
        assert client.get(address).content.decode().count("muted-fold") == 3


def test_the_buttons_mute_and_unmute(client):
    make_member("bob")
    client.force_login(make_member())
    assert b'name="wanted" value="yes"' in client.get("/people/bob/").content

    assert client.post("/people/bob/mute/", {"wanted": "yes"}).url == "/people/bob/"
    assert b'name="wanted" value="no"' in client.get("/people/bob/").content
    assert b"/people/bob/mute/" in client.get("/settings/muted/").content
    assert client.post("/people/bob/mute/", {"wanted": "no", "from": "list"}).url == "/settings/muted/"

    assert b"You have muted nobody" in client.get("/settings/muted/").content
    assert client.post("/people/nobody/mute/").status_code == 404


def test_the_list_shows_own_mutes_only_in_constant_queries(client, django_assert_num_queries):
    muter, other = make_member(), make_member()
    mute(other, make_member("other_mute"), wanted=True)
    mute(muter, make_member("mine"), wanted=True)
    client.force_login(muter)
    client.get("/settings/muted/")
    with django_assert_num_queries(3):
        page = client.get("/settings/muted/").content.decode()
    assert "mine" in page
    assert "other_mute" not in page

    PersonMute.objects.bulk_create(PersonMute(muter=muter, muted=make_member()) for _ in range(30))

    with django_assert_num_queries(3):
        assert client.get("/settings/muted/").context["page"].next_cursor
