"""Addresses of curated knowledge."""

from django.urls import path

from knowledge.views import articles, editing, offline

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", articles.articles, name="articles"),
    path("knowledge/relief/", articles.relief, name="relief"),
    path("knowledge/<slug:slug>/", articles.article, name="article"),
    path("knowledge/<slug:slug>/edit/", editing.edit, name="edit"),
    path("faq/", articles.faq, name="faq"),
    path("faq/entry/<slug:slug>/", articles.faq_entry, name="faq-entry"),
    path("offline/", offline.index, name="offline"),
    path("offline/<slug:slug>/", offline.copy, name="offline-copy"),
]
