"""Which pages are read, and by whom."""

import random
from dataclasses import dataclass

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from accounts.backends import SiteAuthenticationBackend
from accounts.models import User
from benchmarks.dataset import TYPICAL_ANSWERS
from posts.models import Post, Tag

ADDRESSES = 500
PEOPLE = 200
ARTICLE = "/knowledge/night-leg-cramps/"


@dataclass(frozen=True)
class Pages:
    """The addresses that one measurement reads in turn."""

    name: str
    addresses: list[str]


def typical_questions(number: int = ADDRESSES) -> list[Post]:
    """Return questions with five answers and ten comments, from all over the data set."""
    posts = Post.objects.public().questions().filter(answer_count=TYPICAL_ANSWERS)
    keys = list(posts.values_list("pk", flat=True)[: number * 200])
    chosen = random.Random(1).sample(keys, min(len(keys), number * 4))  # noqa: S311
    found = Post.objects.filter(pk__in=chosen).only("pk", "slug", "comment_count")
    with_comments = [post for post in found if post.thread.filter(kind="comment").count() == 10]
    return with_comments[:number]


def all_pages() -> list[Pages]:
    """Return the pages that everybody reads."""
    questions = [_address(post) for post in typical_questions()]
    tags = list(Tag.objects.filter(post_count__gt=20).order_by("-post_count").values_list("slug", flat=True))
    return [
        Pages("question", questions),
        Pages("list", ["/questions/"]),
        Pages("list, active", ["/questions/?sort=active"]),
        Pages("list, one place", ["/questions/?where=calf"]),
        Pages("tag, frequent", [f"/tags/{tags[0]}/"]),
        Pages("tag, rare", [f"/tags/{tags[-1]}/"]),
        Pages("article", [ARTICLE]),
        Pages("home", ["/"]),
    ]


def _address(post: Post) -> str:
    return reverse("qa:question", args=[post.pk, post.slug])


def sign_in(person: User) -> str:
    """Return the key of a new session."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    backend = f"{SiteAuthenticationBackend.__module__}.{SiteAuthenticationBackend.__qualname__}"
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def signed_in(number: int = PEOPLE, *, experts: bool = False) -> list[str]:
    """Return the sessions of so many members, or of experts."""
    people = User.objects.filter(handle__startswith="person_", expert_valid_until__isnull=not experts)
    return [sign_in(person) for person in people.order_by("pk")[:number]]
