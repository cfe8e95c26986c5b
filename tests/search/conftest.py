"""Notes, documents and engines for tests of search: made by calls, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from garden.model import Content, Field, Heading, Link, Note, Page, ParsedNote, Query, Section, Visibility
from garden.search.engine import Batch, Document, FileState
from garden.search.index.document import document
from garden.search.whoosh_engine import WhooshEngine

PUBLIC = frozenset({Visibility.PUBLIC})
FIELDS = {
    "time": Field(name="time", title="Time", facet=True, many=False, order=("short", "long")),
    "people": Field(name="people", title="People", facet=True, order=("alone", "2 to 4", "5 to 12")),
    "moral": Field(name="moral", type="text"),
    "serves": Field(name="serves", type="number"),
    "held": Field(name="held", type="date"),
}


class Kit:
    """What tests of search are written with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engines: list[WhooshEngine] = []

    def document(
        self,
        note_id: str,
        body: str = "",
        *,
        links: Iterable[str] = (),
        has: Iterable[str] = (),
        headings: Iterable[str] = (),
        sections: Iterable[Section] = (),
        values: Mapping[str, tuple[Any, ...]] | None = None,
        **note: Any,
    ) -> Document:
        """A document of a note with this body, or these sections; other arguments are the note's."""
        made = Note(
            **{"id": note_id, "path": f"{note_id}.md", "fingerprint": note_id, "title": note_id, "lang": "en"}
            | note
        )
        content = Content(
            has=frozenset(has),
            links=tuple(Link(target=target, kind="wikilink", line=1) for target in links),
            headings=tuple(Heading(level=2, text=text, anchor=text, line=1) for text in headings),
            sections=tuple(sections) or (Section(heading="", anchor="", text=body),),
        )
        return document(ParsedNote(note=made, content=content), values or {}, FIELDS)

    def engine(self, name: str = "index", **options: Any) -> WhooshEngine:
        """An engine on a folder; the same folder for the same name."""
        made = WhooshEngine(self.folder / name, **{"fields": FIELDS} | options)
        self._engines.append(made)
        return made

    def indexed(self, *documents: Document) -> WhooshEngine:
        """An engine with these documents in it."""
        engine = self.engine()
        self.write(engine, *documents)
        return engine

    def write(
        self,
        engine: WhooshEngine,
        *documents: Document,
        removed: Iterable[str] = (),
        fresh: bool = False,
        attachments: tuple[str, ...] = (),
    ) -> int:
        """Publishes a generation with these documents put in."""
        with engine.writing():
            before = {} if fresh else dict(engine.snapshot().files)
            gone = {f"{note_id}.md" for note_id in removed}
            files = {path: state for path, state in before.items() if path not in gone}
            files |= {d.note.path: self.state(d.note.id) for d in documents}
            return engine.write(
                Batch(
                    files=files,
                    attachments=attachments,
                    removed={*removed, *(d.note.id for d in documents)},
                    documents=iter(documents),
                    fresh=fresh,
                )
            )

    def state(self, note_id: str) -> FileState:
        """The state of a file that holds a note."""
        return FileState(id=note_id, fingerprint=note_id, size=1, mtime_ns=2)

    def search(self, engine: WhooshEngine, text: str = "", **query: Any) -> Page:
        """A page of what a reader finds among public notes."""
        return engine.snapshot().search(Query(text=text, **query), visible=PUBLIC)

    def ids(self, engine: WhooshEngine, text: str = "", **query: Any) -> list[str]:
        """Ids of the hits, best first."""
        return [hit.note.id for hit in self.search(engine, text, **{"per_page": 100} | query).hits]

    def close(self) -> None:
        """Closes all engines."""
        for engine in self._engines:
            engine.close()


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """A kit in a folder of its own."""
    made = Kit(tmp_path)
    yield made
    made.close()
