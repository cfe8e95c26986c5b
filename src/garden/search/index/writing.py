"""Writing Whoosh's segments, two to three times faster than Whoosh writes them.

What is written is Whoosh's own format. The time is won by what is left out: token
objects, a tuple for each posting and sorting them, lengths for its own scoring, a
compressed block for each rare word.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from garden.search.bounded import BoundedCache
from garden.search.index import merging, postings
from garden.search.index.dictionary import Dictionary
from garden.search.index.inversion import TermPool
from garden.search.index.postings import Inverted
from garden.search.index.segment import PostingsCache, Segment
from garden.search.index.union import Union
from garden.search.index.vocabulary import Vocabulary
from garden.search.stock import (
    FileIndex,
    NumericColumn,
    Schema,
    SegmentWriter,
    Storage,
    W3Codec,
    W3FieldWriter,
    W3Segment,
    pack_ushort,
)

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
        self.words = TermPool(vocabulary)
        self.pool: TermPool | Union = self.words
        self._columns = _Columns(self)

    def add(self, row: Row) -> None:
        """Adds a note."""
        doc = self.docnum
        self.perdocwriter.start_doc(doc)
        for field, value in row.columns.items():
            self._columns[field](doc, value)
        self.perdocwriter.finish_doc()
        for field, words in row.texts.items():
            self.words.add_text(field, doc, words)
        for field, terms in row.sets.items():
            self.words.add_set(field, doc, terms)
        self._added = True
        self.docnum += 1

    def take(self, union: Union) -> None:
        """Takes over the documents of other segments; to be done once, and with no others."""
        for doc in range(union.size):
            self.perdocwriter.start_doc(doc)
            self.perdocwriter.finish_doc()
        for name, field in self.schema.items():
            kept = field.column_type
            if kept is None:
                continue
            values: Iterable[tuple[int, bytes | int]] = (
                union.numbers(name) if isinstance(kept, NumericColumn) else union.texts(name)
            )
            for doc, value in values:
                self._columns[name](doc, value)
        self.pool = union
        self.docnum = union.size
        self._added = union.size > 0


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
    opened: Callable[[Writer], None],
) -> None:
    """Takes documents out of an index by number and puts rows in, in as many segments as needed.

    ``rows`` are numbered by ``vocabulary``, each when it is asked for. ``adopted`` are
    segments that lie beside the index's own already. Small segments are merged if there are so
    many that it cannot wait. ``opened`` is told each writer, for whoever must cancel when this raises.
    """
    writer = Writer(index, vocabulary)
    opened(writer)
    for number in removed:
        writer.delete_document(number)
    for row in rows:
        if row.replaces is not None:
            writer.delete_document(row.replaces)
        writer.add(row)
        if writer.words.size > FLUSH_WORDS:
            writer.commit(mergetype=_keep_all)
            if len(vocabulary) > VOCABULARY:
                vocabulary.clear()
            writer = Writer(index, vocabulary)
            opened(writer)
    writer.segments.extend(adopted)
    are_too_many = len(writer.segments) > merging.TOO_MANY
    writer.commit(mergetype=_keep)
    if are_too_many:
        merge(index, opened=opened)


def merge(index: FileIndex, *, wholly: bool = False, opened: Callable[[Writer], None]) -> None:
    """Writes segments anew as one; which, `merging` says. ``opened`` as for `write`."""
    writer = Writer(index, Vocabulary())
    opened(writer)
    writer.commit(mergetype=partial(_merge, wholly=wholly))


def _keep_all(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    """Keeps empty ones, too: what is still to be deleted is told by its number among all documents."""
    return segments


def _keep(writer: Writer, segments: list[W3Segment]) -> list[W3Segment]:
    """Keeps all segments but those of which every document was deleted."""
    return [segment for segment in segments if segment.doc_count()]


def _merge(writer: Writer, segments: list[W3Segment], *, wholly: bool) -> list[W3Segment]:
    """Merges some into the one being written; keeps the others."""
    kept = _keep(writer, segments)
    sizes = [(segment.doc_count(), segment.deleted_count()) for segment in kept]
    places = merging.to_merge(sizes, wholly=wholly)
    cache: PostingsCache = BoundedCache(0, lambda found: found.nbytes)
    opened = [Segment(writer.storage, writer.schema, kept[place], cache) for place in places]
    writer.take(Union((one, kept[place].deleted_docs()) for one, place in zip(opened, places, strict=True)))
    return [segment for place, segment in enumerate(kept) if place not in places]
