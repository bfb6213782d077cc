"""Where the time of one page goes: functions, queries, plans."""

import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.pages import all_pages
from benchmarks.sampling import sampled
from benchmarks.site import HOST, PORT

TIMES = 60


def profile(page: str, *, signed_in: bool) -> None:
    """Read a page many times in this process, without the page cache, and print what it took."""
    settings.PAGE_CACHE_MB = 0
    address = _address(page)
    client = Client(headers={"host": f"{HOST}:{PORT}"})
    if signed_in:
        client.force_login(User.objects.filter(handle__startswith="person_", expert_valid_until=None).first())
    for _ in range(5):
        client.get(address)
    begun = time.process_time()
    for _ in range(TIMES):
        client.get(address)
    each = (time.process_time() - begun) * 1_000 / TIMES
    _queries(client, address)
    print(sampled(lambda: [client.get(address) for _ in range(TIMES)]))
    print(f"{address}: {each:.2f} ms of this process a page, without the database's own")


def _address(page: str) -> str:
    """Return the address itself, or that of one of the measured pages by its name."""
    return page if page.startswith("/") else next(one.addresses[0] for one in all_pages() if one.name == page)


def _queries(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    for number, query in enumerate(queries.captured_queries, 1):
        print(f"\n-- {number}. {query['time']} s\n{query['sql'][:1500]}")
        if query["sql"].lstrip().upper().startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + query["sql"].replace("%", "%%"), [])
                print("\n".join(f"   {row[0]}" for row in cursor.fetchall()))
