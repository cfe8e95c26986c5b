"""All segments of a generation as one row of documents, and the part of it a reader may see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from garden.links import Name, Resolver, fold, link_key
from garden.model import Note, Resolution, Section, Visibility
from garden.search.arrays import Integers, Mask, Numbers
from garden.search.bounded import BoundedCache
from garden.search.documents import prior
from garden.search.documents.copies import Copies, Gists
from garden.search.documents.facets import Table, Tables
from garden.search.documents.graph import Graph, graph
from garden.search.documents.names import Named
from garden.search.index import schema
from garden.search.index.alike import Outlines, outlines
from garden.search.index.dictionary import Kept
from garden.search.index.keys import Keys, joined
from garden.search.index.postings import NONE, Postings
from garden.search.index.schema import visibility_code
from garden.search.index.segment import Segment
from garden.search.words import stopwords
from garden.search.words.wording import in_order

NO_DOCS: Integers = np.empty(0, np.int64)
PostingLists = Sequence[tuple[Integers, Postings]]
"""Documents with some terms, term by term and segment by segment, with their postings."""

_KEPT = 2 * 1024 * 1024
"""Bytes of these that are held: one question asks for a word in several places, and the next page for the
same words again."""
_RESOLVERS = 10_000
"""Keys of links of which the names are held ready."""
_FORMS = 8
"""Terms that one word may have, of all languages; more are those of the beginning of a word, whose lists
are many."""


class Begun(NamedTuple):
    """A term of a segment that begins as was asked for."""

    term: bytes
    kept: Kept
    segment: Segment
    base: int
    """The number of the segment's first document."""


def _memory(by_field: Mapping[str, PostingLists]) -> int:
    """What it takes to hold one, about."""
    every = [one for found in by_field.values() for one in found]
    return 300 + sum([docs.nbytes + postings.nbytes for docs, postings in every])


def having(found: Iterable[tuple[Integers, Postings]], among: Mask) -> Mask:
    """Those documents of a mask that are among what was found."""
    mask = np.zeros(len(among), np.bool_)
    for docs, _ in found:
        mask[docs] = True
    mask &= among
    return mask


