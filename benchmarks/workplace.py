"""A made-up garden in a temporary folder, and the real `garden` program to run on it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gardens import garden_of
from benchmarks.processes import Cost, cost_of
from benchmarks.tables import Table
from garden.cli import collect_less
from garden.core import Garden

_SMALL = 350
"""Notes of a garden that is large enough to be indexed in several processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Where a measurement takes place."""

    root: Path
    """Of the garden."""
    ids: tuple[str, ...]
    cache: Path
    """Where its index is; no other garden's cache is touched."""

    @property
    def environment(self) -> Mapping[str, str]:
        """For programs started here: Python keeps what it compiled, as it does where Garden is installed."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "GARDEN_CACHE": str(self.cache), "PYTHONPYCACHEPREFIX": str(self.cache / "compiled")}

    def command(self, *arguments: str) -> list[str]:
        """The `garden` program of this environment, as a shell would start it."""
        return [str(Path(sys.executable).with_name("garden")), "--root", str(self.root), *arguments]

    def cost_of(self, *arguments: str) -> Cost:
        """Runs `garden` to its end."""
        return cost_of(self.command(*arguments), self.environment)

    def put_in_order(self) -> Cost:
        """What `garden serve` does with a new index once no one waits: its segments become one."""
        started = time.perf_counter(), time.process_time()
        with Garden.open(self.root) as garden:
            garden.tidy(wholly=True)
        return Cost(seconds=time.perf_counter() - started[0], processor=time.process_time() - started[1])

    def paths(self) -> list[Path]:
        """Every note's file."""
        return [self.root / "notes" / f"{note_id}.md" for note_id in self.ids]


@contextmanager
def workplace(notes: int) -> Iterator[Workplace]:
    """A garden of so many notes, not yet indexed; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="garden-bench-") as name:
        folder = Path(name)
        cache = folder / "cache"
        os.environ["GARDEN_CACHE"] = str(cache)  # for what is measured in this process
        small = Workplace(root=folder / "small", ids=garden_of(_SMALL, folder / "small"), cache=cache)
        for arguments in (("index",), ("search", "people"), ("list",)):
            small.cost_of(*arguments)  # after which Python has compiled what it runs
        ids = garden_of(notes, folder / "garden")
        yield Workplace(root=folder / "garden", ids=ids, cache=cache)


def main(*measures: Callable[[Workplace], Iterator[Table]]) -> None:
    """Runs measurements one after the other on one garden, printing each table when it is there."""
    parser = argparse.ArgumentParser(description="Measures Garden on made-up notes of 2 kB.")
    parser.add_argument("--notes", type=int, default=10_000, help="size of the garden (default: 10000)")
    arguments = parser.parse_args()
    collect_less()  # as the program does, which a part of this process stands for
    with workplace(arguments.notes) as place:
        size = sum(path.stat().st_size for path in place.paths())
        print(f"{arguments.notes:,} notes of {size / arguments.notes / 1000:.2f} kB on average\n", flush=True)
        for measure in measures:
            for table in measure(place):
                print(table, flush=True)
