"""Notes that no other note leads to: whoever follows links never comes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden


def orphans(garden: Garden) -> Mapping[str, Note]:
    """By id, in the order of their titles; made once, by ``garden.kept(orphans)``.

    What a plugin knows to lead from one note to another counts too, such as a step of a trail.
    """
    alone = {note.id: note for note in garden.view.unled}
    for note in garden.notes() if alone else ():
        for other in garden.host.leads(note, garden):
            if other.id != note.id:
                alone.pop(other.id, None)
    return alone
