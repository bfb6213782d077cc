"""Text that is not sent yet: in the session until its writer has signed in, then on the server.

Encrypted in both places: a draft may say what its writer would show to nobody.
"""

from django.http import HttpRequest

from posts.actions.drafting import drop_draft as forget_kept
from posts.draft_tokens import Fields, make_token, read_fields
from posts.models import DraftKind
from posts.selectors.drafts import kept_fields

SESSION_KEY = "drafts"
MOST_DRAFTS = 5


def form_fields(request: HttpRequest) -> Fields:
    """Return the fields of a form that was sent; several values of one as a list."""
    return {
        key: values if len(values) > 1 else values[0]
        for key, values in request.POST.lists()
        if values and key != "csrfmiddlewaretoken"
    }


def keep_draft(request: HttpRequest, name: str) -> None:
    """Remember the fields of a form that was sent by someone who is signed out."""
    drafts = request.session.get(SESSION_KEY, {})
    drafts.pop(name, None)
    kept = dict(list(drafts.items())[-(MOST_DRAFTS - 1) :])
    request.session[SESSION_KEY] = {**kept, name: make_token(form_fields(request))}


def read_draft(request: HttpRequest, name: str) -> Fields | None:
    """Return the remembered fields, or what is kept on the server, or None; one query when signed in.

    None also when the site no longer has the key under which they were kept.
    """
    token = request.session.get(SESSION_KEY, {}).get(name)
    if isinstance(token, str):
        return read_fields(token)
    return kept_fields(request.user, *_form_of(name))


def drop_draft(request: HttpRequest, name: str) -> None:
    """Forget a draft of a form that has been sent, wherever it is kept."""
    drop_from_session(request, name)
    if request.user.is_authenticated:
        forget_kept(request.user, *_form_of(name))


def drop_from_session(request: HttpRequest, name: str) -> None:
    """Forget what was kept while its writer was signed out; the action itself forgets what the server has."""
    drafts = request.session.get(SESSION_KEY, {})
    if drafts.pop(name, None) is not None:
        request.session[SESSION_KEY] = drafts


def _form_of(name: str) -> tuple[DraftKind, int | None]:
    """Return what a name like "ask" or "answer-12" stands for."""
    kind, _hyphen, target = name.partition("-")
    return DraftKind(kind), int(target) if target else None
