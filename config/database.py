"""Turns DATABASE_URL into Django's DATABASES entry."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg import Connection

from config.env import BadSettingError


def database_from_url(url: str, *, pool_size: int) -> dict[str, Any]:
    """Return the settings of a PostgreSQL database; pool_size is connections a process, 0 for none.

    Statements are prepared where connections are kept: a pooler between would mix up whose they are.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSettingError("DATABASE_URL", "its host or port cannot be read.") from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSettingError("DATABASE_URL", "only postgresql:// addresses are supported.")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSettingError("DATABASE_URL", "names no database.")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or unquote(parts.hostname or "")
    options: dict[str, Any] = dict(query)
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10, "check": check_kept}
        # How often lib.statements sends a text before it is prepared.
        options["prepare_threshold"] = 1
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def check_kept(connection: Connection) -> None:
    """Raise OperationalError when the server has ended a kept connection.

    Asking it would let every page wait. A server that goes says so, and closes: both have come already when they are
    looked for, the words before the end.
    """
    connection.pgconn.consume_input()
    connection.pgconn.consume_input()
