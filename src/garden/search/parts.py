"""Documents to Whoosh's segments: in the one writer's draft, or in parts made by other processes.

A part is a small index of its own in a folder of the draft. Its segments are moved
over as they are; nothing is merged or written twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from garden.errors import IndexingError
from garden.model import EMPTY, Problem
from garden.search import rows, schema, writing
from garden.search.analysis import Analysis
from garden.search.engine import Document, Part
from garden.search.fields import INDEX_NAME, stock_schema
from garden.search.stock import TOC, FileIndex, W3Segment
from garden.search.storage import DraftStorage
from garden.search.vocabulary import Vocabulary


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
    layout: schema.Layout

    def make(self, documents: Iterable[Document]) -> WhooshPart:
        """Writes a part; see `PartMaker.make`."""
        folder = self.folder / os.urandom(8).hex()
        folder.mkdir(mode=0o700, parents=True)
        storage = DraftStorage(folder)
        index = FileIndex.create(storage, stock_schema(self.layout), INDEX_NAME)
        try:
            problems = write(storage, index, documents, self.layout, Analysis())
        except SourceError as stopped:
            raise stopped.error from None
        for file in folder.iterdir():
            _put_on_disk(file)
        return WhooshPart(folder, problems)


def _put_on_disk(file: Path) -> None:
    """Has a file written out now, while others still make theirs: whoever publishes all waits less."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def adopt(part: Part, draft: Path) -> list[W3Segment]:
    """Moves the segments of a part into the draft."""
    assert isinstance(part, WhooshPart)
    segments: list[W3Segment] = TOC.read(DraftStorage(part.folder), INDEX_NAME).segments
    for segment in segments:
        for file in part.folder.glob(f"{segment.segment_id()}.*"):
            file.rename(draft / file.name)
    return segments


def write(
    storage: DraftStorage,
    index: FileIndex,
    documents: Iterable[Document],
    layout: schema.Layout,
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
    problems: dict[str, Problem] = {}
    vocabulary = Vocabulary()
    source = _Rows(documents, layout, analysis, vocabulary, docs, problems)
    with _refusals(storage, lambda: f"the note '{source.last}'") as opened:
        writing.write(index, removed, source, vocabulary, adopted=adopted, opened=opened)
    return problems


def merge(storage: DraftStorage, index: FileIndex, *, wholly: bool = False) -> None:
    """Writes segments anew as one, as `merging` says; raises as `write` does."""
    with _refusals(storage, lambda: "to merge segments") as opened:
        writing.merge(index, wholly=wholly, opened=opened)


@contextmanager
def _refusals(storage: DraftStorage, what: Callable[[], str]) -> Iterator[Callable[[writing.Writer], None]]:
    """Gives whom to tell of each writer; closes them all when something is refused, and says what."""
    writers: list[writing.Writer] = []
    try:
        yield writers.append
    except (SourceError, OSError):
        _abandon(writers, storage)
        raise
    except Exception as error:
        _abandon(writers, storage)
        raise IndexingError(
            f"Whoosh refused {what()} ({type(error).__name__}: {error})."
            " The last good index stays as it was. Please report this."
        ) from error


class SourceError(Exception):
    """What raised while documents were iterated: not ours to explain."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Rows:
    """Documents to rows, one by one, leaving out those that cannot be made ready."""

    def __init__(
        self,
        documents: Iterable[Document],
        layout: schema.Layout,
        analysis: Analysis,
        vocabulary: Vocabulary,
        docs: Mapping[str, int],
        problems: dict[str, Problem],
    ) -> None:
        self._documents = documents
        self._layout = layout
        self._analysis = analysis
        self._vocabulary = vocabulary
        self._docs = docs
        self._problems = problems
        self._seen: set[str] = set()
        self.last = ""

    def __iter__(self) -> Iterator[writing.Row]:
        for document in _guarded(self._documents):
            note = document.note
            self.last = note.path
            if note.id in self._seen:
                self._tell(document, "id-taken", f"Another note has the id '{note.id}'.", "Rename one.")
                continue
            self._seen.add(note.id)
            try:
                row = rows.row(document, self._layout, self._analysis, self._vocabulary)
            except Exception as error:  # noqa: BLE001 - one note never takes the rest down
                why = f"This note could not be indexed ({type(error).__name__}: {error})."
                self._tell(document, "not-indexed", why, "Please report this, with the note if you can.")
                continue
            old = self._docs.get(note.id)
            yield row if old is None else replace(row, replaces=old)

    def _tell(self, document: Document, code: str, message: str, fix: str) -> None:
        path = document.note.path
        self._problems[path] = Problem(path=path, code=code, message=message, fix=fix)


def _guarded(documents: Iterable[Document]) -> Iterator[Document]:
    iterator = iter(documents)
    while True:
        try:
            document = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            raise SourceError(error) from error
        yield document


def _abandon(writers: list[writing.Writer], storage: DraftStorage) -> None:
    """Closes what is open; the draft's folder goes as a whole."""
    for writer in writers:
        if not writer.is_closed:
            try:
                writer.cancel()
            except Exception:  # noqa: BLE001 - it is being thrown away
                continue
    storage.abandon()
