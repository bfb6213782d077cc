"""What one is still writing: kept while typing, listed, taken up again on another device."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from posts.actions.drafting import delete_draft, save_draft
from posts.drafts import form_fields
from posts.models import DraftKind
from posts.selectors.drafts import list_drafts
from posts.views.posts import get_post


@never_cache
@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    return render(request, "posts/drafts.html", {"rows": list_drafts(request.user)})


@sensitive_post_parameters()
@login_required
@require_POST
def save(request: HttpRequest, kind: str, post_id: int | None = None) -> HttpResponse:
    """Keep a form that is not sent yet; scripts get only the moment at which it was kept."""
    if kind not in DraftKind or (post_id is None) != (kind == DraftKind.ASK):
        raise Http404
    target = get_post(request, post_id) if post_id else None
    draft = save_draft(request.user, DraftKind(kind), target, form_fields(request))
    if request.htmx:
        return render(request, "posts/_draft_kept.html", {"at": draft.updated_at})
    messages.success(request, _("Your text is kept. You can go on here, or on another device."))
    return redirect("posts:drafts")


@login_required
@require_POST
def delete(request: HttpRequest, draft_id: int) -> HttpResponse:
    delete_draft(request.user, draft_id)
    messages.success(request, _("The draft is deleted."))
    return redirect("posts:drafts")
