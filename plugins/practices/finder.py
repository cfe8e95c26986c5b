"""Finds a practice for the time, the people, the place and the energy that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .facts import ENERGIES, SETTINGS, Practice  # noqa: TID252 - a plugin is imported under a private name

MOST = 9_999
"""Minutes and people beyond which a number is a slip of the finger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a facilitator has; nothing where it does not matter."""

    time: int | None = None
    """Minutes."""
    people: int | None = None
    setting: str = ""
    energy: str = ""

    @property
    def empty(self) -> bool:
        """Whether anything would do."""
        return self == Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Practices for a wish, each by title."""

    fitting: tuple[Practice, ...]
    silent: tuple[Practice, ...]
    """Those that fit as far as they say, and do not say all that was asked."""


def wish_from(values: Mapping[str, str]) -> tuple[Wish, str]:
    """A wish from what a form sent, and a sentence on what of it was not understood."""
    given = {name: values.get(name, "").strip()[:40] for name in ("time", "people", "setting", "energy")}
    wish = Wish(
        time=_number(given["time"]),
        people=_number(given["people"]),
        setting=_one_of(given["setting"], SETTINGS),
        energy=_one_of(given["energy"], ENERGIES),
    )
    ignored = [name for name, text in given.items() if text and not getattr(wish, name)]
    notice = f"Not understood, and left out: {' and '.join(ignored)}." if ignored else ""
    return wish, notice


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) else 0
    return number or None


def _one_of(text: str, known: tuple[str, ...]) -> str:
    word = text.casefold().replace("-", " ")
    return word if word in known else ""


def find(practices: Iterable[Practice], wish: Wish) -> Findings:
    """The practices that fit, and those that may."""
    fitting: list[Practice] = []
    silent: list[Practice] = []
    for practice in practices:
        answers = [test(practice, wish) for test in TESTS]
        if False not in answers:
            (silent if None in answers else fitting).append(practice)
    return Findings(fitting=tuple(fitting), silent=tuple(silent))


def _time(practice: Practice, wish: Wish) -> bool | None:
    """A practice fits when its shortest form does."""
    if wish.time is None:
        return True
    return practice.time.least <= wish.time if practice.time else None


def _people(practice: Practice, wish: Wish) -> bool | None:
    if wish.people is None:
        return True
    return practice.people.holds(wish.people) if practice.people else None


def _setting(practice: Practice, wish: Wish) -> bool | None:
    if not wish.setting:
        return True
    return wish.setting in practice.settings if practice.settings else None


def _energy(practice: Practice, wish: Wish) -> bool | None:
    if not wish.energy:
        return True
    return wish.energy in practice.energies if practice.energies else None


TESTS: tuple[Callable[[Practice, Wish], bool | None], ...] = (_time, _people, _setting, _energy)
"""Each says yes, no, or None when the practice does not say."""
