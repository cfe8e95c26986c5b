"""What the checks of one run look at, found once and kept while they run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from garden import frontmatter, markdown
from garden.core.source import Source
from garden.core.view import GardenView
from garden.errors import NoteError
from garden.links import fold
from garden.markdown.spots import Spot, find
from garden.model import Link, Note, Problem, Resolution, Visibility

if TYPE_CHECKING:
    from garden.core.garden import Garden

_LEAST = 5
"""Letters of a name from which on one that is nearly it is taken for a slip, and ..."""
_SHORT = 8
"""... up to which there may be one slip in it, not two."""


class Ground:
    """A garden of one generation as a steward sees it, hidden notes too."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.view: GardenView = garden.everything
        self._links: tuple[str, tuple[tuple[Link, Resolution], ...]] = ("", ())
        self._source: tuple[str, Source] = ("", Source.of(b""))
        self._spots: tuple[str, tuple[Spot, ...]] = ("", ())
        self._anchors: dict[str, frozenset[str]] = {}
        self._near: dict[str, str] = {}

    # --- links ------------------------------------------------------------------------

    def links(self, note: Note) -> tuple[tuple[Link, Resolution], ...]:
        """A note's links to notes, with where they lead; several checks ask for the same in a row."""
        if self._links[0] != note.id:
            self._links = (note.id, self.view.links(note))
        return self._links[1]

    def has_heading(self, note: Note, heading: str) -> bool:
        """Whether a link to ``note#heading`` leads to a place in it."""
        anchor = markdown.anchor(heading)
        if note.id not in self._anchors:
            sections = self.view.snapshot.sections(note.id)
            self._anchors[note.id] = frozenset(section.anchor for section in sections)
        if anchor in self._anchors[note.id]:
            return True
        if self.garden.host.note_quotation(note, heading, self.garden):
            return True
        if anchor.startswith("^"):
            name = anchor.removeprefix("^")
            return any(line.rstrip().lower().endswith(f"^{name}") for line in self.source(note).lines)
        # The index keeps a part of very long notes.
        return any(found.anchor == anchor for found in self.garden.content(note).headings)

    @cached_property
    def embeds(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of notes that each note shows whole, by its id."""
        shown: dict[str, tuple[str, ...]] = {}
        for note in self.view.notes:
            whole = [it for it in self.view.snapshot.links(note.id) if it.kind == "embed" and not it.heading]
            targets = (self.view.resolve(link.target, note, link.kind).to for link in whole)
            if found := tuple(target for target in targets if target is not None):
                shown[note.id] = found
        return shown

    @cached_property
    def linking(self) -> Counter[str]:
        """How many notes link to each, by its id."""
        return Counter(target for _, target in self.view.snapshot.linked(visible=frozenset(Visibility)))

    # --- names ------------------------------------------------------------------------

    @cached_property
    def titles(self) -> Mapping[str, tuple[Note, ...]]:
        """Notes by folded title."""
        return self._named(lambda note: (note.title,))

    @cached_property
    def aliases(self) -> Mapping[str, tuple[Note, ...]]:
        """Notes by folded alias."""
        return self._named(lambda note: note.aliases)

    def nearly(self, target: str) -> str:
        """Id of the note with a name that a slip of the pen makes ``target``; empty when there is none.

        No figure is a slip: the note of the day before is another one.
        """
        wanted = fold(_last(target))
        if len(wanted) < _LEAST:
            return ""
        if wanted not in self._near:
            self._near[wanted] = self._nearest(wanted)
        return self._near[wanted]

    def _nearest(self, wanted: str) -> str:
        from rapidfuzz.distance import OSA  # most gardens have few links that lead nowhere
        from rapidfuzz.process import extractOne

        slips = 2 if len(wanted) > _SHORT else 1
        figures = _figures(wanted)
        found = [
            extractOne(wanted, names, scorer=OSA.distance, score_cutoff=slips)
            for letters in range(len(wanted) - slips, len(wanted) + slips + 1)
            if (names := self._names.get((letters, figures)))
        ]
        best = min((it for it in found if it is not None), key=lambda it: it[1], default=None)
        return self._called[best[0]] if best else ""

    @cached_property
    def _called(self) -> Mapping[str, str]:
        """Ids of notes by their folded names, of which the first by title counts."""
        called: dict[str, str] = {}
        for note in self.view.notes:
            for name in map(fold, (note.title, *note.aliases, _last(note.id))):
                called.setdefault(name, note.id)
        return called

    @cached_property
    def _names(self) -> Mapping[tuple[int, str], list[str]]:
        """These names by how many letters they have, and by their figures."""
        names: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name in self._called:
            names[len(name), _figures(name)].append(name)
        return dict(names)

    def _named(self, names: Callable[[Note], Iterable[str]]) -> Mapping[str, tuple[Note, ...]]:
        found: dict[str, list[Note]] = defaultdict(list)
        for note in sorted(self.view.notes, key=lambda note: note.id):
            for name in {fold(name) for name in names(note)}:
                found[name].append(note)
        return {name: tuple(notes) for name, notes in found.items()}

    # --- places -----------------------------------------------------------------------

    def source(self, note: Note) -> Source:
        """The note's file as it is now; empty where it is gone."""
        if self._source[0] != note.path:
            try:
                data = self.garden.store.read(note.path)
            except NoteError:
                data = b""
            self._source = (note.path, Source.of(data))
        return self._source[1]

    def at_link(self, note: Note, link: Link, code: str, message: str, fix: str) -> Problem:
        """A problem with a link, at its place."""
        if self._spots[0] != note.path:
            self._spots = (note.path, find(self.source(note).text))
        key = (link.line, link.target, link.heading)
        spots = [it for it in self._spots[1] if (it.line, it.target.page, it.target.heading) == key]
        columns = [spot.column for spot in spots if not self._in_code(note, spot)]
        alike = [it for it in self.view.snapshot.links(note.id) if (it.line, it.target, it.heading) == key]
        place = alike.index(link) if link in alike else 0
        column = columns[place] if place < len(columns) else None
        return Problem(path=note.path, line=link.line, column=column, code=code, message=message, fix=fix)

    def _in_code(self, note: Note, spot: Spot) -> bool:
        """Whether a spot most likely stands in code: an odd number of marks opens it."""
        return self.source(note).lines[spot.line - 1].count("`", 0, spot.column) % 2 == 1

    def at_key(self, note: Note, key: str, code: str, message: str, fix: str) -> Problem:
        """A problem with a value of the front matter, at its key."""
        line = frontmatter.line_of(frontmatter.split(self.source(note).text), key)
        return Problem(path=note.path, line=line, code=code, message=message, fix=fix)


def _last(target: str) -> str:
    """A target's own name, without its folders and ending."""
    return target.rstrip("/").rpartition("/")[2].removesuffix(".md")


def _figures(name: str) -> str:
    return "".join(filter(str.isdigit, name))
