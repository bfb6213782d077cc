"""Addresses of questions and answers."""

from django.urls import path

from qa import views

app_name = "qa"
urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("questions/", views.questions, name="questions"),
    path("questions/<int:post_id>/", views.question, name="question-short"),
    path("questions/<int:post_id>/answer/", views.answer, name="answer"),
    path("questions/<int:post_id>/close/", views.close, name="close"),
    path("questions/<int:post_id>/reopen/", views.reopen, name="reopen"),
    path("questions/<int:post_id>/<str:slug>/", views.question, name="question"),
    path("answers/<int:post_id>/accept/", views.accept, name="accept"),
    path("answers/<int:post_id>/opinion/", views.agree, name="agree"),
]
