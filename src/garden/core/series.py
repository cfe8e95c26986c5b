"""The series there are: notes that say they belong together and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.links import fold, usual
from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Notes to be read one after the other."""

    name: str
    """As most often written."""
    notes: tuple[Note, ...]
    """In their order; one at the least."""


def all_series(garden: Garden) -> Mapping[str, Series]:
    """All series by folded name, in the order of these; made once, by ``garden.kept(all_series)``."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for note in garden.notes():
        if key := fold(note.series):
            spellings[key][note.series] += 1
    return {
        key: Series(
            name=usual(spellings[key]),
            notes=garden.view.series(key),
        )
        for key in sorted(spellings)
    }
