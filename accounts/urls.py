"""Addresses of people's own pages; signing in and up is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("privileges/", views.privileges, name="privileges"),
    path("badges/", views.badges, name="badges"),
    path("people/<slug:handle>/badges/", views.person_badges, name="person-badges"),
    path("profile/", views.edit, name="edit-profile"),
]
