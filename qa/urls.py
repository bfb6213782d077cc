"""Addresses of questions and answers."""

from django.urls import path

from qa.views import answers, asking, closing, details, merging, opinions, questions

app_name = "qa"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/similar/", asking.similar, name="similar"),
    path("ask/answered/", asking.answered, name="answered"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:post_id>/", questions.question, name="question-short"),
    path("questions/<int:post_id>/answer/", answers.answer, name="answer"),
    path("questions/<int:post_id>/details/", details.details, name="details"),
    path("questions/<int:post_id>/close/", closing.close, name="close"),
    path("questions/<int:post_id>/reopen/", closing.reopen, name="reopen"),
    path("questions/<int:post_id>/ask-detail/", closing.ask_for_detail, name="ask-detail"),
    path("questions/<int:post_id>/lock/", closing.lock, name="lock"),
    path("questions/<int:post_id>/merge/", merging.merge, name="merge"),
    path("questions/<int:post_id>/merges/", merging.merges, name="merges"),
    path("merges/<int:merge_id>/undo/", merging.undo, name="undo-merge"),
    path("questions/<int:post_id>/<str:slug>/", questions.question, name="question"),
    path("answers/<int:post_id>/edit/", answers.edit, name="edit-answer"),
    path("answers/<int:post_id>/retract/", answers.retract, name="retract"),
    path("answers/<int:post_id>/accept/", opinions.accept, name="accept"),
    path("answers/<int:post_id>/opinion/", opinions.agree, name="agree"),
]
