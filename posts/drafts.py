"""Text that could not be sent yet, kept in the session until its writer has signed in.

Encrypted: sessions stand in the database, and a draft may say what its writer would show to nobody.
"""

import json

from django.http import HttpRequest

from lib.encryption import UnreadableError, decrypt, encrypt

SESSION_KEY = "drafts"
MOST_DRAFTS = 5
PURPOSE = "draft"

type Fields = dict[str, str | list[str]]


def keep_draft(request: HttpRequest, name: str) -> None:
    """Remember the fields of a form that was sent by someone who is signed out; several values as a list."""
    fields = {
        key: values if len(values) > 1 else values[0]
        for key, values in request.POST.lists()
        if values and key != "csrfmiddlewaretoken"
    }
    drafts = request.session.get(SESSION_KEY, {})
    drafts.pop(name, None)
    kept = dict(list(drafts.items())[-(MOST_DRAFTS - 1) :])
    request.session[SESSION_KEY] = {**kept, name: encrypt(PURPOSE, json.dumps(fields).encode()).decode()}


def read_draft(request: HttpRequest, name: str) -> Fields | None:
    """Return the remembered fields, or None; also when the site no longer has the key of an old session."""
    token = request.session.get(SESSION_KEY, {}).get(name)
    if not isinstance(token, str):
        return None
    try:
        return json.loads(decrypt(PURPOSE, token.encode()))
    except UnreadableError:
        return None


def drop_draft(request: HttpRequest, name: str) -> None:
    """Forget a draft that has been sent."""
    drafts = request.session.get(SESSION_KEY, {})
    if drafts.pop(name, None) is not None:
        request.session[SESSION_KEY] = drafts
