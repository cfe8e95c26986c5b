"""The segments of the index as arrays: immutable, shared by threads and generations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from garden.model import Note, Section
from garden.search.bounded import BoundedCache
from garden.search.index import postings, records, schema
from garden.search.index.alike import Outlines, outlines
from garden.search.index.columns import BytesColumn
from garden.search.index.dictionary import Kept, TermFile
from garden.search.index.fields import INDEX_NAME, stock_schema
from garden.search.index.keys import Keys
from garden.search.index.lexicon import Lexicon
from garden.search.index.mapping import PAGES
from garden.search.index.postings import Postings
from garden.search.index.schema import Layout
from garden.search.index.storage import SealedStorage
from garden.search.stock import TOC, Schema, SegmentReader, Storage, W3Codec, W3Segment
from garden.search.words.analysis import OPENING

if TYPE_CHECKING:
    from garden.search.index.generations import Sealed

_FEW = 16
"""Documents of a list that is read anew each time, in some microseconds, and not kept."""

PostingsCache = BoundedCache[tuple[str, str, bytes], Postings]
"""By segment, field and term."""


class Values(NamedTuple):
    """A value field of one segment: which document has which values."""

    docs: NDArray[np.int32]
    """For each entry its document ..."""
    ordinals: NDArray[np.int32]
    """... and the number of its value in ..."""
    spellings: tuple[str, ...]
    """... these."""


class Segment:
    """Reads one of Whoosh's segments in bulk.

    Every read is at a position of its own in memory that does not change, so no
    lock is needed; what is built once may be built twice at the same time.
    """

    def __init__(
        self, storage: Storage, whoosh_schema: Schema, segment: W3Segment, cache: PostingsCache
    ) -> None:
        self.id: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self._segment = segment
        self._reader = SegmentReader(storage, whoosh_schema, segment)
        self._postings: memoryview = segment.open_file(self._reader.storage(), W3Codec.POSTS_EXT).view
        PAGES.of(self._postings)
        self.terms = TermFile(segment.open_file(self._reader.storage(), W3Codec.TERMS_EXT))
        self._cache = cache
        self._columns: dict[str, BytesColumn] = {}
        self._numbers: dict[str, NDArray[np.uint32]] = {}
        self._values: dict[str, Values] = {}
        self._notes: dict[int, Note] = {}
        self._keys: dict[str, Keys] = {}

    def postings(self, field: str, term: bytes) -> Postings:
        """The documents that have a term in a field (Whoosh's name of it)."""
        kept = self.terms.find(field, term)
        return postings.NONE if kept is None else self.postings_of(field, term, kept)

    def everywhere(self, fields: Iterable[str], term: bytes) -> list[tuple[str, Postings]]:
        """As `postings`, of those of some fields that have a term."""
        found = [(field, self.terms.find(field, term)) for field in fields]
        return [(field, self.postings_of(field, term, kept)) for field, kept in found if kept is not None]

    def postings_of(self, field: str, term: bytes, kept: Kept) -> Postings:
        """As `postings`, of a term that was found."""
        if kept.documents < _FEW:
            return self.read_postings(kept)
        return self._cache.get((self.id, field, term), lambda: self.read_postings(kept))

    def spread(self, field: str, term: bytes) -> int:
        """In how many documents a field has a term, without reading in which; deleted ones too."""
        kept = self.terms.find(field, term)
        return kept.documents if kept is not None else 0

    def read_postings(self, kept: Kept) -> Postings:
        """As `postings_of`; held by no one."""
        PAGES.read()
        extent = bytes(self._postings[kept.place : kept.place + kept.size])
        if kept.documents == 1:
            return postings.read_lone(extent, kept.first, kept.total)
        return postings.read(extent)

    @property
    def _of_words(self) -> list[str]:
        """Names of the fields of words that have terms."""
        return [field for field in self.terms.fields if field.startswith(schema.text_field(""))]

    @cached_property
    def openings(self) -> frozenset[bytes]:
        """The terms that stand beside the first part of what is written in parts, in whichever field."""
        return frozenset(term for field in self._of_words for term, _ in self.terms.beginning(field, OPENING))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all fields of words."""
        return Lexicon(self.terms.of(schema.EXACT), map(self.terms.of, self._of_words))

    def keys(self, field: str) -> Keys:
        """A column of keys by hash, each with its document; deleted ones too."""
        if field not in self._keys:
            column = self.column(field)
            self._keys[field] = Keys.of(column.joined(), column.lengths)
        return self._keys[field]

    def numbers(self, field: str) -> NDArray[np.uint32]:
        """A column of numbers."""
        if field not in self._numbers:
            numbers = np.zeros(self.size, np.uint32)
            kept = np.frombuffer(self._column_file(field), ">u1" if field == schema.VISIBILITY else ">u4")
            numbers[: len(kept)] = kept  # Whoosh leaves zeros at the end away
            self._numbers[field] = numbers
        return self._numbers[field]

    def column(self, field: str) -> BytesColumn:
        """A column of bytes: indexed by document, iterated over all."""
        if field not in self._columns:
            self._columns[field] = BytesColumn(self._column_file(field), self.size)
        return self._columns[field]

    def _column_file(self, field: str) -> memoryview:
        """What is written of a column; nothing where no document has a value."""
        storage = self._reader.storage()
        name = W3Codec.column_filename(self._segment, field)
        written: memoryview = storage.open_file(name).view if storage.file_exists(name) else memoryview(b"")
        return written

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of all documents, deleted ones too."""
        return tuple(map(_as_id, self.column(schema.ID)))

    def note_id(self, doc: int) -> str:
        """The id of a document; for a few of them, since `ids` reads all."""
        return _as_id(self.column(schema.ID)[doc])

    def note(self, doc: int) -> Note:
        """The note of a document."""
        if doc not in self._notes:
            meta = records.FrontMatter(self._fronts, doc)
            self._notes[doc] = records.to_note(self.column(schema.NOTE)[doc], meta)
        return self._notes[doc]

    @cached_property
    def _fronts(self) -> records.Fronts:
        return records.Fronts(self.column(schema.FRONT))

    def sections(self, doc: int) -> tuple[Section, ...]:
        """The text of a document."""
        PAGES.read()
        return records.to_sections(self.column(schema.SECTIONS)[doc])

    @cached_property
    def outlines(self) -> Outlines:
        """What `garden.search.index.alike` compares documents by, deleted ones too."""
        return outlines(self.column(schema.OUTLINE))

    def values(self, name: str) -> Values:
        """A value field."""
        if name not in self._values:
            self._values[name] = self._read_values(schema.value_field(name))
        return self._values[name]

    def _read_values(self, field: str) -> Values:
        known: dict[str, int] = {}
        column = self.column(field)
        written = [data for data in column if data]
        together = {  # most notes have what some other note has
            data: [known.setdefault(value, len(known)) for value in data.decode().split(schema.SEPARATOR)]
            for data in dict.fromkeys(written)
        }
        ordinals = [together[data] for data in written]
        docs = np.repeat(np.flatnonzero(column.lengths), list(map(len, ordinals)))
        flat = np.array(list(chain.from_iterable(ordinals)), np.int32)
        return Values(docs.astype(np.int32), flat, tuple(known))


def _as_id(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def segments_of(
    sealed: Sealed, layout: Layout, cache: PostingsCache, before: Sealed | None, known: Mapping[str, Segment]
) -> Mapping[str, tuple[Segment, frozenset[int]]]:
    """The segments of a generation by name, in Whoosh's order, each with its deleted documents.

    Those of the one ``before`` that did not change are ``known``.
    """
    storage, kept = SealedStorage(sealed.files), stock_schema(layout)
    toc = TOC.read(storage, INDEX_NAME, schema=kept)
    opened = {}
    for one in toc.segments:
        name = one.segment_id()
        own = [file for file in sealed.entries if file.startswith(f"{name}.")]
        same = before is not None and all(before.entries.get(file) == sealed.entries[file] for file in own)
        segment = known.get(name) if same else None
        if segment is None:  # it may outlive its generation, whose other files are to go
            alone = SealedStorage({file: sealed.files[file] for file in own})
            segment = Segment(alone, kept, one, cache)
        opened[name] = (segment, frozenset(one.deleted_docs()))
    return opened
