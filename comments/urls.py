"""Addresses of comments."""

from django.urls import path

from comments.views import claiming, comments, guests

app_name = "comments"
urlpatterns = [
    path("posts/<int:post_id>/comment/", comments.comment, name="comment"),
    path("posts/<int:post_id>/comments/", comments.comments, name="comments"),
    path("comments/mine/", claiming.claim, name="claim"),
    path("comments/guest/sent/", guests.sent, name="guest-sent"),
    path("comments/guest/confirm/<str:token>/", guests.guest_confirm, name="guest-confirm"),
    path("comments/guest/stop/<str:token>/", guests.guest_stop, name="guest-stop"),
    path("comments/guest/<str:token>/", guests.guest_manage, name="guest-manage"),
]
