"""manage.py judge_dangers: what was written before there were rules, and under older ones"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from moderation.models import ReviewItem
from posts.models import Post
from qa.models import Question, RedFlag
from qa.triage.assessment import rules_in_force
from qa.triage.loading import get_rulebook
from tests.factories import make_comment, make_question
from tests.qa.test_red_flags import CALM, HEART

pytestmark = pytest.mark.django_db


def judge(**options):
    out = StringIO()
    call_command("judge_dangers", stdout=out, **options)
    return out.getvalue()


def forget_judgment(*posts, days=0):
    """Make questions as they were before there were rules, and so many days old."""
    RedFlag.objects.all().delete()
    ReviewItem.objects.all().delete()
    keys = [post.pk for post in posts]
    Question.objects.filter(pk__in=keys).update(
        urgency="", danger_categories=[], danger_posts=[], judged_by=""
    )
    Post.objects.filter(pk__in=keys).update(created_at=timezone.now() - timedelta(days=days))


def test_old_questions_and_comments_of_their_askers_get_their_flags():
    urgent, calm, told_later = make_question(body=HEART), make_question(body=CALM), make_question(body=CALM)
    comment = make_comment(told_later, told_later.author, HEART)
    make_comment(calm, body=HEART)
    forget_judgment(urgent, calm, told_later)
    version = Post.objects.get(pk=urgent.pk).version

    said = judge()

    assert said.startswith("3 questions judged")
    assert said.endswith("2 say something else\n")
    found = dict(Question.objects.values_list("pk", "danger_posts"))
    assert found == {urgent.pk: [urgent.pk], calm.pk: [], told_later.pk: [comment.pk]}
    assert set(Question.objects.values_list("judged_by", flat=True)) == {rules_in_force()}
    assert set(RedFlag.objects.values_list("version", flat=True)) == {get_rulebook().version}
    assert Post.objects.get(pk=urgent.pk).version > version
    assert judge().startswith("0 questions judged")


def test_a_run_that_was_stopped_goes_on_and_new_questions_are_judged_already():
    first, second = make_question(body=HEART), make_question(body=HEART)
    forget_judgment(first, second)
    judge(after=first.pk)
    make_question(body=HEART)

    assert list(Question.objects.exclude(judged_by=rules_in_force()).values_list("pk", flat=True)) == [
        first.pk
    ]
    assert judge().startswith("1 questions judged")


def test_only_what_is_new_goes_before_moderators():
    recent, old = make_question(body=HEART), make_question(body=HEART)
    forget_judgment(recent, old)
    forget_judgment(old, days=30)

    judge()

    assert list(ReviewItem.objects.values_list("post", flat=True)) == [recent.pk]
    assert Question.objects.get(pk=old.pk).urgency == "emergency_now"


def test_new_rules_judge_again_and_keep_what_still_holds():
    kept, ended = make_question(body=HEART), make_question(body=CALM)
    flag = RedFlag.objects.get(post=kept)
    RedFlag.objects.filter(pk=flag.pk).update(version=1)
    RedFlag.objects.create(
        post=ended, source="alarm", urgency="soon", rules=["a rule that is gone"], categories=["x"], version=1
    )
    Question.objects.filter(pk=ended.pk).update(
        urgency="soon", danger_categories=["x"], danger_posts=[ended.pk]
    )
    Question.objects.update(judged_by="1/1")

    judge()

    flag.refresh_from_db()
    assert (flag.version, flag.ended_at) == (get_rulebook().version, None)
    assert Question.objects.get(pk=ended.pk).urgency == ""
    assert judge(all=True).startswith("2 questions judged")
