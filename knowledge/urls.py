"""Addresses of curated knowledge."""

from django.urls import path

from knowledge.views import articles, editing, reviewing, voices

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", articles.articles, name="articles"),
    path("knowledge/board/", reviewing.board, name="board"),
    path("knowledge/proposals/<int:proposal_id>/", reviewing.proposal, name="proposal"),
    path("knowledge/proposals/<int:proposal_id>/withdraw/", reviewing.give_up, name="withdraw"),
    path("knowledge/remarks/<int:request_id>/answer/", reviewing.answer_remark, name="answer-remark"),
    path("knowledge/<slug:slug>/", articles.article, name="article"),
    path("knowledge/<slug:slug>/edit/", editing.edit, name="edit"),
    path("knowledge/<slug:slug>/sign/", reviewing.sign, name="sign"),
    path("knowledge/<slug:slug>/helpful/", voices.helpful, name="helpful"),
    path("knowledge/<slug:slug>/needs-a-change/", voices.needs_change, name="needs-change"),
    path("posts/<int:post_id>/follow/", voices.follow_post, name="follow"),
    path("faq/", articles.faq, name="faq"),
]
