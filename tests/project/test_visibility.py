"""The public sees nothing but visible posts, on any address."""

import pytest
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)
from tests.project.test_permissions import GET
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"
BAIT = "quokkabait"  # stands beside the canary, so that a search for it would find the posts
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
    return [question, article, *replies[1:]]


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
    yield f"/search/?q={BAIT}"
    yield "/questions/?where=calf"
    yield "/questions/?sort=unanswered"
    yield "/questions/?sort=active"
    for tab in ("questions", "answers", "comments"):
        yield f"/people/ann/?show={tab}"


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_no_page_shows_what_is_not_visible(client, tmp_path, state):
    world = build_world(tmp_path)
    hidden = canary_posts(tmp_path, world)
    run_tasks()
    moderator = make_moderator()
    for post in hidden:
        change_state(moderator, post, State.HIDDEN)
        Post.objects.filter(pk=post.pk).update(state=state)

    for reader in (None, make_member()):
        client.logout()
        if reader:
            client.force_login(reader)
        for page in every_page(world, hidden):
            assert CANARY not in client.get(page, follow=True).content.decode(), page


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
    world = build_world(tmp_path)
    hidden = canary_posts(tmp_path, world)
    run_tasks()

    seen = [
        page for page in every_page(world, hidden) if CANARY in client.get(page, follow=True).content.decode()
    ]

    assert len(seen) >= 15
