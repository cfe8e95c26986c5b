"""Characters that no one sees, by name, and what is done with them where text is shown.

The strings are parts of a class in a regular expression: ``re.compile(f"[{CONTROLS}{SURROGATES}]")``.
"""

from __future__ import annotations

import re

BLANKS = "\t\n\r\x85"
"""Controls that part words and lines."""
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
"""All others; some move a terminal's cursor."""
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks, overrides and isolates, which turn text around."""
SEPARATORS = "\u2028\u2029"
"""Of lines and paragraphs; JavaScript ends a line there."""
BOM = "\ufeff"
"""A mark of byte order at the beginning of a file; anywhere else, of no width."""
ZERO_WIDTH = f"\u200b\u2060-\u2064{BOM}"
"""Nothing to see between two letters, so that two names look alike."""
JOINERS = "\u200c\u200d"
"""Of no width either, but emoji and Persian are written with them."""
WORD_JOINER = "\u2060"
"""Of no width; keeps what stands around it on one line."""
SOFT_HYPHEN = "\u00ad"
"""Seen only where a line ends at it."""
EMOJI_STYLE = "\ufe0f"
"""Asks for a coloured emoji, and is often lost on the way."""
VARIATIONS = f"\ufe00-{EMOJI_STYLE}"
"""Ask for a form of the character before them."""
SURROGATES = "\ud800-\udfff"
"""Lone halves of a character: no encoding takes them."""
NO_CHARACTERS = "\ufffe\uffff"
"""Never will be any."""

_UNSEEN = re.compile(f"[\r\x85{CONTROLS}{DIRECTIONS}{SEPARATORS}{ZERO_WIDTH}{SURROGATES}]")
_DOUBTFUL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xC2, 0xED, 0xEF])
"""ASCII's controls, and with what UTF-8 begins the others, surrogates, BOM, no characters, and much else."""
_VARIATION = re.compile(f"[{VARIATIONS}]")


def named(text: str) -> str:
    """Text for a page: what cannot be seen is named, such as ``‹U+202E›``, but for blanks and joiners."""
    if text.isascii() and text.isprintable():  # as most of a page is
        return text
    return _UNSEEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text)


def printable(text: str) -> str:
    """Text for a terminal on one line: nothing moves its cursor or turns its text around.

    What is not printable is written as Python would: ``\\x1b``.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def blanked(text: str, keep: str = "") -> str:
    """Text for a log or an index: a blank for what is not printable, but for the characters to keep."""
    return "".join(c if c.isprintable() or c in keep else " " for c in text)


def without_unseen(text: str) -> str:
    """Text on one line, without what is not printable."""
    return "".join(c for c in text if c.isprintable())


def surely_clean(text: str) -> bool:
    """Whether a text has, at a glance, none of the controls, surrogates, BOM and what is no character.

    So it is with most texts in most languages; of the others it takes ten times as long to be sure.
    """
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _DOUBTFUL)) == len(data)


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of it."""
    if text[:1].isalnum():  # as most texts begin
        return True
    return any(c.isprintable() and not c.isspace() for c in _VARIATION.sub("", text))
