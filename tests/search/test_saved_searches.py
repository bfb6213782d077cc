"""search.actions.saving_searches and the pages of saved searches"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.leaving import ask_to_leave
from accounts.actions.muting import mute
from accounts.actions.suspending import suspend
from accounts.leaving import WhatOfPosts
from lib.errors import UserError
from notifications.actions.telling_news import tell_searchers
from notifications.models import Notification, Verb
from posts.actions.changing_state import change_state
from posts.actions.following_tags import follow_tag
from posts.kinds import State
from posts.models import Tag
from search.actions.counting_words import count_words
from search.actions.indexing import index_pending
from search.actions.saving_searches import SAVED_MOST, save_search
from search.models import Document, SavedSearch
from search.query import parse
from search.selectors.saved_searches import finds
from tests.factories import make_article, make_member, make_moderator, make_question, run_tasks
from tests.search.test_results import ODD_QUERIES

pytestmark = pytest.mark.django_db


def told(person):
    found = Notification.objects.filter(recipient=person, verb=Verb.SEARCH_FOUND)
    return list(found.order_by("pk").values_list("post_id", flat=True))


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("swimming cramp", True),
        ("swim", True),
        ("is:question swimming", True),
        ("site:calf", True),
        ("tag:night swimming", True),
        ('"after swimming"', True),
        ("charley horse swimming", True),
        ("swimming marathon", False),
        ("is:article swimming", False),
        ("swimming -calf", False),
        ("site:neck swimming", False),
    ],
)
def test_a_new_question_is_told_when_it_has_all_the_words_and_meets_the_conditions(query, finds):
    reader = make_member()
    save_search(reader, query)

    question = make_question(title="Calf cramp after swimming far", body_site="calf", tags=["night"])
    run_tasks()

    assert told(reader) == ([question.pk] if finds else [])


def test_nobody_hears_of_the_same_post_twice_nor_of_their_own_nor_of_older_ones():
    make_question(title="Calf cramp after swimming far")
    run_tasks()
    reader, author = make_member(), make_member()
    for person in (reader, author):
        save_search(person, "swimming")
        save_search(person, "calf")

    question = make_question(author, title="Calf cramp after swimming again")
    run_tasks()
    moderator = make_moderator()
    change_state(moderator, question, State.HIDDEN)
    run_tasks()
    change_state(moderator, question, State.VISIBLE)
    run_tasks()

    assert told(reader) == [question.pk]
    assert told(author) == []


def test_who_follows_the_topic_hears_of_it_once():
    reader = make_member()
    Tag.objects.create(name="calf", slug="calf")
    follow_tag(reader, Tag.objects.get(slug="calf"), wanted=True)
    save_search(reader, "swimming")

    make_question(title="Calf cramp after swimming far")
    run_tasks()

    assert Notification.objects.filter(recipient=reader).count() == 1


def test_a_new_guide_is_told(tmp_path):
    reader = make_member()
    save_search(reader, "is:article pool")

    article = make_article(tmp_path, "pool", title="Cramps in the pool")
    run_tasks()

    assert told(reader) == [article.pk]


def test_muting_keeps_silent_and_an_index_built_anew_tells_nobody():
    reader, author = make_member(), make_member()
    save_search(reader, "swimming")
    mute(reader, author, wanted=True)
    make_question(author, title="Calf cramp after swimming far")
    run_tasks()
    assert told(reader) == []

    SavedSearch.objects.update(created_at="2020-01-01T00:00Z")
    Document.objects.all().delete()
    call_command("reindex")
    run_tasks()

    assert told(reader) == []


def test_what_is_hidden_before_the_worker_comes_is_not_told():
    reader = make_member()
    save_search(reader, "swimming")

    change_state(make_moderator(), make_question(title="Calf cramp after swimming far"), State.HIDDEN)
    run_tasks()

    assert told(reader) == []


def letters_of(mailoutbox, person):
    return [letter for letter in mailoutbox if letter.to == [person.email] and "saved" in letter.subject]


def hide(_reader, question):
    change_state(make_moderator(), question, State.HIDDEN)


def delete(_reader, question):
    change_state(make_moderator(), question, State.DELETED)


def hold_back(_reader, question):
    change_state(make_moderator(), question, State.PENDING)


def mute_author(reader, question):
    mute(reader, question.author, wanted=True)


def suspend_reader(reader, _question):
    suspend(make_moderator(), reader, until=timezone.now() + timedelta(days=3), words="Advertising")


def leave(reader, _question):
    ask_to_leave(reader, WhatOfPosts.KEEP)


def test_what_happens_between_finding_and_mailing_stops_the_mail(mailoutbox):
    for meanwhile in (None, hide, delete, hold_back, mute_author, suspend_reader, leave):
        reader, question = make_member(), make_question(title="Calf cramp after swimming far")
        tell_searchers(question.pk, {reader.pk: "swimming"})
        assert told(reader) == [question.pk]

        if meanwhile:
            meanwhile(reader, question)
        run_tasks()

        assert len(letters_of(mailoutbox, reader)) == (0 if meanwhile else 1), meanwhile


def test_whatever_is_saved_is_answered_and_stops_no_worker(client):
    question = make_question(title="Calf cramp after swimming far")
    index_pending()
    count_words()
    client.force_login(make_member())

    for query in ODD_QUERIES:
        assert client.post("/search/saved/", {"q": query}, follow=True).status_code < 500, query
        SavedSearch.objects.all().delete()
        assert set(finds(parse(query).text, [question.pk])) <= {question.pk}, query


def test_saving_is_limited_and_the_same_search_is_saved_once():
    reader = make_member()
    for number in range(SAVED_MOST):
        save_search(reader, f"calf {number}x")
    save_search(reader, "calf 0x")

    with pytest.raises(UserError):
        save_search(reader, "one more")
    with pytest.raises(UserError):
        save_search(reader, "  \x00 ")
    assert SavedSearch.objects.count() == SAVED_MOST


def test_the_pages_of_saved_searches(client):
    reader, other = make_member(), make_member()
    foreign = save_search(other, "neck")
    make_question(title="Calf cramp after swimming far")
    run_tasks()
    count_words()
    client.force_login(reader)

    assert "Tell me of new ones" in client.get("/search/", {"q": "swimming"}).content.decode()
    client.post("/search/saved/", {"q": "swimming <b>"})
    client.post("/search/saved/", {"q": "x" * 300})
    saved = SavedSearch.objects.get(person=reader)
    page = client.get("/search/saved/").content.decode()
    assert "swimming &lt;b&gt;" in page
    assert "neck" not in page
    client.post(f"/search/saved/{saved.pk}/delete/")
    client.post(f"/search/saved/{foreign.pk}/delete/")

    assert list(SavedSearch.objects.all()) == [foreign]
    client.logout()
    assert "Tell me of new ones" not in client.get("/search/", {"q": "swimming"}).content.decode()
