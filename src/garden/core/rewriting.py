"""Writes another target into links where they stand, and leaves every other character as it is.

A link is found by its line and by what is written there. The text is then read again: if it
does not say exactly what it said before, but for the targets that were to change, the edit
is not made. Code that looks like a link so stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from garden.core.source import Source
from garden.markdown.spots import Spot, find
from garden.model import Link

Read = Callable[[Source], Sequence[Link]]
"""What links a source holds, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A text after its links were rewritten."""

    source: Source
    done: frozenset[int]
    """Which of the links, by their place among all of them, have their new target."""


def rewrite(source: Source, wanted: Mapping[int, str], read: Read) -> Rewritten:
    """Gives links other targets: ``wanted`` has the new page of each by its place among all links."""
    links = read(source)
    edits = _edits(source, links, wanted, read)
    together = _applied(source, edits)
    if _says(read(together), links, wanted, _served(edits)):
        return Rewritten(source=together, done=_served(edits))
    kept: dict[Spot, _Edit] = {}
    for spot, edit in edits.items():
        tried = {**kept, spot: edit}
        if _says(read(_applied(source, tried)), links, wanted, _served(tried)):
            kept = tried
    return Rewritten(source=_applied(source, kept), done=_served(kept))


_Edit = tuple[str, frozenset[int]]
"""What to write at a spot, and for which links."""


def _edits(
    source: Source, links: Sequence[Link], wanted: Mapping[int, str], read: Read
) -> Mapping[Spot, _Edit]:
    """Where each of the wanted targets is to be written."""
    by_target: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in find(source.text):
        by_target[spot.target.page, spot.target.heading].append(spot)
    alike: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        alike[link.target, link.heading, link.line].append(number)
    edits: dict[Spot, _Edit] = {}
    for (page, heading, line), numbers in alike.items():
        if wanted.keys().isdisjoint(numbers):
            continue
        spots = by_target[page, heading]
        here = [spot for spot in spots if spot.line == line]
        if len(here) == len(numbers) and wanted.keys() >= set(numbers):
            for spot, number in zip(here, numbers, strict=True):
                edits[spot] = (spot.written(wanted[number]), frozenset({number}))
        else:  # code beside it, or an address on another line: each is tried by itself
            pages = {wanted[number] for number in numbers if number in wanted}
            untried = [spot for spot in spots if spot not in edits]
            edits |= {
                spot: edit for spot in untried if (edit := _tried(source, links, spot, pages, wanted, read))
            }
    return edits


def _tried(
    source: Source,
    links: Sequence[Link],
    spot: Spot,
    pages: Iterable[str],
    wanted: Mapping[int, str],
    read: Read,
) -> _Edit | None:
    """What writing at one spot does, if it changes links and none but as wanted."""
    for page in pages:
        after = read(_applied(source, {spot: (spot.written(page), frozenset())}))
        if len(after) != len(links):
            continue
        changed = frozenset(
            number
            for number, (link, old) in enumerate(zip(after, links, strict=True))
            if link.target != old.target
        )
        if changed and changed <= wanted.keys() and _says(after, links, wanted, changed):
            return spot.written(page), changed
    return None


def _served(edits: Mapping[Spot, _Edit]) -> frozenset[int]:
    return frozenset().union(*(numbers for _, numbers in edits.values()))


def _applied(source: Source, edits: Mapping[Spot, _Edit]) -> Source:
    text = source.text
    for spot in sorted(edits, key=lambda spot: spot.start, reverse=True):
        text = f"{text[: spot.start]}{edits[spot][0]}{text[spot.end :]}"
    return source.with_text(text)


def _says(
    links: Sequence[Link], before: Sequence[Link], wanted: Mapping[int, str], changed: frozenset[int]
) -> bool:
    """Whether links are as they were, but for the new targets of those that changed."""
    if len(links) != len(before):
        return False
    for number, (link, old) in enumerate(zip(links, before, strict=True)):
        target = wanted[number] if number in changed else old.target
        if (link.target, link.heading, link.kind, link.line) != (target, old.heading, old.kind, old.line):
            return False
    return True
