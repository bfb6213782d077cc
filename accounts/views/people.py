"""One's own settings, and what one does about others."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import rules
from accounts.actions.changing_handle import change_handle
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.actions.muting import mute
from accounts.actions.setting_avatar import remove_avatar, set_avatar
from accounts.forms.profile import AvatarForm, HandleForm, ProfileForm
from accounts.handles import CHANGE_DAYS
from accounts.models import User
from accounts.selectors.mutes import list_muted
from accounts.selectors.people import load_person
from lib.errors import UserError
from lib.identifying import look_through


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, person=person)
    form, is_ready = look_through(request, form)
    if is_ready and _save_profile(person, form):
        messages.success(request, _("Your profile is saved."))
        return redirect("posts:profile", person.handle)
    return _render_form(request, "accounts/edit_profile.html", form)


def _save_profile(person: User, form: ProfileForm) -> bool:
    try:
        edit_profile(person, Profile(**form.cleaned_data))
    except UserError as error:
        form.add_error(error.field, error.message)
        return False
    return True


def _render_form(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handle(request: HttpRequest) -> HttpResponse:
    """Take another handle; the form says when it is too early."""
    person = request.user
    rules.require(rules.can_write(person))
    form = HandleForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid() and _save_handle(person, form):
        messages.success(request, _("You have a new handle. Links to the old one lead to you."))
        return redirect("posts:profile", form.cleaned_data["handle"])
    context = {"rests_until": rules.handle_rests_until(person), "days": CHANGE_DAYS}
    return _render_form(request, "accounts/change_handle.html", form, **context)


def _save_handle(person: User, form: HandleForm) -> bool:
    try:
        change_handle(person, form.cleaned_data["handle"])
    except UserError as error:
        form.add_error(error.field, error.message)
        return False
    return True


@login_required
@require_safe
def muted(request: HttpRequest) -> HttpResponse:
    page = list_muted(request.user, request.GET.get("cursor", ""))
    return render(request, "accounts/muted.html", {"page": page})


@login_required
@require_POST
def mute_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Mute someone, or hear from them again; back to the list when the button stood there."""
    person = load_person(handle, request.user)
    wanted = request.POST.get("wanted") != "no"
    mute(request.user, person, wanted=wanted)
    messages.success(request, _said_about_mute(person, wanted=wanted))
    if request.POST.get("from") == "list":
        return redirect("accounts:muted")
    return redirect("posts:profile", person.handle)


def _said_about_mute(person: User, *, wanted: bool) -> str:
    if wanted:
        return _("You hear no more from %(name)s. They are not told.") % {"name": person.name}
    return _("You hear from %(name)s again.") % {"name": person.name}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def avatar(request: HttpRequest) -> HttpResponse:
    """Show one's picture; a POST puts a new one in its place or takes it away."""
    if request.method == "POST" and request.POST.get("intent") == "remove":
        remove_avatar(request.user)
        messages.success(request, _("Your picture is removed."))
        return redirect("accounts:avatar")
    form = AvatarForm(request.POST, request.FILES) if request.method == "POST" else AvatarForm()
    if form.is_bound and form.is_valid() and _keep_avatar(request.user, form):
        messages.success(request, _("Your picture is saved."))
        return redirect("accounts:avatar")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/avatar.html", {"form": form, "person": request.user}, status=status)


def _keep_avatar(person: User, form: AvatarForm) -> bool:
    try:
        set_avatar(person, form.cleaned_data["file"])
    except UserError as error:
        form.add_error("file", error.message)
        return False
    return True
