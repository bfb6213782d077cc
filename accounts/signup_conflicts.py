"""What a sign-up answers when somebody else was faster by a moment."""

from allauth.account.utils import passthrough_next_redirect_url
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from accounts.handles import TAKEN, TAKEN_CONSTRAINTS, broken_constraint
from accounts.models import User


class AnswersConflicts:
    """For a sign-up form of allauth: the database's refusals become what the form's own checks say."""

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Create the account; whoever comes second to a handle or an address is told what the check would tell."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError as error:
            constraint = broken_constraint(error)
            if constraint in TAKEN_CONSTRAINTS:
                return None, self._say_taken(request)
            if constraint == "user_email_once":
                # Answered like any known address: nobody learns here who has an account.
                self.account_already_exists = True
                return super().try_save(request)
            raise

    def _say_taken(self, request: HttpRequest) -> HttpResponse:
        self.add_error("username", TAKEN)
        way_on = request.POST.get("next", "")
        context = {
            "form": self,
            "login_url": passthrough_next_redirect_url(request, reverse("account_login"), "next"),
            "redirect_field": way_on and format_html('<input type="hidden" name="next" value="{}">', way_on),
        }
        return render(request, "account/signup.html", context, status=409)
