"""The fields of a form that is not sent yet, as the database keeps them: encrypted.

They may say what their writer would show to nobody.
"""

import json
from collections.abc import Mapping

from lib.encryption import UnreadableError, decrypt, encrypt

PURPOSE = "draft"

type Fields = Mapping[str, str | list[str]]


def make_token(fields: Fields) -> str:
    return encrypt(PURPOSE, json.dumps(fields).encode()).decode()


def read_fields(token: str) -> Fields | None:
    """Return the fields; None when the site no longer has the key."""
    try:
        return json.loads(decrypt(PURPOSE, token.encode()))
    except UnreadableError:
        return None
