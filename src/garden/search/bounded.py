"""A cache that forgets what was not used for longest, shared by threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """Values whose costs together stay below a limit."""

    def __init__(self, limit: int, cost: Callable[[V], int]) -> None:
        self.limit = limit
        self._cost = cost
        self._used = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, key: K) -> V | None:
        """The value kept for ``key``, if there is one."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value kept for ``key``, or a new one.

        Two threads may make the same value at once; one is kept.
        """
        if (kept := self.known(key)) is not None:
            return kept
        value = make()
        self.keep(key, value)
        return value

    def keep(self, key: K, value: V) -> None:
        """Keeps a value, unless there is one; lets go of others for it."""
        cost = self._cost(value)
        with self._lock:
            if key not in self._values:
                self._values[key] = value, cost
                self._used += cost
            while self._used > self.limit and len(self._values) > 1:
                self._used -= self._values.popitem(last=False)[1][1]
