"""Values of front matter as the texts they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from garden.characters import is_visible

LINE_LIMIT = 500
"""Characters of a text that is shown on one line: a title, a name, a tag."""

_LONGEST_NAME = 300
_COMMAS = re.compile(r"[,;]")
_BEFORE_HASH = re.compile(r"\s+(?=#)")
_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")


def flat(value: Any) -> Iterator[str]:
    """All texts in a value; a mapping gives ``key: value`` (``- Title: Subtitle`` is one title)."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from flat(item)
        case dict():
            for key, item in value.items():
                rest = ", ".join(flat(item))
                yield f"{key}: {rest}" if rest else str(key)


def names_in(value: Any) -> Iterator[str]:
    """Whatever in a value may name a note or a file: its lines, as links have them; keys are no names."""
    match value:
        case str() if len(value) <= _LONGEST_NAME:
            for line_ in value.splitlines():
                yield line_.strip().removeprefix("[[").partition("]]")[0].partition("|")[0].partition("#")[0]
        case Mapping():
            for inner in value.values():
                yield from names_in(inner)
        case list() | tuple():
            for inner in value:
                yield from names_in(inner)


def texts(value: object) -> tuple[str, ...]:
    """All texts in a value of front matter, trimmed, in order; what is empty or no text is left out.

    ``a`` gives a; a list gives those of its items; a mapping gives ``key: value``,
    which is what ``- Soup: leek`` means to whoever wrote it.
    """
    return tuple(text.strip() for text in flat(value) if text.strip())


def lines(value: Any) -> tuple[str, ...]:
    """As `flat`, each on one line, without those in which there is nothing to see."""
    return tuple(text for text in map(line, flat(value)) if is_visible(text))


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """A text on one line and within the limit."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def short(text: str) -> str:
    """A text to be quoted in a sentence."""
    return line(text, 40)


def apart(text: str) -> tuple[str, ...]:
    """``a, b`` and ``a; b`` to a and b."""
    return tuple(piece.strip() for piece in _COMMAS.split(text) if piece.strip())


def tags_apart(text: str) -> tuple[str, ...]:
    """As `apart`; ``#a #b`` too, while a tag of two words stays whole."""
    return apart(text) if _COMMAS.search(text) else tuple(_BEFORE_HASH.split(text))


def targets(text: str) -> tuple[str, ...]:
    """A reference as plain targets: ``[[a#h|b]]`` means a, ``[[a]], [[b]]`` means two."""
    text = line(text)
    if text.startswith("[[") and text.endswith("]]"):
        return tuple(target.strip() for target in _WIKILINK.findall(text) if target.strip())
    return (text,) if text else ()
