"""Addresses of people's own pages; signing in and up is allauth's."""

from django.urls import path

from accounts.views import applying, experts, people, privacy, settings, standing, verifying

app_name = "accounts"
urlpatterns = [
    path("experts/", experts.experts, name="experts"),
    path("experts/rules/", experts.expert_rules, name="expert-rules"),
    path("experts/verification/", experts.verification, name="verification"),
    path("experts/apply/", applying.apply, name="apply"),
    path("experts/application/", applying.status, name="application-status"),
    path("experts/documents/<int:document_id>/", applying.document, name="document"),
    path("experts/applications/", verifying.applications, name="applications"),
    path("experts/applications/<int:application_id>/", verifying.application, name="application"),
    path("experts/standing/<str:handle>/", experts.standing, name="standing"),
    path("profile/", people.edit, name="edit-profile"),
    path("profile/avatar/", people.avatar, name="avatar"),
    path("profile/handle/", people.handle, name="change-handle"),
    path("settings/muted/", people.muted, name="muted"),
    path("people/<slug:handle>/mute/", people.mute_person, name="mute"),
    path("settings/", settings.settings_hub, name="settings"),
    path("settings/sessions/", settings.sessions, name="sessions"),
    path("settings/sessions/end-others/", settings.end_others, name="end-other-sessions"),
    path("settings/sessions/<int:pk>/end/", settings.end_one, name="end-session"),
    path("settings/data/", privacy.data, name="data"),
    path("settings/data/<int:pk>/", privacy.download, name="download-export"),
    path("settings/delete/", privacy.delete, name="delete"),
    path("settings/keep/", privacy.keep, name="keep-account"),
    path("privileges/", standing.privileges, name="privileges"),
    path("badges/", standing.badges, name="badges"),
    path("people/<slug:handle>/badges/", standing.person_badges, name="person-badges"),
]
