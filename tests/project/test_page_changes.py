"""Whatever changes on a public page, a reader without a session sees it a second later at most."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.ageing_standing import lapse_experts
from accounts.actions.changing_handle import change_handle
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.actions.erasing import erase_person
from accounts.actions.leaving import ask_to_leave
from accounts.actions.suspending_standing import lift_suspension, suspend_standing
from accounts.models import ExpertCredential, User
from accounts.models.user import WhatOfPosts
from comments.actions.claiming import claim_comments
from knowledge.actions.loading import load_article
from knowledge.actions.moving import move_article
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.content_files import read_file
from knowledge.models import Article
from moderation.actions.deciding import Verdict, decide
from moderation.models import DecisionAction
from posts.actions.changing_state import change_state
from posts.actions.closing_comments import close_comments
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post, Tag
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion, recount_opinions
from qa.actions.closing import close_question, reopen_question
from qa.models import CloseReason, Stance
from search.actions.indexing import index_roots
from search.models import Document, Related
from tests.factories import (
    approve,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_member,
    make_question,
    write_article,
)
from tests.project.page_cache import clock, fresh, new_guest  # noqa: F401
from tests.project.world import build_world

pytestmark = pytest.mark.django_db
FIXED = ("/about/", "/contact/", "/how-it-works/", "/house-rules/", "/privacy/", "/knowledge/glossary/")


@pytest.fixture
def world(tmp_path):
    built = build_world(tmp_path)
    built.folder = tmp_path
    built.neighbor = make_question(body_site="calf", tags=["calf", "night"])
    built.neighbor_of_asker = make_question(cast(built, "asker"), body_site="calf")
    built.lonely_answer = make_answer(built.neighbor, cast(built, "answerer"))
    name_as_related(built.question, built.neighbor)
    make_old()
    return built


def name_as_related(question, other):
    """Have the page of a question name another one, as the worker would have found it."""
    index_roots([other.pk])
    Related.objects.create(post=question, document=Document.objects.get(post=other, position=0), place=0)


def make_old():
    """Make all posts so old that "how long ago" stays the same while a test runs."""
    days = timedelta(days=3, minutes=30)
    Post.objects.update(created_at=F("created_at") - days, last_activity_at=F("last_activity_at") - days)


def pages(world):
    """Every address that is kept, in the forms in which it is asked for."""
    return [
        f"/questions/{world.question.pk}/{world.question.slug}/",
        f"/questions/{world.neighbor.pk}/{world.neighbor.slug}/",
        f"/knowledge/{world.article.slug}/",
        "/", "/questions/", "/questions/?sort=active", "/questions/?sort=unanswered", "/questions/?where=calf",
        "/tags/", "/tags/calf/", "/tags/night/", "/knowledge/", "/knowledge/?where=calf", "/faq/",
        "/knowledge/relief/", *FIXED,
    ]  # fmt: skip


def plain(content):
    """Leave out what a test that runs slowly would change: how long ago something is that is just happening."""
    return re.sub(r">(now|\w+\sseconds? ago)<", ">now<", content.decode())


def cast(world, name):
    return User.objects.get(pk=world.people[name].pk)


def hide(world):
    change_state(cast(world, "moderator"), world.question, State.HIDDEN)


def hide_and_restore(world):
    hide(world)
    make_question(body_site="calf")
    change_state(cast(world, "moderator"), world.question, State.VISIBLE)


def hide_neighbor(world):
    change_state(cast(world, "moderator"), world.neighbor, State.HIDDEN)


def hide_answer(world):
    change_state(cast(world, "moderator"), world.answer, State.HIDDEN)


def hide_comment(world):
    change_state(cast(world, "moderator"), world.comment, State.HIDDEN)


def delete(world):
    change_state(cast(world, "asker"), world.neighbor_of_asker, State.DELETED)


def delete_answer(world):
    change_state(cast(world, "answerer"), world.lonely_answer, State.DELETED)


def purge(world):
    change_state(cast(world, "administrator"), world.comment, State.DELETED)
    change_state(cast(world, "administrator"), world.comment, State.PURGED)


def decide_on_report(world):
    world.item.refresh_from_db()
    decide(
        cast(world, "moderator"),
        world.item,
        Verdict(DecisionAction.HIDE, "Spam.", world.item.version, rule="kind"),
    )


def edit_title(world):
    asker, question = cast(world, "asker"), world.question
    edit_post(asker, question, Edit(question.body, title="Another title of the same cramp", tags=["calf"]))


def edit_body(world):
    edit_post(cast(world, "answerer"), world.answer, Edit(f"{world.answer.body} And walk around."))


def edit_comment(world):
    edit_post(cast(world, "asker"), world.comment, Edit(f"{world.comment.body} Really."))


def retag(world):
    edit_post(cast(world, "asker"), world.question, Edit(world.question.body, tags=["night"]))


def describe_tag(world):
    Tag.objects.filter(slug="calf").update(description="The muscle behind the shin.")


def accept(world):
    accept_answer(cast(world, "asker"), world.answer, accepted=True)


def agree(world):
    give_opinion(cast(world, "colleague"), world.answer, stance=Stance.CAVEAT, reason="Not after surgery.")


def lapse_of_agreeing_expert(world):
    agree(world)
    yesterday = timezone.localdate() - timedelta(days=1)
    ExpertCredential.objects.filter(user=cast(world, "colleague")).update(valid_until=yesterday)
    User.objects.filter(pk=cast(world, "colleague").pk).update(expert_valid_until=yesterday)
    lapse_experts()
    recount_opinions(cast(world, "colleague").pk)


def close(world):
    close_question(cast(world, "moderator"), world.question, CloseReason.UNCLEAR)


def close_and_reopen(world):
    close(world)
    reopen_question(cast(world, "moderator"), world.question)
    edit_title(world)


def rename_answerer(world):
    edit_profile(cast(world, "answerer"), Profile(display_name="Evelyn"))


def rename_colleague_who_agreed(world):
    agree(world)
    edit_profile(cast(world, "colleague"), Profile(display_name="Cornelius"))


def take_another_handle(world):
    change_handle(cast(world, "asker"), "annabel")


def set_picture(world):
    # A key alone: pages name the file, they do not read it.
    User.objects.filter(pk=cast(world, "answerer").pk).update(
        avatar_key="6f1c2a36-7d53-4b13-9b3f-3a1f7a3f6f10"
    )


def suspend_answerer(world):
    suspend_standing(cast(world, "administrator"), cast(world, "answerer"), reason="The register asks.")


def suspend_and_lift(world):
    suspend_answerer(world)
    edit_body(world)
    lift_suspension(cast(world, "administrator"), cast(world, "answerer"))


def leave(world):
    ask_to_leave(cast(world, "asker"), WhatOfPosts.KEEP)


def erase(world):
    leave(world)
    User.objects.filter(pk=cast(world, "asker").pk).update(leaves_at=timezone.now())
    erase_person(cast(world, "asker").pk)


def erase_with_posts(world):
    ask_to_leave(cast(world, "asker"), WhatOfPosts.REMOVE)
    User.objects.filter(pk=cast(world, "asker").pk).update(leaves_at=timezone.now())
    erase_person(cast(world, "asker").pk)


def publish_text(world):
    publish(cast(world, "editor"), world.proposal)


def sign(world):
    sign_review(cast(world, "reviewer"), world.article.article, Signature("Physiotherapist"))


def move(world):
    move_article(cast(world, "editor"), Article.objects.get(pk=world.article.pk), "cramps-in-the-night")


def load_another_text(world):
    path = write_article(world.folder, "calf-cramp", kind="relief", title="Relief for the calf")
    load_article(read_file(path), position=0)


def add_article(world):
    make_article(world.folder, "new-one", kind="faq")


def claim(world):
    approve(world.guest)
    assert claim_comments(make_member("gast")) == 1


CHANGES = {
    "asking": lambda world: make_question(body_site="calf"),
    "answering": lambda world: make_answer(world.question),
    "answering elsewhere": lambda world: make_answer(world.neighbor),
    "commenting on the question": lambda world: make_comment(world.question),
    "commenting on the answer": lambda world: make_comment(world.answer),
    "telling one's own experience": lambda world: make_comment(world.question, is_experience=True),
    "commenting on the article": lambda world: make_comment(world.article),
    "approving a guest's comment": lambda world: approve(world.guest),
    "voting": lambda world: cast_vote(cast(world, "member"), world.answer, 1),
    "voting on the question": lambda world: cast_vote(cast(world, "member"), world.question, 1),
    "closing the comments": lambda world: close_comments(cast(world, "moderator"), world.question, closed=True),
    "a new expert's answer": lambda world: make_answer(world.question, make_expert("new_one")),
} | {
    name.__name__: name
    for name in (
        hide, hide_and_restore, hide_neighbor, hide_answer, hide_comment, delete, delete_answer, purge,
        decide_on_report, edit_title, edit_body, edit_comment, retag, describe_tag, accept, agree,
        lapse_of_agreeing_expert, close, close_and_reopen, rename_answerer, rename_colleague_who_agreed,
        take_another_handle, set_picture, suspend_answerer, suspend_and_lift, leave, erase, erase_with_posts,
        publish_text, sign, move, load_another_text, add_article, claim,
    )
}  # fmt: skip


def groups(number):
    """Deal the changes out, so that several workers share them."""
    names = list(CHANGES)
    return [names[first::number] for first in range(number)]


@pytest.mark.parametrize("names", groups(6), ids=lambda names: names[0])
def test_a_second_after_a_change_every_page_is_as_if_it_were_built_now(new_guest, world, settings, names):  # noqa: F811
    for name in names:
        with transaction.atomic():
            check(new_guest(), world, settings, name)
            transaction.set_rollback(True)


def check(guest, world, settings, name):
    kept = {page: plain(guest.read(page).content) for page in pages(world)}
    guest.clock.pass_seconds(0.5)
    assert [page for page in kept if guest.reads(page)] == [], name

    CHANGES[name](world)
    guest.clock.pass_seconds(0.5)

    after = {page: plain(guest.read(page).content) for page in kept}
    for page, content in after.items():
        assert content == plain(fresh(page, settings)), f"{page} after {name}"
    assert after != kept, f"{name} changes nothing that is public"
