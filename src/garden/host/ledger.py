"""What plugins did wrong: counted, told once, remembered; and which of them are slow, told once."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import replace

from garden.characters import blanked
from garden.model import PluginFault

logger = logging.getLogger("garden.plugins")

FAULTS_TO_REST = 3
REST_SECONDS = 600.0
SLOW_SECONDS = 0.2
LONGEST_MESSAGE = 400
AT_OPENING = frozenset({"load", "garden_commands", "garden_index_fields", "garden_note_kinds"})
"""What is asked once: many things may be wrong with one line of it, and each is said."""
KINDS_KEPT = 50
"""Different faults remembered of one plugin; one that errs in more ways gains nothing by it."""


class Ledger:
    """The faults of all plugins of one garden; safe to share between threads.

    ``clock`` gives seconds that only rise. Faults of one kind (plugin, hook,
    place) are logged once and then only counted.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._faults: dict[str, dict[tuple[str, str], tuple[PluginFault, int]]] = defaultdict(dict)
        self._recent: dict[str, deque[float]] = {}
        self._rest_until: dict[str, float] = {}
        self._slow: set[tuple[str, str]] = set()

    def add(self, fault: PluginFault, *, counts: bool = True) -> PluginFault:
        """Keeps a fault and gives it as it was kept; with ``counts`` it brings the plugin nearer to a rest.

        What an author, a note's name or an exception put into it becomes one short line.
        """
        fault = replace(fault, message=one_line(fault.message), where=one_line(fault.where))
        with self._lock:
            new = self._keep(fault)
            rests = counts and self._tire(fault.plugin)
        if new:
            logger.warning("%s", sentence(fault))
        if rests:
            logger.warning(
                "plugin %s failed %d times within ten minutes and rests for ten minutes",
                fault.plugin,
                FAULTS_TO_REST,
            )
        return fault

    def advise(self, deprecation: PluginFault) -> None:
        """Tells of what a plugin uses that is to go; it works, so nothing is counted."""
        logger.warning("%s", sentence(deprecation))

    def _keep(self, fault: PluginFault) -> bool:
        """Whether this kind of fault is new."""
        kinds = self._faults[fault.plugin]
        key = (fault.hook, fault.message if fault.hook in AT_OPENING else fault.where or fault.message)
        known = kinds.get(key)
        if known is None and len(kinds) >= KINDS_KEPT:
            return False
        kinds[key] = (fault, known[1] + 1 if known else 1)
        return known is None

    def _tire(self, plugin: str) -> bool:
        """Whether the plugin begins to rest now; one that a check does not spare rests on as it fails on."""
        now = self._clock()
        recent = self._recent.setdefault(plugin, deque(maxlen=FAULTS_TO_REST))
        recent.append(now)
        if len(recent) < FAULTS_TO_REST or now - recent[0] > REST_SECONDS:
            return False
        recent.clear()
        begins = not self.resting(plugin)
        self._rest_until[plugin] = now + REST_SECONDS
        return begins

    def resting(self, plugin: str) -> bool:
        """Whether the plugin has failed so often that pages leave it alone for now."""
        until = self._rest_until.get(plugin)
        return until is not None and self._clock() < until

    def faults(self, plugin: str) -> tuple[PluginFault, ...]:
        """The plugin's faults, oldest kind first, with how often each was."""
        with self._lock:
            kept = tuple(self._faults.get(plugin, {}).values())
        return tuple(replace(fault, times=times) for fault, times in kept)

    def names(self) -> tuple[str, ...]:
        """Names of all plugins that have faults, sorted."""
        with self._lock:
            return tuple(sorted(self._faults))

    def took(self, plugin: str, hook: str, seconds: float) -> None:
        """Minds how long one call took; the first slow one of a hook is logged."""
        if seconds < SLOW_SECONDS:
            return
        with self._lock:
            new = (plugin, hook) not in self._slow
            self._slow.add((plugin, hook))
        if new:
            logger.info("plugin %s, %s: took %.2f s", plugin, hook, seconds)


def one_line(text: str) -> str:
    """Text without line breaks and characters that could move a terminal's cursor, cut where it is long."""
    line = " ".join(blanked(text).split())
    return line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]}..."


def sentence(fault: PluginFault) -> str:
    """A fault in one line: plugin, hook, reason and place."""
    place = f" ({fault.where})" if fault.where else ""
    hook = "could not be loaded" if fault.hook == "load" else fault.hook
    return f"plugin {fault.plugin}, {hook}: {fault.message}{place}"
