"""Suggesting while one types: how soon, and how often the title meant is among the first.

Each title is begun by a fixed seed: its first letters, those with one slip of the fingers,
the first letters of any one of its words. Titles of these gardens begin with common words
and made-up ones, and no one has a favourite among them, so that the shares are low: four
letters cannot tell ten thousand titles apart. Compare runs with one another.

Run it: ``python -m benchmarks.suggest --notes 10000``.
"""

from __future__ import annotations

import random
import string
import time
from collections.abc import Callable, Iterator

from benchmarks.tables import Table, milliseconds, percentile, seconds
from benchmarks.workplace import Workplace, main
from garden.core import Garden

TITLES = 400
FIRST = 5
"""Suggestions among which the title should be."""


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, where that has not been done."""
    place.cost_of("index")
    with Garden.open(place.root) as garden:
        yield suggestions(garden)


def suggestions(garden: Garden) -> Table:
    """Processor time of one answer, and the share of titles found among the first five."""
    table = Table(
        "Suggestions: processor time, titles among the first five", ("typed", "p50", "p95", "found")
    )
    titles = [note.title for note in garden.notes()]
    started = time.process_time()
    garden.suggest("be ready")
    table.add("the first, which makes the lists", seconds(time.process_time() - started), "", "")
    for name, begin in _beginnings().items():
        rng = random.Random(11)
        taken, found = [], 0
        for title in rng.choices(titles, k=TITLES):
            text = begin(title.lower(), rng)
            started = time.process_time()
            answer = garden.suggest(text)
            taken.append(time.process_time() - started)
            found += title in [one.label for one in answer[:FIRST]]
        table.add(
            name,
            milliseconds(percentile(taken, 50)),
            milliseconds(percentile(taken, 95)),
            f"{found / TITLES:.0%}",
        )
    return table


def slipped(text: str, rng: random.Random) -> str:
    """Text with one letter too many, too few, another, or two swapped."""
    at, letter = rng.randrange(len(text) - 1), rng.choice(string.ascii_lowercase)
    return rng.choice(
        (
            text[:at] + letter + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _beginnings() -> dict[str, Callable[[str, random.Random], str]]:
    return {
        "two letters": lambda title, _: title[:2],
        "four letters": lambda title, _: title[:4],
        "eight letters": lambda title, _: title[:8],
        "four letters of any of its words": lambda title, rng: rng.choice(title.split())[:4],
        "four letters, one slip": lambda title, rng: slipped(title[:4], rng),
        "eight letters, one slip": lambda title, rng: slipped(title[:8], rng),
        "the whole title, one slip": slipped,
        "64 letters, all of them slips": lambda _, rng: "".join(
            rng.choices(string.ascii_lowercase + " ", k=64)
        ),
    }


if __name__ == "__main__":
    main(measure)
