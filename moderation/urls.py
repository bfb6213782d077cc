"""Addresses of moderation."""

from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("moderation/vote-rings/", views.vote_rings, name="vote-rings"),
    path("moderation/vote-rings/<int:ring_id>/close/", views.close_vote_ring, name="close-vote-ring"),
    path("posts/<int:post_id>/report/", views.flag, name="flag"),
    path("posts/<int:post_id>/review/", views.review, name="review"),
    path("moderation/", views.queue, name="queue"),
    path("moderation/<int:item_id>/", views.item, name="item"),
    path("moderation/<int:item_id>/mask/", views.unmask, name="unmask"),
]
