"""Related notes: links of a real garden are hidden one by one, and the note each led to is looked for again.

    python -m benchmarks.related FOLDER [FOLDER ...]

Each FOLDER is a garden, or any folder of markdown whose notes link to one another. Its
index goes to a temporary folder. What is counted is recall@10: how often the note is
among the first ten related ones, by each ranking alone and by all of them together.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.tables import Table, milliseconds, percentile
from garden.core import Garden
from garden.model import Visibility
from garden.search.arrays import Numbers
from garden.search.documents.corpus import View
from garden.search.documents.graph import Graph
from garden.search.related import naming, relating
from garden.search.related.likeness import Likeness, others
from garden.search.snapshot import WhooshSnapshot
from garden.search.words.analysis import Analysis

LINKS = 400
"""Links of each garden that are hidden, by a fixed seed."""
FIRST = 10
VISIBLE = frozenset({Visibility.PUBLIC})


def main() -> int:
    """Measures every folder given."""
    if len(sys.argv) < 2:
        print("Give folders of linked notes: python -m benchmarks.related FOLDER ...", end="\n\n")
        print(__doc__)
        return 2
    table: Table | None = None
    for folder in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["GARDEN_CACHE"] = cache
            with Garden.open(folder) as garden:
                garden.reindex()
                row, times = measure(garden)
        table = table or Table(f"Related notes: recall@{FIRST}", ("garden", *row, "p50 / p95"))
        taken = " / ".join(milliseconds(percentile(times, share)) for share in (50, 95))
        table.add(folder.name, *row.values(), taken)
    print(table)
    return 0


def measure(garden: Garden) -> tuple[Mapping[str, str], list[float]]:
    """Recall of each ranking, and seconds of processor time for each note's related ones."""
    snapshot = garden.view.snapshot
    assert isinstance(snapshot, WhooshSnapshot)
    view = snapshot.view(VISIBLE)
    links = list(zip(*(side.tolist() for side in view.graph.pairs()), strict=True))
    hidden = random.Random(5).sample(links, min(LINKS, len(links)))
    found: dict[str, int] = {}
    times = []
    for source, target in hidden:
        started = time.process_time()
        snapshot.similar(view.corpus.id(source), visible=VISIBLE, limit=FIRST)
        times.append(time.process_time() - started)
        for name, scores in rankings(view, source, target).items():
            found[name] = found.get(name, 0) + (target in relating.ranked(scores, FIRST, view.corpus.id))
    row = {"notes": f"{view.count:,}", "hidden links": str(len(hidden))}
    return row | {name: f"{count / len(hidden):.2f}" for name, count in found.items()}, times


def rankings(view: View, source: int, target: int) -> Mapping[str, Numbers]:
    """Scores of all notes for one, as if it did not link to the target."""
    analysis = Analysis()
    note, sections = view.corpus.note(source), view.corpus.sections(source)
    words = Likeness(source, view, analysis.of(note.lang)).scores
    named = naming.naming(note, view, analysis) | naming.named(sections, view)
    names = np.where(named & others(source, view), 1 + words, 0.0)
    links = relating.neighbours(without(view.graph, source, target), source)
    together = relating.fused([words, names, links], view.corpus.id)
    return {"words": words, "names": names, "neighbours": links, "together": together}


def without(graph: Graph, source: int, target: int) -> Graph:
    """The graph with one link less."""
    sources, targets = graph.pairs()
    every = sources << 32 | targets
    return Graph(every[every != (source << 32) + target], graph.size, graph.doubtful)


if __name__ == "__main__":
    sys.exit(main())
