"""knowledge.actions.counting_views"""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from knowledge.actions import counting_views
from knowledge.actions.counting_views import WAITING_MOST, ViewBuffer, count_view, store_views, waiting
from knowledge.models import ArticleDay
from posts.actions.changing_state import change_state
from posts.kinds import State
from tests.factories import make_article, make_moderator, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/knowledge/night-cramps/"


@pytest.fixture
def article(tmp_path):
    return make_article(tmp_path).article


def test_views_wait_in_memory_until_many_do(article, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(WAITING_MOST - 1):
            count_view(article.pk)

    count_view(article.pk)

    day = ArticleDay.objects.get()
    assert (day.article, day.day, day.views) == (article, timezone.localdate(), WAITING_MOST)
    assert not waiting.take()


def test_views_are_written_once_the_oldest_has_waited_long_enough(monkeypatch):
    buffer, today = ViewBuffer(), timezone.localdate()
    assert buffer.add(1, today) is None
    assert buffer.add(2, today) is None

    monkeypatch.setattr(counting_views, "WAIT_SECONDS", 0)

    assert buffer.add(1, today) == Counter({(1, today): 2, (2, today): 1})
    assert not buffer.take()


def test_views_of_several_articles_and_days_are_added_in_one_statement(
    article, tmp_path, django_assert_max_num_queries
):
    other, today = make_article(tmp_path, "other").article, timezone.localdate()
    yesterday = today - timedelta(days=1)
    store_views(Counter({(article.pk, today): 2}))

    with django_assert_max_num_queries(3):  # the statement between savepoint and release
        store_views(Counter({(article.pk, today): 3, (article.pk, yesterday): 1, (other.pk, today): 4}))

    assert set(ArticleDay.objects.values_list("article", "day", "views")) == {
        (article.pk, today, 5),
        (article.pk, yesterday, 1),
        (other.pk, today, 4),
    }


def test_an_article_that_is_gone_does_not_stop_the_others(article):
    store_views(Counter({(2**40, timezone.localdate()): 1, (article.pk, timezone.localdate()): 1}))

    assert ArticleDay.objects.get().article == article


def test_a_failure_of_the_database_stops_no_page(article, caplog):
    store_views(Counter({(article.pk, timezone.localdate()): 2**40}))

    assert "page views of articles are lost" in caplog.text
    assert not ArticleDay.objects.exists()


def test_a_page_view_counts_and_a_look_at_the_headers_does_not(client, article):
    client.get(ADDRESS)
    client.head(ADDRESS)
    client.get("/knowledge/nothing/")

    assert waiting.take() == Counter({(article.pk, timezone.localdate()): 1})


def test_what_only_staff_can_see_is_not_counted(client, article):
    change_state(make_moderator(), article.post, State.HIDDEN, reason="harm")
    client.force_login(make_staff(Role.MODERATOR))

    assert client.get(ADDRESS).status_code == 200
    assert not waiting.take()
