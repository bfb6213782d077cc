"""Changing one's e-mail address: first a code from the present one, then allauth's page for the new one."""

from allauth.account.views import email as change_address
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.address import OldAddressForm
from accounts.old_address import is_asked, is_proved, needs_proof, prove, send_code


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Let only those to the change who read the mail at the address that is to be replaced."""
    if is_proved(request) or not needs_proof(request.user):
        return change_address(request)
    if request.method != "POST":
        return _render(request, OldAddressForm())
    if request.POST.get("intent") == "send":
        return _send(request)
    if request.POST.get("intent") == "prove":
        return _prove(request)
    return redirect("account_email")


def _send(request: HttpRequest) -> HttpResponse:
    refused = ratelimit.consume_or_429(request, action="manage_email", user=request.user)
    if refused:
        return refused
    send_code(request)
    return redirect("account_email")


def _prove(request: HttpRequest) -> HttpResponse:
    form = OldAddressForm(request.POST)
    if form.is_valid():
        if prove(request, form.cleaned_data["code"]):
            return redirect("account_email")
        form.add_error("code", _("This is not the code from our last mail."))
    return _render(request, form, status=422)


def _render(request: HttpRequest, form: OldAddressForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_asked": is_asked(request)}
    return render(request, "account/prove_address.html", context, status=status)
