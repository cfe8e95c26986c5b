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
    rounds = [
        {name: cost_of(command, place.environment) for name, (command, _) in commands.items()}
        for _ in range(RUNS)
    ]
    table = Table(
        f"From a cold shell, {RUNS} rounds, in each of which every command has its turn",
        ("command", "fastest", "median", "processor, median", "goal"),
    )
    for name, (_, goal) in commands.items():
        clock = [costs[name].seconds for costs in rounds]
        work = statistics.median(costs[name].processor for costs in rounds)
        table.add(name, seconds(min(clock)), seconds(statistics.median(clock)), seconds(work), goal)
    yield table


if __name__ == "__main__":
    main(measure)
