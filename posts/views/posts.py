"""Permalink, vote, edit, history, deletion and preview of any post."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.errors import UserError
from posts import rules
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import cast_vote
from posts.actions.writing import render_body
from posts.forms import EditForm, PreviewForm, VoteForm
from posts.kinds import Kind, State
from posts.links import path_of
from posts.models import Post
from posts.selectors.revisions import list_revisions


def get_post(request: HttpRequest, post_id: int) -> Post:
    """Fetch a post that the reader may see, with its root and parent, or answer 404."""
    posts = Post.objects.visible_to(request.user).select_related("author", "root", "parent")
    return get_object_or_404(posts, pk=post_id)


@require_safe
def permalink(request: HttpRequest, post_id: int) -> HttpResponse:
    """Lead to the place on a page where a post is shown."""
    post = get_post(request, post_id)
    address = path_of(post.root or post)
    return redirect(f"{address}#post-{post.pk}" if post.root_id else address)


@require_POST
@login_required
def vote(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise UserError(_("This vote could not be read. Please go back and try again."))
    value = form.cleaned_data["value"]
    post = cast_vote(request.user, post, value)
    if request.htmx:
        return render(request, "posts/_votes.html", {"post": post, "my_vote": value, "can_vote": True})
    return redirect("posts:permalink", post.pk)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    if not rules.can_edit(request.user, post):
        raise PermissionDenied
    if post.kind == Kind.ARTICLE:
        return redirect("knowledge:edit", post.slug)
    form = EditForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid() and _save_edit(request, post, form):
        return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "posts/edit.html", {"post": post, "form": form}, status=status)


def _save_edit(request: HttpRequest, post: Post, form: EditForm) -> bool:
    try:
        edit_post(request.user, post, Edit(**form.cleaned_data))
    except UserError as error:
        form.add_error(error.field, error.message)
        return False
    messages.success(request, _("Your change is saved."))
    return True


@require_safe
def revisions(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    if not rules.can_see_revisions(request.user, post):
        raise PermissionDenied
    page = list_revisions(post, request.GET.get("cursor", ""))
    return render(request, "posts/revisions.html", {"post": post, "page": page})


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
def preview(request: HttpRequest) -> HttpResponse:
    """Return a body as it would be published."""
    form = PreviewForm(request.POST)
    if not form.is_valid():
        return render(request, "posts/_preview.html", {"errors": form.errors.get("body", [])}, status=422)
    html = render_body(form.cleaned_data["kind"], form.cleaned_data["body"])
    return render(request, "posts/_preview.html", {"html": html})
