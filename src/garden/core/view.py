"""One generation of a garden as its readers may see it.

Computed when first asked and kept as long as the generation is current, so that
lists and counts cost nothing per page. Immutable from the outside and shared by
threads; computing something twice costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from garden.core.stones import stone_of
from garden.core.visibility import Place, Reach, is_shown, of_the_file, shown_in
from garden.links import Name, Resolver, fold, link_key, usual
from garden.model import (
    Backlink,
    FacetValue,
    Link,
    Mention,
    Note,
    Page,
    Problem,
    Query,
    Related,
    Resolution,
    Suggestion,
    Visibility,
    WantedNote,
)
from garden.parsing.texts import names_in
from garden.search.bounded import BoundedCache
from garden.search.engine import FileState, Snapshot

if TYPE_CHECKING:
    from garden.markdown import Body

BODIES_KEPT = 4 * 1024 * 1024
"""Characters of HTML held ready for the next page."""
_STEPS = ("", ".", "..")
"""Parts of a path that lead somewhere and name nothing."""


class GardenView:
    """What one snapshot of the index holds, visibility minded."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        link_prefix: str = "",
        apart: Collection[str] = (),
        reach: Reach = Reach.GARDEN,
    ) -> None:
        self.snapshot = snapshot
        self.reach = reach
        self.bodies: BoundedCache[str, Body] = BoundedCache(BODIES_KEPT, lambda body: len(body.html))
        """Those that pages have shown, by fingerprint; what was taken back goes with its generation."""
        self._prefix = link_prefix
        self._apart = apart
        """Kinds of note that stand apart from what a garden is about."""
        self.kept: dict[object, Any] = {}
        """What others make of this generation, by the function that makes it (`Garden.kept`)."""

    @property
    def generation(self) -> int:
        """Number of the generation of the index."""
        return self.snapshot.generation

    @cached_property
    def public(self) -> GardenView:
        """The same generation for what leaves the garden."""
        return self._reaching(Reach.PUBLIC)

    @cached_property
    def everything(self) -> GardenView:
        """The same generation with all notes whatever their visibility."""
        return self._reaching(Reach.STEWARD)

    def _reaching(self, reach: Reach) -> GardenView:
        if reach is self.reach:
            return self
        return GardenView(self.snapshot, link_prefix=self._prefix, apart=self._apart, reach=reach)

    def shows(self, note: Note, place: Place) -> bool:
        """Whether the note may be met there, as far as what is made of this view will go."""
        return is_shown(note, place, self.reach)

    @property
    def listed(self) -> frozenset[Visibility]:
        """The visibilities of notes that lists may show."""
        return shown_in(Place.LIST, self.reach)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Notes that lists may show, by title."""
        from garden.search.words.wording import in_order  # not every command asks for a list

        shown = (note for note in self.snapshot.notes() if self.shows(note, Place.LIST))
        return tuple(sorted(shown, key=lambda note: (in_order(note.title), note.id)))

    def notes_of(self, kind: str | None, tag: str | None) -> tuple[Note, ...]:
        """As `notes`, of one kind and under one tag (``health`` has ``health/mental`` under it)."""
        if tag is None:
            return self._by_kind.get(kind, ()) if kind is not None else self.notes
        tagged = self._by_tag.get(fold(tag), ())
        return tuple(note for note in tagged if kind in (None, note.kind))

    @cached_property
    def _by_tag(self) -> Mapping[str, tuple[Note, ...]]:
        """Notes by folded tag; one with ``health/mental`` is under ``health`` too."""
        tagged: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            for tag in {above for own in note.tags for above in _with_parents(fold(own))}:
                tagged[tag].append(note)
        return {tag: tuple(notes) for tag, notes in tagged.items()}

    def note(self, name: str) -> Note | None:
        """The note with a page at this id, or the one most likely meant by it."""
        for candidate in self._candidates(name):
            note = self.snapshot.note(candidate)
            if note is not None and self.shows(note, Place.PAGE):
                return note
        return None

    def renamed(self, name: str) -> Note | None:
        """The one note with a page that has this name among its aliases: it may have been there once."""
        ids = self._by_alias.get(fold(name), frozenset())
        return self.snapshot.note(next(iter(ids))) if len(ids) == 1 else None

    @cached_property
    def _by_alias(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for note in self.snapshot.notes():
            if note.aliases and self.shows(note, Place.PAGE):
                for alias in note.aliases:
                    found[fold(alias)].add(note.id)
        return {alias: frozenset(ids) for alias, ids in found.items()}

    def withdrawn(self, note_id: str) -> bool:
        """Whether a note stood at this id and was withdrawn."""
        note = self.snapshot.note(note_id)
        return note is not None and note.visibility is Visibility.WITHDRAWN

    def _candidates(self, name: str) -> Iterator[str]:
        yield name
        bare = name.strip("/")
        if bare[-3:].lower() == ".md":
            bare = bare[:-3]
        yield bare
        yield from self.snapshot.find(bare)
        if bare:
            for base in ("index", "_index", "README", bare.rpartition("/")[2]):
                yield from self.snapshot.find(f"{bare}/{base}")

    # --- links -----------------------------------------------------------------

    def resolve(self, target: str, source: Note | None, kind: str = "wikilink") -> Resolution:
        """Where a written link leads, among the notes with a page."""
        return self._seen(self.snapshot.resolve(target, source.id if source else "", kind))

    def _seen(self, found: Resolution) -> Resolution:
        """What is left of a resolution for readers, who see only notes with a page."""
        notes = ((one, self.snapshot.note(one)) for one in (found.to, *found.others) if one is not None)
        seen = [one for one, note in notes if note is not None and self.shows(note, Place.PAGE)]
        return Resolution(to=seen[0], others=tuple(seen[1:])) if seen else Resolution(to=None)

    def file(self, target: str, source: Note, kind: str) -> str | None:
        """Path of the attachment a link means, if it means one."""
        found = self._files.resolve(target, source.id, kind).to
        return found if found in self.snapshot.attachments else None

    def offers(self, path: str) -> bool:
        """Whether this is an attachment that readers may have.

        What only notes without a page show stays with them; what no note
        mentions is as public as its folder.
        """
        if path not in self.snapshot.attachments:
            return False
        return path not in self._withheld

    @cached_property
    def _withheld(self) -> frozenset[str]:
        kept_back = [note for note in self.snapshot.notes() if not self.shows(note, Place.PAGE)]
        withheld = {path for note in kept_back for path in self.files_of(note)}
        if not withheld:
            return frozenset()
        shown = (note for note in self.snapshot.notes() if self.shows(note, Place.PAGE))
        return frozenset(withheld.difference(*(self.files_of(note) for note in shown)))

    def files_of(self, note: Note) -> set[str]:
        """Attachments that a note shows, offers or names in its front matter.

        Of one that was withdrawn, those that went with it.
        """
        linked = (self.file(link.target, note, link.kind) for link in self.snapshot.links(note.id))
        named = (self.file(name, note, "image") for name in names_in(note.meta) if "." in name)
        stone = stone_of(note)
        return {path for path in (*linked, *named) if path is not None} | set(stone.files if stone else ())

    @cached_property
    def _files(self) -> Resolver:
        names = (Name(id=path, title=path) for path in sorted(self.snapshot.attachments))
        return Resolver(names, prefix=self._prefix)

    def links(self, note: Note) -> tuple[tuple[Link, Resolution], ...]:
        """A note's links to notes, in order, each with where it leads; files are left out."""
        return tuple((link, self._seen(found)) for link, found in self._resolved(note))

    def _resolved(self, note: Note) -> Iterator[tuple[Link, Resolution]]:
        """As `links`, hidden notes told of."""
        for link in self.snapshot.links(note.id):
            found = self.snapshot.resolve(link.target, note.id, link.kind)
            seen = self._seen(found).to is not None
            if seen or not (link.kind == "image" or self.file(link.target, note, link.kind)):
                yield link, found

    def links_to(self, note: Note) -> tuple[Backlink, ...]:
        """Links to a note from the notes that lists may show, its own left out."""
        incoming = self.snapshot.links_to(note.id, seen=shown_in(Place.PAGE, self.reach))
        return tuple(b for b in incoming if b.source.id != note.id and self.shows(b.source, Place.LIST))

    @cached_property
    def wanted(self) -> tuple[WantedNote, ...]:
        """Notes that others link to and no one has written, the most wished for first."""
        return tuple(sorted(self._wishes.values(), key=lambda it: (-len(it.sources), fold(it.target))))

    def wish_for(self, name: str) -> WantedNote | None:
        """The wanted note of this name, if any note wishes for it."""
        return self._wishes.get(link_key(name))

    @cached_property
    def _wishes(self) -> Mapping[str, WantedNote]:
        """The same by link key."""
        wishes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for note in self.notes:
            for link, found in self._resolved(note):
                # A note that is hidden exists: it is not wanted, and not to be told of.
                if found.to is None and (target := wish_name(link.target)):
                    wishes[link_key(target)].append((target, note.id))
        return {key: _wanted(links) for key, links in wishes.items()}

    @cached_property
    def unled(self) -> tuple[Note, ...]:
        """Notes that no other note leads to by what its author wrote: a link, a choice of what is next,
        a relation, its source or a series.
        """
        in_series = (notes for notes in self._by_series.values() if len(notes) > 1)
        reached = {note.id for notes in in_series for note in notes}
        listed = {note.id for note in self.notes}
        linked = self.snapshot.linked(visible=shown_in(Place.PAGE, self.reach))
        reached |= {target for source, target in linked if source in listed and source != target}
        for note in self.notes:
            chosen = (
                *(choice.to for choice in note.next),
                *note.related,
                *note.adapted_from,
                note.source,
            )
            targets = {self.resolve(target, note).to for target in chosen if target}
            reached |= {target for target in targets if target not in (None, note.id)}
        return tuple(note for note in self.notes if note.id not in reached)

    def adaptations(self, note: Note) -> tuple[Note, ...]:
        """Notes of lists that were adapted from a note, by title."""
        return self._adaptations.get(note.id, ())

    @cached_property
    def _adaptations(self) -> Mapping[str, tuple[Note, ...]]:
        made: dict[str, dict[str, Note]] = defaultdict(dict)
        for note in self.notes:
            for target in note.adapted_from:
                if (origin := self.resolve(target, note).to) not in (None, note.id):
                    made[str(origin)][note.id] = note
        return {origin: tuple(notes.values()) for origin, notes in made.items()}

    def mentions(self, note: Note, limit: int) -> tuple[Mention, ...]:
        """Where lists' notes name a note without linking to it, one place of each."""
        linking = {backlink.source.id for backlink in self.links_to(note)}
        return self.snapshot.mentions(note.id, visible=self.listed, without=linking, limit=limit)

    def related(self, note: Note, limit: int) -> tuple[Related, ...]:
        """Notes that have to do with a note, the nearest first; a single word in common is too little."""
        found = self.snapshot.similar(note.id, visible=self.listed, limit=limit)
        return tuple(one for one in found if len(one.words) > 1 or one.named or one.between)

    # --- lists and counts ----------------------------------------------------------

    def search(self, query: Query) -> Page:
        """One page of results."""
        page = self.snapshot.search(query, visible=self.listed)
        return replace(page, hits=tuple(map(of_the_file, page.hits)))

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """What a reader may be about to type."""
        return self.snapshot.suggest(text, visible=self.listed, limit=limit)

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Note, ...]]:
        kinds: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            kinds[note.kind].append(note)
        return {kind: tuple(notes) for kind, notes in kinds.items()}

    def series(self, name: str) -> tuple[Note, ...]:
        """The notes of a series in its order."""
        return self._by_series.get(fold(name), ())

    @cached_property
    def _by_series(self) -> Mapping[str, tuple[Note, ...]]:
        series: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            if name := fold(note.series):
                series[name].append(note)
        return {name: tuple(sorted(notes, key=_place_in_series)) for name, notes in series.items()}

    @cached_property
    def kind_counts(self) -> Mapping[str, int]:
        """Number of notes of each kind."""
        return {kind: len(notes) for kind, notes in sorted(self._by_kind.items())}

    @cached_property
    def tags(self) -> tuple[FacetValue, ...]:
        """All tags with their numbers of notes, the most used first; a tag counts once a note."""
        spelling: dict[str, Counter[str]] = defaultdict(Counter)
        for note in self.notes:
            for tag in note.tags:
                spelling[fold(tag)][tag] += 1
        values = (FacetValue(value=usual(counter), count=counter.total()) for counter in spelling.values())
        return tuple(sorted(values, key=lambda value: (-value.count, fold(value.value))))

    def round_from(self, note: Note) -> Iterator[Note]:
        """All other notes of lists, in an order of chance that is always the same, from this one on.

        Those of kinds that stand apart follow one another: chance seldom leads into them, or out.
        """
        order = self._round
        start = bisect_right(order, self._turn(note), key=self._turn)
        turned = (order[place % len(order)] for place in range(start, start + len(order)))
        return (other for other in turned if other.id != note.id)

    @cached_property
    def _round(self) -> list[Note]:
        return sorted(self.notes, key=self._turn)

    def _turn(self, note: Note) -> tuple[bool, bytes]:
        return self.stands_apart(note), _chance(note.id)

    def stands_apart(self, note: Note) -> bool:
        """Whether it is of a kind that stands apart from what the garden is about."""
        return note.kind in self._apart

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the files, by path and line."""
        return all_problems(self.snapshot.files)


def all_problems(files: Mapping[str, FileState]) -> tuple[Problem, ...]:
    """The problems of all files, by path and line."""
    found = chain.from_iterable(filter(None, map(attrgetter("problems"), files.values())))
    return tuple(sorted(found, key=lambda problem: problem.place))


def _wanted(links: list[tuple[str, str]]) -> WantedNote:
    """What links, each a target and its note, wish for together."""
    spellings = Counter([target for target, _ in links])
    sources = sorted({note_id for _, note_id in links})
    return WantedNote(target=usual(spellings), sources=tuple(sources))


def _chance(note_id: str) -> bytes:
    """Where an id comes in an order that has nothing to do with names."""
    return hashlib.sha256(note_id.encode("utf-8", "surrogatepass")).digest()


def _place_in_series(note: Note) -> tuple[int, str, str, str]:
    digits = "".join(c for c in note.section if c.isdecimal())
    return int(digits[:9]) if digits else 10**9, note.section, str(note.date or ""), note.id


def _with_parents(tag: str) -> list[str]:
    parts = tag.split("/")
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def wish_name(target: str) -> str:
    """A wanted target as a person would name it: no ending, no way up and down."""
    name = "/".join(part for part in target.strip().split("/") if part not in _STEPS)
    return name[:-3] if name.lower().endswith(".md") else name
