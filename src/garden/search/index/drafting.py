"""A batch into the draft of a generation: documents to Whoosh's segments.

The one writer writes these, or other processes do, in parts. A part is a small index of its own
in a folder of the draft. Its segments are moved over as they are; nothing is merged or written
twice.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from garden.errors import IndexingError
from garden.model import EMPTY, Problem
from garden.search import stock
from garden.search.engine import Batch, Document, Part
from garden.search.index import rows, writing
from garden.search.index.fields import INDEX_NAME, stock_schema
from garden.search.index.generations import Draft
from garden.search.index.schema import Layout
from garden.search.index.storage import DraftStorage
from garden.search.index.vocabulary import Vocabulary
from garden.search.stock import TOC, FileIndex, Schema, W3Segment
from garden.search.words.analysis import Analysis

_PARTS = "parts"
"""The folder, in a draft's, where parts are made."""


def merge_segments(draft: Draft, layout: Layout, *, wholly: bool = False) -> None:
    """Writes segments anew as one: small ones, or ``wholly`` all."""
    stock.check_version()
    storage = DraftStorage(draft.folder)
    index = _begun(storage, stock_schema(layout))
    with _refusals(storage, lambda: "to merge segments") as opened:
        writing.merge(index, wholly=wholly, opened=opened)
    _tell_replaced(draft)


def counts(draft: Draft) -> dict[str, int]:
    """How many documents a draft has, deleted ones too, and how many of the others one segment at most."""
    segments = TOC.read(DraftStorage(draft.folder), INDEX_NAME).segments
    return {
        "documents": sum(int(segment.doc_count_all()) for segment in segments),
        "largest": max((int(segment.doc_count()) for segment in segments), default=0),
    }


def write_segments(
    draft: Draft, batch: Batch, layout: Layout, analysis: Analysis, docs: Mapping[str, int]
) -> dict[str, Problem]:
    """Lets Whoosh write; gives the problems of notes left out, by path.

    ``docs`` are the numbers of the documents of the generation the draft was begun from, by id.
    """
    stock.check_version()
    storage, kept = DraftStorage(draft.folder), stock_schema(layout)
    index = _begun(storage, kept) if draft.base is not None else FileIndex.create(storage, kept)
    problems: dict[str, Problem] = {}
    adopted = []
    aside = draft.folder / _PARTS
    for part in batch.parts(WhooshPartMaker(aside, layout)):
        adopted += _adopt(part, draft.folder)
        problems |= part.problems
    if aside.exists():
        shutil.rmtree(aside)
    problems |= _write(
        storage,
        index,
        batch.documents,
        layout,
        analysis,
        docs=docs,
        removed=sorted({docs[note_id] for note_id in batch.removed if note_id in docs}),
        adopted=adopted,
    )
    _tell_replaced(draft)
    return problems


def _begun(storage: DraftStorage, schema: Schema) -> FileIndex:
    """The index that a draft was begun from; IndexingError where Whoosh cannot read it any more."""
    try:
        return FileIndex(storage, schema)
    except OSError:  # which says more by itself
        raise
    except Exception as error:
        raise IndexingError(
            f"The index cannot be read that this is to be added to ({type(error).__name__}: {error})."
        ) from error


def _tell_replaced(draft: Draft) -> None:
    """Takes no file for one of the generation before that Whoosh has merged or replaced."""
    draft.linked = {name: kept for name, kept in draft.linked.items() if (draft.folder / name).exists()}


@dataclass(frozen=True, slots=True)
class WhooshPart:
    """Implements `garden.search.engine.Part`."""

    folder: Path
    problems: Mapping[str, Problem]
    """Of documents that were left out, by path."""


@dataclass(frozen=True, slots=True)
class WhooshPartMaker:
    """Implements `garden.search.engine.PartMaker`."""

    folder: Path
    layout: Layout

    def make(self, documents: Iterable[Document]) -> WhooshPart:
        """Writes a part; see `PartMaker.make`."""
        folder = self.folder / os.urandom(8).hex()
        folder.mkdir(mode=0o700, parents=True)
        storage = DraftStorage(folder)
        index = FileIndex.create(storage, stock_schema(self.layout), INDEX_NAME)
        try:
            problems = _write(storage, index, documents, self.layout, Analysis())
        except SourceError as stopped:
            raise stopped.error from None
        for file in folder.iterdir():  # while others still make theirs: whoever publishes all waits less
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
        return WhooshPart(folder, problems)


