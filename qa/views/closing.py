"""Moving questions: closing, settling, reopening, asking for a detail and giving it, locking."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib.errors import UserError
from posts.actions.sealing import seal_thread
from posts.models import Post
from posts.views.posts import sign_in_to_act
from qa.actions.asking_details import ask_detail
from qa.actions.closing import close_question, reopen_question
from qa.forms.closing import AskDetailForm, CloseForm
from qa.models import CloseReason
from qa.selectors.question_page import load_question


def cleaned(form: forms.Form) -> dict[str, Any]:
    """Return what a small form on another page says, or raise UserError with what is wrong with it."""
    if form.is_valid():
        return form.cleaned_data
    raise UserError(" ".join(message for messages_ in form.errors.values() for message in messages_))


def other_question(request: HttpRequest, number: int | None) -> Post:
    """Return the question that a form names by its number; raises UserError when there is none to be seen."""
    found = Post.objects.visible_to(request.user).questions().filter(pk=number).first()
    if found is None:
        raise UserError(_("There is no question with this number or address."))
    return found


@require_POST
@sign_in_to_act
def close(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    if request.POST.get("reason") == CloseReason.RESOLVED:
        close_question(request.user, post, CloseReason.RESOLVED)
        return redirect("qa:question", post.pk, post.slug)
    data = cleaned(CloseForm(request.POST))
    is_duplicate = data["reason"] == CloseReason.DUPLICATE
    other = other_question(request, data["duplicate_of"]) if is_duplicate else None
    close_question(request.user, post, CloseReason(data["reason"]), duplicate_of=other)
    return redirect("qa:question", post.pk, post.slug)


@require_POST
@sign_in_to_act
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    reopen_question(request.user, post)
    return redirect("qa:question", post.pk, post.slug)


@require_POST
@sign_in_to_act
def ask_for_detail(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    ask_detail(request.user, post, cleaned(AskDetailForm(request.POST))["name"])
    messages.success(request, _("The asker is told what is missing."))
    return redirect("qa:question", post.pk, post.slug)


@require_POST
@sign_in_to_act
def lock(request: HttpRequest, post_id: int) -> HttpResponse:
    """Lock a thread, or with `locked=no` unlock it."""
    post = load_question(post_id, request.user)
    seal_thread(request.user, post, locked=request.POST.get("locked") != "no")
    return redirect("qa:question", post.pk, post.slug)
