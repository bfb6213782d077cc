"""Addresses of questions and answers."""

from django.urls import path
from django.views.decorators.http import require_safe

from qa.feeds import QuestionFeed
from qa.views import (
    answers,
    asking,
    closing,
    desk,
    details,
    following,
    merging,
    opinions,
    outcomes,
    questions,
    reactions,
)

app_name = "qa"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/similar/", asking.similar, name="similar"),
    path("ask/answered/", asking.answered, name="answered"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:post_id>/", questions.question, name="question-short"),
    path("questions/<int:post_id>/answer/", answers.answer, name="answer"),
    path("questions/<int:post_id>/details/", details.details, name="details"),
    path("experts/desk/", desk.desk, name="desk"),
    path("experts/desk/settings/", desk.settings, name="desk-settings"),
    path("experts/desk/paragraphs/", desk.paragraphs, name="paragraphs"),
    path("questions/<int:post_id>/claim/", desk.claim_question, name="claim"),
    path("questions/<int:post_id>/refer/", desk.refer_question, name="refer"),
    path("questions/<int:post_id>/outcome/", outcomes.outcome, name="outcome"),
    path("outcome/<str:token>/", outcomes.by_link, name="outcome-link"),
    path("what-helped/", outcomes.outcomes, name="outcomes"),
    path("questions/<int:post_id>/close/", closing.close, name="close"),
    path("questions/<int:post_id>/reopen/", closing.reopen, name="reopen"),
    path("questions/<int:post_id>/ask-detail/", closing.ask_for_detail, name="ask-detail"),
    path("questions/<int:post_id>/follow/", following.follow_question, name="follow"),
    path("questions/<int:post_id>/feed/", require_safe(QuestionFeed()), name="feed"),
    path("questions/<int:post_id>/paper/", questions.paper, name="paper"),
    path("questions/<int:post_id>/lock/", closing.lock, name="lock"),
    path("questions/<int:post_id>/merge/", merging.merge, name="merge"),
    path("questions/<int:post_id>/merges/", merging.merges, name="merges"),
    path("merges/<int:merge_id>/undo/", merging.undo, name="undo-merge"),
    path("questions/<int:post_id>/<str:slug>/", questions.question, name="question"),
    path("answers/<int:post_id>/edit/", answers.edit, name="edit-answer"),
    path("answers/<int:post_id>/retract/", answers.retract, name="retract"),
    path("answers/<int:post_id>/react/", reactions.react, name="react"),
    path("answers/<int:post_id>/accept/", opinions.accept, name="accept"),
    path("answers/<int:post_id>/opinion/", opinions.agree, name="agree"),
]
