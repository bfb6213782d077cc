"""Editing articles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge.actions.editing import edit_article
from knowledge.forms import ArticleForm
from knowledge.selectors.articles import get_article
from lib.errors import UserError
from posts.actions.editing import Edit
from posts.rules import can_edit


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_article(slug, request.user)
    if not can_edit(request.user, found.post):
        raise PermissionDenied
    form = ArticleForm(request.POST or None, article=found)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        summary = data.pop("summary")
        try:
            edit_article(request.user, found, Edit(**data), summary=summary)
        except UserError as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("The article is saved."))
            return redirect("knowledge:article", found.slug)
    context = {"post": found.post, "article": found, "form": form}
    return render(request, "knowledge/edit.html", context, status=422 if form.is_bound else 200)
