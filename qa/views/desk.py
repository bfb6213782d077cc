"""The experts' desk: what waits, claiming it, asking a colleague, own settings and paragraphs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.errors import UserError
from posts.views.posts import sign_in_to_act
from qa import rules
from qa.actions.desk import claim, decline, delete_paragraph, refer, release, save_paragraph, set_desk
from qa.forms.desk import DeskForm, ParagraphForm, ReferForm
from qa.selectors.desk import colleagues_for, load_desk, paragraphs_of
from qa.selectors.question_page import load_question


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_desk(request.user))
    return _show(request)


def _show(request: HttpRequest, *, status: int = 200, **forms: object) -> HttpResponse:
    found = load_desk(request.user, request.GET.get("cursor", ""))
    chosen = found.settings
    initial = {"away_until": chosen.away_until, "weekly_limit": chosen.weekly_limit} if chosen else {}
    context = {
        "desk": found,
        "paragraphs": paragraphs_of(request.user),
        "desk_form": DeskForm(initial=initial),
        "paragraph_form": ParagraphForm(),
    }
    return render(request, "qa/desk.html", context | forms, status=status)


@login_required
@require_POST
def settings(request: HttpRequest) -> HttpResponse:
    """Until when an expert is away, and how many answers a week are enough."""
    require(rules.can_see_desk(request.user))
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _show(request, status=422, desk_form=form)
    set_desk(request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("qa:desk")


@login_required
@require_POST
def paragraphs(request: HttpRequest) -> HttpResponse:
    """Keep a paragraph, or delete the one that `delete` names."""
    require(rules.can_see_desk(request.user))
    if request.POST.get("delete", "").isdecimal():
        delete_paragraph(request.user, int(request.POST["delete"][:12]))
        return redirect("qa:desk")
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _show(request, status=422, paragraph_form=form)
    try:
        save_paragraph(request.user, **form.cleaned_data)
    except UserError as error:
        form.add_error(error.field, error.message)
        return _show(request, status=422, paragraph_form=form)
    return redirect("qa:desk")


@require_POST
@sign_in_to_act
def claim_question(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say that one is answering a question; `intent` can be "release" or "decline" (a colleague's request)."""
    post = load_question(post_id, request.user)
    require(rules.can_write_answer(request.user, post.question))
    intent = request.POST.get("intent")
    if intent == "release":
        release(request.user, post)
        return redirect("qa:desk")
    if intent == "decline":
        decline(request.user, post)
        return redirect("qa:desk")
    claim(request.user, post)
    return redirect("qa:answer", post.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refer_question(request: HttpRequest, post_id: int) -> HttpResponse:
    """Ask a colleague for their opinion on a question."""
    post = load_question(post_id, request.user)
    require(rules.can_write_answer(request.user, post.question))
    form = ReferForm(request.POST or None, colleagues=colleagues_for(post, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            refer(request.user, post, **_asked(form))
        except UserError as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Your colleague is told."))
            return redirect("qa:question", post.pk, post.slug)
    status = 422 if form.is_bound else 200
    return render(request, "qa/refer.html", {"post": post, "form": form}, status=status)


def _asked(form: ReferForm) -> dict[str, object]:
    return {"expert": form.cleaned_data["expert"], "reason": form.cleaned_data["reason"]}
