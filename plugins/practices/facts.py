"""What a practice's front matter says, read leniently: how long, how many, where, with what energy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from garden import Note, texts

LONGEST_TEXT = 80
"""Characters of a time or a number of people that are read; a story is neither."""

SETTINGS = ("in person", "online", "outdoors")
ENERGIES = ("low", "medium", "high")
ANY = frozenset({"any", "anyone", "anywhere", "anything", "all", "everyone"})

TIMES = (
    ("15 minutes or less", 15),
    ("up to 30 minutes", 30),
    ("up to an hour", 60),
    ("longer", None),
)
"""Facet values with the longest time, in minutes, that each holds."""
PEOPLE = (
    ("alone", 1, 1),
    ("2 to 4", 2, 4),
    ("5 to 12", 5, 12),
    ("13 to 30", 13, 30),
    ("more than 30", 31, None),
)
"""Facet values with the smallest and the largest group that each holds."""

DASHES = re.compile(r"\s*(?:[-\u2010-\u2015]|\bto\b|\band\b(?=\s*\d))\s*")
AMOUNT = re.compile(r"(\d{1,4})(?::(\d{2})|[.,](\d{1,2}))?\s*(hours?|hrs?|h\b|h(?=\d)|minutes?|mins?|m\b)?")
NUMBER = re.compile(r"\d{1,5}")
OPEN = re.compile(r"\+|\bor (?:more|longer)\b|\bat least\b|\bfrom\b|\bmore than\b|\bover\b")
CAPPED = re.compile(r"\bup to\b|\bat most\b|\bor (?:less|fewer)\b|\bunder\b|\bmax(?:imum)?\b|\bless than\b")
SPOKEN = (
    (re.compile(r"\ban? hour and a half\b"), "90 minutes"),
    (re.compile(r"\bhalf an hour\b|\bhalf-hour\b"), "30 minutes"),
    (re.compile(r"\b(?:a )?quarter of an hour\b"), "15 minutes"),
    (re.compile(r"\b(?:an|one) hour\b"), "1 hour"),
    (re.compile(r"\btwo hours\b"), "2 hours"),
    (re.compile(r"\bhalf a day\b"), "4 hours"),
)
GROUPS = {"alone": (1, 1), "one": (1, 1), "pair": (2, 2), "pairs": (2, 2), "threes": (3, 3), "trios": (3, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From a least to a most, both included; no most means open."""

    least: int
    most: int | None

    def holds(self, number: int) -> bool:
        """Whether a number lies within."""
        return self.least <= number and (self.most is None or number <= self.most)

    def meets(self, least: int, most: int | None) -> bool:
        """Whether it has a number in common with another span."""
        return (most is None or self.least <= most) and (self.most is None or least <= self.most)

    def words(self, one: str, many: str) -> str:
        """For people: ``3 people``, ``20 to 30 minutes``, ``4 people or more``."""
        if self.most is None:
            return f"{self.least} {many} or more" if self.least > 1 else f"any number of {many}"
        if self.most == self.least:
            return f"{self.least} {one if self.least == 1 else many}"
        return f"{self.least} to {self.most} {many}" if self.least > 1 else f"up to {self.most} {many}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """An entry of the log "we tried this"."""

    day: date | None
    when: str
    """As written, when it is no day."""
    where: str
    who: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice as finder and templates use it."""

    note: Note
    time: Span | None
    """Minutes; None when nothing, or nothing that can be read, is said."""
    people: Span | None
    settings: tuple[str, ...]
    energies: tuple[str, ...]
    materials: tuple[str, ...]
    steps: tuple[str, ...]
    tried: tuple[Trial, ...]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """(name, words) of what is known, for people."""
        anywhere, tireless = set(self.settings) >= set(SETTINGS), set(self.energies) >= set(ENERGIES)
        facts = (
            ("Time", self.time.words("minute", "minutes") if self.time else ""),
            ("People", self.people.words("person", "people") if self.people else ""),
            ("Setting", "anywhere" if anywhere else ", ".join(self.settings)),
            ("Energy", "any" if tireless else " to ".join(self.energies)),
        )
        return tuple((name, words) for name, words in facts if words)


