"""Indexing: a whole garden, nothing new, one changed note.

Run it: ``python -m benchmarks.indexing --notes 10000``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from benchmarks.memory import peak_of
from benchmarks.tables import Table, megabytes, seconds, times
from benchmarks.workplace import Workplace, main
from markdown_it import MarkdownIt

from garden.core import Garden
from garden.model import Query

CHANGES = 5
"""How often a note is changed; the slowest change counts."""


def measure(place: Workplace) -> Iterator[Table]:
    """Leaves the garden indexed."""
    floor, bodies = read_all(place.paths())
    parsing = parse_all(bodies)
    full, peak = peak_of(place.command("index"), place.environment)
    table = Table("Indexing", ("what", "measured", "goal"))
    table.add("floor: read every file, its front matter with the C loader", seconds(floor), "")
    table.add("markdown-it-py parses every body, one process", seconds(parsing), "")
    table.add("full index", seconds(full), "")
    table.add("full index ÷ markdown-it-py", times(full / parsing), "≤ 1.5 ×")
    table.add("full index ÷ floor", times(full / floor), "printed")
    table.add("peak memory of indexing, all processes", megabytes(peak), "< 600 MB")
    table.add("nothing changed: garden index again", seconds(place.run("index")), "< 1 s")
    table.add("one changed note, until a search finds it", seconds(one_change(place)), "< 0.5 s")
    table.add("the same from a shell: garden search", seconds(one_change_from_shell(place)), "")
    yield table


def read_all(paths: list[Path]) -> tuple[float, list[str]]:
    """Seconds for the least any indexer must do, and the bodies of the notes."""
    started = time.perf_counter()
    bodies = []
    for path in paths:
        _, front, body = path.read_bytes().decode().split("---\n", 2)
        yaml.load(front, Loader=yaml.CSafeLoader)
        bodies.append(body)
    return time.perf_counter() - started, bodies


def parse_all(bodies: list[str]) -> float:
    """Seconds for parsing with markdown-it-py as it comes, with tables and strikethrough."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    started = time.perf_counter()
    for body in bodies:
        parser.parse(body)
    return time.perf_counter() - started


def one_change(place: Workplace) -> float:
    """Seconds from writing a note to a search that finds its new word, in a running process."""
    slowest = 0.0
    with Garden.open(place.root) as garden:
        garden.search(Query(text="anything"))
        for number in range(CHANGES):
            word = f"unheardof{number}"
            started = time.perf_counter()
            _add_word(place.paths()[number], word)
            garden.reindex()
            found = garden.search(Query(text=word))
            slowest = max(slowest, time.perf_counter() - started)
            assert found.total == 1, f"'{word}' was not found"
    return slowest


def one_change_from_shell(place: Workplace) -> float:
    """Seconds for `garden search` when a note has just changed."""
    _add_word(place.paths()[-1], "neverheard")
    return place.run("search", "neverheard")


def _add_word(path: Path, word: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{word.capitalize()}.\n")


if __name__ == "__main__":
    main(measure)
