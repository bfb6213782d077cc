"""The pages on which people ask, and find that they need not."""

import re
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lib.body_sites import GROUPS
from lib.errors import UserError
from lib.refusing import refuse_in_form
from posts.drafts import drop_from_session, keep_draft, read_draft
from posts.kinds import ROOT_KINDS
from posts.links import path_of
from posts.models import Post
from posts.views.taking_pictures import offer_pictures, take_picture
from qa.actions.asking import ask_question
from qa.actions.finding_answers import count_found
from qa.forms.asking import AskForm
from qa.models.found_answer import ANCHOR_MAX
from qa.selectors.before_asking import Check, check_question, suggest_answers

ASK_DRAFT = "ask"
# What the address may fill in: nothing of which an address should tell.
SUGGESTED_FIELDS = ("title", "body", "body_site", "side")
# Of the places that answered somebody; each counts once a session.
FOUND = "found_answers"
FOUND_MOST = 50
# The key of a post and the anchor of a section, as search.selectors.suggestions gives them.
ANSWER = re.compile(rf"(?P<post>[0-9]{{1,18}})(?:#(?P<anchor>[^\x00]{{0,{ANCHOR_MAX}}}))?")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; what someone writes while signed out is kept until they have signed in.

    Whoever has not seen yet what was found (danger, what tells who somebody is, answers that are there) is shown it
    first; sending the form once more publishes the question, whatever it was.
    """
    if request.method != "POST":
        return _render_ask(request, AskForm(initial=read_draft(request, ASK_DRAFT) or _suggested(request)))
    wish = request.POST.get("do", "")
    if wish == "fill":
        # What another page of the site has sent for the form; nothing of it is checked or kept yet.
        return _render_ask(request, AskForm(initial=AskForm(request.POST).filled_in()))
    form = AskForm(request.POST)
    if wish == "mask":
        return _render_ask(request, form.masked())
    if taken := take_picture(request, form, lambda said: AskForm(initial=said)):
        return _render_ask(request, taken, status=taken.picture_status)
    if not form.is_valid():
        return _render_ask(request, form, status=422)
    check = check_form(request, form)
    if form.must_look() | check.has_to_be_seen or wish == "check":
        return _render_ask(request, form, check=check)
    return _publish(request, form, check)


def check_form(request: HttpRequest, form: AskForm) -> Check:
    data = form.cleaned_data
    return check_question(
        data["title"],
        data["body"],
        form.told_by(),
        data["danger"],
        seen=data["checked"],
        wants_answers=not data["answers_seen"],
        can_publish=request.user.is_authenticated,
    )


def _publish(request: HttpRequest, form: AskForm, check: Check) -> HttpResponse:
    if not request.user.is_authenticated:
        keep_draft(request, ASK_DRAFT)
        messages.info(request, _("Your question is kept. Sign in or create an account to publish it."))
        return redirect_to_login(reverse("qa:ask"))
    try:
        written = ask_question(request.user, replace(form.draft(), screened=check.screened))
    except UserError as error:
        refuse_in_form(request, form, error)
        return _render_ask(request, form, status=422)
    drop_from_session(request, ASK_DRAFT)
    return redirect("qa:question", written.post.pk, written.post.slug)


@sensitive_post_parameters()
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """The places that may answer what is being written; the piece that stands beside the form."""
    found = suggest_answers(request.POST.get("title", ""), request.POST.get("body", ""))
    return render(request, "qa/_similar.html", {"suggestions": found, "is_live": True})


@sensitive_post_parameters()
@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """Somebody found the answer: count it, keep what they wrote, and lead there."""
    found = ANSWER.fullmatch(request.POST.get("answer", ""))
    if found is None:
        raise Http404
    anchor = found["anchor"] or ""
    post = get_object_or_404(Post.objects.public().filter(kind__in=ROOT_KINDS), pk=int(found["post"]))
    counted = request.session.get(FOUND, [])
    if post.pk not in counted:
        count_found(post, anchor)
        request.session[FOUND] = [*counted[-FOUND_MOST:], post.pk]
    if request.POST.get("title") or request.POST.get("body"):
        keep_draft(request, ASK_DRAFT)
        messages.success(
            request, _("Good that it is answered. What you wrote is kept under “Ask a question”.")
        )
    return redirect(path_of(post) + (f"#{anchor}" if anchor else ""))


def _suggested(request: HttpRequest) -> dict[str, str]:
    """Return what another page of the site has put into the address for the form, for example a place."""
    return {name: request.GET[name] for name in SUGGESTED_FIELDS if name in request.GET}


def _render_ask(
    request: HttpRequest, form: AskForm, *, check: Check | None = None, status: int = 200
) -> HttpResponse:
    offer_pictures(request, form)
    context = {"form": form, "check": check, "body_site_groups": GROUPS}
    return render(request, "qa/ask.html", context, status=status)
