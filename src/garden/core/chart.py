"""Where the notes of a map stand, kept from one generation to the next.

Laying out a large garden takes seconds, so that is done when someone first asks for the
map of a generation, and kept in a file beside the index. Notes that had their place keep
it but for a nudge: whoever knows their way about finds it again.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from garden.core.layout import AGAIN, FREE, ROUNDS, SETTLED, Numbers, by_chance, lay_out, radius
from garden.core.map import GardenMap, Integers

FILE = "map.json"
_WAY = 1
"""Changes whenever maps are laid out in another way."""
_NEARBY = 0.03
"""How far from the middle of what it is linked with a new note begins, as a share of the map's radius."""

_log = logging.getLogger(__name__)


class Chart:
    """The places of one garden's notes. Threads may share one; no call raises for what the file holds."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.Lock()
        self._made: tuple[GardenMap, Numbers] | None = None

    @property
    def is_used(self) -> bool:
        """Whether anyone ever asked for the places."""
        return self._path.exists()

    def places(self, of: GardenMap) -> Numbers:
        """A place for each note, about within 1 of the middle; no two at one place."""
        made = self._made
        if made is None or made[0] is not of:
            with self._lock:
                made = self._made
                if made is None or made[0] is not of:
                    made = self._made = of, self._find(of)
        return made[1]

    def make_ready(self, of: GardenMap) -> bool:
        """Finds the places, unless another thread is doing so; then False, and ask again."""
        if not self._lock.acquire(blocking=False):
            return False
        self._lock.release()
        self.places(of)
        return True

    def _find(self, of: GardenMap) -> Numbers:
        ids = [note.id for note in of.notes]
        digest = _digest(ids, of.links)
        known = self._read()
        if known.get("digest") == digest and (kept := _kept(known)).keys() == set(ids):
            places = np.array([kept[one] for one in ids], np.float64).reshape(-1, 2)
        else:
            places = _laid_out(ids, of.links, _kept(known))
            self._write({
                "way": _WAY,
                "digest": digest,
                "ids": ids,
                "places": np.round(places, 2).tolist(),
            })  # fmt: skip
        return places / radius(of.links, len(ids))

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("The map that was kept could not be read (%s); it is laid out anew.", error)
            return {}
        return known if isinstance(known, dict) and known.get("way") == _WAY else {}

    def _write(self, known: dict[str, Any]) -> None:
        aside = self._path.with_name(f"{FILE}.{os.getpid()}.{threading.get_ident()}")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside.write_text(json.dumps(known), "utf-8")
            aside.replace(self._path)
        except OSError as error:
            _log.warning("The map could not be kept (%s); it will be laid out again.", error)
            with contextlib.suppress(OSError):  # where it could not be made, it need not go
                aside.unlink()


def lay_out_part(of: GardenMap, numbers: Sequence[int]) -> Numbers:
    """Places of some notes by themselves, about within 1 of the middle."""
    links = of.links_among(numbers)
    size = radius(links, len(numbers))
    return lay_out(links, by_chance(of.notes[number].id for number in numbers) * size) / size


def _laid_out(ids: list[str], links: Integers, kept: dict[str, tuple[float, float]]) -> Numbers:
    size = radius(links, len(ids))
    chance = by_chance(ids)
    old = np.array([one in kept for one in ids], np.bool_)
    if not old.any():
        return lay_out(links, chance * size)
    start = chance * size
    start[old] = [kept[one] for one in ids if one in kept]
    middles, friends = _middles(links, start, old)
    placed = ~old & (friends > 0)
    start[placed] = middles[placed] + chance[placed] * _NEARBY * size
    # Where most are new there is nothing to find again.
    rounds, settled = (AGAIN, SETTLED) if old.mean() > 0.5 else (ROUNDS, FREE)
    return lay_out(links, start, rounds=rounds, freedom=np.where(old, settled, FREE))


def _middles(links: Integers, places: Numbers, old: Any) -> tuple[Numbers, Integers]:
    """For each note the middle of those beside it that had their place before, and how many these are."""
    both = np.concatenate([links, links[:, ::-1]])
    here, there = both[old[both[:, 1]]].T
    friends = np.bincount(here, minlength=len(places))
    sums = [np.bincount(here, one[there], len(places)) for one in places.T]
    return np.stack(sums, axis=1) / np.maximum(friends, 1)[:, None], friends


def _digest(ids: list[str], links: Integers) -> str:
    """Differs wherever notes or links do."""
    names = json.dumps(ids).encode()
    return blake2b(names + np.ascontiguousarray(links).tobytes(), digest_size=16).hexdigest()


def _kept(known: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Places by id, as they were kept; what is no place is left out."""
    ids, places = known.get("ids"), known.get("places")
    if not isinstance(ids, list) or not isinstance(places, list):
        return {}
    return {one: tuple(place) for one, place in zip(ids, places, strict=False) if _is_place(one, place)}


def _is_place(one: object, place: object) -> bool:
    if not isinstance(one, str) or not isinstance(place, list) or len(place) != 2:
        return False
    return all(isinstance(part, int | float) and abs(part) < 1e6 for part in place)
