"""Checking: a whole garden, and what one changed note touches.

Run it: ``python -m benchmarks.checking --notes 10000``.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from benchmarks.processes import watched_cost_of
from benchmarks.tables import Table, megabytes, seconds, times
from benchmarks.workplace import Workplace, main


def measure(place: Workplace) -> Iterator[Table]:
    """Leaves the garden indexed, and in a repository of git."""
    full = watched_cost_of(place.command("index", "--full"), place.environment)
    whole = watched_cost_of(place.command("check", "--json"), place.environment)
    fresh = watched_cost_of(place.command("check", "--format", "sarif"), place.environment)
    _commit(place)
    with place.paths()[0].open("a", encoding="utf-8") as file:
        file.write("\nOne more line.\n")
    changed = watched_cost_of(place.command("check", "--changed", "--json"), place.environment)
    table = Table("Checking", ("what", "time", "processor", "goal"))
    table.add("full index", seconds(full.seconds), seconds(full.processor), "")
    for title, cost in (("all notes", whole), ("all notes, again", fresh), ("one changed note", changed)):
        table.add(f"garden check: {title}", seconds(cost.seconds), seconds(cost.processor), "")
        ratio = times(cost.seconds / full.seconds), times(cost.processor / full.processor)
        table.add(f"garden check: {title} ÷ full index", *ratio, "< 1 ×")
    table.add("peak memory of checking all notes", megabytes(whole.peak), "", "")
    yield table


def _commit(place: Workplace) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "One"]):
        subprocess.run(["git", *who, *arguments], cwd=place.root, check=True, capture_output=True)


if __name__ == "__main__":
    main(measure)
