"""`Garden`: one opened garden, and all that front ends and plugins ask of it."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from garden import config as configuration
from garden.core import memory, wandering
from garden.core.addresses import note_url
from garden.core.files import Files
from garden.core.lately import lately
from garden.core.orphans import orphans
from garden.core.view import GardenView
from garden.errors import IndexingError, NoteError
from garden.host import PluginHost
from garden.model import (
    Backlink,
    Content,
    FacetValue,
    Field,
    IndexStats,
    Link,
    Mention,
    Note,
    NoteKind,
    Page,
    Problem,
    Query,
    Related,
    Resolution,
    Section,
    Suggestion,
    WantedNote,
    WayOn,
)
from garden.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from garden.config import Config
    from garden.core.history import History
    from garden.core.indexing import Indexer, Progress
    from garden.core.touched import Touched
    from garden.markdown import Body
    from garden.search.engine import Engine

T = TypeVar("T")
_UNHEARD_OF = "xqzvkjwqz"
"""What no one is likely to have written: to answer it, all that search knows is asked."""
_log = logging.getLogger(__name__)


class Garden:
    """An opened garden: its notes, its index, its plugins.

    Made by `open`; a context manager. Threads may share one. Every answer is of
    one generation of the index; several answers are, within `reading`.
    """

    def __init__(self, config: Config, host: PluginHost) -> None:
        self.config = config
        self.host = host
        self.store = Store.of(config)
        self._files = Files(config, host, self.store)
        self._view: GardenView | None = None
        self._pinned = threading.local()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, root: str | Path = ".", *, safe: bool = False) -> Self:
        """Opens the garden at ``root``; ``safe`` loads no plugins but the shipped ones.

        Raises NotAGardenError and ConfigError. A plugin that fails is left out
        and told (`host.plugins()`). The index is opened when first needed.
        """
        config = configuration.load(root, safe=safe)
        return cls(config, PluginHost.load(config))

    # --- the index ------------------------------------------------------------------

    def reindex(
        self,
        *,
        full: bool = False,
        among: Collection[str] | None = None,
        history: bool = True,
        checked: bool = False,
        progress: Progress | None = None,
    ) -> IndexStats:
        """Brings the index up to date; only what changed is read, unless ``full``.

        ``among``: paths in the notes folder, beside which nothing changed. ``history``: git is asked, too.
        ``checked``: all that was written of it is read again, too. ``progress`` is told (done, to do).
        Raises LockTimeoutError, IndexingError; the index stays as it was.
        """
        return self._indexer.run(full=full, among=among, history=history, checked=checked, progress=progress)

    def purge(self) -> None:
        """Indexes all anew and keeps no older generation; raises as `reindex` does."""
        self.reindex(full=True)
        self._engine.purge()

    def tidy(self, *, wholly: bool = False) -> None:
        """Puts the index in order after many changes; what is found stays the same.

        For when no one waits; ``wholly`` takes longer. Raises IndexingError; the index stays as it was.
        """
        self._engine.tidy(wholly=wholly)

    def warm(self) -> None:
        """Makes what the first questions would wait for, and imports what the first change would."""
        self._indexer.warm()
        with self.reading(), memory.without_collection():
            self.search(Query(text=_UNHEARD_OF))
            self.suggest(_UNHEARD_OF)

    def ensure_index(self) -> None:
        """Indexes where there is no index yet, or none that fits plugins and settings.

        Raises as `reindex` does; where there is an older index to go on with, the log tells instead.
        """
        if self.generation > 0 and not self._engine.rebuild_reason:
            return
        try:
            self.reindex()
        except IndexingError as error:
            if self.generation == 0:
                raise
            _log.warning("%s Going on with what was indexed before.", error)

    @property
    def generation(self) -> int:
        """Number of the generation that readers see; 0 before the first index."""
        return self.view.generation

    @property
    def view(self) -> GardenView:
        """The newest generation, or the one pinned by `reading`."""
        pinned: GardenView | None = getattr(self._pinned, "view", None)
        if pinned is not None:
            return pinned
        snapshot = self._engine.snapshot().on(self.today())
        with self._lock:
            if self._view is None or self._view.snapshot is not snapshot:
                apart = frozenset(kind.name for kind in self.kinds.values() if kind.apart)
                self._view = GardenView(snapshot, link_prefix=self.config.web.link_prefix, apart=apart)
            return self._view

    @contextmanager
    def reading(self, *, public: bool = False) -> Iterator[Self]:
        """Keeps to one generation for all that this thread asks inside; ``public``: for what leaves here."""
        before = getattr(self._pinned, "view", None)
        self._pinned.view = self.view.public if public else self.view
        try:
            yield self
        finally:
            self._pinned.view = before

    def kept(self, make: Callable[[Garden], T]) -> T:
        """What ``make`` gives of this garden, made when first asked; kept till index, history or day change.

        Two threads may make it at once; that costs time and nothing else.
        """
        with self.reading():
            made = self.history.kept(self.view, self.today())
            if make not in made:
                made[make] = make(self)
            return made[make]  # type: ignore[no-any-return]

    @property
    def everything(self) -> GardenView:
        """All notes whatever their visibility: for a steward's eyes, never for a page."""
        return self.view.everything

    @cached_property
    def _engine(self) -> Engine:
        from garden.core.opening import engine_of  # Whoosh and NumPy take 0.3 s to import

        return engine_of(self.config, self.host)

    @cached_property
    def _indexer(self) -> Indexer:
        from garden.core.indexing import Indexer  # a reader's process may never index

        return Indexer(self.config, self.host, self.store, self._engine, lambda: self.history)

    @cached_property
    def history(self) -> History:
        """Who tended the notes and when, as git tells it."""
        from garden.core.history import History  # some commands want none

        return History(self.config)

    # --- notes ------------------------------------------------------------------------

    @property
    def kinds(self) -> Mapping[str, NoteKind]:
        """Kinds of note by name: core's, those of ``garden.toml`` and of plugins."""
        return self.host.kinds

    def kind(self, name: str) -> NoteKind:
        """The kind of this name; a plain one for a word that no one declared."""
        return self.kinds.get(name) or NoteKind(name=name)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Fields that plugins declared, by name."""
        return self.host.fields

    def note(self, name: str) -> Note | None:
        """The note with this id, or the one most likely meant: case, Unicode form,
        ``.md`` and a folder's own note are forgiven. None for what has no page.
        """
        return self.view.note(name)

    def withdrawn(self, note_id: str) -> bool:
        """Whether a note stood at exactly this id and was taken back."""
        return self.view.withdrawn(note_id)

    def notes(self, *, kind: str | None = None, tag: str | None = None) -> tuple[Note, ...]:
        """Public notes by title, of one kind and under one tag where given."""
        return self.view.notes_of(kind, tag)

    def content(self, note: Note) -> Content:
        """What the note's body holds; empty where the file is gone, or no longer for readers."""
        return self._body(note).content

    def as_it_is(self, note: Note) -> Note:
        """The note to show with its text: where its file has changed since it was indexed, as that says."""
        return self._files.as_it_is(self.view, note, self.today())

    def _body(self, note: Note) -> Body:
        return self._files.body(self.view, note, self.today())

    def sections(self, note: Note) -> tuple[Section, ...]:
        """The note's text by its headings, as it was indexed; a bounded part of a very long one."""
        return self.view.snapshot.sections(note.id)

    def html(self, note: Note) -> str:
        """The note's body as HTML, sanitised: safe for a page as it is."""
        from garden.core.rendering import Renderer  # the command line never renders
        from garden.core.word_links import word_links

        quoted = partial(self.host.note_quotation, garden=self)
        words = self.kept(word_links)
        return Renderer(self.view, self._body, quoted, words, licence=self.config.licence).html(note)

    def raw(self, note: Note) -> str:
        """The note's file as text. Raises NoteError when it cannot be read, or was hidden meanwhile."""
        return self._files.raw(self.view, note, self.today())

    def open_attachment(self, path: str) -> int:
        """A file descriptor of an attachment; NoteError for what is none, or not for readers."""
        if not self.view.offers(path):
            raise NoteError("There is no such file for readers.", code="file-gone")
        return self.store.open_attachment(path)

    def url(self, note: Note | str, anchor: str = "") -> str:
        """The address of a note's page in this site."""
        return note_url(note if isinstance(note, str) else note.id, anchor)

    # --- search and links -----------------------------------------------------------------

    def search(self, query: Query) -> Page:
        """One page of results; never raises for what a reader typed."""
        return self.view.search(query)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What a reader may be about to type: notes, tags, kinds, people; never raises for what that is."""
        return self.view.suggest(text, limit)

    def resolve(self, target: str, source: Note | None = None) -> Resolution:
        """Where ``target``, written in ``source``, leads: an id, or None for a wanted note."""
        return self.view.resolve(target, source)

    def links(self, note: Note) -> tuple[tuple[Link, Resolution], ...]:
        """A note's links to other notes, in order, each with where it leads."""
        return self.view.links(note)

    def links_to(self, note: Note) -> tuple[Backlink, ...]:
        """Every link to a note, with its sentence, by source and order in it; its own left out."""
        return self.view.links_to(note)

    def wanted(self) -> tuple[WantedNote, ...]:
        """Notes that others link to and no one has written, the most wished for first."""
        return self.view.wanted

    def wish_for(self, name: str) -> WantedNote | None:
        """The wanted note of this name, if any note wishes for it."""
        return self.view.wish_for(name)

    def orphans(self) -> tuple[Note, ...]:
        """Notes that no other note leads to, neither by what its author wrote nor by what plugins know."""
        return tuple(self.kept(orphans).values())

    def is_orphan(self, note: Note) -> bool:
        """Whether a note is one of those."""
        return note.id in self.kept(orphans)

    def ways_on(self, note: Note) -> tuple[WayOn, ...]:
        """Where to go after a note, each with its reason; at least three where there are so many notes.

        Whoever only ever follows these comes to every public note.
        """
        return wandering.ways_on(self.view, note, lambda few: self.host.ways_on(note, self, few=few))

    def mentions(self, note: Note, limit: int = 20) -> tuple[Mention, ...]:
        """Where other notes name this one without a link, one place of each, by title."""
        return self.view.mentions(note, limit)

    def related(self, note: Note, limit: int = 5) -> tuple[Related, ...]:
        """Notes that have to do with a note by words, names or links, the nearest first."""
        return self.view.related(note, limit)

    def series_neighbours(self, note: Note) -> tuple[Note | None, Note | None]:
        """The notes before and after this one in its series."""
        return wandering.series_neighbours(self.view, note)

    # --- lists ------------------------------------------------------------------------------

    def tags(self) -> tuple[FacetValue, ...]:
        """All tags with their numbers of notes, the most used first."""
        return self.view.tags

    def kind_counts(self) -> tuple[tuple[NoteKind, int], ...]:
        """Kinds that have notes, with how many, by name."""
        counts = self.view.kind_counts
        return tuple((self.kind(name), count) for name, count in counts.items())

    def recently_tended(self, limit: int = 10) -> tuple[Note, ...]:
        """The notes that were tended last, latest first."""
        return tuple(one.note for one in self.kept(lately)[:limit])

    def doors(self) -> tuple[Note, ...]:
        """Notes that are a way in for a mood (``door: "I feel stuck"``)."""
        return tuple(note for note in self.view.notes if note.door)

    def today(self) -> date:
        """The day it is here: what pages hold dates against."""
        return date.today()

    def of_the_day(self, kind: str) -> Note | None:
        """A public note of a kind, the same all day and another tomorrow."""
        notes = self.notes(kind=kind)
        return notes[self.today().toordinal() % len(notes)] if notes else None

    def random_note(self, *, kind: str | None = None, not_id: str = "") -> Note | None:
        """A public note by chance, another one than ``not_id`` where there is another.

        Not of a kind that stands apart, unless that is asked for or all are.
        """
        notes = self.notes(kind=kind)
        if kind is None:
            notes = tuple(note for note in notes if not self.view.stands_apart(note)) or notes
        others = [note for note in notes if note.id != not_id] or list(notes)
        return random.choice(others) if others else None

    def note_near(self, note: Note) -> Note | None:
        """Another public note by chance: of those that are linked with this one, else of its ways on."""
        near = wandering.linked(self.view, note) or tuple(way.note for way in self.ways_on(note))
        return random.choice(near) if near else None

    # --- care ---------------------------------------------------------------------------------

    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files when they were indexed, by path and line."""
        return self.view.problems

    def check(self, part: Touched | None = None, *, progress: Progress | None = None) -> tuple[Problem, ...]:
        """All problems, hidden notes' too: of files, links, plugins; or a part's. Progress as `reindex`'s."""
        from garden.core import checking  # a reader's process never checks

        return checking.check(self, part, progress=progress)

    # --- closing ---------------------------------------------------------------------------------

    def close(self) -> None:
        """Lets go of the index and the plugins; the garden is not to be used afterwards."""
        with self._lock:
            self._view = None
        self.__dict__.pop("_indexer", None)
        if (engine := self.__dict__.pop("_engine", None)) is not None:
            engine.close()
        self.host.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
