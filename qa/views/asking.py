"""The page on which people ask."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lib.body_sites import GROUPS
from lib.errors import LimitError, UserError
from posts.drafts import drop_draft, keep_draft, read_draft
from qa.actions.asking import ask_question
from qa.forms.asking import AskForm

ASK_DRAFT = "ask"
# What the address may fill in: nothing of which an address should tell.
SUGGESTED_FIELDS = ("title", "body", "body_site", "side")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; what someone writes while signed out is kept until they have signed in."""
    if request.method != "POST":
        return _render_ask(request, AskForm(initial=read_draft(request, ASK_DRAFT) or _suggested(request)))
    if request.POST.get("do") == "fill":
        return _render_ask(request, AskForm(initial=filled(request)))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _render_ask(request, form, status=422)
    if not request.user.is_authenticated:
        keep_draft(request, ASK_DRAFT)
        messages.info(request, _("Your question is kept. Sign in or create an account to publish it."))
        return redirect_to_login(reverse("qa:ask"))
    try:
        written = ask_question(request.user, form.draft())
    except UserError as error:
        form.add_error(error.field, error.message)
        return _render_ask(request, form, status=429 if isinstance(error, LimitError) else 422)
    drop_draft(request, ASK_DRAFT)
    return redirect("qa:question", written.post.pk, written.post.slug)


def _suggested(request: HttpRequest) -> dict[str, str]:
    """Return what another page of the site has put into the address for the form, for example a place."""
    return {name: request.GET[name] for name in SUGGESTED_FIELDS if name in request.GET}


def filled(request: HttpRequest) -> dict[str, object]:
    """Return what another page of the site has sent for the form; nothing of it is checked or kept yet."""
    form = AskForm(request.POST)
    return {name: form[name].value() for name in form.fields if name in request.POST}


def _render_ask(request: HttpRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "body_site_groups": GROUPS}
    return render(request, "qa/ask.html", context, status=status)
