"""Telling people of new posts that they have asked to hear of: by question, by topic, by a search that they saved."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions.notifying import notify
from notifications.models import NOTE_MAX, Notification, Topic, Verb
from posts.models import Post


@transaction.atomic
def tell_question_followers(post_id: int) -> None:
    """Notify those who follow a question of an answer to it, once each; not its author, and not the asker.

    Who was told already, because the answer mentions them or they asked, is not told a second time.
    """
    post = _public(post_id)
    if post is None:
        return
    followers = User.objects.filter(subscriptions__post=post.root_id, subscriptions__topic=Topic.CHANGES)
    told = [Verb.FOLLOWED_ANSWERED, Verb.ANSWERED, Verb.MENTIONED]
    for person in _untold(followers, post, told):
        notify(person, Verb.FOLLOWED_ANSWERED, post, actor=_actor(post))


@transaction.atomic
def tell_topic_followers(post_id: int) -> None:
    """Notify those who follow a topic of a question, once each; not its author, and not while it is not public."""
    post = _public(post_id)
    if post is None:
        return
    followers = User.objects.filter(tag_follows__tag__slug__in=post.tag_slugs)
    note = _("Topics: %(names)s") % {"names": ", ".join(post.tag_slugs)}
    for person in _untold(followers, post, [Verb.TOPIC_ASKED]):
        notify(person, Verb.TOPIC_ASKED, post, note=note[:NOTE_MAX], actor=_actor(post))


@transaction.atomic
def tell_searchers(post_id: int, words: Mapping[int, str]) -> None:
    """Notify the people with these keys of a post that their search finds, once each.

    Who has heard of it already because of a topic is not told a second time.
    """
    post = _public(post_id)
    if post is None:
        return
    people = User.objects.filter(pk__in=words)
    for person in _untold(people, post, [Verb.TOPIC_ASKED, Verb.SEARCH_FOUND]):
        note = _("Your search: %(words)s") % {"words": words[person.pk]}
        notify(person, Verb.SEARCH_FOUND, post, note=note[:NOTE_MAX], actor=_actor(post))


def _public(post_id: int) -> Post | None:
    return Post.objects.public().select_related("author").filter(pk=post_id).first()


def _actor(post: Post) -> User | None:
    """Who wrote it, for those who have muted them; a mask does not tell."""
    return None if post.is_masked else post.author


def _untold(people: QuerySet[User], post: Post, verbs: list[Verb]) -> list[User]:
    told = Notification.objects.filter(post=post, verb__in=verbs).values("recipient")
    others = people.filter(is_active=True).exclude(pk=post.author_id).exclude(pk__in=told)
    return list(others.order_by("pk").distinct())
