"""How long each call into a plugin takes, told as it happens to whoever asks for it.

For authors of plugins: ``GARDEN_TRACE=1`` in the environment, or ``garden serve --trace``.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

VARIABLE = "GARDEN_TRACE"
_OFF = frozenset({"", "0", "no", "off", "false"})

logger = logging.getLogger("garden.trace")


def is_wanted() -> bool:
    """Whether the environment asks for it."""
    return os.environ.get(VARIABLE, "").lower() not in _OFF


class Trace:
    """Tells each call on the log, and adds up those of one request."""

    def __init__(self) -> None:
        self._here = threading.local()

    def took(self, plugin: str, hook: str, seconds: float) -> None:
        """Minds one call."""
        logger.warning("%8.2f ms  %s  %s", seconds * 1000, plugin, hook)
        calls: dict[tuple[str, str], float] | None = getattr(self._here, "calls", None)
        if calls is not None:
            calls[plugin, hook] += seconds

    @contextmanager
    def calls(self) -> Iterator[Mapping[tuple[str, str], float]]:
        """Seconds by (plugin, hook) of what this thread calls inside; filled as it goes."""
        self._here.calls = defaultdict(float)
        try:
            yield self._here.calls
        finally:
            del self._here.calls
