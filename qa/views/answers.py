"""Answering, accepting, and opinions on answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import require
from lib.errors import UserError
from posts.drafts import drop_draft, keep_draft
from posts.kinds import Kind
from posts.models import Post
from posts.views.posts import sign_in_to_act
from qa import rules
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.answering import answer_question
from qa.forms.answering import AnswerForm, OpinionForm
from qa.selectors.question_page import load_question, opinion_of
from qa.views.questions import answer_draft, render_question


@require_POST
def answer(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    if not request.user.is_authenticated:
        keep_draft(request, answer_draft(post_id))
        messages.info(request, _("Your answer is kept. Sign in to publish it."))
        return redirect_to_login(reverse("qa:question", args=[post.pk, post.slug]) + "#answer")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render_question(request, post, form, status=422)
    try:
        written = answer_question(request.user, post, **form.cleaned_data)
    except UserError as error:
        form.add_error(error.field, error.message)
        return render_question(request, post, form, status=error.status)
    drop_draft(request, answer_draft(post_id))
    return redirect("posts:permalink", written.post.pk)


def get_answer(request: HttpRequest, post_id: int) -> Post:
    answers = Post.objects.filter(kind=Kind.ANSWER).visible_to(request.user)
    return get_object_or_404(answers.select_related("author"), pk=post_id)


@require_POST
@sign_in_to_act
def accept(request: HttpRequest, post_id: int) -> HttpResponse:
    """Accept an answer, or with `accepted=no` take it back."""
    post = get_answer(request, post_id)
    accept_answer(request.user, post, accepted=request.POST.get("accepted") != "no")
    return redirect("posts:permalink", post.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, post_id: int) -> HttpResponse:
    """An expert's opinion on a colleague's answer."""
    post = get_answer(request, post_id)
    require(rules.can_agree(request.user, post))
    form = OpinionForm(request.POST or None, initial=opinion_of(request.user, post))
    if request.method == "POST" and form.is_valid():
        give_opinion(request.user, post, **form.cleaned_data)
        return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "qa/opinion.html", {"post": post, "form": form}, status=status)
