"""Addresses of curated knowledge."""

from django.urls import path

from knowledge.views import articles, editing

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", articles.articles, name="articles"),
    path("knowledge/<slug:slug>/", articles.article, name="article"),
    path("knowledge/<slug:slug>/edit/", editing.edit, name="edit"),
    path("faq/", articles.faq, name="faq"),
]
