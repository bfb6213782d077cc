"""`python -m benchmarks`: fills a site of the wanted size once, then measures it; `make bench` does the same."""

import argparse
import os
import sys
import time

from benchmarks.site import Place, database, database_to_fill, environment, prepare

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    options = _read(arguments)
    place = Place(options.questions)
    if not place.is_filled:
        _fill(place, options)
    with database(place) as url:
        _set_up(url)
        if options.profile:
            _profile(options)
        elif options.plans:
            return _look_at_plans()
        elif options.only != ["nothing"]:
            _measure(url, options)
    return 0


def _set_up(url: str) -> None:
    os.environ |= environment(url)
    prepare(environment(url))
    import django

    django.setup()


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks",
        description="Fills a site of the wanted size (once; it is kept in var/benchmarks) and measures it: web server"
        " and database on the first core, the readers on the second. Results go to benchmarks/results.",
    )
    parser.add_argument(
        "--size", default="10k", help="how many questions: 10k, 100k, 1m or a number (default: 10k)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="the same seed fills in the same data (default: 1)"
    )
    parser.add_argument("--seconds", type=int, default=10, help="how long one run takes (default: 10)")
    parser.add_argument("--runs", type=int, default=3, help="of how many runs the median counts (default: 3)")
    parser.add_argument(
        "--only", nargs="*", default=["warm", "cold", "signed-in", "writes"],
        help="parts: warm, cold, signed-in, writes; nothing: fill only (default: all)",
    )  # fmt: skip
    parser.add_argument("--name", default="", help="the name of the result (default: the size)")
    parser.add_argument(
        "--profile", default="", metavar="PAGE", help="say where the time of one page goes instead"
    )
    parser.add_argument(
        "--plans", action="store_true", help="look for queries whose cost grows with the data instead"
    )
    parser.add_argument("--signed-in", action="store_true", help="with --profile: as a member")
    options = parser.parse_args(arguments)
    options.questions = SIZES.get(options.size.lower()) or int(options.size)
    return options


def _fill(place: Place, options: argparse.Namespace) -> None:
    begun = time.monotonic()
    with database_to_fill(place) as url:
        _set_up(url)
        from django.db import connection

        from benchmarks.dataset import fill

        fill(url, options.questions, seed=options.seed)
        connection.close()
        connection.close_pool()
    (place.folder / "filled").write_text(str(options.seed))
    print(f"Filled in {time.monotonic() - begun:.0f} s", flush=True)


def _profile(options: argparse.Namespace) -> None:
    from benchmarks.profiling import profile
    from benchmarks.profiling_writes import NAMES, profile_sending

    if options.profile in NAMES:
        profile_sending(options.profile)
    else:
        profile(options.profile, signed_in=options.signed_in)


def _look_at_plans() -> int:
    from benchmarks.plans import find_problems

    problems = find_problems()
    print("\n".join(map(str, problems)) or "No query reads a big table as a whole, or sorts much.")
    return 1 if problems else 0


def _measure(url: str, options: argparse.Namespace) -> None:
    from benchmarks.measuring import Measuring
    from benchmarks.report import Report

    report = Report(options.questions, f"median of {options.runs} runs of {options.seconds} s")
    Measuring(url, report, seconds=options.seconds, runs=options.runs).run(options.only)
    report.write(options.name or options.size.lower())


if __name__ == "__main__":
    # Files must be readable by the account the embedded database runs as.
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
