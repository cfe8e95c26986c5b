"""One generation as readers see it: notes, links, searches; shared by threads.

Everything is read from memory that does not change; what is built when first
needed may be built twice at the same time, and is the same both times.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from garden.links import fold
from garden.model import (
    Backlink,
    Link,
    Mention,
    Note,
    Page,
    Query,
    Related,
    Resolution,
    Section,
    Suggestion,
    Visibility,
)
from garden.search.bounded import BoundedCache
from garden.search.documents import linking
from garden.search.documents.corpus import Corpus, View
from garden.search.engine import FileState
from garden.search.index import schema
from garden.search.index.file_records import NO_FILES, Files
from garden.search.words.analysis import Analysis

if TYPE_CHECKING:
    from garden.search.suggesting import Suggestions

_BACKLINKS_KEPT = 20_000
"""Backlinks remembered between requests."""
_SIMILAR_KEPT = 24
"""Notes remembered that have to do with one, since a page asks for them in several places ..."""
_NOTES_KEPT = 1_000
"""... of so many notes."""

_ALL = frozenset(Visibility)
Nearby = tuple[Related, ...]


class WhooshSnapshot:
    """Implements `garden.search.engine.Snapshot`."""

    def __init__(
        self,
        generation: int,
        corpus: Corpus,
        analysis: Analysis,
        *,
        files: Callable[[], Files],
    ) -> None:
        """``files`` is asked when they are first wanted: few questions are about them."""
        self.generation = generation
        self.corpus = corpus
        self._analysis = analysis
        self._read_files = files
        # Nothing here leads back to itself, so that a generation and its files go when no one reads it.
        self._views: dict[frozenset[Visibility], View] = {}
        self._suggestions: dict[frozenset[Visibility], Suggestions] = {}
        self._backlinks = BoundedCache[tuple[str, frozenset[Visibility]], tuple[Backlink, ...]](
            _BACKLINKS_KEPT, lambda found: len(found) + 1
        )
        self._similar = BoundedCache[tuple[str, frozenset[Visibility]], Nearby](_NOTES_KEPT, lambda _: 1)
        self._on: tuple[int, WhooshSnapshot] | None = None

    def on(self, day: date) -> WhooshSnapshot:
        """The same generation as it is on a day; the same object as long as no consent runs out."""
        gone = int(np.searchsorted(self.corpus.ends, day.toordinal()))
        if gone == 0:
            return self
        known = self._on
        if known is None or known[0] != gone:
            corpus = self.corpus.on(day.toordinal())
            then = WhooshSnapshot(self.generation, corpus, self._analysis, files=self._read_files)
            known = self._on = gone, then
        return known[1]

    def view(self, visible: frozenset[Visibility]) -> View:
        """What may be seen of it; made once for each set."""
        if visible not in self._views:
            self._views[visible] = View(self.corpus, visible)
        return self._views[visible]

    # --- files and notes -------------------------------------------------------

    @cached_property
    def _files(self) -> Files:
        return self._read_files()

    @property
    def files(self) -> Mapping[str, FileState]:
        """State of each file, by path."""
        return self._files[0]

    @property
    def attachments(self) -> frozenset[str]:
        """Paths of attachments."""
        return self._files[1]

    def note(self, note_id: str) -> Note | None:
        """The note of exactly this id, whatever its visibility."""
        doc = self.corpus.docs.get(note_id)
        return None if doc is None else self.corpus.note(doc)

    def sections(self, note_id: str) -> tuple[Section, ...]:
        """The text of a note; a bounded part of a very long one."""
        doc = self.corpus.docs.get(note_id)
        return () if doc is None else self.corpus.sections(doc)

    def find(self, name: str) -> tuple[str, ...]:
        """Ids equal to ``name`` when case and Unicode form are folded, sorted."""
        return self._folded.get(fold(name), ())

    def notes(self) -> Iterator[Note]:
        """All notes of any visibility, in order of id."""
        return (self.corpus.note(doc) for _, doc in sorted(self.corpus.docs.items()))

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for note_id in sorted(self.corpus.docs):
            key = fold(note_id)
            table[key] = (*table.get(key, ()), note_id)
        return table

    # --- links -----------------------------------------------------------------

    def links(self, note_id: str) -> tuple[Link, ...]:
        """Links from a note, in order."""
        doc = self.corpus.docs.get(note_id)
        return () if doc is None else linking.links(self.corpus, doc)

    def resolve(self, target: str, source_id: str, kind: str) -> Resolution:
        """Where a link written in ``source_id`` leads, among all notes."""
        return self.corpus.resolve(target, source_id, kind)

    def links_to(self, note_id: str, *, seen: frozenset[Visibility] = _ALL) -> tuple[Backlink, ...]:
        """All links to a note from others of any visibility, by source id and order in it."""
        return self._backlinks.get((note_id, seen), lambda: tuple(self._find_links_to(note_id, seen)))

    def _find_links_to(self, note_id: str, seen: frozenset[Visibility]) -> Iterator[Backlink]:
        for doc, link in linking.sources(self.view(seen), note_id):
            yield Backlink(source=self.corpus.note(doc), link=link)

    def linked(self, *, visible: frozenset[Visibility]) -> Iterator[tuple[str, str]]:
        """Ids of each two notes of which the first links to the second, each pair once."""
        ids = {doc: note_id for note_id, doc in self.corpus.docs.items()}
        return ((ids[source], ids[target]) for source, target in linking.pairs(self.view(visible)))

    # --- searching -------------------------------------------------------------

    def search(self, query: Query, *, visible: frozenset[Visibility]) -> Page:
        """One page of results; never raises for what a reader typed."""
        from garden.search import answering  # who indexes asks nothing

        page = answering.answer(query, self.view(visible), self._analysis)
        return replace(page, generation=self.generation)

    def suggest(self, text: str, *, visible: frozenset[Visibility], limit: int = 8) -> tuple[Suggestion, ...]:
        """What a reader may be about to type; never raises for what that is."""
        if visible not in self._suggestions:
            view = self.view(visible)
            from garden.search.suggesting import suggestions

            self._suggestions[visible] = suggestions(view)
        return self._suggestions[visible].find(text, limit)

    def similar(self, note_id: str, *, visible: frozenset[Visibility], limit: int = 5) -> Nearby:
        """Notes that have to do with a note, the nearest first; none for one that is not there."""
        if limit > _SIMILAR_KEPT:
            return self._find_similar(note_id, visible, limit)
        found = self._similar.get(
            (note_id, visible), lambda: self._find_similar(note_id, visible, _SIMILAR_KEPT)
        )
        return found[: max(limit, 0)]

    def _find_similar(self, note_id: str, visible: frozenset[Visibility], limit: int) -> Nearby:
        doc = self.corpus.docs.get(note_id)
        if doc is None:
            return ()
        from garden.search.related import relating

        return relating.related(doc, self.view(visible), self._analysis, limit)

    def mentions(
        self, note_id: str, *, visible: frozenset[Visibility], without: Collection[str] = (), limit: int = 20
    ) -> tuple[Mention, ...]:
        """Where a name of a note stands in the texts of others, one place of each, by title."""
        doc = self.corpus.docs.get(note_id)
        if doc is None:
            return ()
        from garden.search.related import naming

        found = naming.mentions(doc, self.view(visible), self._analysis, without)
        return tuple(islice(found, max(limit, 0)))


def empty(layout: schema.Layout, analysis: Analysis) -> WhooshSnapshot:
    """What there is before anything was indexed."""
    return WhooshSnapshot(0, Corpus((), layout), analysis, files=NO_FILES.read)
