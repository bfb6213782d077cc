"""qa.actions.asking"""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import AuditEvent
from lib.errors import UserError
from posts.models import Post, PostChange, Revision, Tag
from qa.actions.asking import Draft, ask_question
from qa.intake.fields import Answers
from tests.factories import BODY, make_expert, make_member

pytestmark = pytest.mark.django_db
TITLE = "Calf cramp at three in the morning, what now?"


@pytest.fixture(autouse=True)
def _tags():
    Tag.objects.bulk_create(Tag(name=name, slug=name) for name in ("calf", "night"))


def draft(**changes):
    return Draft(**({"title": TITLE, "body": BODY, "tags": ["night", "calf"]} | changes))


def test_a_question_is_published_with_all_that_belongs_to_it():
    post = ask_question(
        make_member(), draft(body_site="calf", side="left", answers=Answers(age_band="45-59"))
    ).post

    assert post.is_public
    assert post.slug == "calf-cramp-at-three-in-the-morning-what-now"
    assert (post.tag_slugs, post.body_site, post.side) == (["calf", "night"], "calf", "left")
    assert post.intake.age_band == "45-59"
    assert post.facets == ["age:45-59"]
    assert Revision.objects.get(post=post).body == BODY
    assert PostChange.objects.get(post=post).what == "created"
    assert AuditEvent.objects.filter(action="post.created", target_id=post.pk).exists()
    assert set(Tag.objects.values_list("post_count", flat=True)) == {1}


def test_the_same_form_sent_twice_makes_one_question():
    author, key = make_member(), uuid.uuid4()
    first = ask_question(author, draft(submission_key=key))

    second = ask_question(author, draft(submission_key=key))

    assert (first.post.pk, False) == (second.post.pk, second.is_new)
    assert Post.objects.count() == 1
    assert Tag.objects.get(slug="calf").post_count == 1


def test_a_member_cannot_use_a_tag_that_does_not_exist():
    with pytest.raises(UserError, match="brand-new"):
        ask_question(make_member(), draft(tags=["calf", "brand-new"]))

    assert not Post.objects.exists()


def test_an_expert_may_create_a_tag():
    post = ask_question(make_expert(), draft(tags=["calf", "brand-new"])).post

    assert "brand-new" in post.tag_slugs


def test_suspended_people_do_not_ask():
    author = make_member(suspended_until=timezone.now() + timedelta(hours=1))

    with pytest.raises(PermissionDenied):
        ask_question(author, draft())


def test_a_suspension_ends_by_itself():
    author = make_member(suspended_until=timezone.now() - timedelta(seconds=1))

    assert ask_question(author, draft()).is_new
