"""What the asker and colleagues say about an answer: accepting it, and experts' opinions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import require
from lib.identifying import look_through
from posts.views.posts import sign_in_to_act
from qa import rules
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.forms.answering import OpinionForm
from qa.selectors.question_page import opinion_of
from qa.views.answers import get_answer


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
    form, is_ready = look_through(request, form)
    if is_ready:
        give_opinion(request.user, post, **form.cleaned_data)
        return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "qa/opinion.html", {"post": post, "form": form}, status=status)
