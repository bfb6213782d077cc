"""Suggested edits: sent by who has earned it, looked at and decided by somebody else.

And what else is done to a text without writing it anew: going back to a version, changing the topics alone.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.errors import UserError
from lib.identifying import look_through
from lib.refusing import refuse_in_form
from posts import rules
from posts.actions.retagging import retag_question
from posts.actions.rolling_back import roll_back as go_back
from posts.actions.suggesting import approve_suggestion, reject_suggestion, suggest_edit
from posts.edits import Edit
from posts.forms import DecideForm, EditForm, RetagForm
from posts.models import Revision, SuggestedEdit
from posts.selectors.suggestions import list_suggestions
from posts.views.posts import get_post


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, post_id: int) -> HttpResponse:
    """Suggest a new text of somebody else's post; it waits for a second look."""
    post = get_post(request, post_id)
    require(rules.can_suggest_edit(request.user, post))
    form = EditForm(request.POST or None, post=post)
    form.fields["reason"].required = True
    form, is_ready = look_through(request, form)
    if is_ready:
        try:
            suggest_edit(request.user, post, Edit(**form.cleaned_data))
        except UserError as error:
            refuse_in_form(request, form, error)
        else:
            messages.success(
                request, _("Thank you. Your suggestion waits for a second look; you will be told.")
            )
            return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "posts/edit.html", {"post": post, "form": form, "suggests": True}, status=status)


@login_required
@require_safe
def suggestions(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show what waits of a post to those who may decide, and to each editor the own text."""
    post = get_post(request, post_id)
    context = {
        "post": post,
        "rows": list_suggestions(post, request.user),
        "is_inline": request.GET.get("view") == "inline",
        "form": DecideForm(),
    }
    return render(request, "posts/suggestions.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    suggestion = get_object_or_404(SuggestedEdit.objects.select_related("post"), pk=suggestion_id)
    require(rules.can_decide_suggestion(request.user, suggestion))
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise UserError(" ".join(message for errors in form.errors.values() for message in errors))
    if form.cleaned_data["decision"] == "approve":
        approve_suggestion(request.user, suggestion, note=form.cleaned_data["note"])
        messages.success(request, _("The suggested text is published."))
    else:
        reject_suggestion(request.user, suggestion, note=form.cleaned_data["note"])
        messages.success(request, _("The text stays as it is, and the editor is told why."))
    return redirect("posts:permalink", suggestion.post_id)


@login_required
@require_POST
def roll_back(request: HttpRequest, post_id: int, number: int) -> HttpResponse:
    """Make what an old version said the newest version."""
    post = get_post(request, post_id)
    require(rules.can_roll_back(request.user, post))
    revision = get_object_or_404(Revision, post=post, number=number, is_applied=True)
    go_back(request.user, post, revision)
    return redirect("posts:revisions", post.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retag(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change the topics of a question and nothing else; who may edit it does so with its text."""
    post = get_post(request, post_id)
    if rules.can_edit(request.user, post):
        return redirect("posts:edit", post.pk)
    require(rules.can_retag(request.user, post))
    form = RetagForm(request.POST or None, post=post)
    if form.is_bound and form.is_valid():
        try:
            retag_question(request.user, post, form.cleaned_data["tags"], reason=form.cleaned_data["reason"])
        except UserError as error:
            form.add_error(error.field, error.message)
        else:
            if not request.circumstances.told:
                messages.success(request, _("The topics are changed."))
            return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "posts/retag.html", {"post": post, "form": form}, status=status)
