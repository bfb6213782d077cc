"""The page on which askers add to what they told beside the text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from lib.errors import UserError
from lib.identifying import look_through
from lib.refusing import refuse_in_form
from qa import rules
from qa.actions.telling import change_details
from qa.forms.details import DetailsForm
from qa.forms.intake import initial_of
from qa.selectors.intake import read_intake
from qa.selectors.question_page import load_question


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    require(rules.can_tell_details(request.user, post))
    if request.method != "POST":
        form = DetailsForm(initial=initial_of(read_intake(post, request.user)))
        return render(request, "qa/details.html", {"post": post, "form": form})
    form, is_ready = look_through(request, DetailsForm(request.POST))
    if not is_ready:
        return render(request, "qa/details.html", {"post": post, "form": form}, status=422)
    try:
        change_details(request.user, post, form.details())
    except UserError as error:
        refuse_in_form(request, form, error)
        return render(request, "qa/details.html", {"post": post, "form": form}, status=error.status)
    messages.success(request, _("Your details are saved."))
    return redirect("qa:question", post.pk, post.slug)
