"""Learning who is behind a mask."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.unmasking import agree_to_unmask, ask_to_unmask, look_behind_mask
from moderation.forms.deciding import UnmaskForm
from moderation.models import ReviewItem


@login_required
@never_cache
@require_POST
def unmask(request: HttpRequest, item_id: int) -> HttpResponse:
    """Ask to learn who is behind a mask, agree to it as the second one, or look it up."""
    require(rules.can_see_queue(request.user))
    item = get_object_or_404(ReviewItem.objects.select_related("post"), pk=item_id)
    intent = request.POST.get("intent")
    if intent == "look":
        person = look_behind_mask(request.user, item.post)
        return render(request, "moderation/behind_mask.html", {"item": item, "person": person})
    if intent == "agree":
        agree_to_unmask(request.user, item.post)
        return redirect("moderation:item", item.pk)
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        raise UserError(" ".join(form.errors["reason"]))
    ask_to_unmask(request.user, item.post, form.cleaned_data["reason"])
    return redirect("moderation:item", item.pk)
