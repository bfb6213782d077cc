"""One's own settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.editing_profile import edit_profile
from accounts.forms.profile import ProfileForm


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
