"""Who had a part in the notes of a garden, and which part.

Front matter names them with their roles, and git those who tended a note. Of notes that
lists may show; made once for a generation, by ``garden.kept(contributors)``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.core.dates import newest_first
from garden.links import fold, usual
from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden


TENDED = "tended"
"""The part of someone who changed a note, as git tells, and whom its front matter does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Someone who had a part in notes. Names that differ by case or Unicode form are one's."""

    name: str
    """As most often written."""
    parts: Mapping[str, tuple[Note, ...]]
    """Notes by role, the newest first; a note stands under each role that one had in it."""
    count: int
    """Notes in all, each once."""


def contributors(garden: Garden) -> Mapping[str, Contributor]:
    """Everyone by folded name, as an index of a book has them: marks on letters aside, signs last."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    tenders: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, dict[str, dict[str, Note]]] = defaultdict(lambda: defaultdict(dict))
    for note in newest_first(garden.notes()):
        for person in note.people:
            key = fold(person.name)
            spellings[key][person.name] += 1
            parts[key][person.role.casefold()][note.id] = note
        named = {fold(person.name) for person in note.people}
        told = garden.history.of(note)
        for name in told.names if told else ():
            if (key := fold(name)) not in named:
                tenders[key][name] += 1
                parts[key][TENDED][note.id] = note
    # A name is spelled as in front matter, where it is in any.
    spellings = {**tenders, **spellings}
    return {key: _contributor(spellings[key], parts[key]) for key in sorted(spellings, key=_place)}


def _place(key: str) -> tuple[bool, str]:
    return not key[:1].isalpha(), unicodedata.normalize("NFD", key)


def _contributor(spellings: Counter[str], parts: Mapping[str, Mapping[str, Note]]) -> Contributor:
    return Contributor(
        name=usual(spellings),
        parts={role: tuple(notes.values()) for role, notes in parts.items()},
        count=len({note_id for notes in parts.values() for note_id in notes}),
    )