class Corpus:
    """Documents by number, from 0: those of the first segment, then of the second ..."""

    def __init__(
        self,
        segments: Sequence[tuple[Segment, frozenset[int]]],
        layout: schema.Layout,
        day: int = 0,
    ) -> None:
        """``day`` is the ordinal of the day it is: a consent that ran out before hides its note."""
        self.layout = layout
        self._segments = segments
        self._day = day
        bases = np.cumsum([0, *(segment.size for segment, _ in segments)]).tolist()
        self.parts = tuple((segment, base) for (segment, _), base in zip(segments, bases, strict=False))
        self.size: int = bases[-1]
        self.live = np.ones(self.size, np.bool_)
        for (_, base), (_, deleted) in zip(self.parts, segments, strict=True):
            self.live[[base + doc for doc in deleted]] = False
        self._starts = [base for _, base in self.parts]
        self._of_words = (schema.EXACT, *map(schema.text_field, layout.texts))
        self._everywhere = BoundedCache[bytes, Mapping[str, PostingLists]](_KEPT, _memory)
        self._resolvers = BoundedCache[str, Resolver](_RESOLVERS, lambda _: 1)
        self._leading_nowhere = Resolver((), prefix=layout.link_prefix)
        self._tables: dict[str, Table] = {}
        self._speaking: dict[frozenset[str], Mask] = {}

    def postings(self, field: str, *terms: bytes) -> PostingLists:
        """For each term and segment that has it: numbers of its documents, and its postings."""
        if len(terms) > _FORMS or field not in self._of_words:
            return self.find(field, *terms)
        return [one for term in terms for one in self.everywhere(term).get(field, ())]

    def everywhere(self, term: bytes) -> Mapping[str, PostingLists]:
        """As `postings`, by field of words, and of exact forms; most questions ask for all of these."""
        return self._everywhere.get(term, lambda: self._find_everywhere(term))

    def _find_everywhere(self, term: bytes) -> Mapping[str, PostingLists]:
        by_field: dict[str, list[tuple[Integers, Postings]]] = {}
        for segment, base in self.parts:
            for field, postings in segment.everywhere(self._of_words, term):
                by_field.setdefault(field, []).append((postings.docs + base, postings))
        return by_field

    def spoken(self, field: str, term: bytes, languages: frozenset[str]) -> PostingLists:
        """As `postings`, of one term in documents of some languages."""
        mask = self._speaking.get(languages)
        if mask is None:
            mask = self._speaking[languages] = self.table("lang").mask(languages)
        found = [(docs, postings, mask[docs]) for docs, postings in self.postings(field, term)]
        return [(docs[those], postings.of(those)) for docs, postings, those in found if those.any()]

    def find(self, field: str, *terms: bytes) -> PostingLists:
        """As `postings`; holds nothing and looks into no other field, for who asks for terms in one alone."""
        every = [(segment.postings(field, term), base) for term in terms for segment, base in self.parts]
        return [(found.docs + base, found) for found, base in every if found is not NONE]

    def beginning(self, field: str, prefix: bytes) -> Iterator[Begun]:
        """The terms of a field that begin so, segment by segment."""
        for segment, base in self.parts:
            for term, kept in segment.terms.beginning(field, prefix):
                yield Begun(term, kept, segment, base)

    def postings_of(self, field: str, terms: Sequence[Begun]) -> PostingLists:
        """As `postings`, of terms that were found; of those that stand in one document nothing is read."""
        lone = [one for one in terms if one.kept.documents == 1]
        docs = np.array([one.base + one.kept.first for one in lone], np.int64)
        firsts = np.array([one.kept.first for one in lone], np.int64)
        counts = np.array([one.kept.total for one in lone], np.float32)
        read = [
            (one.segment.postings_of(field, one.term, one.kept), one.base)
            for one in terms
            if one.kept.documents > 1
        ]
        found = [(postings.docs + base, postings) for postings, base in read]
        return [(docs, Postings(firsts, counts, b"")), *found] if lone else found

    def spread(self, field: str, term: bytes) -> int:
        """In how many documents a field has a term, deleted and hidden ones too."""
        return sum(segment.spread(field, term) for segment, _ in self.parts)

    def numbers(self, field: str) -> Integers:
        """A column of numbers."""
        columns = [segment.numbers(field) for segment, _ in self.parts]
        return np.concatenate([np.empty(0, np.int64), *columns]).astype(np.int64)

    def table(self, name: str) -> Table:
        """A value field."""
        if name not in self._tables:
            self._tables[name] = Table(name, self.parts, self.size)
        return self._tables[name]

    @cached_property
    def facets(self) -> Tables:
        """The value fields that are counted for each question, together."""
        counted = [name for name, field in self.layout.values.items() if field.facet]
        return Tables({name: self.table(name) for name in counted}, self.size)

    @cached_property
    def docs(self) -> dict[str, int]:
        """Documents by id, without deleted ones."""
        live = self.live.tolist()
        return {
            note_id: base + doc
            for segment, base in self.parts
            for doc, note_id in enumerate(segment.ids)
            if live[base + doc]
        }

    @cached_property
    def by_date(self) -> Integers:
        """Documents, newest first, then by id; those without a date last."""
        days = self.numbers(schema.DAY).tolist()
        order = sorted(self.docs.items(), key=lambda item: (-days[item[1]], item[0]))
        return np.array([doc for _, doc in order], np.int64)

    @cached_property
    def by_title(self) -> Integers:
        """Documents by title whatever its case and accents, then by id."""
        keys = {doc: in_order(self.note(doc).title) for doc in self.docs.values()}
        order = sorted(self.docs.items(), key=lambda item: (keys[item[1]], item[0]))
        return np.array([doc for _, doc in order], np.int64)

    @cached_property
    def names(self) -> Keys:
        """By which keys a link can lead to which documents; deleted ones too."""
        return joined((segment.keys(schema.NAME_KEYS), base) for segment, base in self.parts).rising()

    def resolve(self, target: str, source_id: str, kind: str = "wikilink") -> Resolution:
        """Where a link written in ``source_id`` leads, among all documents of any visibility.

        Those of other keys than the link's cannot be meant: their names need not be known.
        """
        key = link_key(target)
        resolver = self._resolvers.known(key) or self._resolver(key)
        return resolver.resolve(target, source_id, kind)

    def meant_by(self, key: str) -> list[int]:
        """Documents that a link of a key can mean."""
        return [doc for doc in self.names.docs_of_one(schema.link_term(key)) if self.live[doc]]

    def _resolver(self, key: str) -> Resolver:
        """Of links of one key; kept where there are notes of it, for questions may be of any other."""
        notes = list(map(self.note, self.meant_by(key)))
        if not notes:
            return self._leading_nowhere
        names = (Name(id=note.id, title=note.title, aliases=note.aliases) for note in notes)
        resolver = Resolver(names, prefix=self.layout.link_prefix)
        self._resolvers.keep(key, resolver)
        return resolver

    def place(self, doc: int) -> tuple[Segment, int]:
        """The segment of a document, and its number there."""
        segment, base = self.parts[bisect_right(self._starts, doc) - 1]
        return segment, doc - base

    def id(self, doc: int) -> str:
        """The id of a document."""
        segment, place = self.place(doc)
        return segment.note_id(place)

    def note(self, doc: int) -> Note:
        """The note of a document; hidden if its consent has run out."""
        segment, place = self.place(doc)
        note = segment.note(place)
        return replace(note, visibility=Visibility.HIDDEN) if doc in self._lapsed else note

    def on(self, day: int) -> Corpus:
        """The same documents on a day."""
        return Corpus(self._segments, self.layout, day)

    @cached_property
    def ends(self) -> Integers:
        """Last days of consents that run out some day, sorted."""
        days = self.numbers(schema.UNTIL)[self.live]
        return np.sort(days[days > 0])

    @cached_property
    def _lapsed(self) -> frozenset[int]:
        """Documents of which a consent has run out, without those that were withdrawn."""
        until = self.numbers(schema.UNTIL)
        gone = (until > 0) & (until < self._day)
        gone &= self.numbers(schema.VISIBILITY) != visibility_code(Visibility.WITHDRAWN)
        return frozenset(np.flatnonzero(gone).tolist())

    @cached_property
    def visibilities(self) -> Integers:
        """Who may see each, in codes."""
        codes = self.numbers(schema.VISIBILITY)
        codes[list(self._lapsed)] = visibility_code(Visibility.HIDDEN)
        return codes

    def sections(self, doc: int) -> tuple[Section, ...]:
        """The text of a document."""
        segment, place = self.place(doc)
        return segment.sections(place)

    @cached_property
    def outlines(self) -> Outlines:
        """What `garden.search.index.alike` compares documents by."""
        every = [segment.outlines for segment, _ in self.parts]
        return every[0] if len(every) == 1 else np.concatenate([outlines(()), *every])

    def gists(self) -> Gists:
        """What texts that say nearly the same are found by; read anew each time it is asked for."""
        columns = (segment.column(schema.GIST) for segment, _ in self.parts)
        return Gists.of([(column.joined(), column.lengths) for column in columns])


