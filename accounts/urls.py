"""Addresses of people's own pages; signing in and up is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("profile/", views.edit, name="edit-profile"),
    path("profile/avatar/", views.avatar, name="avatar"),
]
