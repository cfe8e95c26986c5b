"""Writing Whoosh's segments, two to three times faster than Whoosh writes them.

What is written is Whoosh's own format. The time is won by what is left out: token
objects, a tuple for each posting and sorting them, lengths for its own scoring, a
compressed block for each rare word.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from garden.search import postings
from garden.search.segment import postings_view
from garden.search.stock import (
    FileIndex,
    Schema,
    SegmentReader,
    SegmentWriter,
    Storage,
    W3Codec,
    W3FieldWriter,
    W3Segment,
    pack_ushort,
)

FLUSH_POSITIONS = 12_000_000
"""Numbers in the pool (4 bytes each) at which a segment is closed and another begun: about
150 MB with what holds them, or 15,000 notes of 2 kB."""

SEGMENTS = 8
"""With more, a query takes longer (search-speed: four times at 60), and small ones are merged."""


@dataclass(frozen=True, slots=True)
class Row:
    """A note as Whoosh takes it: nothing left to analyse, to convert or to refuse."""

    columns: Mapping[str, bytes | int]
    """Values by field."""
    terms: Mapping[str, Mapping[bytes, Sequence[int]]]
    """Positions of each term by field; none for fields without positions."""
    replaces: int | None = None
    """The number of the document that it takes the place of."""


class TermPool:
    """Postings of a segment in the making: field to term to one stream of numbers."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, array[int]]] = {}
        self.size = 0

    def add(self, field: str, doc: int, terms: Mapping[bytes, Sequence[int]]) -> None:
        """Adds a document's terms; documents come in rising order."""
        known = self._fields.setdefault(field, {})
        for term, positions in terms.items():
            count = len(positions)
            stream = known.get(term)
            if stream is None:
                known[term] = array("I", (doc, count, *positions))
            else:
                stream.extend((doc, count, *positions))
            self.size += count + 2

    def iter_postings(self) -> Iterator[tuple[str, bytes, array[int]]]:
        """Everything in the order in which Whoosh's dictionary wants it."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                yield field, term, terms[term]

    def cleanup(self) -> None:
        """Nothing is kept in files."""


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes whole lists of postings instead of one at a time."""

    def add_postings(
        self, schema: Schema, lengths: Any, items: Iterable[tuple[str, bytes, array[int]]]
    ) -> None:
        """Takes what `TermPool.iter_postings` gives."""
        current = None
        for field, term, stream in items:
            if field != current:
                if current is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                current = field
            info = postings.write(self._postfile, stream)
            self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
        if current is not None:
            self.finish_field()


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, writing by `_FieldWriter`; its segments say that they are Whoosh's."""

    length_stats = False  # lengths stand in columns, exact

    def field_writer(self, storage: Storage, segment: W3Segment) -> _FieldWriter:
        return _FieldWriter(self, storage, segment)

    def new_segment(self, storage: Storage, indexname: str) -> W3Segment:
        return W3Segment(W3Codec(), indexname)


class Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment, fed with rows."""

    def __init__(self, index: FileIndex) -> None:
        # Its own lock is left alone: the generation's lock is held, and the folder is ours.
        super().__init__(index, _lk=False, codec=_Codec(), compound=True)
        self.pool = TermPool()

    def add(self, row: Row) -> None:
        """Adds a note."""
        columns, doc = self.perdocwriter, self.docnum
        columns.start_doc(doc)
        for field, value in row.columns.items():
            columns.add_column_value(field, self.schema[field].column_type, value)
        columns.finish_doc()
        for field, terms in row.terms.items():
            self.pool.add(field, doc, terms)
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Takes over the postings of a segment that is merged into this one."""
        view = postings_view(reader)
        for (field, term), info in reader:
            found = postings.read(bytes(view[postings.extent(info)]))
            self._take_over(field, term, found, startdoc, docmap)

    def _take_over(
        self,
        field: str,
        term: bytes,
        found: postings.Postings,
        startdoc: int,
        docmap: Mapping[int, int] | None,
    ) -> None:
        places = array("I", found.positions)
        at = 0
        for doc, count in zip(found.docs.tolist(), found.counts.tolist(), strict=True):
            length = int(count) if places else 0
            new = startdoc + doc if docmap is None else docmap.get(doc)
            if new is not None:
                self.pool.add(field, new, {term: places[at : at + length]})
            at += length


def write(
    index: FileIndex, removed: Iterable[int], rows: Iterable[Row], *, opened: Callable[[Writer], None]
) -> None:
    """Takes documents out of an index by number and puts rows in, in as many segments as needed.

    ``opened`` is told each writer, for whoever must cancel when this raises.
    """
    writer = Writer(index)
    opened(writer)
    for number in removed:
        writer.delete_document(number)
    for row in rows:
        if writer.pool.size > FLUSH_POSITIONS:
            writer.commit(mergetype=_keep_all)
            writer = Writer(index)
            opened(writer)
        if row.replaces is not None:
            writer.delete_document(row.replaces)
        writer.add(row)
    writer.commit(mergetype=_merge_small)


def _keep_all(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    return segments


def _merge_small(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    """Merges the smallest segments into the one being written, when there are too many.

    A segment joins when the new one has grown to half its size, so that each note is
    written again a few times in the life of an index and a large segment seldom;
    one that is mostly deletions always joins. Merging in the same write is the simplest
    that is sound: no second writer, no generation that only tidies up.
    """
    kept = [segment for segment in segments if segment.doc_count()]
    worn = [segment for segment in kept if segment.deleted_count() > segment.doc_count()]
    sized = sorted((s for s in kept if s not in worn), key=lambda segment: segment.doc_count())
    merged = worn
    size = writer.doc_count() + sum(segment.doc_count() for segment in worn)
    while sized and (len(sized) >= SEGMENTS or (merged and sized[0].doc_count() <= 2 * size)):
        merged.append(sized[0])
        size += sized.pop(0).doc_count()
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment in sized]
