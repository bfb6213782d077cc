"""A post that screening holds is on no page, in no list, index or count, but for its author and moderators."""

import pytest
from django.urls import reverse

from accounts.models import User
from posts.kinds import State
from posts.models import Post, Tag
from search.models import Document
from tests.factories import make_comment, make_member, make_newcomer, make_question, run_tasks
from tests.project.test_permissions import GET
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db
CANARY, BAIT = "zanzibarcanary", "quokkabait"
SPAM = (
    f"{CANARY} {BAIT}: write to me on WhatsApp +47 912 34 567, the cure is at https://pills.example for you"
)


def counts():
    """All numbers that the public sees of posts."""
    return (
        list(Tag.objects.order_by("pk").values_list("slug", "post_count")),
        list(
            Post.objects.filter(is_public=True)
            .order_by("pk")
            .values_list("pk", "answer_count", "comment_count")
        ),
        list(User.objects.order_by("pk").values_list("pk", "reputation", "unread_count")),
    )


def test_spam_that_is_held_is_nowhere(client, tmp_path, mailoutbox):
    world = build_world(tmp_path)
    spammer, reader = make_newcomer("spammer"), make_member()
    run_tasks()
    mailoutbox.clear()
    before = counts()

    question = make_question(spammer, title=f"{CANARY}: the cure for cramps", body=SPAM, body_site="calf")
    comment = make_comment(world.question, spammer, body=SPAM)
    run_tasks()

    assert {question.state, comment.state} == {State.PENDING}
    assert counts() == before
    assert mailoutbox == []
    assert not Document.objects.filter(post_id__in=[question.pk, comment.pk]).exists()
    pages = [address(name, world) for name in GET.keys() - {"media"}]
    pages += [f"/search/?q={BAIT}", f"/search/suggestions/?q={BAIT}", "/questions/?where=calf"]
    pages += [f"/people/spammer/?show={tab}" for tab in ("questions", "answers", "comments")]
    for someone in (None, reader):
        client.logout()
        if someone:
            client.force_login(someone)
        for page in pages:
            assert CANARY not in client.get(page, follow=True).content.decode(), page
        for post in (question, comment):
            assert client.get(reverse("posts:permalink", args=[post.pk])).status_code == 404


def test_its_author_finds_it_with_the_reason_that_it_waits(client):
    spammer = make_newcomer()
    question = make_question(spammer, title=f"{CANARY}: the cure for cramps", body=SPAM)
    client.force_login(spammer)

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert CANARY in page
    assert "An automatic check was not sure about it" in page
