"""What one keeps to find it again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from posts.actions.bookmarking import set_bookmark
from posts.links import path_of
from posts.selectors.bookmarks import list_bookmarks
from posts.views.posts import get_post, sign_in_to_act


@login_required
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    page = list_bookmarks(request.user, request.GET.get("cursor", ""))
    return render(request, "posts/bookmarks.html", {"page": page})


@require_POST
@sign_in_to_act
def bookmark(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a post, or with `wanted=no` keep it no longer."""
    post = get_post(request, post_id)
    set_bookmark(request.user, post, wanted=request.POST.get("wanted") != "no")
    return redirect(path_of(post))
