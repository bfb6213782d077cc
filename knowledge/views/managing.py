"""What editors do with an article beside its text: move it, give it to somebody, take an old version over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import require
from knowledge import rules
from knowledge.actions.moving import move_article
from knowledge.actions.owning import set_owner
from knowledge.actions.restoring import restore_revision
from knowledge.forms import MoveForm, OwnerForm
from knowledge.models import Article
from knowledge.selectors.articles import get_article
from knowledge.selectors.board import own_draft
from knowledge.selectors.board_articles import possible_owners, read_choice
from knowledge.views.moved import follow_moves
from lib.errors import UserError
from posts.models import Revision


@login_required
@follow_moves
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Give an article a new address."""
    article = get_article(slug, request.user)
    require(rules.can_move(request.user, article))
    form = MoveForm(request.POST or None, initial={"slug": article.slug})
    if request.method == "POST" and form.is_valid() and _move(request, article, form):
        return redirect("knowledge:article", form.cleaned_data["slug"])
    context = {"article": article, "post": article.post, "form": form}
    return render(request, "knowledge/move.html", context, status=422 if form.is_bound else 200)


def _move(request: HttpRequest, article: Article, form: MoveForm) -> bool:
    try:
        move_article(request.user, article, form.cleaned_data["slug"])
    except UserError as error:
        form.add_error(error.field, error.message)
        return False
    messages.success(request, _("The article has its new address. The old one leads there."))
    return True


@require_POST
@login_required
@follow_moves
def owner(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who looks after an article."""
    article = get_article(slug, request.user)
    form = OwnerForm(request.POST, people=possible_owners())
    if not form.is_valid():
        raise UserError(_("This person cannot look after articles. Please choose again."))
    set_owner(request.user, article, form.cleaned_data["owner"])
    messages.success(request, _("“%(title)s” is looked after as you said.") % {"title": article.post.title})
    return redirect(f"{reverse('knowledge:board')}?{read_choice(request.GET).query}#articles")


@require_POST
@login_required
@follow_moves
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an old version over as a draft; asks first when the editor has one already."""
    article = get_article(slug, request.user)
    require(rules.can_propose(request.user))
    revision = get_object_or_404(Revision, post=article.post, number=number)
    draft = own_draft(request.user, article)
    is_agreed = request.POST.get("replace") == "yes"
    if draft and not is_agreed:
        context = {"article": article, "post": article.post, "revision": revision, "draft": draft}
        return render(request, "knowledge/restore.html", context)
    restore_revision(request.user, article, revision, over_draft=is_agreed)
    notice = _("Version %(number)d is your draft now. Nothing is published before a colleague has read it.")
    messages.success(request, notice % {"number": number})
    return redirect("knowledge:edit", article.slug)
