"""The review board, proposed texts, signatures and readers' remarks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from knowledge import rules
from knowledge.actions.drafting import withdraw
from knowledge.actions.hearing import answer_change_request
from knowledge.actions.reviewing import Signature, publish, send_back, sign_review
from knowledge.forms import ChangeAnswerForm, ReviewForm, SignForm
from knowledge.models import ChangeRequest, Proposal
from knowledge.selectors.articles import get_article
from knowledge.selectors.board import BoardList, load_board, load_list, load_proposal
from knowledge.selectors.board_articles import load_board_articles, read_choice
from knowledge.views.moved import follow_moves
from lib.errors import UserError


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_board(request.user))
    name, cursor = request.GET.get("list", ""), request.GET.get("cursor", "")
    context: dict[str, Any] = {"can_answer": rules.can_answer_change_request(request.user)}
    if name in BoardList:
        context |= {"list": name, "page": load_list(request.user, BoardList(name), cursor)}
        return render(request, "knowledge/board_list.html", context)
    context |= {
        "board": load_board(request.user),
        "articles": load_board_articles(request.user, read_choice(request.GET), cursor),
        "can_set_owner": rules.can_set_owner(request.user),
    }
    return render(request, "knowledge/board.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A proposed text beside the present one; a POST decides about it."""
    require(rules.can_see_board(request.user))
    page = load_proposal(proposal_id)
    form = ReviewForm(request.POST or None, can_sign=rules.can_sign(request.user))
    if request.method == "POST" and form.is_valid() and _decide(request, page.proposal, form):
        return redirect("knowledge:board")
    context = {
        "page": page,
        "form": form,
        "can_review": rules.can_review(request.user, page.proposal),
        "can_withdraw": rules.can_withdraw(request.user, page.proposal),
    }
    return render(request, "knowledge/proposal.html", context, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, found: Proposal, form: ReviewForm) -> bool:
    data = form.cleaned_data
    signature = Signature(data["qualification"]) if data.get("qualification") else None
    try:
        if data["decision"] == "publish":
            publish(request.user, found, signature=signature)
        else:
            send_back(request.user, found, comment=data["comment"])
    except UserError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("Decided. The author is told."))
    return True


@require_POST
@login_required
def give_up(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The author withdraws a text."""
    withdraw(request.user, get_object_or_404(Proposal, pk=proposal_id))
    messages.success(request, _("Your text is withdrawn."))
    return redirect("knowledge:board")


@login_required
@follow_moves
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """A clinical reviewer signs the article as it stands."""
    require(rules.can_sign(request.user))
    article = get_article(slug, request.user)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sign_review(request.user, article, Signature(form.cleaned_data["qualification"]))
        messages.success(request, _("Your review is on the page."))
        return redirect("knowledge:article", article.slug)
    context = {"article": article, "post": article.post, "form": form}
    return render(request, "knowledge/sign.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def answer_remark(request: HttpRequest, request_id: int) -> HttpResponse:
    """Answer a reader who asked for a change."""
    form = ChangeAnswerForm(request.POST)
    remark = get_object_or_404(ChangeRequest, pk=request_id)
    if not form.is_valid():
        raise UserError(_("Please answer in at least a few words."))
    answer_change_request(request.user, remark, answer=form.cleaned_data["answer"])
    messages.success(request, _("The reader has your answer."))
    return redirect("knowledge:board")
