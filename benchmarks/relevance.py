"""How well search ranks, on public test collections: nDCG@10 of each beside other engines', and their mean.

    python -m benchmarks.relevance FOLDER

FOLDER holds one folder for each collection, with ``docs.jsonl`` (id, title, body,
perhaps tags and author), ``queries.jsonl`` (id, text) and ``qrels.tsv`` (query id,
document id, grade). Such files can be made from any collection of ir-datasets.com.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers import Bm25s, Fts5, Tantivy, Text
from benchmarks.tables import Table
from garden.model import Content, Note, ParsedNote, Person, Query, Section, Visibility
from garden.search.engine import Batch, Document
from garden.search.index.document import document
from garden.search.query import nodes
from garden.search.ranking import matching, nearness
from garden.search.snapshot import WhooshSnapshot
from garden.search.whoosh_engine import WhooshEngine
from garden.search.words import analysis

DEPTH = 10
Peer = type[Fts5] | type[Bm25s] | type[Tantivy]
PEERS: tuple[Peer, ...] = (Fts5, Bm25s, Tantivy)
VISIBLE = frozenset({Visibility.PUBLIC})


def main() -> int:
    """Measures every collection in the folder given."""
    folders = sorted(Path(sys.argv[1]).glob("*/docs.jsonl")) if len(sys.argv) == 2 else []
    if not folders:
        print("Give the folder that holds the collections: python benchmarks/relevance.py FOLDER", end="\n\n")
        print(__doc__)
        return 2
    table = Table(
        "nDCG@10, words only",
        ("collection", "notes", "questions", "Garden", "as typed", *(peer.name for peer in PEERS), "ms"),
    )
    rows = []
    for docs in folders:
        row = measure(docs.parent)
        rows.append((row.whole, row.typed, *row.peers))
        figures = [f"{figure:.3f}" for figure in rows[-1]]
        table.add(row.name, str(row.notes), str(row.questions), *figures, f"{row.ms:.1f}")
    means = [f"{sum(column) / len(rows):.3f}" for column in zip(*rows, strict=True)]
    table.add("mean", "", "", *means, "")
    print(table)
    return 0


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one collection."""

    name: str
    notes: int
    questions: int
    whole: float
    """nDCG@10 of whole questions, however long."""
    typed: float
    """The same through the search box, which reads 256 characters and 16 words."""
    peers: tuple[float, ...]
    """nDCG@10 of whole questions asked of each of `PEERS`."""
    ms: float
    """Milliseconds of processor time for a typed question."""


def measure(collection: Path) -> Row:
    """Indexes a collection and asks its questions."""
    judged = _judgements(collection / "qrels.tsv")
    asked = {row["id"]: row["text"] for row in _rows(collection / "queries.jsonl") if row["id"] in judged}
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        with engine.writing():
            engine.write(Batch(files={}, attachments=(), documents=_documents(collection), fresh=True))
        snapshot = engine.snapshot()
        whole = {key: _ranked(snapshot, text) for key, text in asked.items()}
        started = time.process_time()
        typed = {key: _typed(snapshot, text) for key, text in asked.items()}
        spent = time.process_time() - started
        notes = snapshot.view(VISIBLE).count
        engine.close()
        peers = [_peer(kind, collection, Path(folder)) for kind in PEERS]
        theirs = tuple(
            sum(ndcg(peer.rank(text, DEPTH), judged[key]) for key, text in asked.items()) / len(asked)
            for peer in peers
        )
    return Row(
        name=collection.name,
        notes=notes,
        questions=len(asked),
        whole=sum(ndcg(whole[key], judged[key]) for key in asked) / len(asked),
        typed=sum(ndcg(typed[key], judged[key]) for key in asked) / len(asked),
        peers=theirs,
        ms=spent * 1000 / len(asked),
    )


def _peer(kind: Peer, collection: Path, folder: Path) -> Fts5 | Tantivy | Bm25s:
    texts = (
        Text(
            id=row["id"],
            title=row.get("title") or "",
            tags=" ".join((*(row.get("tags") or ()), row.get("author") or "")),
            body=row.get("body") or "",
        )
        for row in _rows(collection / "docs.jsonl")
    )
    return kind(texts, folder)


def _ranked(snapshot: WhooshSnapshot, text: str) -> list[str]:
    """Ids by score for all words of a question."""
    view = snapshot.view(VISIBLE)
    words = nodes.All(
        tuple(nodes.Word(w) for written in analysis.written(text) for w in analysis.pieces(written))
    )
    found = nearness.raised(matching.find(words, view, analysis.Analysis()), view, view.mask)
    scores = found.scores if found.scores is not None else view.mask * 0.0
    return [view.corpus.id(int(doc)) for doc in (-scores).argsort(kind="stable")[:DEPTH] if found.mask[doc]]


def _typed(snapshot: WhooshSnapshot, text: str) -> list[str]:
    """Ids as the search page shows them; what the grammar would read as an operator is left out."""
    plain = "".join(char if char.isalnum() or char == "'" else " " for char in text)
    query = Query(text=plain, per_page=DEPTH)
    return [hit.note.id for hit in snapshot.search(query, visible=VISIBLE).hits]


def ndcg(ids: list[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin, Kekäläinen 2002)."""
    gained = sum(grades.get(found, 0) / math.log2(place + 2) for place, found in enumerate(ids[:DEPTH]))
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    ideal = sum(grade / math.log2(place + 2) for place, grade in enumerate(best))
    return gained / ideal if ideal else 0.0


def _documents(collection: Path) -> Iterator[Document]:
    for row in _rows(collection / "docs.jsonl"):
        note = Note(
            id=row["id"],
            path=f"{row['id']}.md",
            fingerprint="",
            title=row.get("title") or "",
            tags=tuple(row.get("tags") or ()),
            people=tuple(Person(name=name) for name in [row.get("author")] if name),
            lang="en",
        )
        content = Content(sections=(Section(heading="", anchor="", text=row.get("body") or ""),))
        yield document(ParsedNote(note=note, content=content))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, found, grade = line.split("\t")
        if int(grade) > 0:
            judged[query][found] = int(grade)
    return judged


if __name__ == "__main__":
    sys.exit(main())
