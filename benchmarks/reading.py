"""Reading pages with wrk: requests a second, and the processor time that one takes."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from benchmarks.site import HOST, MEASURING, PORT, cpu_seconds

CONNECTIONS = 8
# Templates are read and connections made before anything counts.
WARM_UP_SECONDS = 4
# Goes through the addresses of a file, again and again.
SCRIPT = """
local pages = {}
for line in io.lines(os.getenv("PAGES")) do pages[#pages + 1] = line end
local number = 0
request = function()
  number = number % #pages + 1
  return wrk.format("GET", pages[number])
end
"""


@dataclass(frozen=True)
class Rate:
    """How fast something is: the median of several runs."""

    requests_a_second: float
    cpu_ms: float
    p99_ms: float


def find_wrk() -> str:
    """Return the program; raises RuntimeError with what to do when it is missing."""
    found = shutil.which("wrk")
    if found is None:
        raise RuntimeError("wrk is missing (on Debian: apt-get install wrk).")
    return found


def measure(
    pages: Sequence[str], headers: dict[str, str], server: psutil.Process, *, seconds: int, runs: int
) -> Rate:
    """Read these pages in turn over eight connections. Raises RuntimeError when an answer is no page."""
    with TemporaryDirectory() as folder:
        listed, script = Path(folder) / "pages", Path(folder) / "pages.lua"
        listed.write_text("\n".join(pages))
        script.write_text(SCRIPT)
        _run(listed, script, headers, server, WARM_UP_SECONDS)
        found = [_run(listed, script, headers, server, seconds) for _ in range(runs)]
    return Rate(
        median(one.requests_a_second for one in found),
        median(one.cpu_ms for one in found),
        median(one.p99_ms for one in found),
    )


def _run(listed: Path, script: Path, headers: dict[str, str], server: psutil.Process, seconds: int) -> Rate:
    command = [
        "taskset",
        "-c",
        str(MEASURING),
        find_wrk(),
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--latency",
        "--timeout",
        "30s",
    ]
    command += ["-s", str(script)]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    before = cpu_seconds(server)
    done = subprocess.run(
        [*command, f"http://{HOST}:{PORT}"],
        env={"PAGES": str(listed), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    used = cpu_seconds(server) - before
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"Not every answer was a page:\n{done.stdout}")
    number = int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])  # type: ignore[index]
    return Rate(rate, used * 1_000 / max(number, 1), _milliseconds(done.stdout))


def _milliseconds(text: str) -> float:
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1_000}[unit]
