"""Addresses of search."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("search/saved/", views.saved, name="saved"),
    path("search/saved/<int:search_id>/delete/", views.forget, name="forget-saved"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