def _adopt(part: Part, draft: Path) -> list[W3Segment]:
    """Moves the segments of a part into the draft."""
    assert isinstance(part, WhooshPart)
    segments: list[W3Segment] = TOC.read(DraftStorage(part.folder), INDEX_NAME).segments
    for segment in segments:
        for file in part.folder.glob(f"{segment.segment_id()}.*"):
            file.rename(draft / file.name)
    return segments


def _write(
    storage: DraftStorage,
    index: FileIndex,
    documents: Iterable[Document],
    layout: Layout,
    analysis: Analysis,
    *,
    docs: Mapping[str, int] = EMPTY,
    removed: Iterable[int] = (),
    adopted: Iterable[W3Segment] = (),
) -> dict[str, Problem]:
    """Writes documents into an index of Whoosh's; gives the problems of those left out, by path.

    ``docs`` are the numbers of documents there by id; one that comes again is replaced.
    Raises SourceError for what raises while ``documents`` are iterated, and IndexingError,
    naming the note, for what Whoosh refuses; ``storage`` is then good for nothing.
    """
    source = _Rows(documents, layout, analysis, Vocabulary(), docs)
    with _refusals(storage, lambda: f"the note '{source.last}'") as opened:
        writing.write(index, removed, source, source.vocabulary, adopted=adopted, opened=opened)
    return source.problems


@contextmanager
def _refusals(storage: DraftStorage, what: Callable[[], str]) -> Iterator[Callable[[writing.Writer], None]]:
    """Gives whom to tell of each writer; closes them all when something is refused, and says what."""
    writers: list[writing.Writer] = []
    try:
        yield writers.append
    except Exception as error:
        for writer in writers:
            if not writer.is_closed:
                with suppress(Exception):  # it is being thrown away, its folder as a whole
                    writer.cancel()
        storage.abandon()
        if isinstance(error, (SourceError, OSError)):  # which say more by themselves
            raise
        raise IndexingError(
            f"Whoosh refused {what()} ({type(error).__name__}: {error})."
            " The last good index stays as it was. Please report this."
        ) from error


class SourceError(Exception):
    """What raised while documents were iterated: not ours to explain."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(slots=True)
class _Rows:
    """Documents to rows, one by one, leaving out those that cannot be made ready."""

    documents: Iterable[Document]
    layout: Layout
    analysis: Analysis
    vocabulary: Vocabulary
    docs: Mapping[str, int]
    problems: dict[str, Problem] = field(default_factory=dict)
    """Of those left out, by path."""
    last: str = ""
    """The path of the one that was made ready last."""

    def __iter__(self) -> Iterator[writing.Row]:
        seen: set[str] = set()
        for document in _guarded(self.documents):
            note = document.note
            self.last = note.path
            if note.id in seen:
                self._tell(document, "id-taken", f"Another note has the id '{note.id}'.", "Rename one.")
                continue
            seen.add(note.id)
            try:
                row = rows.row(document, self.layout, self.analysis, self.vocabulary)
            except Exception as error:  # noqa: BLE001 - one note never takes the rest down
                why = f"This note could not be indexed ({type(error).__name__}: {error})."
                self._tell(document, "not-indexed", why, "Please report this, with the note if you can.")
                continue
            old = self.docs.get(note.id)
            yield row if old is None else replace(row, replaces=old)

    def _tell(self, document: Document, code: str, message: str, fix: str) -> None:
        path = document.note.path
        self.problems[path] = Problem(path=path, code=code, message=message, fix=fix)


def _guarded(documents: Iterable[Document]) -> Iterator[Document]:
    """The same documents; what raises while they are iterated comes as a SourceError."""
    try:
        yield from documents
    except Exception as error:
        raise SourceError(error) from error
