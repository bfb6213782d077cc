"""Closing and reopening questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib.errors import UserError
from posts.views.posts import sign_in_to_act
from qa.actions.closing import close_question, reopen_question
from qa.forms.closing import CloseForm
from qa.selectors.question_page import load_question


@require_POST
@sign_in_to_act
def close(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise UserError(_("Please choose why the question is closed."))
    close_question(request.user, post, form.cleaned_data["reason"])
    return redirect("qa:question", post.pk, post.slug)


@require_POST
@sign_in_to_act
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    reopen_question(request.user, post)
    return redirect("qa:question", post.pk, post.slug)
