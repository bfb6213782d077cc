"""Tells actions how a text was sent, without every form and view on the way having to know."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from posts.submissions import Circumstances, sent_under

ASKS_A_PERSON = "to_moderator"


class CircumstancesMiddleware:
    """Puts `request.circumstances` beside each request that writes, for the screen and for templates.

    What was refused is remembered when the answer is ready: the transaction of the action has been taken back then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        request.circumstances = how = Circumstances(asks_a_person=request.POST.get(ASKS_A_PERSON) == "yes")
        with sent_under(how):
            response = self.get_response(request)
        for remember in how.refused:
            remember()
        for message in how.told:
            messages.warning(request, message)
        return response
