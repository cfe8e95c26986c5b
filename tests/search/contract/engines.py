"""The engines that are held to the contract, and how its tests write and ask: by Protocols and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from garden.model import Facet, Page, Query
from garden.search.engine import Batch, Document, Engine, FileState
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import FIELDS, PUBLIC

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda folder: WhooshEngine(folder, fields=FIELDS, lock_seconds=0.2),
}
"""Each makes one in a folder, with the fields of `FIELDS`; it soon tires of waiting for another writer."""


def put(engine: Engine, *documents: Document, removed: tuple[str, ...] = (), **batch: Any) -> int:
    """Publishes a generation with these documents put in."""
    with engine.writing():
        gone = {*removed, *(document.note.id for document in documents)}
        return engine.write(
            Batch(**{"files": {}, "attachments": (), "removed": gone, "documents": iter(documents)} | batch)
        )


def states(*documents: Document) -> Mapping[str, FileState]:
    """What is known of files that hold some notes."""
    return {
        one.note.path: FileState(id=one.note.id, fingerprint=one.note.fingerprint, size=1, mtime_ns=2)
        for one in documents
    }


def ask(engine: Engine, text: str = "", **query: Any) -> Page:
    """A page of what a reader finds among public notes."""
    page = engine.snapshot().search(Query(text=text, **query), visible=PUBLIC)
    assert page.total >= len(page.hits)
    return page


def ranked(engine: Engine, text: str = "", **query: Any) -> list[str]:
    """Ids of the hits, best first."""
    return [hit.note.id for hit in ask(engine, text, **{"per_page": 100} | query).hits]


def found(engine: Engine, text: str = "", **query: Any) -> list[str]:
    """Ids of the hits, in their own order."""
    return sorted(ranked(engine, text, **query))


def facet(engine: Engine, name: str, text: str = "", **query: Any) -> Facet:
    """One facet of a page; one without values where the page has none."""
    facets = {facet.name: facet for facet in ask(engine, text, **query).facets}
    return facets.get(name, Facet(name=name, title="", values=()))