class View:
    """The documents that a reader may see, with all that scores and counts depend on.

    Whatever is computed here looks at these alone, so that neither a count nor a
    score tells of a note that is hidden.
    """

    def __init__(self, corpus: Corpus, visible: frozenset[Visibility]) -> None:
        self.corpus = corpus
        self.mask: Mask = corpus.live & np.isin(
            corpus.visibilities, [visibility_code(one) for one in visible]
        )
        self.count = int(np.count_nonzero(self.mask))
        self._lengths: dict[str, Numbers] = {}
        self._shown: dict[str, dict[int, str]] = {}

    @cached_property
    def is_all(self) -> bool:
        """Whether these are all documents of the generation: none is hidden or deleted."""
        return self.count == self.corpus.size

    def spread(self, field: str, one: Begun) -> int:
        """In how many of these documents a segment's term stands in a field (Whoosh's name of it)."""
        if self.is_all:
            return one.kept.documents
        if one.kept.documents == 1:
            return int(self.mask[one.base + one.kept.first])
        docs = one.segment.postings_of(field, one.term, one.kept).docs
        return int(np.count_nonzero(self.mask[docs + one.base]))

    def has(self, field: str, term: bytes) -> bool:
        """Whether a document has a term in a field (Whoosh's name of it)."""
        return any(self.mask[docs].any() for docs, _ in self.corpus.postings(field, term))

    def having(self, field: str, term: bytes) -> Mask:
        """Documents that have a term in a field (Whoosh's name of it)."""
        return having(self.corpus.postings(field, term), self.mask)

    def relative_lengths(self, name: str) -> Numbers:
        """Lengths of a field of words, as multiples of their average.

        A note without a body counts as one of no words. The average of any other field is
        that of the documents that have it, so that having a rare one (aliases) is no burden.
        """
        if name not in self._lengths:
            lengths = self.corpus.numbers(schema.text_field(name)).astype(np.float64)
            averaged = lengths[self.mask if name == "body" else self.mask & (lengths > 0)]
            self._lengths[name] = lengths / (averaged.mean() if averaged.any() else 1.0)
        return self._lengths[name]

    def shown(self, name: str) -> dict[int, str]:
        """How the values of a field are spelled for this reader, by group."""
        if name not in self._shown:
            self._shown[name] = self.corpus.table(name).shown(self.mask)
        return self._shown[name]

    @cached_property
    def names(self) -> tuple[list[str], list[int]]:
        """Titles and aliases, folded, and beside each its document."""
        notes = ((doc, self.corpus.note(doc)) for doc in np.flatnonzero(self.mask).tolist())
        named = [(fold(name), doc) for doc, note in notes for name in (note.title, *note.aliases)]
        return [name for name, _ in named], [doc for _, doc in named]

    @cached_property
    def named(self) -> Named:
        """By which names each of the notes is known."""
        docs = np.flatnonzero(self.mask).tolist()
        return Named.of(((doc, self.corpus.note(doc)) for doc in docs), self.common_words)

    @cached_property
    def copies(self) -> Copies:
        """Notes that say nearly the same."""
        corpus = self.corpus
        return Copies(corpus.gists(), self.mask, corpus.outlines, corpus.sections, corpus.id)

    @cached_property
    def graph(self) -> Graph:
        """Which of the notes lead to which."""
        return graph(self)

    @cached_property
    def prior(self) -> Numbers | None:
        """What notes are worth whatever the question; None where all are worth the same."""
        return prior.prior(self)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the documents, sorted."""
        return tuple(sorted(self.shown("lang").values()))

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that say nothing by themselves in any of these languages."""
        return stopwords.common_words(self.languages)
