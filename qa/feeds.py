"""A feed of one question: its answers, for whoever reads along without an account."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from posts.models import Post
from qa.selectors.question_feed import newest_answers
from qa.selectors.question_page import load_question


class QuestionFeed(Feed):
    """The newest answers of a public question, as everybody sees them; what was withdrawn is left out."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, post_id: int) -> Post:
        return load_question(post_id, AnonymousUser())

    def title(self, post: Post) -> str:
        return post.title

    def subtitle(self, post: Post) -> str:
        return post.excerpt

    def link(self, post: Post) -> str:
        return reverse("qa:question", args=[post.pk, post.slug])

    def items(self, post: Post) -> list[Post]:
        return newest_answers(post)

    def item_title(self, item: Post) -> str:
        return _("Answer by %(name)s") % {"name": item.author_name}

    def item_description(self, item: Post) -> str:
        return item.body_html

    def item_link(self, item: Post) -> str:
        return reverse("posts:permalink", args=[item.pk])

    def item_pubdate(self, item: Post) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Post) -> datetime:
        return item.edited_at or item.created_at
