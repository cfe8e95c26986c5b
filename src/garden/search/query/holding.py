"""Which numbers the values of an order hold: "5 to 12", "up to an hour", "more than 30", "longer"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from garden.search.words.wording import plain

NUMBER = r"\d{1,15}(?:[.,]\d{1,15})?"

_AMOUNT = re.compile(
    rf"""(?<![\w.,])(?:({NUMBER})\s*(?:(h|hrs?|hours?)|(m|mins?|minutes?)|)
    | (half\ )?(?:an?|one)\ hour)(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST = re.compile(r"\b(?:up to|at most|no more than|or (?:less|fewer|shorter|under|below|younger))\b|<=|≤")
_LEAST = re.compile(
    r"\b(?:at least|from|no (?:less|fewer) than|(?:or|and) (?:more|longer|over|above|older|up))\b|\+|>=|≥"
)
_MORE = re.compile(r"\b(?:(?:more|longer|larger|older) than|over|above)\b|>")
_LESS = re.compile(r"\b(?:(?:less|fewer|shorter|smaller|younger) than|under|below)\b|<")

Ends = tuple[float, float]


def held(order: Sequence[str]) -> list[Ends]:
    """The least and the most that each value of an order holds, both included; none where these do not rise.

    An end that a value does not say is where its neighbour's is: after "up to 15", "up to 30" is more
    than 15, and "longer", after "up to an hour", is more than that.
    """
    unit = _unit(order)
    said = [_said(value, unit) for value in order]
    for side in zip(*filter(None, said), strict=True):
        edges = [edge for edge in side if not math.isnan(edge)]
        if any(before > after for before, after in pairwise(edges)):
            return []
    if not any(said):
        return []
    edges = [[edge for edge in ends or () if not math.isnan(edge)] for ends in said]
    found: list[Ends] = []
    for place, ends in enumerate(said):
        low, high = ends or (math.nan, math.nan)
        if math.isnan(low):
            before = [edge for each in edges[:place] for edge in each]
            low = math.nextafter(before[-1], math.inf) if before else -math.inf
        if math.isnan(high):
            after = [edge for each in edges[place + 1 :] for edge in each]
            high = math.nextafter(after[0], -math.inf) if after else math.inf
        found.append((low, high))
    return found


def in_numbers(text: str, order: Sequence[str]) -> str:
    """What a reader wrote with its times as plain numbers of the order's unit: "<1 hour" as "<60"."""
    pieces: list[str] = []
    done = 0
    for start, end, amount in _amounts(text, _unit(order)):
        pieces += [text[done:start], f"{amount:.15g}"]
        done = end
    return "".join([*pieces, text[done:]])


def _said(value: str, unit: tuple[float, float]) -> Ends | None:
    """The ends of a value, not a number where it does not say one; None for a value without numbers."""
    text = plain(value)
    amounts = [amount for _, _, amount in _amounts(text, unit)]
    if not amounts:
        return None
    low, high = amounts[0], amounts[-1]
    if len(amounts) > 1:
        return low, high
    if _MOST.search(text):
        return math.nan, high
    if _LEAST.search(text):
        return low, math.nan
    if _MORE.search(text):
        return math.nextafter(low, math.inf), math.nan
    return (math.nan, math.nextafter(high, -math.inf)) if _LESS.search(text) else (low, high)


def _unit(order: Sequence[str]) -> tuple[float, float]:
    """How much an hour and a minute are in an order: it counts minutes, unless it speaks of hours alone."""
    text = plain(" ".join(order))
    return (1.0, 1 / 60) if "hour" in text and "min" not in text else (60.0, 1.0)


def _amounts(text: str, unit: tuple[float, float]) -> Iterator[tuple[int, int, float]]:
    """Where numbers stand in a text, and how much each is in the unit of its order."""
    per_hour, per_minute = unit
    found = list(_AMOUNT.finditer(text))
    for place, one in enumerate(found):
        said = next((other for other in found[place:] if other[2] or other[3] or not other[1]), one)
        in_hours, in_minutes = said[2] or not said[1], said[3]  # "1 to 2 hours" are one hour to two
        amount = float(one[1].replace(",", ".")) if one[1] else 0.5 if one[4] else 1.0
        yield one.start(), one.end(), amount * (per_hour if in_hours else per_minute if in_minutes else 1)
