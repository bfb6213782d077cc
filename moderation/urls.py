"""Addresses of moderation."""

from django.urls import path

from moderation.views import flagging, queue, screening, unmasking, vote_rings

app_name = "moderation"
urlpatterns = [
    path("moderation/lists/", screening.lists, name="lists"),
    path("moderation/lists/<int:entry_id>/remove/", screening.unwatch, name="unwatch"),
    path("moderation/checks/", screening.checks, name="checks"),
    path("moderation/vote-rings/", vote_rings.vote_rings, name="vote-rings"),
    path("moderation/vote-rings/<int:ring_id>/close/", vote_rings.close_vote_ring, name="close-vote-ring"),
    path("posts/<int:post_id>/report/", flagging.flag, name="flag"),
    path("posts/<int:post_id>/review/", queue.review, name="review"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/<int:item_id>/", queue.item, name="item"),
    path("moderation/<int:item_id>/mask/", unmasking.unmask, name="unmask"),
]
