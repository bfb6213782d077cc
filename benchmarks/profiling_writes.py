"""Where the time of one form goes: statements, function calls, processor time of this process and of PostgreSQL."""

import cProfile
import io
import itertools
import os
import pstats
import time
from collections.abc import Iterator
from functools import cache

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.site import HOST, PORT, postgres_seconds
from benchmarks.writing import CHECK, Form, Sending, all_sendings, headers_of

TIMES = 60
SHOWN = 45
NAMES = ("vote", "comment", "answer", "ask")


def profile_sending(name: str) -> None:
    """Send a form many times in this process and print what it took."""
    sending = next(one for one in all_sendings() if one.name == name)
    sessions = itertools.cycle(sending.sessions)
    for _ in range(10):
        _send(sending, sessions)
    here, there = time.process_time(), postgres_seconds()
    for _ in range(TIMES):
        _send(sending, sessions)
    here, there = time.process_time() - here, postgres_seconds() - there
    number = _statements(sending, sessions)
    calls, functions = _functions(sending, sessions)
    print(
        f"{functions}\n{name}: {number:.1f} statements, {calls:,.0f} function calls, {here * 1_000 / TIMES:.2f} ms of"
        f" this process and {there * 1_000 / TIMES:.2f} ms of PostgreSQL a form"
    )


def _send(sending: Sending, sessions: Iterator[str]) -> None:
    """Send the next form, and once more when it is shown for a check. Raises RuntimeError when it is not taken."""
    form, session = next(sending.forms), next(sessions)
    status, content = _post(form, session)
    if status == 200 and (found := CHECK.search(content)):
        seen = {"checked": found[1], "answers_seen": "yes", "danger": "none"}
        status, content = _post(Form(form.address, form.fields | seen), session)
    # The next request gets its connection from the pool, as on the site.
    connections.close_all()
    if status != 302:
        raise RuntimeError(f"{form.address} answered {status}")


def _post(form: Form, session: str) -> tuple[int, str]:
    token, headers = headers_of(session)
    client = _client()
    client.cookies.clear()
    client.cookies.load({"sessionid": session, "csrftoken": token})
    fields = {**form.fields, "csrfmiddlewaretoken": token}
    response = client.post(form.address, fields, headers={"host": f"{HOST}:{PORT}"} | headers)
    return response.status_code, response.content.decode()


@cache
def _client() -> Client:
    """One for all: each loads the middleware for itself."""
    return Client(enforce_csrf_checks=True)


def _statements(sending: Sending, sessions: Iterator[str]) -> float:
    """Return how many statements a form takes on average, and print those of the one that took the most."""
    sent: list[list[dict[str, str]]] = []
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as queries:
            _send(sending, sessions)
        sent.append(queries.captured_queries)
    for number, query in enumerate(max(sent, key=len), 1):
        print(f"-- {number}. {query['time']} s  {query['sql'][:700]}")
    return sum(map(len, sent)) / TIMES


def _functions(sending: Sending, sessions: Iterator[str]) -> tuple[float, str]:
    profiler, text = cProfile.Profile(), io.StringIO()
    with profiler:
        for _ in range(TIMES):
            _send(sending, sessions)
    for order, shown in (("tottime", SHOWN), ("cumulative", SHOWN * 3)):
        pstats.Stats(profiler, stream=text).sort_stats(order).print_stats(shown)
    calls = pstats.Stats(profiler).total_calls / TIMES
    return calls, text.getvalue().replace(f"{os.getcwd()}/", "")
