"""Addresses of questions and answers."""

from django.urls import path

from qa.views import answers, asking, closing, details, opinions, questions

app_name = "qa"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:post_id>/", questions.question, name="question-short"),
    path("questions/<int:post_id>/answer/", answers.answer, name="answer"),
    path("questions/<int:post_id>/details/", details.details, name="details"),
    path("questions/<int:post_id>/close/", closing.close, name="close"),
    path("questions/<int:post_id>/reopen/", closing.reopen, name="reopen"),
    path("questions/<int:post_id>/<str:slug>/", questions.question, name="question"),
    path("answers/<int:post_id>/edit/", answers.edit, name="edit-answer"),
    path("answers/<int:post_id>/retract/", answers.retract, name="retract"),
    path("answers/<int:post_id>/accept/", opinions.accept, name="accept"),
    path("answers/<int:post_id>/opinion/", opinions.agree, name="agree"),
]
