"""Writing Whoosh's segments, two to three times faster than Whoosh writes them.

What is written is Whoosh's own format. The time is won by what is left out: token
objects, a tuple for each posting and sorting them, lengths for its own scoring, a
compressed block for each rare word.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from garden.search import merging, postings
from garden.search.dictionary import Dictionary
from garden.search.inversion import TermPool
from garden.search.postings import Inverted
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
from garden.search.vocabulary import Vocabulary

FLUSH_WORDS = 6_000_000
"""Words in the pool at which a segment is closed and another begun: about 250 MB while it
is sorted, or 20,000 notes of 2 kB."""

VOCABULARY = 200_000
"""Numbered words from which the next segment begins with none, about 60 MB."""


@dataclass(frozen=True, slots=True)
class Row:
    """A note as Whoosh takes it: nothing left to analyse, to convert or to refuse."""

    columns: Mapping[str, bytes | int]
    """Values by field."""
    texts: Mapping[str, array[int]]
    """Words by field, numbered by the vocabulary of the writer."""
    sets: Mapping[str, Sequence[bytes]]
    """Terms without positions by field."""
    replaces: int | None = None
    """The number of the document that it takes the place of."""


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes whole fields instead of one posting at a time."""

    def __init__(self, segment: W3Segment, storage: Storage) -> None:
        self._tindex = Dictionary(segment.create_file(storage, W3Codec.TERMS_EXT))
        self._postfile = segment.create_file(storage, W3Codec.POSTS_EXT)
        self._numbers: dict[str, int] = {}
        self._tindex.extras["fieldmap"] = self._numbers
        self.is_closed = False

    def add_postings(self, schema: Schema, lengths: Any, fields: Iterable[tuple[str, Inverted]]) -> None:
        """Takes what `TermPool.iter_postings` gives."""
        for field, inverted in fields:
            number = self._numbers.setdefault(field, len(self._numbers))
            key = pack_ushort(number)
            written = postings.write(self._postfile, inverted)
            self._tindex.add_all((key + term, about) for term, about in written)


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, writing by `_FieldWriter`; its segments say that they are Whoosh's."""

    length_stats = False  # lengths stand in columns, exact

    def field_writer(self, storage: Storage, segment: W3Segment) -> _FieldWriter:
        return _FieldWriter(segment, storage)

    def new_segment(self, storage: Storage, indexname: str) -> W3Segment:
        return W3Segment(W3Codec(), indexname)


class Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment, fed with rows."""

    def __init__(self, index: FileIndex, vocabulary: Vocabulary) -> None:
        # Its own lock is left alone: the generation's lock is held, and the folder is ours.
        super().__init__(index, _lk=False, codec=_Codec(), compound=True)
        self.pool = TermPool(vocabulary)
        self._columns = _Columns(self)

    def add(self, row: Row) -> None:
        """Adds a note."""
        doc = self.docnum
        self.perdocwriter.start_doc(doc)
        for field, value in row.columns.items():
            self._columns[field](doc, value)
        self.perdocwriter.finish_doc()
        for field, words in row.texts.items():
            self.pool.add_text(field, doc, words)
        for field, terms in row.sets.items():
            self.pool.add_set(field, doc, terms)
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Takes over the postings of a segment that is merged into this one."""
        renumbered = np.full(reader.doc_count_all(), -1, np.int64)
        if docmap is None:
            renumbered = startdoc + np.arange(len(renumbered))
        else:
            renumbered[list(docmap)] = list(docmap.values())
        view = postings_view(reader)
        for (field, term), info in reader:
            self.pool.take_over(field, term, postings.read(bytes(view[postings.extent(info)])), renumbered)


class _Columns(dict[str, Callable[[int, bytes | int], None]]):
    """What adds a document's value to the column of a field; made when the first value comes."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._documents, self._schema = writer.perdocwriter, writer.schema

    def __missing__(self, field: str) -> Callable[[int, bytes | int], None]:
        self._documents._create_column(field, self._schema[field].column_type)
        add: Callable[[int, bytes | int], None] = self._documents._get_column(field).add
        self[field] = add
        return add


def write(
    index: FileIndex,
    removed: Iterable[int],
    rows: Iterable[Row],
    vocabulary: Vocabulary,
    *,
    adopted: Iterable[W3Segment] = (),
    merges: bool = False,
    opened: Callable[[Writer], None],
) -> None:
    """Takes documents out of an index by number and puts rows in, in as many segments as needed.

    ``rows`` are numbered by ``vocabulary``, each when it is asked for. ``adopted`` are
    segments that lie beside the index's own already. Small segments are merged if this
    ``merges``, or if there are so many that it cannot wait. ``opened`` is told each writer,
    for whoever must cancel when this raises.
    """
    writer = Writer(index, vocabulary)
    opened(writer)
    for number in removed:
        writer.delete_document(number)
    for row in rows:
        if row.replaces is not None:
            writer.delete_document(row.replaces)
        writer.add(row)
        if writer.pool.size > FLUSH_WORDS:
            writer.commit(mergetype=_keep)
            if len(vocabulary) > VOCABULARY:
                vocabulary.clear()
            writer = Writer(index, vocabulary)
            opened(writer)
    writer.segments.extend(adopted)
    merges = merges or len(writer.segments) > merging.TOO_MANY
    writer.commit(mergetype=_merge_small if merges else _keep)


def _keep(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    """Keeps all segments but those of which every document was deleted."""
    return [segment for segment in segments if segment.doc_count()]


def _merge_small(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    """Merges some into the one being written; see `merging`."""
    kept = _keep(writer, segments)
    places = merging.to_merge([(segment.doc_count(), segment.deleted_count()) for segment in kept])
    for place in places:
        reader = SegmentReader(writer.storage, writer.schema, kept[place])
        writer.add_reader(reader)
        reader.close()
    return [segment for place, segment in enumerate(kept) if place not in places]
