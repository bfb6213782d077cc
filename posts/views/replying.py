"""Publishing what somebody writes under a post, whatever kind of reply it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lib.errors import UserError
from lib.identifying import look_through
from lib.refusing import refuse_in_form
from posts.actions.writing import Written
from posts.drafts import drop_from_session
from posts.models import Post
from posts.views.taking_pictures import brings_picture, take_picture


@dataclass(frozen=True)
class Replying:
    """How one kind of reply is written: its form, and what is done with request, key of the post and form.

    `read` returns the post where the reader may reply to it, `store` publishes a valid form, `show` answers with the
    form; `draft` names what is kept of it.
    """

    form: type[Any]
    draft: Callable[[int], str]
    read: Callable[[HttpRequest, int], Post]
    store: Callable[[HttpRequest, int, Any], Written]
    show: Callable[..., HttpResponse]


def publish_reply(request: HttpRequest, post_id: int, how: Replying) -> HttpResponse:
    """Publish what a member has sent; the post is read by the action alone, unless the form comes back."""
    form, status = how.form(request.POST), 422
    if brings_picture(request):
        post = how.read(request, post_id)
        if taken := take_picture(request, form, lambda said: how.form(initial=said)):
            return how.show(request, post, taken, status=taken.picture_status)
    form, is_ready = look_through(request, form)
    if is_ready:
        try:
            written = how.store(request, post_id, form)
        except UserError as error:
            refuse_in_form(request, form, error)
            status = error.status
        else:
            drop_from_session(request, how.draft(post_id))
            return redirect("posts:permalink", written.post.pk)
    return how.show(request, how.read(request, post_id), form, status=status)
