"""How long one question may keep a thread busy.

Everything is bounded by counts already; this is the net below, for a garden or a
machine that the counts were not made for. Time that other threads or programs take
does not count, so that the same question has the same answer on a busy machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

SECONDS = 1.0
"""For what is looked for ..."""
MENDING = 0.5
"""... before that, for slips ..."""
SHOWING = 0.5
"""... and after it, for where notes answer."""
NOTICE = "That asks for more than could be looked for in a second; the last parts of it were left out."
UNMENDED = "That has more slips than could be looked into in half a second; some words were left as typed."
UNMARKED = "The last of these notes are long, and shown by their beginnings."


class Deadline:
    """A moment of a thread's own time after which no further part of something is begun."""

    def __init__(self, seconds: float = SECONDS, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return self._clock() > self._end


def in_time(parts: Iterable[T], deadline: Deadline | None, notices: dict[str, None]) -> Iterator[T]:
    """Parts of a question, as far as there is time, the first always; the rest is told in ``notices``."""
    for number, part in enumerate(parts):
        if number and deadline is not None and deadline.passed:
            notices[NOTICE] = None
            return
        yield part
