"""All measurements of one data set, one after the other."""

import http.client
from contextlib import closing
from dataclasses import replace
from tempfile import NamedTemporaryFile

import psutil

from benchmarks import reading, writing
from benchmarks.pages import Pages, all_pages, signed_in
from benchmarks.report import Report
from benchmarks.site import HOST, PORT, cpu_seconds, environment, memory_mb, serving
from benchmarks.yardstick import BODY, ENCODING

PLAIN, SMALL = {}, {"Accept-Encoding": "br"}
LEAST_SHARE = 0.6
COLD = {
    "question": 300,
    "list": 300,
    "list, active": 300,
    "list, one place": 300,
    "tag, frequent": 300,
    "tag, rare": 300,
}
SIGNED_IN = 250
WRITES, MEDIAN_MS, P99_MS = 120, 8, 60
MEMORY_MB, PAGE_BYTES = 150, 12_000
PARTS = ("warm", "cold", "signed-in", "writes")


class Measuring:
    """Measures one site; what comes out goes into the report."""

    def __init__(self, url: str, report: Report, *, seconds: int, runs: int) -> None:
        self.settings, self.report = environment(url), report
        self.seconds, self.runs = seconds, runs
        self.pages = all_pages()

    def run(self, parts: list[str]) -> None:
        for part in parts:
            {"warm": self.warm, "cold": self.cold, "signed-in": self.signed_in, "writes": self.writes}[part]()

    def rate(self, pages: Pages, headers: dict[str, str], server: psutil.Process) -> reading.Rate:
        return reading.measure(pages.addresses, headers, server, seconds=self.seconds, runs=self.runs)

    def warm(self) -> None:
        """Pages from memory, beside a bare view that returns the same bytes."""
        rates, bodies = {}, {}
        with serving(self.settings) as server:
            for pages in self.pages:
                one = replace(pages, addresses=pages.addresses[:1])
                bodies[pages.name] = fetch(one.addresses[0], SMALL)
                rates[pages.name] = self.rate(one, SMALL, server)
            self.report.add(
                "memory of the web process", memory_mb(server), "MB", target=MEMORY_MB, less_is_better=True
            )
        for name, body in bodies.items():
            bare = self.bare(body)
            self.report.add(f"{name}: yardstick", bare.requests_a_second, "requests/s")
            self.report.add(
                f"{name}: from memory", rates[name].requests_a_second, "requests/s",
                target=LEAST_SHARE * bare.requests_a_second,
            )  # fmt: skip
            share = bare.cpu_ms / rates[name].cpu_ms if rates[name].cpu_ms else 0
            self.report.add(
                f"{name}: share of the yardstick",
                rates[name].requests_a_second / bare.requests_a_second,
                "",
                target=LEAST_SHARE,
            )
            self.report.add(f"{name}: share by processor time", share, "", target=LEAST_SHARE)
        size = len(bodies["question"])
        self.report.add("question: bytes (Brotli)", size, "bytes", target=PAGE_BYTES, less_is_better=True)

    def bare(self, body: bytes) -> reading.Rate:
        with NamedTemporaryFile() as file:
            file.write(body)
            file.flush()
            settings = self.settings | {BODY: file.name, ENCODING: "br"}
            with serving(settings, "benchmarks.yardstick:application") as server:
                return self.rate(Pages("yardstick", ["/page/"]), SMALL, server)

    def cold(self) -> None:
        """Pages that nobody has read yet: the cache is off."""
        with serving(self.settings | {"PAGE_CACHE_MB": "0"}) as server:
            for pages in self.pages:
                rate = self.rate(pages, PLAIN, server)
                self.add_rate(f"{pages.name}: not from memory", rate, COLD.get(pages.name))

    def signed_in(self) -> None:
        session = signed_in(1)[0]
        with serving(self.settings) as server:
            rate = self.rate(self.pages[0], {"Cookie": f"sessionid={session}"}, server)
            self.add_rate("question: signed in", rate, SIGNED_IN)

    def add_rate(self, name: str, rate: reading.Rate, target: float | None) -> None:
        more = {} if target is None else {"target": target}
        self.report.add(name, rate.requests_a_second, "requests/s", **more)
        self.report.add(f"{name}, by processor time", 1_000 / rate.cpu_ms, "1/CPU s", **more)

    def writes(self) -> None:
        with serving(self.settings) as server:
            for sending in writing.all_sendings():
                before = cpu_seconds(server)
                found = writing.measure(sending, seconds=self.seconds)
                used = cpu_seconds(server) - before
                self.report.add(f"{sending.name}: sent", found.requests_a_second, "requests/s", target=WRITES)
                self.report.add(
                    f"{sending.name}, by processor time", found.number / used, "1/CPU s", target=WRITES
                )
                self.report.add(
                    f"{sending.name}: median alone",
                    found.median_ms_alone,
                    "ms",
                    target=MEDIAN_MS,
                    less_is_better=True,
                )
                self.report.add(
                    f"{sending.name}: p99 of eight", found.p99_ms, "ms", target=P99_MS, less_is_better=True
                )


def fetch(address: str, headers: dict[str, str]) -> bytes:
    """Return the bytes of a page as they are sent."""
    with closing(http.client.HTTPConnection(HOST, PORT, timeout=60)) as connection:
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return body
