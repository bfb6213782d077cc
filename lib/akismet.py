"""Asks the service Akismet whether a text is spam (https://akismet.com/developers); only where the operator has a key.

Sent are the text, its kind and the address of this site: no name, no e-mail address, and in place of the sender's
address, which the service wants and we do not keep, one that belongs to nobody.
"""

import http.client
from urllib.parse import urlencode

HOST, PATH = "rest.akismet.com", "/1.1/comment-check"
SECONDS = 5
NOBODY = "192.0.2.1"


class AkismetError(OSError):
    """The service did not answer yes or no."""


def is_spam(key: str, site: str, text: str) -> bool:
    """Return what Akismet says; raises OSError when it does not answer in time or not as agreed."""
    form = {
        "api_key": key, "blog": site, "user_ip": NOBODY, "comment_type": "forum-post", "comment_content": text,
    }  # fmt: skip
    connection = http.client.HTTPSConnection(HOST, timeout=SECONDS)
    try:
        connection.request(
            "POST", PATH, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        answer = connection.getresponse().read(100).decode(errors="replace").strip()
    except http.client.HTTPException as error:
        raise AkismetError(str(error)) from error
    finally:
        connection.close()
    if answer not in ("true", "false"):
        raise AkismetError(f"Akismet answered {answer!r}.")
    return answer == "true"
