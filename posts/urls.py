"""Addresses of what all kinds of posts have."""

from django.urls import path

from posts.views import bookmarks, drafts, people, pictures, posts, reading, reputation, suggesting, tags

app_name = "posts"
urlpatterns = [
    path("posts/<int:post_id>/", posts.permalink, name="permalink"),
    path("posts/<int:post_id>/vote/", posts.vote, name="vote"),
    path("posts/<int:post_id>/edit/", posts.edit, name="edit"),
    path("posts/<int:post_id>/revisions/", posts.revisions, name="revisions"),
    path("posts/<int:post_id>/revisions/<int:before>/<int:after>/", posts.compare, name="compare"),
    path("posts/<int:post_id>/revisions/<int:number>/back/", suggesting.roll_back, name="roll-back"),
    path("posts/<int:post_id>/suggest/", suggesting.suggest, name="suggest"),
    path("posts/<int:post_id>/topics/", suggesting.retag, name="retag"),
    path("posts/<int:post_id>/suggestions/", suggesting.suggestions, name="suggestions"),
    path("suggestions/<int:suggestion_id>/decide/", suggesting.decide, name="decide-suggestion"),
    path("posts/<int:post_id>/delete/", posts.delete, name="delete"),
    path("posts/<int:post_id>/close-comments/", posts.close_thread, name="close-comments"),
    path("posts/<int:post_id>/bookmark/", bookmarks.bookmark, name="bookmark"),
    path("posts/<int:post_id>/read/", reading.read, name="read"),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/save/<str:kind>/", drafts.save, name="save-draft"),
    path("drafts/save/<str:kind>/<int:post_id>/", drafts.save, name="save-draft-about"),
    path("drafts/<int:draft_id>/delete/", drafts.delete, name="delete-draft"),
    path("preview/", posts.preview, name="preview"),
    path("pictures/new/", pictures.upload, name="upload-picture"),
    path("tags/", tags.tag_list, name="tags"),
    path("tags/complete/", tags.completion, name="tag-completion"),
    path("tags/merges/", tags.tag_merges, name="tag-merges"),
    path("tags/merges/<int:merge_id>/undo/", tags.undo_tag_merge, name="undo-tag-merge"),
    path("tags/<str:slug>/", tags.tag_page, name="tag"),
    path("tags/<str:slug>/edit/", tags.edit_tag, name="edit-tag"),
    path("tags/<str:slug>/merge/", tags.merge_tag, name="merge-tag"),
    path("tags/<str:slug>/follow/", tags.follow, name="follow-tag"),
    path("people/<slug:handle>/", people.profile, name="profile"),
    path("people/<slug:handle>/reputation/", reputation.reputation, name="reputation"),
]
