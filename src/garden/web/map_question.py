"""What a reader asks of the map, within bounds: from where, how far, which kinds and tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from garden.core import Garden
from garden.model import EMPTY, Note
from garden.web.questions import clean, read_filters

if TYPE_CHECKING:
    from garden.core.map import GardenMap

STEPS = 2
"""From a note, where no one says otherwise."""
MOST_STEPS = 4
MOST_ID = 1000
"""Characters of an id that are looked at."""
FILTERS = frozenset({"kind", "tag"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MapQuestion:
    """A part of the map; without anything said, the whole."""

    start: Note | None = None
    """The note from which steps are counted."""
    steps: int = STEPS
    """How many, at most."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)
    """Chosen kinds and tags: any of the kinds, and any of the tags."""

    def url(self, path: str = "/map", page: int = 1) -> str:
        """The address that asks this; the same question always has the same one."""
        pairs = [("from", self.start.id)] if self.start else []
        if self.start and self.steps != STEPS:
            pairs.append(("steps", str(self.steps)))
        pairs += [(name, value) for name in sorted(self.filters) for value in self.filters[name]]
        if page > 1:
            pairs.append(("page", str(page)))
        return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path

    def with_steps(self, steps: int) -> MapQuestion:
        """The same with so many steps, within bounds."""
        return replace(self, steps=min(max(steps, 1), MOST_STEPS))

    def toggled(self, name: str, value: str) -> MapQuestion:
        """The same with one filter added, or taken away if it was there."""
        chosen = self.filters.get(name, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        filters = {**self.filters, name: values}
        return replace(self, filters={name: values for name, values in filters.items() if values})


def read_map_question(
    here: Garden, of: GardenMap, arguments: MultiDict[str, str]
) -> tuple[MapQuestion, tuple[str, ...]]:
    """The question, and what had to be left out of it in sentences.

    A note that is not on the map is told of as one that is nowhere.
    """
    filters, too_many = read_filters(arguments, FILTERS)
    name = arguments.get("from", "")[:MOST_ID]
    found = here.note(name) if name else None
    start = found if found is not None and found.id in of.numbers else None
    lost = "There is no such note on the map; this is the whole of it." if name and start is None else ""
    steps, sentence = _read_steps(clean(arguments.get("steps", ""))[:10])
    question = MapQuestion(start=start, steps=steps, filters=filters)
    return question, _sentences((lost, sentence if start else "", too_many))


def _read_steps(text: str) -> tuple[int, str]:
    if not text:
        return STEPS, ""
    if not (text.isascii() and text.isdigit()) or int(text) == 0:
        return STEPS, f"Steps are a number from 1 to {MOST_STEPS}; these are {STEPS}."
    steps = int(text)
    return (steps, "") if steps <= MOST_STEPS else (MOST_STEPS, f"At most {MOST_STEPS} steps are shown.")


def _sentences(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, said))
