"""Permalink, vote, edit, history, deletion and preview of any post."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.readers import ReaderKind, kind_of, reader_of
from accounts.rules import Actor
from lib.errors import UserError
from lib.identifying import look_through
from lib.pagination import encode_cursor
from lib.prepared import Prepared, Slot
from lib.refusing import refuse_in_form
from posts import rules
from posts.actions.changing_state import change_state
from posts.actions.closing_comments import close_comments
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import vote_on
from posts.actions.writing import render_body
from posts.drafts import drop_draft, read_draft
from posts.forms import CompareForm, EditForm, PreviewForm, VoteForm
from posts.kinds import Kind, State
from posts.links import path_of
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.selectors.revisions import compare_revisions, list_revisions
from posts.selectors.thread import (
    ANSWERS_SHOWN,
    BEST_FIRST,
    COMMENTS_SHOWN,
    OLDEST_FIRST,
    answers_before,
    comments_before,
)
from posts.views.taking_pictures import offer_pictures, take_picture


def get_post(request: HttpRequest, post_id: int) -> Post:
    """Fetch a post that the reader may see, with its root and parent, or answer 404."""
    found = _posts(kind_of(request.user), key=post_id, reader=request.user.pk)
    if not found:
        raise Http404
    return found[0]


@Prepared
def _posts(kind: ReaderKind) -> PostQuerySet:
    posts = Post.objects.visible_to(reader_of(kind)).select_related("author", "root", "parent")
    return posts.filter(pk=Slot("key", models.BigAutoField()))


@require_safe
def permalink(request: HttpRequest, post_id: int) -> HttpResponse:
    """Lead to the place on a page where a post is shown; of a merged question that page says where it is."""
    merged = Post.objects.merged().filter(pk=post_id).first()
    if merged:
        return redirect(path_of(merged))
    post = get_post(request, post_id)
    if post.is_root:
        return redirect(path_of(post))
    return redirect(f"{_page_that_shows(post, request.user)}#post-{post.pk}")


def _page_that_shows(reply: Post, reader: Actor) -> str:
    """Return the address of the thread, or of the page of all comments where the thread leaves this one out."""
    if reply.kind == Kind.COMMENT:
        before = comments_before(reply)
        if len(before) >= COMMENTS_SHOWN:
            cursor = encode_cursor(before[0], OLDEST_FIRST, backwards=False)
            return f"{reverse('comments:comments', args=[reply.parent_id])}?cursor={cursor}"
    answer = reply if reply.kind == Kind.ANSWER else reply.parent
    return _page_of_answers(answer, reader) if answer.kind == Kind.ANSWER else path_of(reply.root)


def _page_of_answers(answer: Post, reader: Actor) -> str:
    """Return the address of the page of a question on which an answer stands."""
    before = answers_before(answer, reader)
    if len(before) < ANSWERS_SHOWN:
        return path_of(answer.root)
    return f"{path_of(answer.root)}?answers={encode_cursor(before[0], BEST_FIRST, backwards=False)}"


def sign_in_to_act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view that only takes POST send people who are signed out to sign in, then back to the post."""

    @wraps(view)
    def checked(request: HttpRequest, post_id: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("posts:permalink", args=[post_id]))
        return view(request, post_id)

    return checked


@require_POST
@sign_in_to_act
def vote(request: HttpRequest, post_id: int) -> HttpResponse:
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise UserError(_("This vote could not be read. Please go back and try again."))
    value = form.cleaned_data["value"]
    post = vote_on(request.user, post_id, value)
    if request.htmx:
        return render(request, "posts/_votes.html", {"post": post, "my_vote": value, "can_vote": True})
    return redirect("posts:permalink", post.pk)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    if not rules.can_edit(request.user, post):
        if rules.can_suggest_edit(request.user, post):
            return redirect("posts:suggest", post.pk)
        raise PermissionDenied
    if post.kind == Kind.ARTICLE:
        return redirect("knowledge:edit", post.slug)
    if post.kind == Kind.ANSWER and rules.is_author(request.user, post):
        # With the text goes what it rests on.
        return redirect("qa:edit-answer", post.pk)
    name = f"edit-{post.pk}"
    form = EditForm(request.POST or None, post=post, kept=read_draft(request, name))
    taken = take_picture(request, form, lambda said: EditForm(post=post, kept=said))
    form, is_ready = (taken, False) if taken else look_through(request, form)
    if is_ready and _save_edit(request, post, form):
        drop_draft(request, name)
        return redirect("posts:permalink", post.pk)
    offer_pictures(request, form)
    status = 422 if form.is_bound else form.picture_status
    return render(request, "posts/edit.html", {"post": post, "form": form}, status=status)


def _save_edit(request: HttpRequest, post: Post, form: EditForm) -> bool:
    try:
        edit_post(request.user, post, Edit(**form.cleaned_data))
    except UserError as error:
        refuse_in_form(request, form, error)
        return False
    if not request.circumstances.told:
        messages.success(request, _("Your change is saved."))
    return True


@require_safe
def revisions(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    if not rules.can_see_revisions(request.user, post):
        raise PermissionDenied
    form = CompareForm(request.GET if "before" in request.GET else None, newest=post.revision_count)
    if form.is_valid():
        return redirect("posts:compare", post.pk, form.cleaned_data["before"], form.cleaned_data["after"])
    context = {
        "post": post,
        "page": list_revisions(post, request.GET.get("cursor", "")),
        "form": form,
        "newest": post.revision_count,
        "can_restore": _can_restore(request, post),
        "can_roll_back": rules.can_roll_back(request.user, post),
    }
    return render(request, "posts/revisions.html", context, status=422 if form.is_bound else 200)


@require_safe
def compare(request: HttpRequest, post_id: int, before: int, after: int) -> HttpResponse:
    """Show two versions of a post beside each other, or in one column with `view=inline`."""
    post = get_post(request, post_id)
    if not rules.can_see_revisions(request.user, post):
        raise PermissionDenied
    context = {
        "post": post,
        "page": compare_revisions(post, before, after),
        "is_inline": request.GET.get("view") == "inline",
        "can_restore": _can_restore(request, post),
        "can_roll_back": rules.can_roll_back(request.user, post),
    }
    return render(request, "posts/compare.html", context)


def _can_restore(request: HttpRequest, post: Post) -> bool:
    """Whether the reader can take an old version over as a draft; only articles have drafts."""
    return post.kind == Kind.ARTICLE and rules.can_edit(request.user, post)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, post_id: int) -> HttpResponse:
    """Ask once, then let an author take back a post that nobody has built upon."""
    post = get_post(request, post_id)
    if not rules.can_delete_own(request.user, post):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "posts/delete.html", {"post": post})
    change_state(request.user, post, State.DELETED, reason="own")
    messages.success(request, _("Your post is deleted. A moderator can bring it back if you ask."))
    return redirect(path_of(post.root) if post.root else "qa:questions")


@require_POST
@sign_in_to_act
def close_thread(request: HttpRequest, post_id: int) -> HttpResponse:
    """Close a thread to comments, or with `closed=no` open it again."""
    post = get_post(request, post_id)
    close_comments(request.user, post, closed=request.POST.get("closed") != "no")
    return redirect(path_of(post))


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Return a body as it would be published."""
    form = PreviewForm(request.POST)
    if not form.is_valid():
        return render(request, "posts/_preview.html", {"errors": form.errors.get("body", [])}, status=422)
    html = render_body(form.cleaned_data["kind"], form.cleaned_data["body"])
    return render(request, "posts/_preview.html", {"html": html})
