"""Addresses of curated knowledge."""

from django.urls import path

from knowledge.views import articles, editing, glossary, guide, managing, offline, reviewing, voices

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", articles.articles, name="articles"),
    path("knowledge/what-kind-of-spasm/", guide.guide, name="guide"),
    path("knowledge/glossary/", glossary.glossary, name="glossary"),
    path("knowledge/board/", reviewing.board, name="board"),
    path("knowledge/proposals/<int:proposal_id>/", reviewing.proposal, name="proposal"),
    path("knowledge/proposals/<int:proposal_id>/withdraw/", reviewing.give_up, name="withdraw"),
    path("knowledge/remarks/<int:request_id>/answer/", reviewing.answer_remark, name="answer-remark"),
    path("knowledge/relief/", articles.relief, name="relief"),
    path("knowledge/<slug:slug>/", articles.article, name="article"),
    path("knowledge/<slug:slug>/edit/", editing.edit, name="edit"),
    path("knowledge/<slug:slug>/move/", managing.move, name="move"),
    path("knowledge/<slug:slug>/owner/", managing.owner, name="owner"),
    path("knowledge/<slug:slug>/restore/<int:number>/", managing.restore, name="restore"),
    path("knowledge/<slug:slug>/sign/", reviewing.sign, name="sign"),
    path("knowledge/<slug:slug>/helpful/", voices.helpful, name="helpful"),
    path("knowledge/<slug:slug>/needs-a-change/", voices.needs_change, name="needs-change"),
    path("posts/<int:post_id>/follow/", voices.follow_post, name="follow"),
    path("faq/", articles.faq, name="faq"),
    path("faq/entry/<slug:slug>/", articles.faq_entry, name="faq-entry"),
    path("offline/", offline.index, name="offline"),
    path("offline/<slug:slug>/", offline.copy, name="offline-copy"),
]
