"""Addresses of people's own pages; signing in and up is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("profile/", views.edit, name="edit-profile"),
    path("profile/handle/", views.handle, name="change-handle"),
    path("settings/muted/", views.muted, name="muted"),
    path("people/<slug:handle>/mute/", views.mute_person, name="mute"),
    path("people/<slug:handle>/suspend/", views.suspend_person, name="suspend"),
]
