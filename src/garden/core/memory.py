"""How memory is kept while an index is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MUCH = 10_000
"""Objects that are more than a few changed notes need."""


@contextmanager
def without_collection() -> Iterator[None]:
    """Much is made and kept, and nothing in a circle: looking for circles costs a tenth of the time.

    Afterwards what is much is old at once, as what is looked through most seldom: on its way there
    by itself it would be looked through twice, for 0.3 s of 10,000 notes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MUCH:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def throw_away_circles() -> None:
    """Lets go of what is in circles and not old, in some milliseconds.

    Jinja leaves a circle for each page, which holds notes, and so the files of the index that they
    are from. By itself Python would look after some hundred pages: many a change is made between.
    """
    gc.collect(1)
