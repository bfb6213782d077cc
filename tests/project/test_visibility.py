"""The public sees nothing but visible posts, on any address."""

import pytest
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.actions.following_tags import follow_tag
from posts.kinds import State
from posts.links import path_of
from posts.models import Post, Tag
from qa.selectors.question_list import SORTS
from search.actions.saving_searches import save_search
from tests.emptying import empty_memory
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_moderator,
    make_question,
    run_tasks,
)
from tests.project.test_permissions import GET
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"
LIKE_THEM = "One quokkabait in the title of this one"  # a visible question to which theirs belong
BAIT = "quokkabait"  # stands beside the canary, so that a search for it would find the posts
FOUND_BY_SEARCH = (
    f"/search/?q={BAIT}",
    f"/search/?q=%22{BAIT}+and+thirty%22",
    f"/search/?q={BAIT}+is:question+site:calf",
    f"/search/?q=user:ann+{BAIT}",
    "/search/?q=tag:calf+is:question",
    f"/search/suggestions/?q={BAIT}",
    f"/search/suggestions/?q={BAIT[:6]}",
    f"/search/suggestions/?q={BAIT}+and+thirty",
)
HIDDEN_STATES = [state for state in State if state not in (State.VISIBLE, State.PURGED)]


def canary_posts(folder, world):
    """A question with an answer and comments, an answer and a comment on the visible question, an article."""
    author, expert = world.people["asker"], make_expert()
    text = f"{CANARY} {BAIT} and thirty more letters so that it is long enough"
    question = make_question(author, title=f"{CANARY} in the title of this one", body=text, body_site="calf")
    answer = make_answer(question, expert, body=text)
    article = make_article(
        folder, slug="canary-article", title=f"{CANARY} article", body=f"## {CANARY}\n\n{text}"
    )
    replies = [
        make_comment(answer, author, body=text),
        make_answer(world.question, expert, body=text),
        make_comment(world.question, author, body=text),
        make_comment(world.article, author, body=text),
    ]
    waiting = make_question(
        author, title=f"Nobody answers {CANARY} yet", body=f"{text}, at noon", body_site="calf"
    )
    return [question, article, *replies[1:], waiting]


def build_with_canaries(folder):
    """The world, and posts with the canary in whatever the site makes of posts by itself.

    A member has been told of them by a followed topic and a saved search; visible posts name them as related.
    """
    world = build_world(folder)
    member = world.people["member"]
    follow_tag(member, Tag.objects.get(slug="calf"), wanted=True)
    save_search(member, BAIT)
    hidden = canary_posts(folder, world)
    make_question(title=LIKE_THEM, body=f"{BAIT} and thirty more letters so that it is long enough")
    run_tasks()
    return world, hidden


def every_page(world, hidden):
    """All addresses that can be read, those of the hidden posts included."""
    for name in GET.keys() - {"media"}:  # files, not pages
        yield address(name, world)
    for post in hidden:
        for name in (
            "posts:permalink",
            "posts:revisions",
            "comments:comments",
            "posts:edit",
            "moderation:flag",
        ):
            yield reverse(name, args=[post.pk])
    yield reverse("qa:question", args=[hidden[0].pk, hidden[0].slug])
    yield reverse("qa:paper", args=[hidden[0].pk])
    yield reverse("qa:feed", args=[hidden[0].pk])
    yield reverse("knowledge:article", args=[hidden[1].slug])
    yield from map(path_of, Post.objects.filter(title=LIKE_THEM))
    yield from FOUND_BY_SEARCH
    yield "/questions/?where=calf"
    for sort in SORTS:
        yield f"/questions/?sort={sort}"
    yield "/"
    yield "/opensearch.xml"
    for tab in ("questions", "answers", "comments"):
        yield f"/people/ann/?show={tab}"


def test_no_page_shows_what_is_not_visible(client, tmp_path):
    world, hidden = build_with_canaries(tmp_path)
    moderator = make_moderator()
    for post in hidden:
        change_state(moderator, post, State.HIDDEN)

    for state in HIDDEN_STATES:
        Post.objects.filter(pk__in=[post.pk for post in hidden]).update(state=state)
        empty_memory()
        for reader in (None, world.people["member"]):
            client.logout()
            if reader:
                client.force_login(reader)
            for page in every_page(world, hidden):
                assert CANARY not in client.get(page, follow=True).content.decode(), (state, page)


def test_the_author_finds_the_own_hidden_question_with_a_notice(client, tmp_path):
    question = make_question(title=f"{CANARY} in the title of this one")
    change_state(make_moderator(), question, State.HIDDEN)
    page = reverse("qa:question", args=[question.pk, question.slug])

    assert client.get(page).status_code == 404
    client.force_login(question.author)
    response = client.get(page)

    assert response.status_code == 200
    assert "Hidden" in response.content.decode()


def test_the_canary_is_seen_while_it_is_visible(client, tmp_path):
    world, hidden = build_with_canaries(tmp_path)
    client.force_login(world.people["member"])

    seen = {
        page for page in every_page(world, hidden) if CANARY in client.get(page, follow=True).content.decode()
    }

    lists = {*(f"/questions/?sort={sort}" for sort in SORTS), "/tags/calf/", reverse("notifications:inbox")}
    expected = {*FOUND_BY_SEARCH, *lists, path_of(Post.objects.get(title=LIKE_THEM))}
    assert sorted(expected - seen) == []
    assert len(seen) >= 30
