"""What front matter holds, once loaded, and how much it may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from garden.characters import CONTROLS, NO_CHARACTERS, SURROGATES, surely_clean
from garden.errors import NoteError

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 8
MAX_NODES = 2_000

_SURROGATE = re.compile(f"[{SURROGATES}]")
_CONTROL = re.compile(f"[{CONTROLS}{NO_CHARACTERS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Front matter, loaded."""

    values: Mapping[str, Any]
    duplicates: tuple[str, ...] = ()
    """Keys written twice at the top level; the last one counts."""


class Budget:
    """What one front matter may still unfold to; aliases are paid for in full."""

    def __init__(self) -> None:
        self.nodes = MAX_NODES
        self.characters = MAX_CHARACTERS

    def spend(self, nodes: int, characters: int) -> None:
        """Raises NoteError when there is not so much left."""
        self.nodes -= nodes
        self.characters -= characters
        if self.nodes < 0:
            raise too_large(f"holds more than {MAX_NODES:,} values")
        if self.characters < 0:
            raise too_large("unfolds to more text than it may hold")

    def descend(self, depth: int) -> None:
        """Raises NoteError for a list or mapping inside so many others."""
        if depth >= MAX_DEPTH:
            raise too_large(f"is nested more than {MAX_DEPTH} levels deep")


def too_large(what: str, line: int | None = None) -> NoteError:
    """The error for front matter over one of its bounds; ``line`` counts in it, from 1."""
    return NoteError(
        f"The front matter {what}.",
        code="front-matter-too-large",
        line=line,
        fix="Make it simpler, or move long texts below it.",
    )


def clean(text: str) -> str:
    """Text that can be encoded and shown: surrogate pairs joined, lone ones U+FFFD, no control characters."""
    if surely_clean(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", text)


def as_text(value: Any) -> Any:
    """TOML's and JSON's values as YAML's would be: text, None, lists, mappings."""
    return _as_text(value, 0, Budget())


def _as_text(value: Any, depth: int, budget: Budget) -> Any:
    budget.spend(1, 0)
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case str():
            return clean(value)
        case dict():
            budget.descend(depth)
            return {clean(key): _as_text(inner, depth + 1, budget) for key, inner in value.items()}
        case list():
            budget.descend(depth)
            return [_as_text(inner, depth + 1, budget) for inner in value]
        case _:  # numbers, and TOML's dates and times
            return value.isoformat() if hasattr(value, "isoformat") else str(value)
