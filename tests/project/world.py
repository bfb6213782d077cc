"""A small site with one of everything, and every address of it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from moderation.models import ReviewItem
from posts.models import Post
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)

ROLES = (
    "anonymous", "member", "asker", "answerer", "colleague", "moderator", "editor", "administrator", "suspended",
)  # fmt: skip


@dataclass
class World:
    """The cast and the posts of the tests that walk the whole site."""

    people: dict[str, User | None]
    question: Post
    answer: Post
    comment: Post
    article: Post
    relief: Post
    item: ReviewItem


def build_world(folder: Path) -> World:
    people: dict[str, User | None] = {
        "anonymous": None,
        "member": make_member("mia"),
        "asker": make_member("ann"),
        "answerer": make_expert("eve"),
        "colleague": make_expert("cor"),
        "moderator": make_moderator("moe"),
        "editor": make_staff(Role.EDITOR, "edi"),
        "administrator": make_staff(Role.ADMINISTRATOR, "ada"),
        "suspended": make_member("sid", suspended_until=timezone.now() + timedelta(days=1)),
    }
    question = make_question(people["asker"], body_site="calf")
    answer = make_answer(question, people["answerer"])
    comment = make_comment(answer, people["asker"])
    article, relief = make_article(folder), make_article(folder, "calf-cramp", kind="relief")
    return World(people, question, answer, comment, article, relief, make_item(make_comment(question)))


def url_names(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    """Return the full names of all addresses that the site has."""
    names: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            names |= url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            names.add(prefix + entry.name)
    return names


def address(name: str, world: World) -> str:
    """Return the address of a named page about the world's posts."""
    post_of = {"qa:accept": world.answer, "qa:agree": world.answer, "posts:delete": world.comment}
    arguments = {
        "qa:question": [world.question.pk, world.question.slug],
        "posts:tag": ["calf"],
        "posts:profile": ["ann"],
        "knowledge:article": [world.article.slug],
        "knowledge:edit": [world.article.slug],
        "knowledge:faq-entry": [world.article.slug],
        "knowledge:offline-copy": [world.relief.slug],
        "moderation:item": [world.item.pk],
    }
    needs_a_post = {
        "qa:question-short", "qa:answer", "qa:close", "qa:reopen", "qa:accept", "qa:agree", "posts:permalink",
        "posts:vote", "posts:edit", "posts:revisions", "posts:delete", "comments:comment", "comments:comments",
        "moderation:flag", "moderation:review",
    }  # fmt: skip
    if name in needs_a_post:
        return reverse(name, args=[post_of.get(name, world.question).pk])
    return reverse(name, args=arguments.get(name, []))
