"""The demo, loaded through the actions of the site."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEvent
from moderation.models import ReviewItem
from posts.models import Post
from qa.models import Agreement, Intake, Question, RedFlag

pytestmark = pytest.mark.django_db


def test_the_demo_loads_whole_and_loading_it_again_changes_nothing(settings):
    settings.DEMO = True

    call_command("seed_demo", stdout=StringIO())
    counts = {
        kind: Post.objects.public().filter(kind=kind).count() for kind in ("question", "answer", "comment")
    }
    events = AuditEvent.objects.count()
    call_command("seed_demo", stdout=StringIO())

    assert counts == {"question": 61, "answer": 55, "comment": 58}
    assert Question.objects.filter(accepted_answer__isnull=False).exists()
    assert set(Agreement.objects.values_list("stance", flat=True)) == {"agree", "caveat"}
    assert ReviewItem.objects.filter(is_open=True, kinds__contains=["flag"]).count() == 2
    dangers = set(RedFlag.objects.filter(ended_at=None).values_list("post__title", flat=True))
    assert "Back spasm and since this morning numb between my legs" in dangers
    assert "Night calf cramps every week at 62, what is worth trying first?" not in dangers
    assert Intake.objects.exclude(private_fields=[]).exists()
    assert not User.objects.filter(is_demo=False).exists()
    assert not Post.objects.filter(created_at__gt=timezone.now()).exists()
    assert AuditEvent.objects.count() == events
