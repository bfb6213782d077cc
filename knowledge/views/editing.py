"""Writing a new text of an article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from knowledge import rules
from knowledge.actions.drafting import open_draft, save_draft, submit
from knowledge.actions.locking import take_lock
from knowledge.forms import ProposalForm
from knowledge.models import Article, Proposal
from knowledge.selectors.articles import get_article
from knowledge.selectors.board import lock_of_colleague, own_draft
from knowledge.views.moved import follow_moves
from lib.errors import UserError
from posts.views.taking_pictures import offer_pictures, take_picture


@login_required
@follow_moves
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the editor's draft; a POST keeps it, sends it to review, or takes the lock over."""
    article = get_article(slug, request.user)
    require(rules.can_propose(request.user))
    if request.method != "POST":
        take_lock(request.user, article)
        draft = own_draft(request.user, article)
        return _render(request, article, draft, ProposalForm(initial=ProposalForm.initial_of(article, draft)))
    if request.POST.get("intent") == "take-over":
        take_lock(request.user, article, from_colleague=True)
        return redirect("knowledge:edit", article.slug)
    form = ProposalForm(request.POST)
    if taken := take_picture(request, form, lambda said: ProposalForm(initial=said)):
        draft = own_draft(request.user, article)
        return _render(request, article, draft, taken, status=taken.picture_status)
    if not form.is_valid() or not _keep(request, article, form):
        return _render(request, article, own_draft(request.user, article), form, status=422)
    return redirect("knowledge:edit", article.slug) if _is_draft(request) else redirect("knowledge:board")


def _is_draft(request: HttpRequest) -> bool:
    return request.POST.get("intent") != "submit"


def _keep(request: HttpRequest, article: Article, form: ProposalForm) -> bool:
    """Keep the draft, and send it to review if that was wanted; return whether it worked."""
    try:
        proposal = save_draft(request.user, open_draft(request.user, article), form.text())
        if not _is_draft(request):
            submit(request.user, proposal)
    except UserError as error:
        form.add_error(error.field, error.message)
        return False
    done = _("Your draft is kept.") if _is_draft(request) else _("A colleague will look at your text now.")
    messages.success(request, done)
    return True


def _render(
    request: HttpRequest, article: Article, draft: Proposal | None, form: ProposalForm, *, status: int = 200
) -> HttpResponse:
    offer_pictures(request, form)
    context = {
        "article": article,
        "post": article.post,
        "draft": draft,
        "form": form,
        "lock": lock_of_colleague(request.user, article),
    }
    return render(request, "knowledge/edit.html", context, status=status)
