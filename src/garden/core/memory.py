"""How memory is kept while an index is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Much is made and kept, and nothing in a circle: looking for circles costs a tenth of the time.

    Afterwards all is old at once, as what is looked through most seldom: on its way there by
    itself it would be looked through twice, for 0.3 s of 10,000 notes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
