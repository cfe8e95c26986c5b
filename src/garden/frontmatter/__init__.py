"""Front matter: a note's text to (meta, body, first body line).

YAML between ``---``, TOML between ``+++``, JSON from ``{`` to ``}`` and
Logseq's ``key:: value`` lines are read; a text without any is all body. The
handlers are python-frontmatter's; loading is bounded here, since a hundred
thousand brackets crash YAML's composer and nine lines of aliases unfold to
gigabytes.

Scalars stay text, null is None: what ``no``, ``0x1D`` or ``12:30`` mean is for
the field that holds them to say (`garden.parsing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from garden.characters import BOM
from garden.errors import NoteError
from garden.frontmatter.events import NotAMappingError
from garden.frontmatter.formats import FORMATS, Format
from garden.frontmatter.meta import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, Meta, too_large

__all__ = ["MAX_CHARACTERS", "MAX_DEPTH", "MAX_NODES", "Meta", "Parts", "line_of", "load", "split", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A note's text taken apart, front matter not yet loaded."""

    body: str
    first_line: int = 1
    """Line of ``body``'s first character, from 1."""
    front: str = ""
    """Text of the front matter without its fences; empty when there is none."""
    front_line: int = 1
    """Line of ``front``'s first character, from 1."""
    format: Format | None = None
    """What can load ``front``; None when there is no front matter."""
    unclosed: str = ""
    """The fence that is missing where one was opened, with a key after it, and never closed."""


def split(text: str) -> Parts:
    """Takes a note's text apart; a leading BOM and blank lines are no obstacle. Never raises.

    Lines end with a newline alone: other ends are for who decodes to mend.
    """
    text = text.removeprefix(BOM)
    start = len(text) - len(text.lstrip())
    # Blanks before the fence belong to it; blanks before a body without one are the body's.
    line, rest = text.count("\n", 0, start) + 1, text[start:]
    found = next((format_ for format_ in FORMATS if format_.detect(rest)), None)
    if found is None:
        return Parts(body=text)
    try:
        front, body = found.split(rest)
    except ValueError:
        opened = found.key.match(rest.partition("\n")[2].lstrip())
        return Parts(body=text, front_line=line, unclosed=found.END_DELIMITER if opened else "")
    return Parts(
        front=front,
        front_line=line + found.starts_below,
        body=body,
        first_line=line + rest.count("\n", 0, len(rest) - len(body)),
        format=found,
    )


def load(parts: Parts) -> Meta | None:
    """The front matter's values; None when what stands there is none at all.

    A note that begins with a thematic break has a "front matter" that is
    prose, and belongs to the body. Raises NoteError, with the line in the file,
    for what cannot be read.
    """
    if parts.format is None:
        return Meta(values={})
    try:
        if len(parts.front) > MAX_CHARACTERS:
            raise too_large(f"is longer than {MAX_CHARACTERS // 1024} kB")
        return parts.format.read(parts.front)
    except NotAMappingError:
        return None
    except NoteError as error:
        if not parts.format.key.search(parts.front):
            return None
        error.line = parts.front_line + (error.line or 1) - 1
        raise


def whole(text: str) -> Parts:
    """The text as body alone, for a front matter that turned out to be none."""
    return Parts(body=text.removeprefix(BOM))


def line_of(parts: Parts, key: str) -> int:
    """The line in the file where a key of the front matter stands, the last of several.

    The line where the front matter begins when it cannot be found.
    """
    pattern = rf"""^([ \t{{]*)\[{{0,2}}["']?{re.escape(key)}["']?\]{{0,2}}[ \t]*(?:[:=]|$)"""
    matches = list(re.finditer(pattern, parts.front, re.MULTILINE))
    # The same key may stand deeper, inside the value of another.
    outermost = min((len(match[1]) for match in matches), default=0)
    start = next((m.start() for m in reversed(matches) if len(m[1]) == outermost), 0)
    return parts.front_line + parts.front.count("\n", 0, start)
