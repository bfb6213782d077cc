"""Addresses of people's own pages; signing in and up is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("settings/", views.settings_hub, name="settings"),
    path("settings/sessions/", views.sessions, name="sessions"),
    path("settings/sessions/end-others/", views.end_others, name="end-other-sessions"),
    path("settings/sessions/<int:pk>/end/", views.end_one, name="end-session"),
    path("profile/", views.edit, name="edit-profile"),
]
