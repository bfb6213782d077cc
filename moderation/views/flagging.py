"""Reporting a post."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from lib.errors import UserError
from lib.refusing import refuse_in_form
from moderation import rules
from moderation.actions.flagging import flag_post
from moderation.forms.flagging import FlagForm
from posts.views.posts import get_post


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    require(rules.can_flag(request.user, post))
    form = FlagForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            reason, note = data["reason"], data["note"]
            flag_post(request.user, post, reason=reason, note=note, other_id=data.get("other"))
        except UserError as error:
            refuse_in_form(request, form, error)
        else:
            messages.success(request, _("Thank you. A moderator will look at it and you will be told."))
            return redirect("posts:permalink", post.pk)
    context = {"post": post, "form": form}
    return render(request, "moderation/flag.html", context, status=422 if form.is_bound else 200)
