"""The hub of all settings, and where one is signed in."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.ending_sessions import end_other_sessions, end_session
from accounts.reauthentication import fresh_sign_in_required
from accounts.selectors.sessions import list_sessions


@login_required
@require_safe
def settings_hub(request: HttpRequest) -> HttpResponse:
    """The one page from which all settings are reached."""
    context = {
        "has_password": request.user.has_usable_password(),
        "has_providers": bool(settings.OIDC_PROVIDERS),
    }
    return render(request, "accounts/settings.html", context)


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    found = list_sessions(request.user, request.session.session_key, request.GET.get("cursor", ""))
    return render(request, "accounts/sessions.html", {"current": found.current, "page": found.page})


@require_POST
@fresh_sign_in_required
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_session(request.user, session)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:sessions")


@require_POST
@fresh_sign_in_required
def end_others(request: HttpRequest) -> HttpResponse:
    number = end_other_sessions(request.user, request.session.session_key)
    text = ngettext("One other browser is signed out.", "{number} other browsers are signed out.", number)
    messages.success(request, text.format(number=number) if number else _("There was no other browser."))
    return redirect("accounts:sessions")
