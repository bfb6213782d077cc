"""What is new since one's last visit: remembered when a page was read, shown on the next visit"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from posts.actions.erasing import forget
from posts.actions.reading import mark_read
from posts.exporting import read_markers
from posts.models import Post, ReadMarker
from tests.factories import make_answer, make_comment, make_member, make_question

pytestmark = pytest.mark.django_db
NEW = 'class="new-mark"'
SINCE = "since your last visit"


@pytest.fixture
def reader(client):
    person = make_member()
    client.force_login(person)
    return person


def page_of(client, question):
    return client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


def came_hours_ago(hours, *posts):
    at = timezone.now() - timedelta(hours=hours)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(created_at=at)
    return at


def test_the_next_visit_marks_what_others_wrote_since(client, reader):
    question = make_question()
    seen, answer = make_answer(question), make_answer(question)
    make_comment(seen)
    own = make_comment(seen, reader)
    came_hours_ago(3, seen)
    first_visit = page_of(client, question)

    mark_read(reader, question, timezone.now() - timedelta(hours=1))
    page = page_of(client, question)

    assert (NEW in first_visit, SINCE in first_visit) == (False, False)
    assert (page.count(NEW), f"2 new replies {SINCE}" in page) == (2, True)
    assert f'href="#post-{answer.pk}"' in page
    own_text = page[page.index(f'id="post-{own.pk}"') :]
    assert NEW not in own_text[: own_text.index("</li>")]


def test_the_page_sends_when_it_was_made_and_the_next_one_is_quiet(client, reader):
    question = make_question()
    answer = make_answer(question)
    address = reverse("posts:read", args=[question.pk])
    page = page_of(client, question)
    at = timezone.now()

    assert f'action="{address}"' in page
    quiet = client.post(address, {"at": at.isoformat()}, headers={"HX-Request": "true"})
    button = client.post(address, {"at": "no time"})

    assert (quiet.status_code, button.status_code) == (204, 302)
    assert ReadMarker.objects.get(person=reader, post=question).read_at >= at
    again = page_of(client, question)
    assert (NEW in again, f'action="{address}"' in again) == (False, False)
    # A reply in the thread leads to the same marker.
    client.post(reverse("posts:read", args=[answer.pk]))
    assert ReadMarker.objects.count() == 1


def test_a_marker_never_goes_back_or_ahead(reader):
    question, now = make_question(), timezone.now()

    mark_read(reader, question, now + timedelta(days=1))
    read_at = ReadMarker.objects.get().read_at
    mark_read(reader, question, now - timedelta(days=1))

    assert now <= read_at <= timezone.now()
    assert ReadMarker.objects.get().read_at == read_at


def test_new_comments_beyond_the_first_ones_are_pointed_to(client, reader):
    question = make_question()
    old = [make_comment(question) for _ in range(5)]
    since = came_hours_ago(2, *old)
    mark_read(reader, question, since + timedelta(hours=1))
    make_comment(question)

    page = page_of(client, question)

    assert page.count(NEW) == 1
    assert f"{reverse('comments:comments', args=[question.pk])}?sort=newest" in page


def test_a_guest_has_no_marks(client):
    question = make_question()
    make_answer(question)

    page = page_of(client, question)

    assert reverse("posts:read", args=[question.pk]) not in page
    assert NEW not in page


def test_the_marker_is_part_of_ones_data_and_goes_with_the_person(reader):
    question = make_question()
    mark_read(reader, question)

    assert str(question.pk) in str(list(read_markers(reader)))
    forget(reader)
    assert not ReadMarker.objects.exists()