def read(note: Note) -> Practice:
    """A practice from its note; what cannot be read is left out."""
    meta = {str(key).casefold(): value for key, value in note.meta.items()}
    return Practice(
        note=note,
        time=minutes(_line(meta.get("time"))),
        people=group(_line(meta.get("people"))),
        settings=_choices(meta.get("setting"), SETTINGS),
        energies=_choices(meta.get("energy"), ENERGIES),
        materials=texts(meta.get("materials")),
        steps=texts(meta.get("steps")),
        tried=tuple(_trials(meta.get("tried"))),
    )


def minutes(text: str) -> Span | None:
    """A time in minutes: ``20``, ``30-45``, ``1 hour``, ``45 min``, ``1h30``, ``up to an hour``, ``90+``."""
    plain = text.casefold().strip()[:LONGEST_TEXT]
    for spoken, written in SPOKEN:
        plain = spoken.sub(written, plain)
    parts = [_minutes(part) for part in DASHES.split(plain) if part.strip()][:2]
    amounts = [amount for amount, _ in parts if amount is not None]
    if len(parts) == 2 and parts[1][1] and not parts[0][1] and parts[0][0] is not None:
        amounts[0] *= 60  # "1-2 hours": the unit of the second counts for the first
    return _span(amounts, plain)


def _minutes(part: str) -> tuple[int | None, bool]:
    """(minutes, whether they were given in hours) of ``1 hour 20``, ``45 min`` or ``1:30``."""
    found = list(AMOUNT.finditer(part))
    if not found:
        return None, False
    total, hours = 0.0, False
    for match in found[:2]:
        number, clock, fraction, unit = match.groups()
        in_hours = bool(clock) or (unit or "").startswith("h")
        amount = float(f"{number}.{fraction}") if fraction else float(number)
        total += amount * 60 + float(clock or 0) if in_hours else amount
        hours = hours or in_hours
    return round(total), hours


def group(text: str) -> Span | None:
    """A number of people: ``8``, ``3-12``, ``4+``, ``up to 20``, ``pairs``, ``any``."""
    plain = text.casefold().strip()[:LONGEST_TEXT]
    if plain in ANY:
        return Span(least=1, most=None)
    if plain in GROUPS:
        least, most = GROUPS[plain]
        return Span(least=least, most=most)
    return _span([int(number) for number in NUMBER.findall(plain)[:2]], plain)


def _span(numbers: list[int], text: str) -> Span | None:
    if not numbers or max(numbers) < 1:
        return None
    least, most = max(1, min(numbers)), max(numbers)
    if len(numbers) == 1 and CAPPED.search(text):
        return Span(least=1, most=most)
    return Span(least=least, most=None if OPEN.search(text) and len(numbers) == 1 else most)


def time_value(time: Span | None) -> str:
    """The facet value of a time, by its longest; empty when unknown."""
    if time is None:
        return ""
    return next(name for name, most in TIMES if most is None or (time.most is not None and time.most <= most))


def people_values(people: Span | None) -> tuple[str, ...]:
    """The facet values of all sizes of group that a practice is for."""
    return tuple(name for name, least, most in PEOPLE if people is not None and people.meets(least, most))


def _choices(value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    """Words in lower case, lists and commas taken apart; "any" means all that are known."""
    words = [word.strip().casefold().replace("-", " ") for text in texts(value) for word in text.split(",")]
    if any(word in ANY for word in words):
        return known
    return tuple(dict.fromkeys(word for word in words if word))


def _trials(value: object) -> Iterator[Trial]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping):
            yield _trial({str(key).casefold().replace("_", " "): part for key, part in entry.items()})
        elif isinstance(entry, str) and entry.strip():
            yield Trial(day=None, when="", where="", who="", changed=entry.strip())


def _trial(entry: Mapping[str, Any]) -> Trial:
    when = _line(entry.get("when"))
    try:
        day = date.fromisoformat(when)
    except ValueError:
        day = None
    return Trial(
        day=day,
        when=when,
        where=_line(entry.get("where")),
        who=_line(entry.get("who")),
        changed=_line(entry.get("changed") or entry.get("what changed")),
    )


def _line(value: object) -> str:
    return ", ".join(texts(value))
