"""Where the time of one form goes: statements, function calls, processor time of this process and of PostgreSQL."""

import cProfile
import itertools
import pstats
import time
from collections.abc import Iterator
from functools import cache

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.sampling import sampled
from benchmarks.site import HOST, PORT, postgres_seconds
from benchmarks.writing import Form, Sending, all_sendings, headers_of

TIMES = 60
NAMES = ("vote", "comment", "answer", "ask")


def profile_sending(name: str) -> None:
    """Send a form many times in this process and print what it took; asking has two of them."""
    for sending in all_sendings():
        if sending.name.partition(":")[0] == name:
            _profile(sending)


def _profile(sending: Sending) -> None:
    batches = _batches(sending)
    for form, session in next(batches):
        _send(form, session)
    ready = next(batches)
    here, there = time.process_time(), postgres_seconds()
    for form, session in ready:
        _send(form, session)
    here, there = time.process_time() - here, postgres_seconds() - there
    number = _statements(next(batches))
    calls = _calls(next(batches))
    forms = next(batches)
    print(sampled(lambda: [_send(form, session) for form, session in forms]))
    print(
        f"{sending.name}: {number:.1f} statements, {calls:,.0f} function calls,"
        f" {here * 1_000 / TIMES:.2f} ms of this process and {there * 1_000 / TIMES:.2f} ms of PostgreSQL a form"
    )


def _batches(sending: Sending) -> Iterator[list[tuple[Form, str]]]:
    """Yield forms with who sends them, made before anything is measured."""
    sessions = itertools.cycle(sending.sessions)
    while True:
        yield [(next(sending.forms), next(sessions)) for _ in range(TIMES)]


def _send(form: Form, session: str) -> None:
    """Send a form. Raises RuntimeError when it is not taken."""
    status = _post(form, session)
    # The next request gets its connection from the pool, as on the site.
    connections.close_all()
    if status != form.status:
        raise RuntimeError(f"{form.address} answered {status}")


def _post(form: Form, session: str) -> int:
    token, headers = headers_of(session)
    client = _client()
    client.cookies.clear()
    client.cookies.load({"sessionid": session, "csrftoken": token})
    fields = {**form.fields, "csrfmiddlewaretoken": token}
    response = client.post(form.address, fields, headers={"host": f"{HOST}:{PORT}"} | headers)
    return response.status_code


@cache
def _client() -> Client:
    """One for all: each loads the middleware for itself."""
    return Client(enforce_csrf_checks=True)


def _statements(batch: list[tuple[Form, str]]) -> float:
    """Return how many statements a form takes on average, and print those of the one that took the most."""
    sent: list[list[dict[str, str]]] = []
    for form, session in batch:
        with CaptureQueriesContext(connection) as queries:
            _send(form, session)
        sent.append(queries.captured_queries)
    for number, query in enumerate(max(sent, key=len), 1):
        print(f"-- {number}. {query['time']} s  {query['sql'][:700]}")
    return sum(map(len, sent)) / TIMES


def _calls(batch: list[tuple[Form, str]]) -> float:
    """Return how many functions a form calls on average: what the machine's own unsteadiness does not change."""
    with cProfile.Profile() as profiler:
        for form, session in batch:
            _send(form, session)
    return pstats.Stats(profiler).total_calls / TIMES
