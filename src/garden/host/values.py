"""A note's values for plugins' fields, made into the declared types.

Only what fits its type reaches the index; the rest is said, once a field.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from garden.characters import JOINERS, blanked
from garden.model import Field

Value = str | int | float | date
LONGEST_KEYWORD = 200
MOST_VALUES = 200
_KEPT = f"\n\t{JOINERS}"
"""What is not printable and yet of use in a value."""


def typed(
    given: Mapping[str, object], declared: Mapping[str, Field], wrong: Callable[[str], None]
) -> dict[str, tuple[Value, ...]]:
    """Values by field, each of its field's type and none twice.

    ``declared`` has the plugin's own fields; ``wrong`` is told a sentence for
    each value that is left out. Fields without a value are left out in silence.
    """
    values = {}
    for name, value in given.items():
        field = declared.get(name) if isinstance(name, str) else None
        if field is None:
            wrong(f"gave a value for {name!r}, a field that it has not declared in garden_index_fields.")
            continue
        kept = tuple(dict.fromkeys(_kept(field, value, wrong)))
        if kept:
            values[name] = kept if field.many else kept[:1]
    return values


def _kept(field: Field, value: object, wrong: Callable[[str], None]) -> Iterator[Value]:
    for part in _parts(value):
        if part is None or part == "":
            continue
        converted = _CONVERT[field.type](part)
        if converted is None:
            given = type(part).__name__
            wrong(f"gave the field {field.name!r} a value of type {given}, which is no {field.type}.")
            return
        if converted != "":
            yield converted


def _parts(value: object) -> Iterable[object]:
    """One scalar, or the parts of a list; a mapping or a generator is one wrong scalar."""
    return value[:MOST_VALUES] if isinstance(value, (list, tuple)) else (value,)


def _keyword(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return " ".join(blanked(str(value), _KEPT).split())[:LONGEST_KEYWORD].rstrip()


def _text(value: object) -> str | None:
    return blanked(value, _KEPT).strip() if isinstance(value, str) else None


def _number(value: object) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


_CONVERT: Mapping[str, Callable[[object], Value | None]] = {
    "keyword": _keyword,
    "text": _text,
    "number": _number,
    "date": _date,
}
