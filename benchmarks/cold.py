"""The program from a cold shell: how long before it has said what it has to say.

Run it: ``python -m benchmarks.cold --notes 10000``.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from benchmarks.tables import Table, seconds
from benchmarks.workplace import Workplace, main, timed

RUNS = 11


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, where that has not been done."""
    place.run("index")
    commands = {
        "python -c pass": ([sys.executable, "-c", "pass"], ""),
        "python -c 'import flask'": ([sys.executable, "-c", "import flask"], ""),
        "garden --version": (place.command("--version"), "< 0.3 s"),
        "garden search": (place.command("search", "people", "work"), "< 0.8 s"),
        "garden list": (place.command("list"), ""),
    }
    table = Table(f"From a cold shell, {RUNS} runs", ("command", "fastest", "median", "goal"))
    for name, (command, goal) in commands.items():
        runs = [timed(command, place.environment) for _ in range(RUNS)]
        table.add(name, seconds(min(runs)), seconds(statistics.median(runs)), goal)
    yield table


if __name__ == "__main__":
    main(measure)
