"""Text that could not be sent yet, kept in the session until its writer has signed in."""

from django.http import HttpRequest

SESSION_KEY = "drafts"
MOST_DRAFTS = 5


def keep_draft(request: HttpRequest, name: str) -> None:
    """Remember the fields of a form that was sent by someone who is signed out."""
    fields = {key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
    drafts = request.session.get(SESSION_KEY, {})
    drafts.pop(name, None)
    kept = dict(list(drafts.items())[-(MOST_DRAFTS - 1) :])
    request.session[SESSION_KEY] = {**kept, name: fields}


def read_draft(request: HttpRequest, name: str) -> dict[str, str] | None:
    """Return the remembered fields, or None."""
    return request.session.get(SESSION_KEY, {}).get(name)


def drop_draft(request: HttpRequest, name: str) -> None:
    """Forget a draft that has been sent."""
    drafts = request.session.get(SESSION_KEY, {})
    if drafts.pop(name, None) is not None:
        request.session[SESSION_KEY] = drafts
