"""Front matter, asked leniently: keys by any of their names, values by the type wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from garden.characters import is_visible
from garden.parsing.dates import is_ambiguous, read_date
from garden.parsing.texts import LINE_LIMIT, flat, line, lines, short

TRUE = frozenset({"true", "yes", "on", "1", "y"})
FALSE = frozenset({"false", "no", "off", "0", "n"})

Tell = Callable[[str, str, str, str], None]
"""Keeps a problem: (key as written, code, message, fix)."""


class Reader:
    """The values of one note's front matter.

    Each method takes the names a key may have, the one that counts first; case
    and the mark between words (``content-note``) make no difference.
    """

    def __init__(self, values: Mapping[str, Any], tell: Tell) -> None:
        self.values = values
        self._tell = tell
        self._keys: dict[str, str] = {}
        for key, value in values.items():
            name = plain(key)
            if (key == name or name not in self._keys) and _holds(value):
                self._keys[name] = key

    def key(self, *names: str) -> str:
        """The key as written, the first that holds anything to see; else empty."""
        for name in names:
            if name in self._keys:
                return self._keys[name]
        return ""

    def get(self, *names: str) -> Any:
        """The value of `key`, or None."""
        return self.values[key] if (key := self.key(*names)) else None

    def line(self, *names: str, limit: int = LINE_LIMIT) -> str:
        """One line of text; a list gives its first."""
        if not (key := self.key(*names)):
            return ""
        value = self.values[key]
        texts = (value,) if isinstance(value, str) else flat(value)
        return next(filter(is_visible, (line(text, limit) for text in texts)), "")

    def texts(self, *names: str) -> tuple[str, ...]:
        """All texts in the value, lists within lists opened, mappings as ``key: value``."""
        return lines(self.get(*names))

    def date(self, *names: str) -> date | None:
        """A date in any shape that means one day; the others are told."""
        text = self.line(*names)
        if not text:
            return None
        found = read_date(text)
        if found is None:
            key = self.key(*names)
            wrong = "can be read as two days" if is_ambiguous(text) else "is no day that there is"
            self._tell(
                key,
                "date-unreadable",
                f"'{short(text)}' after '{short(key)}:' {wrong}.",
                "Write it as year-month-day, for example 2026-03-14.",
            )
        return found

    def flag(self, *names: str) -> bool | None:
        """True or False for the words that mean so, else None."""
        text = self.line(*names).lower()
        return True if text in TRUE else False if text in FALSE else None

    def tell(self, name: str, code: str, message: str, fix: str) -> None:
        """Keeps a problem with the value under a name, or under a key as written."""
        self._tell(self.key(name) or name, code, message, fix)


def plain(key: str) -> str:
    """A key without what makes no difference: its case, and the mark between words."""
    return key.strip().lower().replace("-", "_").replace(" ", "_")


def value_of(values: Mapping[str, Any], name: str) -> Any:
    """What front matter holds under a key, however that is written; None where it holds nothing."""
    return next((it for key, it in values.items() if it is not None and plain(key) == name), None)


def _holds(value: Any) -> bool:
    return is_visible(value) if isinstance(value, str) else any(map(is_visible, flat(value)))
