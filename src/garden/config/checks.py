"""What each setting may be, and what a person is told about one that is not so.

A check takes a value as TOML gives it and gives the one that is meant, or raises
`UnfitError`. A library for this (pydantic) takes a tenth of a second to import, which every
command would pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any], Any]

TABLE = "must be a table"


class UnfitError(ValueError):
    """What is wrong with a value, or with some of those in it: for each its place and why."""

    def __init__(self, why: str, *place: str) -> None:
        super().__init__(why)
        self.complaints: list[tuple[tuple[str, ...], str]] = [(place, why)]


def text(value: Any) -> str:
    """Text, without blanks around it."""
    if not isinstance(value, str):
        raise UnfitError("must be text in quotation marks")
    return value.strip()


def truth(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise UnfitError("must be true or false")
    return value


def one_of(*words: str) -> Check:
    """One of some words."""

    def check(value: Any) -> Any:
        if value not in words:
            raise UnfitError(f"must be one of: {', '.join(words)}")
        return value

    return check


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list | tuple):
        raise UnfitError("must be a list")
    return tuple(_each({str(place): (text, one) for place, one in enumerate(value)}).values())


def number(low: float, high: float, *, whole: bool = False) -> Check:
    """A number from ``low`` to ``high``."""

    def check(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            raise UnfitError("must be a whole number" if whole else "must be a number")
        if value < low:
            raise UnfitError(f"must be at least {low}")
        if not value <= high:  # nan neither
            raise UnfitError(f"must be at most {high}")
        return value

    return check


def table(make: Callable[..., Any], checks: Mapping[str, Check], *, others: str = "") -> Check:
    """A table of settings, from which ``make`` makes a value.

    Tables of other names, if there may be any, are given to it as ``others``.
    """

    def check(value: Any) -> Any:
        given = _mapping(value)
        if others:
            given = {name: one for name, one in given.items() if name in checks or not isinstance(one, dict)}
        unknown = {name: (_unknown(name, checks), one) for name, one in given.items() if name not in checks}
        known = {name: (one, given[name]) for name, one in checks.items() if name in given}
        found = _each(known | unknown)
        return make(**found, **({others: _others(value, given)} if others else {}))

    return check


def tables(one: Check, name: Check) -> Check:
    """A table of tables, each of which ``one`` checks; ``name`` checks what they are called."""

    def check(value: Any) -> Any:
        def named(key: str) -> Check:
            return lambda inner: (name(key), one(inner))[1]

        return _each({key: (named(key), inner) for key, inner in _mapping(value).items()})

    return check


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnfitError(TABLE)
    return value


def _others(value: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if name not in given}


def _each(values: Mapping[str, tuple[Check, Any]]) -> dict[str, Any]:
    """All values checked; raises what is wrong with any of them together, each under its name."""
    found: dict[str, Any] = {}
    wrong: list[tuple[tuple[str, ...], str]] = []
    for name, (check, value) in values.items():
        try:
            found[name] = check(value)
        except UnfitError as error:
            wrong += [((name, *place), why) for place, why in error.complaints]
    if wrong:
        raised = UnfitError("")
        raised.complaints = wrong
        raise raised
    return found


def _unknown(name: str, known: Mapping[str, Check]) -> Check:
    def check(_: Any) -> Any:
        from difflib import get_close_matches  # mostly, nothing is misspelt

        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else "Take it out, or see the guide's page on settings."
        raise UnfitError(f"is not a setting. {hint}")

    return check


def sentences(error: UnfitError, file: str) -> Iterator[str]:
    """What is wrong, a sentence for each complaint."""
    for place, why in error.complaints:
        name = repr(".".join(place))[1:-1]
        yield f"{file}: '{name}' {why}{'' if why.endswith(('.', '?')) else '.'}"
