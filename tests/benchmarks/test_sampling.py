"""What `make profile` prints of the time that some work takes."""

import time

from benchmarks.sampling import sampled


def keep_busy():
    until = time.perf_counter() + 0.1
    while time.perf_counter() < until:
        pass


def test_the_function_that_takes_the_time_is_named_in_the_tree_and_in_the_list():
    printed = sampled(lambda: [keep_busy() for _ in range(2)])

    tree, _last, functions = printed.rpartition("\n\n")
    assert "keep_busy  tests/benchmarks/test_sampling.py" in tree
    assert any("keep_busy" in line or "perf_counter" in line for line in functions.strip().splitlines()[:2])
