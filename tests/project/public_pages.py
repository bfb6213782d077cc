"""A site whose pages are kept for readers without a session, with all that its pages name beside themselves."""

import re
from datetime import timedelta

from django.db.models import F

from accounts.models import User
from knowledge.models import Article
from posts.models import Post
from qa.actions.closing import close_question
from qa.models import CloseReason, Question, RedFlag
from search.actions.indexing import index_roots
from search.models import Document, Related
from tests.factories import make_answer, make_article, make_question
from tests.project.world import build_world
from tests.qa.test_red_flags import HEART

FIXED = ("/about/", "/contact/", "/how-it-works/", "/house-rules/", "/privacy/", "/knowledge/glossary/")
# One of those that the home page starts with.
ON_HOME = "night-leg-cramps"


def build_public_world(folder):
    built = build_world(folder)
    built.folder = folder
    built.neighbor = make_question(body_site="calf", tags=["calf", "night"])
    built.original = make_question(cast(built, "asker"), body_site="calf")
    built.lonely_answer = make_answer(built.neighbor, cast(built, "answerer"))
    built.duplicate, built.unjudged = make_question(), make_question(body=HEART)
    forget_judgment(built.unjudged)
    close_question(
        cast(built, "moderator"), built.duplicate, CloseReason.DUPLICATE, duplicate_of=built.original
    )
    built.on_home, built.faq = make_article(folder, ON_HOME), make_article(folder, "why-cramps", kind="faq")
    Article.objects.filter(pk=built.article.pk).update(related=[ON_HOME])
    name_as_related(built.question, built.neighbor)
    make_old()
    return built


def forget_judgment(question):
    """Make a question as it was before there were rules on danger."""
    RedFlag.objects.filter(post=question).delete()
    Question.objects.filter(pk=question.pk).update(
        urgency="", danger_categories=[], danger_posts=[], judged_by=""
    )


def name_as_related(question, other):
    """Have the page of a question name another one, as the worker would have found it."""
    index_roots([other.pk])
    Related.objects.create(post=question, document=Document.objects.get(post=other, position=0), place=0)


def make_old():
    """Make all posts so old that "how long ago" stays the same while a test runs."""
    days = timedelta(days=3, minutes=30)
    Post.objects.update(created_at=F("created_at") - days, last_activity_at=F("last_activity_at") - days)
    Question.objects.update(closed_at=F("closed_at") - days)


def pages(world):
    """Pages that are kept and show what people write, each in the forms that show something more than the others."""
    threads = (world.question, world.neighbor, world.duplicate, world.unjudged)
    return [
        *(f"/questions/{post.pk}/{post.slug}/" for post in threads),
        f"/questions/{world.question.pk}/paper/",
        f"/knowledge/{world.article.slug}/",
        "/", "/questions/?sort=active", "/questions/?sort=hot", "/questions/?sort=needs-expert",
        "/questions/?where=calf", "/questions/?time=night", "/tags/", "/tags/calf/", "/tags/night/",
        "/knowledge/", "/faq/", "/knowledge/relief/",
    ]  # fmt: skip


def plain(content):
    """Leave out what a test that runs slowly would change: how long ago something is that is just happening."""
    return re.sub(r">(now|\w+\sseconds? ago)<", ">now<", content.decode())


def cast(world, name):
    return User.objects.get(pk=world.people[name].pk)
