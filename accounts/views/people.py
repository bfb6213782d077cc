"""One's own settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.editing_profile import edit_profile
from accounts.actions.setting_avatar import remove_avatar, set_avatar
from accounts.forms.profile import AvatarForm, ProfileForm
from accounts.models import User
from lib.errors import UserError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    person = request.user
    initial = {"display_name": person.display_name, "bio": person.bio}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_profile(person, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("posts:profile", person.handle)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/edit_profile.html", {"form": form}, status=status)


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
