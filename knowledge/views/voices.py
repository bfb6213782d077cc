"""What readers say about an article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import require
from knowledge import rules
from knowledge.actions.hearing import Voice, request_change, say_helpful
from knowledge.forms import ChangeRequestForm, FollowForm, HelpfulForm
from knowledge.selectors.articles import get_article
from knowledge.views.moved import follow_moves
from lib.devices import device_hash, read_device, remember_device
from lib.errors import UserError
from notifications.actions.following import follow
from posts.views.posts import get_post, sign_in_to_act


@never_cache
@follow_moves
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether an article helped; a POST answers, members once, guests once a device."""
    article = get_article(slug, request.user)
    if request.method != "POST":
        return _render_helpful(request, {"article": article, "post": article.post})
    form = HelpfulForm(request.POST)
    if not form.is_valid():
        return _render_helpful(request, {"article": article, "post": article.post}, status=422)
    device = read_device(request)
    is_member = request.user.is_authenticated
    voice = Voice(member=request.user) if is_member else Voice(device=device_hash(device))
    is_helpful = form.cleaned_data["is_helpful"]
    say_helpful(article, voice, is_helpful=is_helpful)
    response = _render_helpful(
        request, {"article": article, "post": article.post, "said": "yes" if is_helpful else "no"}
    )
    if not is_member:
        remember_device(response, device)
    return response


def _render_helpful(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    template = "knowledge/_helpful.html" if request.htmx else "knowledge/helpful.html"
    return render(request, template, context, status=status)


@login_required
@follow_moves
@require_http_methods(["GET", "HEAD", "POST"])
def needs_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the editors what needs a change."""
    require(rules.can_request_change(request.user))
    article = get_article(slug, request.user)
    form = ChangeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_change(request.user, article, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Thank you. The editors will answer you."))
            return redirect("knowledge:article", article.slug)
    context = {"article": article, "post": article.post, "form": form}
    return render(request, "knowledge/needs_change.html", context, status=422 if form.is_bound else 200)


@require_POST
@sign_in_to_act
def follow_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Follow the changes or the comments of a post, or with `wanted=no` stop."""
    post = get_post(request, post_id)
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise UserError(_("This could not be read. Please go back and try again."))
    follow(request.user, post, form.cleaned_data["topic"], wanted=form.cleaned_data["wanted"])
    return redirect("posts:permalink", post.pk)
