"""Writing a comment, and reading all comments of a post."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.rules import require
from comments.actions.commenting import comment_on
from comments.forms import CommentForm
from comments.rules import can_comment_as_guest
from comments.selectors.comments import OLDEST, SORTS, list_comments
from comments.views.guests import write_as_guest
from posts import rules
from posts.actions.writing import Written
from posts.drafts import keep_draft, read_draft
from posts.models import Post
from posts.views.posts import get_post
from posts.views.replying import Replying, publish_reply
from posts.views.taking_pictures import offer_pictures


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, post_id: int) -> HttpResponse:
    """Write a comment under a post; as a page, or as the form alone for htmx."""
    if request.method == "POST" and request.user.is_authenticated:
        return publish_reply(request, post_id, COMMENTING)
    post = get_post(request, post_id)
    if can_comment_as_guest(request.user, post) and request.POST.get("door") != "sign-in":
        return write_as_guest(request, post)
    if not request.user.is_authenticated:
        if request.method == "POST":
            keep_draft(request, comment_draft(post_id))
            messages.info(request, _("Your comment is kept. Sign in or create an account to publish it."))
        return redirect_to_login(reverse("comments:comment", args=[post_id]))
    require(rules.can_comment(request.user, post))
    return _render(request, post, CommentForm(initial=read_draft(request, comment_draft(post_id)) or {}))


def comment_draft(post_id: int) -> str:
    return f"comment-{post_id}"


def _commentable(request: HttpRequest, post_id: int) -> Post:
    post = get_post(request, post_id)
    require(rules.can_comment(request.user, post))
    return post


def _store(request: HttpRequest, post_id: int, form: CommentForm) -> Written:
    return comment_on(request.user, post_id, **form.cleaned_data)


def _render(request: HttpRequest, post: Post, form: CommentForm, *, status: int = 200) -> HttpResponse:
    if not rules.can_share_experience(request.user, post):
        del form.fields["is_experience"]
    offer_pictures(request, form)
    template = "comments/_form.html" if request.htmx else "comments/comment.html"
    return render(request, template, {"post": post, "form": form}, status=status)


COMMENTING = Replying(form=CommentForm, draft=comment_draft, read=_commentable, store=_store, show=_render)


@require_safe
def comments(request: HttpRequest, post_id: int) -> HttpResponse:
    """All comments directly under a post, in the order that the reader chooses."""
    post = get_post(request, post_id)
    chosen = request.GET.get("sort")
    sort = chosen if chosen in SORTS else OLDEST
    page = list_comments(post, request.user, sort, request.GET.get("cursor", ""))
    context = {
        "post": post,
        "page": page,
        "sort": sort,
        "sorts": SORTS,
        "writable": rules.takes_comments(post),
    }
    return render(request, "comments/comments.html", context)
