"""Indexing: a whole garden, nothing new, one changed note.

Run it: ``python -m benchmarks.indexing --notes 10000``.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.gfm import gfm_plugin

from benchmarks.peers import Fts5, texts_of
from benchmarks.processes import Cost, watched_cost_of
from benchmarks.tables import Table, megabytes, seconds, times
from benchmarks.workplace import Workplace, main
from garden.core import Garden
from garden.model import Query

CHANGES = 5
"""How often a note is changed; the slowest change counts."""


def measure(place: Workplace) -> Iterator[Table]:
    """Leaves the garden indexed."""
    bodies, floor = read_all(place.paths())
    parsing = parse_all(bodies, MarkdownIt("commonmark").enable(["table", "strikethrough"]))
    # What the library and its plugins have of the syntax that Garden reads.
    as_written = parse_all(bodies, MarkdownIt("commonmark").use(gfm_plugin).use(anchors_plugin))
    full = watched_cost_of(place.command("index"), place.environment)
    again = place.cost_of("index")
    fts5 = parsed_and_put_into_fts5(place, parsing)
    table = Table("Indexing", ("what", "time", "processor", "goal"))
    table.add("floor: read every file, its front matter with the C loader", *_both(floor), "")
    table.add("markdown-it-py parses every body as GFM, one process", *_both(as_written), "")
    table.add("the same as CommonMark with tables and strikethrough alone", *_both(parsing), "")
    table.add("full index", *_both(full), "")
    table.add("full index ÷ markdown-it-py, GFM", *_ratios(full, as_written), "≤ 1.5 × in time")
    table.add("full index ÷ markdown-it-py, CommonMark alone", *_ratios(full, parsing), "")
    table.add("full index ÷ floor", *_ratios(full, floor), "")
    table.add("SQLite FTS5: the same parse, then its index", *_both(fts5), "")
    table.add("full index ÷ SQLite FTS5", *_ratios(full, fts5), "≤ 2.5 × in time")
    table.add("peak memory of indexing, all processes", megabytes(full.peak), "", "< 600 MB")
    table.add("nothing changed: garden index again", *_both(again), "< 1 s")
    table.add("one changed note, until a search finds it", *_both(one_change(place)), "< 0.5 s")
    table.add("the same from a shell: garden search", *_both(one_change_from_shell(place)), "")
    yield table


def read_all(paths: list[Path]) -> tuple[list[str], Cost]:
    """The bodies of the notes, and the least that any indexer must do to have them."""
    started = time.perf_counter(), time.process_time()
    bodies = []
    for path in paths:
        _, front, body = path.read_bytes().decode().split("---\n", 2)
        yaml.load(front, Loader=yaml.CSafeLoader)
        bodies.append(body)
    return bodies, _since(*started)


def parse_all(bodies: list[str], parser: MarkdownIt) -> Cost:
    """Parsing with markdown-it-py as others set it up."""
    started = time.perf_counter(), time.process_time()
    for body in bodies:
        parser.parse(body)
    return _since(*started)


def parsed_and_put_into_fts5(place: Workplace, parsing: Cost) -> Cost:
    """What parsing took, and building an index of SQLite's of what was parsed."""
    with Garden.open(place.root) as garden, tempfile.TemporaryDirectory() as folder:
        texts = list(texts_of(garden))
        started = time.perf_counter(), time.process_time()
        Fts5(texts, Path(folder))
        building = _since(*started)
    return Cost(seconds=parsing.seconds + building.seconds, processor=parsing.processor + building.processor)


def one_change(place: Workplace) -> Cost:
    """From writing a note to a search that finds its new word, in a process that is ready, as a server is."""
    costs = []
    with Garden.open(place.root) as garden:
        garden.warm()
        for number in range(CHANGES):
            word = f"unheardof{number}"
            started = time.perf_counter(), time.process_time()
            _add_word(place.paths()[number], word)
            garden.reindex()
            found = garden.search(Query(text=word))
            costs.append(_since(*started))
            assert found.total == 1, f"'{word}' was not found"
    return max(costs, key=lambda cost: cost.seconds)


def one_change_from_shell(place: Workplace) -> Cost:
    """`garden search` when a note has just changed."""
    _add_word(place.paths()[-1], "neverheard")
    return place.cost_of("search", "neverheard")


def _add_word(path: Path, word: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{word.capitalize()}.\n")


def _since(clock: float, processor: float) -> Cost:
    return Cost(seconds=time.perf_counter() - clock, processor=time.process_time() - processor)


def _both(cost: Cost) -> tuple[str, str]:
    return seconds(cost.seconds), seconds(cost.processor)


def _ratios(one: Cost, other: Cost) -> tuple[str, str]:
    return times(one.seconds / other.seconds), times(one.processor / other.processor)


if __name__ == "__main__":
    main(measure)
