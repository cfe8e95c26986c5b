"""The program from a cold shell: how long before it has said what it has to say.

Run it: ``python -m benchmarks.cold --notes 10000``.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from benchmarks.processes import cost_of
from benchmarks.tables import Table, seconds
from benchmarks.workplace import Workplace, main

RUNS = 11


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, where that has not been done."""
    place.cost_of("index")
    commands = {
        "python -c pass": ([sys.executable, "-c", "pass"], ""),
        "python -c 'import flask'": ([sys.executable, "-c", "import flask"], ""),
        "garden --version": (place.command("--version"), "< 0.3 s"),
        "garden search": (place.command("search", "people", "work"), "< 0.8 s"),
        "garden list": (place.command("list"), ""),
    }
    table = Table(
        f"From a cold shell, {RUNS} runs", ("command", "fastest", "median", "processor, median", "goal")
    )
    for name, (command, goal) in commands.items():
        runs = [cost_of(command, place.environment) for _ in range(RUNS)]
        clock = [run.seconds for run in runs]
        work = statistics.median(run.processor for run in runs)
        table.add(name, seconds(min(clock)), seconds(statistics.median(clock)), seconds(work), goal)
    yield table


if __name__ == "__main__":
    main(measure)
