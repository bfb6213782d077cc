"""Following a question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from notifications.actions.following import follow
from notifications.models import Topic
from posts.views.posts import sign_in_to_act
from qa.selectors.question_page import load_question


@require_POST
@sign_in_to_act
def follow_question(request: HttpRequest, post_id: int) -> HttpResponse:
    """Follow what happens to a question, or with `wanted=no` stop."""
    post = load_question(post_id, request.user)
    follow(request.user, post, Topic.CHANGES, wanted=request.POST.get("wanted") != "no")
    return redirect("qa:question", post.pk, post.slug)
