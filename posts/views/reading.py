"""Remembering what somebody has read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from posts.actions.reading import mark_read
from posts.forms import ReadForm
from posts.links import path_of
from posts.views.posts import get_post, sign_in_to_act


@require_POST
@sign_in_to_act
def read(request: HttpRequest, post_id: int) -> HttpResponse:
    """Remember that a thread was read as it stood when its page was made; quietly for the script of the page."""
    post = get_post(request, post_id)
    thread = post.root or post
    form = ReadForm(request.POST)
    mark_read(request.user, thread, form.cleaned_data["at"] if form.is_valid() else None)
    return HttpResponse(status=204) if request.htmx else redirect(path_of(thread))
