"""posts.actions.retagging and its page"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import AuditEvent
from lib.errors import LimitError, UserError
from posts.actions.changing_state import change_state
from posts.actions.retagging import retag_question
from posts.kinds import State
from posts.links import path_of
from posts.models import Post, Revision, SuggestedEdit, Tag
from posts.rules import can_retag
from posts.submissions import Band, Verdict
from qa.selectors.page_versions import question as thread
from tests.factories import (
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_suggester,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def retagger():
    return make_suggester(points=200)


@pytest.fixture
def topics():
    night, cramp = (
        Tag.objects.get_or_create(slug=name, defaults={"name": name})[0] for name in ("night", "cramp")
    )
    Tag.objects.get_or_create(slug="charley-horse", defaults={"name": "charley-horse", "synonym_of": cramp})
    return night, cramp


@pytest.fixture
def question():
    """Its only topic is the calf."""
    return make_question()


def test_only_the_topics_change_as_a_version_with_its_record(question, retagger, topics):
    before, version = question.body, thread(question.pk)

    retag_question(retagger, question, ["night", "charley-horse"], reason="It is at night")

    question.refresh_from_db()
    assert (question.tag_slugs, question.body) == (["cramp", "night"], before)
    revision = Revision.objects.get(post=question, number=2)
    assert (revision.editor, revision.tag_slugs, revision.reason, revision.body) == (
        retagger, ["cramp", "night"], "It is at night", before,
    )  # fmt: skip
    event = AuditEvent.objects.get(action="post.retagged", target_id=question.pk)
    assert event.actor == retagger
    assert event.details == {"before": ["calf"], "after": ["cramp", "night"]}
    assert thread(question.pk) != version
    assert dict(Tag.objects.filter(slug__in=["calf", "night", "cramp"]).values_list("slug", "post_count")) == {
        "calf": 0, "night": 1, "cramp": 1,
    }  # fmt: skip


def test_the_same_topics_are_no_change(question, retagger):
    retag_question(retagger, question, ["calf"])

    question.refresh_from_db()
    assert question.revision_count == 1
    assert not AuditEvent.objects.filter(action="post.retagged").exists()


def test_who_may_change_topics_alone(question, retagger):
    expert = make_expert()
    answer = make_answer(question, expert)

    assert can_retag(retagger, question)
    for person in (make_suggester(points=199), make_suggester(points=200, days_old=13), make_member()):
        assert not can_retag(person, question)
    # These edit the whole question.
    for person in (question.author, expert, make_moderator(), make_suggester(points=1000, days_old=60)):
        assert not can_retag(person, question)
    assert not can_retag(retagger, answer)
    with pytest.raises(PermissionDenied):
        retag_question(make_member(), question, ["calf"])
    change_state(make_moderator(), question, State.HIDDEN, reason="kind")
    with pytest.raises(PermissionDenied):
        retag_question(retagger, question, ["calf"])


def test_no_new_topics_and_so_many_a_day(question, retagger, topics, settings):
    settings.RETAGS_A_DAY = 1
    other = make_question()

    with pytest.raises(UserError, match="does not exist"):
        retag_question(retagger, question, ["brand-new"])
    retag_question(retagger, question, ["night"])
    with pytest.raises(LimitError, match="1 questions a day"):
        retag_question(retagger, other, ["night"])


def test_what_the_screen_holds_waits_for_a_moderator(question, retagger, topics, monkeypatch):
    monkeypatch.setattr(
        "posts.actions.editing.screen", lambda sent: Verdict(Band.HOLD, sent.title, sent.body)
    )

    retag_question(retagger, question, ["night"])

    question.refresh_from_db()
    assert question.tag_slugs == ["calf"]
    assert SuggestedEdit.objects.get(post=question).revision.tag_slugs == ["night"]
    assert not AuditEvent.objects.filter(action="post.retagged").exists()


def test_the_page(client, question, retagger, topics):
    address = reverse("posts:retag", args=[question.pk])
    client.force_login(retagger)

    assert address in client.get(path_of(question)).content.decode()
    page = client.get(address).content.decode()
    assert 'value="calf"' in page
    assert 'name="body"' not in page
    assert client.post(address, {"tags": ""}).status_code == 422
    assert (
        client.post(address, {"tags": "night", "body": "Another text that is long enough"}).status_code == 302
    )
    question.refresh_from_db()
    assert question.tag_slugs == ["night"]
    assert question.body == Post.objects.get(pk=question.pk).body != "Another text that is long enough"
    client.force_login(make_member())
    assert client.get(address).status_code == 403
    assert address not in client.get(path_of(question)).content.decode()
