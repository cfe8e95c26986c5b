"""Indexing: a whole garden, nothing new, one changed note.

Run it: ``python -m benchmarks.indexing --notes 10000``.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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

ROUNDS = 3
"""The machine may be half as fast a minute later: what is set against another has its turn beside it."""
CHANGES = 5
"""How often a note is changed; the slowest change counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What everything took in one round."""

    floor: Cost
    gfm: Cost
    commonmark: Cost
    full: Cost
    fts5: Cost


def measure(place: Workplace) -> Iterator[Table]:
    """Leaves the garden indexed, and its index in order."""
    rounds = [one_round(place) for _ in range(ROUNDS)]
    again = place.cost_of("index")
    table = Table(
        f"Indexing: medians of {ROUNDS} rounds, in each of which everything has its turn",
        ("what", "time", "processor", "goal"),
    )
    full = [each.full for each in rounds]
    gfm = [each.gfm for each in rounds]
    commonmark = [each.commonmark for each in rounds]
    floor = [each.floor for each in rounds]
    fts5 = [each.fts5 for each in rounds]
    table.add("floor: read every file, its front matter with the C loader", *_both(*floor), "")
    table.add("markdown-it-py parses every body as GFM, one process", *_both(*gfm), "")
    table.add("the same as CommonMark with tables and strikethrough alone", *_both(*commonmark), "")
    table.add("full index", *_both(*full), "")
    table.add("share of the processors that it had, beside what else the machine does", _share(full), "", "")
    table.add("full index ÷ markdown-it-py, GFM", *_ratios(full, gfm), "≤ 1.5 × in time")
    table.add("full index ÷ markdown-it-py, CommonMark alone", *_ratios(full, commonmark), "")
    table.add("full index ÷ floor", *_ratios(full, floor), "")
    table.add("SQLite FTS5: the same parse, then its index", *_both(*fts5), "")
    table.add("full index ÷ SQLite FTS5", *_ratios(full, fts5), "≤ 2.5 × in time")
    peak = max(cost.peak for cost in full)
    table.add("peak memory of indexing, all processes", megabytes(peak), "", "< 600 MB")
    table.add("nothing changed: garden index again", *_both(again), "< 1 s")
    change, told = one_change(place), one_change(place, told=True)
    table.add("one changed note, until a search finds it", *_both(change), "< 0.5 s")
    table.add("the same, told which file changed, as `garden serve` is", *_both(told), "")
    table.add("the same ÷ full index", *_shares(told, full), "< 1%")
    table.add("the same from a shell: garden search", *_both(one_change_from_shell(place)), "")
    table.add("its segments made one, as `garden serve` does in quiet", *_both(place.put_in_order()), "")
    yield table


def one_round(place: Workplace) -> Round:
    """Everything that is set against a full index, and that."""
    bodies, floor = read_all(place.paths())
    # What the library and its plugins have of the syntax that Garden reads.
    gfm = parse_all(bodies, MarkdownIt("commonmark").use(gfm_plugin).use(anchors_plugin))
    full = watched_cost_of(place.command("index", "--full"), place.environment)
    commonmark = parse_all(bodies, MarkdownIt("commonmark").enable(["table", "strikethrough"]))
    fts5 = parsed_and_put_into_fts5(place, commonmark)
    return Round(floor=floor, gfm=gfm, commonmark=commonmark, full=full, fts5=fts5)


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


def one_change(place: Workplace, *, told: bool = False) -> Cost:
    """From writing a note to a search that finds its new word, in a process that is ready, as a server is.

    It looks at every file whether that changed, or is ``told`` the one that did.
    """
    costs, notes = [], place.root / "notes"
    with Garden.open(place.root) as garden:
        garden.warm()
        garden.reindex()
        for number in range(CHANGES):
            path, word = place.paths()[number], f"unheardof{number}{'told' * told}"
            started = time.perf_counter(), time.process_time()
            _add_word(path, word)
            garden.reindex(among=[path.relative_to(notes).as_posix()] if told else None)
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


def _both(*costs: Cost) -> tuple[str, str]:
    return (
        seconds(median(cost.seconds for cost in costs)),
        seconds(median(cost.processor for cost in costs)),
    )


def _shares(one: Cost, of: list[Cost]) -> tuple[str, str]:
    """What it takes beside the median of something larger."""
    return (
        f"{one.seconds / median(cost.seconds for cost in of):.2%}",
        f"{one.processor / median(cost.processor for cost in of):.2%}",
    )


def _share(costs: list[Cost]) -> str:
    """How much of all processors' time a program had; one that works on all of them waits where others do."""
    processors = os.cpu_count() or 1
    return f"{median(cost.processor / cost.seconds for cost in costs) / processors:.0%}"


def _ratios(ones: list[Cost], others: list[Cost]) -> tuple[str, str]:
    """Of each round, and of them the median."""
    pairs = list(zip(ones, others, strict=True))
    return (
        times(median(one.seconds / other.seconds for one, other in pairs)),
        times(median(one.processor / other.processor for one, other in pairs)),
    )


if __name__ == "__main__":
    main(measure)
