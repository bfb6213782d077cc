"""Addresses of comments."""

from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("posts/<int:post_id>/comment/", views.comment, name="comment"),
    path("posts/<int:post_id>/comments/", views.comments, name="comments"),
]
