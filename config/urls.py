"""All addresses of the site."""

from django.urls import include, path

from accounts.views import address
from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("how-it-works/", views.how_it_works, name="how-it-works"),
    path("house-rules/", views.house_rules, name="house-rules"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
    path("service-worker.js", views.service_worker, name="service-worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("media/<path:name>", views.media, name="media"),
    path("", include("qa.urls")),
    path("", include("knowledge.urls")),
    path("", include("comments.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("posts.urls")),
    path("", include("accounts.urls")),
    path("accounts/email/", address.email, name="account_email"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("accounts/connected/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

handler429 = "config.views.too_many_requests"  # allauth asks for it
