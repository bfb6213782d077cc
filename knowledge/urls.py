"""Addresses of curated knowledge."""

from django.urls import path

from knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", views.articles, name="articles"),
    path("knowledge/<slug:slug>/", views.article, name="article"),
    path("knowledge/<slug:slug>/edit/", views.edit, name="edit"),
    path("faq/", views.faq, name="faq"),
]
