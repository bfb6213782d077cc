"""Applying to be a verified expert, and following what becomes of it."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import rules
from accounts.actions.applying import ApplicationText, keep_documents, save_application, submit_application
from accounts.actions.keeping_documents import open_document
from accounts.forms.applying import ApplicationForm
from accounts.models import ApplicationDocument
from accounts.selectors.applications import OwnApplication, load_own
from lib.documents import ENDINGS, DocumentKind
from lib.errors import UserError


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    rules.require(rules.can_apply(request.user))
    own = load_own(request.user)
    if request.method == "POST":
        return _take(request, own)
    if own.is_open and own.application and not own.application.is_editable:
        return redirect("accounts:application-status")
    form = ApplicationForm(initial=_initial(own), documents=own.documents)
    return render(request, "accounts/apply.html", {"form": form, "own": own})


def _take(request: HttpRequest, own: OwnApplication) -> HttpResponse:
    """Save or send the form; what is wrong is said beside it, and its documents are kept."""
    is_sent = request.POST.get("intent") == "submit"
    form = ApplicationForm(request.POST, request.FILES, documents=own.documents, complete=is_sent)
    act = submit_application if is_sent else save_application
    if form.is_valid():
        try:
            act(request.user, form.text(), form.document_changes())
        except UserError as error:
            if error.field is None:
                raise
            form.add_error(error.field, error.message)
        else:
            sent, saved = _("Your application is sent."), _("Your draft is saved.")
            messages.success(request, sent if is_sent else saved)
            return redirect("accounts:application-status" if is_sent else "accounts:apply")
    return _give_back(request, form)


def _give_back(request: HttpRequest, form: ApplicationForm) -> HttpResponse:
    """Return the form with its errors; a browser could not give the files back, so they are stored."""
    changes = form.document_changes()
    if "documents" not in form.errors and (changes.added or changes.removed):
        keep_documents(request.user, changes)
    own = load_own(request.user)
    form.fields["remove"].choices = [(document.pk, document.name) for document in own.documents]
    return render(request, "accounts/apply.html", {"form": form, "own": own}, status=422)


def _initial(own: OwnApplication) -> dict[str, Any]:
    """Return what stands in the form at first: the draft, or the last application for a renewal."""
    if own.application is None:
        return {}
    names = asdict(ApplicationText()).keys() - {"license_number", "agrees"}
    initial = {name: getattr(own.application, name) for name in names}
    agrees = own.is_open and own.application.agreed_to_rules_at is not None
    tags = ", ".join(own.application.scope_tags)
    return initial | {"license_number": own.license_number, "agrees": agrees, "scope_tags": tags}


@never_cache
@login_required
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    own = load_own(request.user)
    if own.application is None and own.credential is None:
        return redirect("accounts:apply")
    return render(request, "accounts/application_status.html", {"own": own})


@never_cache
@login_required
@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Hand a document out as a download; it is never shown as a part of this site."""
    documents = ApplicationDocument.objects.select_related("application")
    found = get_object_or_404(documents, pk=document_id)
    data = open_document(request.user, found)
    name = f"document-{found.pk}.{ENDINGS[DocumentKind(found.kind)]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=found.kind, headers=headers)
