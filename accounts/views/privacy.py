"""Taking one's data along, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import rules
from accounts.actions.exporting import ask_for_export, open_export
from accounts.actions.leaving import ask_to_leave, keep_account
from accounts.forms.leaving import LeavingForm
from accounts.leaving import GRACE
from accounts.models import User
from accounts.reauthentication import fresh_sign_in_required
from accounts.selectors.exports import get_own_export, latest_export
from lib.errors import LimitError, UserError


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Show how far the last export is (htmx asks for that piece alone); a POST starts one."""
    rules.require(rules.can_export(request.user))
    if request.method == "POST":
        return _start_export(request)
    export = latest_export(request.user)
    template = "accounts/_export.html" if request.htmx else "accounts/data.html"
    return render(request, template, {"export": export})


def _start_export(request: HttpRequest) -> HttpResponse:
    try:
        ask_for_export(request.user)
    except LimitError as error:
        request.limited_by = error
        context = {"export": latest_export(request.user), "limit": error.message}
        return render(request, "accounts/data.html", context, status=error.status)
    return redirect("accounts:data")


@require_safe
@never_cache
@fresh_sign_in_required
def download(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Hand the archive out as a download; it is never shown as a part of this site."""
    archive = open_export(request.user, get_own_export(request.user, pk))
    headers = {
        "Content-Disposition": f'attachment; filename="data-of-{request.user.handle}.zip"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(archive, content_type="application/zip", headers=headers)


@never_cache
@fresh_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the posts, then close the account and sign out."""
    if request.user.is_leaving:
        return redirect("accounts:keep-account")
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (person := _leave(request.user, form)):
        logout(request)
        text = _("Your account will be deleted on {day}. Until then you can sign in and keep it.")
        messages.success(request, text.format(day=f"{person.leaves_at:%B %-d, %Y}"))
        return redirect("home")
    context = {"form": form, "days": GRACE.days, "may_leave": rules.can_leave(request.user)}
    return render(request, "accounts/delete.html", context, status=422 if form.is_bound else 200)


def _leave(actor: User, form: LeavingForm) -> User | None:
    try:
        return ask_to_leave(actor, form.cleaned_data["posts"])
    except UserError as error:
        form.add_error(None, error.message)
        return None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Offer somebody who wanted to leave to stay."""
    if request.method == "POST":
        keep_account(request.user)
        messages.success(
            request, _("Good to have you back. What you wrote and your settings are as they were.")
        )
        return redirect("accounts:settings")
    if not request.user.is_leaving:
        return redirect("accounts:settings")
    return render(request, "accounts/keep.html")
