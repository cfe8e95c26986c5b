"""Where to go after a note, each way with its reason: no page is a dead end.

The author's choices come first, then the note's place in a series, what plugins know
(a trail, say), its relations, what links here and what has to do with it. When these are
too few, what plugins keep for that fills up. The last way leads round the whole garden,
a note after the other in an order of chance, so that whoever only ever follows ways on
comes everywhere.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from garden.core.view import GardenView
from garden.core.visibility import Place
from garden.model import Note, WayOn

ENOUGH = 3
"""Ways on that every note has, where the garden has that many notes."""
MOST = 6
"""Ways on that a page shows besides the last; an author's own choices are all shown."""
WANDER = "or wander on"


def ways_on(view: GardenView, note: Note, plugins: Callable[[bool], Iterable[WayOn]]) -> tuple[WayOn, ...]:
    """Notes to go to after ``note``, none twice, in the order to show them.

    ``plugins`` gives theirs, and with True what they keep for a note with too few.
    """
    found = _distinct(view, _chosen(view, note), note)
    most = max(MOST, len(found))
    for source in (
        _series(view, note),
        plugins(False),
        _relations(view, note),
        _linking(view, note),
    ):
        found += _distinct(view, source, note, found)[: most - len(found)]
    for more in (_akin, _same_tags, lambda *_: plugins(True)):
        if len(found) < ENOUGH:
            found += _distinct(view, more(view, note), note, found)[: ENOUGH - len(found)]
    return (*found, *_round(view, note, found))


def linked(view: GardenView, note: Note) -> tuple[Note, ...]:
    """Notes of lists that a note links to or is linked from, each once, without itself."""
    led = (view.snapshot.note(found.to) for _, found in view.links(note) if found.to is not None)
    linking = (backlink.source for backlink in view.links_to(note))
    shown = {other.id: other for other in (*led, *linking) if other and view.shows(other, Place.LIST)}
    shown.pop(note.id, None)
    return tuple(shown.values())


def series_neighbours(view: GardenView, note: Note) -> tuple[Note | None, Note | None]:
    """The notes before and after this one in its series."""
    series = view.series(note.series)
    place = next((place for place, other in enumerate(series) if other.id == note.id), None)
    if place is None:
        return None, None
    before = series[place - 1] if place > 0 else None
    return before, series[place + 1] if place + 1 < len(series) else None


def _distinct(
    view: GardenView, ways: Iterable[WayOn], note: Note, already: Iterable[WayOn] = ()
) -> list[WayOn]:
    seen = {note.id, *(way.note.id for way in already)}
    kept = []
    for way in ways:
        if way.note.id not in seen and view.shows(way.note, Place.LIST):
            seen.add(way.note.id)
            kept.append(way)
    return kept


def _chosen(view: GardenView, note: Note) -> Iterator[WayOn]:
    for choice in note.next:
        if (other := _found(view, choice.to, note)) is not None:
            yield WayOn(note=other, reason=f"when {choice.when}" if choice.when else "chosen by the author")


def _series(view: GardenView, note: Note) -> Iterator[WayOn]:
    before, after = series_neighbours(view, note)
    if after is not None:
        yield WayOn(note=after, reason=f"next in the series “{note.series}”")
    if before is not None:
        yield WayOn(note=before, reason=f"before this in the series “{note.series}”")


def _relations(view: GardenView, note: Note) -> Iterator[WayOn]:
    for target in note.related:
        if (other := _found(view, target, note)) is not None:
            yield WayOn(note=other, reason="related")
    if note.source and (source := _found(view, note.source, note)) is not None:
        yield WayOn(note=source, reason="where this comes from")
    for target in note.adapted_from:
        if (origin := _found(view, target, note)) is not None:
            yield WayOn(note=origin, reason="this was adapted from it")
    for adapted in view.adaptations(note):
        yield WayOn(note=adapted, reason="adapted from this note")


def _linking(view: GardenView, note: Note) -> Iterator[WayOn]:
    for backlink in view.links_to(note):
        yield WayOn(note=backlink.source, reason="links to this note")


def _akin(view: GardenView, note: Note) -> Iterator[WayOn]:
    for related in view.related(note, MOST * 2):
        yield WayOn(note=related.note, reason=related.why)


def _same_tags(view: GardenView, note: Note) -> Iterator[WayOn]:
    shared: dict[str, list[str]] = defaultdict(list)
    others: dict[str, Note] = {}
    for tag in note.tags:
        for other in view.notes_of(None, tag):
            shared[other.id].append(tag)
            others[other.id] = other
    for key in heapq.nsmallest(MOST * 2, shared, key=lambda key: (-len(shared[key]), key)):
        yield WayOn(note=others[key], reason=f"also about {' and '.join(shared[key][:2])}")


def _round(view: GardenView, note: Note, already: Sequence[WayOn]) -> Iterator[WayOn]:
    """The next note round the garden, and those after it while there are too few ways on.

    The same note leads to the same one till the garden changes: a page that shuffles at
    each visit cannot be found again.
    """
    seen = {note.id, *(way.note.id for way in already)}
    ways = len(already)
    for following in view.round_from(note):
        if following.id not in seen:
            ways += 1
            yield WayOn(note=following, reason=WANDER)
        if ways >= ENOUGH:
            return


def _found(view: GardenView, target: str, note: Note) -> Note | None:
    found = view.resolve(target, note).to
    return view.snapshot.note(found) if found is not None else None
