"""Saying that an answer is outdated or could be dangerous."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import is_expert, require
from lib.identifying import look_through
from qa import rules
from qa.actions.reacting import react as store_reaction
from qa.actions.reacting import take_back
from qa.forms.reacting import ReactionForm
from qa.models import ReactionKind
from qa.selectors.reactions import reactions_of
from qa.views.answers import get_answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, post_id: int) -> HttpResponse:
    """A reaction with its reason; `take_back` names one that is to go."""
    post = get_answer(request, post_id)
    require(rules.can_react(request.user, post))
    if request.POST.get("take_back") in ReactionKind:
        take_back(request.user, post, ReactionKind(request.POST["take_back"]))
        messages.success(request, _("Taken back."))
        return redirect("posts:permalink", post.pk)
    form = ReactionForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    form, is_ready = look_through(request, form)
    if is_ready:
        store_reaction(request.user, post, **form.cleaned_data)
        messages.success(request, _("Thank you. It is noted, and a danger is before the moderators."))
        return redirect("posts:permalink", post.pk)
    context = {
        "post": post,
        "form": form,
        "given": reactions_of(request.user, post),
        "warns": is_expert(request.user),
    }
    return render(request, "qa/react.html", context, status=422 if form.is_bound else 200)
