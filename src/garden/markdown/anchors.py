"""Names for headings, by which a link can point into a page.

An anchor depends on the heading's words alone, as on GitHub: who links to
``a#Some Heading`` can work out the anchor without reading the note. Taking the
anchor of an anchor changes nothing, so ``a#some-heading`` is the same link.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from garden.characters import VARIATIONS
from garden.model import ANCHOR_PREFIX

HEADING_PREFIX = ANCHOR_PREFIX
NAMELESS = "section"
"""Anchor of a heading without letters or digits: an emoji, or nothing."""
MAX_ANCHOR = 200

_VARIATION = re.compile(f"[{VARIATIONS}]")
_BLANK = re.compile(r"\s")
_DROPPED = re.compile(r"[^\w\s-]")


def anchor(heading: str) -> str:
    """The anchor that a link's part after ``#`` points to, without `HEADING_PREFIX`.

    ``Some Heading`` gives ``some-heading``; ``One#Two`` (a heading under another)
    that of its last part; ``^block`` stays as it is.
    """
    if heading.startswith("^"):
        return block_anchor(heading[1:])
    return slug(heading.rpartition("#")[2]) or NAMELESS


def block_anchor(name: str) -> str:
    """The anchor of a paragraph that ends with ``^name``."""
    return f"^{name.strip().lower()}"


def slug(text: str) -> str:
    """Letters, digits, marks, ``-`` and ``_`` of a text in lower case, blanks as ``-``."""
    text = text.strip().lower()
    if text.isascii():
        return _BLANK.sub("-", _DROPPED.sub("", text))[:MAX_ANCHOR]
    text = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", "".join(map(_kept, text))[:MAX_ANCHOR])


def _kept(character: str) -> str:
    if character.isalnum() or character in "-_":
        return character
    if character.isspace():
        return "-"
    # Vowel signs and accents belong to their letters; variation selectors belong to emoji.
    is_mark = unicodedata.category(character) in ("Mn", "Mc")
    return character if is_mark and not _VARIATION.match(character) else ""


class Anchors:
    """Gives each heading of a note its own anchor: ``notes``, ``notes-1``, ``notes-2``."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        """``reserved``: anchors that authors asked for, kept free for their headings."""
        self._reserved = set(reserved)
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def claim(self, text: str, *, wanted: str = "") -> str:
        """An anchor no other heading has: ``wanted`` if free, else one made from ``text``."""
        name = wanted or slug(text) or NAMELESS
        if name in self._taken or (not wanted and name in self._reserved):
            name = self._numbered(name)
        self._taken.add(name)
        return name

    def _numbered(self, name: str) -> str:
        number = self._next.get(name, 1)
        while (candidate := f"{name}-{number}") in self._taken or candidate in self._reserved:
            number += 1
        self._next[name] = number + 1
        return candidate
