"""Values that are costly to make and stay true for one generation of the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from garden.core import Garden

T = TypeVar("T")


class PerGeneration(Generic[T]):
    """Makes a value when first asked and again when the index has changed.

    Two threads may make it at once; that costs time and nothing else.
    """

    def __init__(self, garden: Garden, make: Callable[[Garden], T]) -> None:
        self._garden = garden
        self._make = make
        self._made: tuple[int, T] | None = None

    def get(self) -> T:
        """The value for the generation that the request holds."""
        made = self._made
        if made is None or made[0] != self._garden.generation:
            made = self._made = (self._garden.generation, self._make(self._garden))
        return made[1]
