"""Where in a note's source something is written that looks like a link, and how to write another there.

Nothing is parsed: what stands in code looks like a link too. Who edits reads the text
again afterwards, and sees whether it says what it should.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal
from urllib.parse import quote

from garden.markdown.targets import Target, from_href, from_wikilink

Form = Literal["name", "angled", "address", "blanks"]

_NAMED = re.compile(r"\[\[([^\[\]\n]{1,1000})\]\]")
_BAR = re.compile(r"\\?\|")
_OPENED = re.compile(r"\][ \t]*\([ \t]*\n?[ \t]*")
_DEFINED = re.compile(r"^[ \t>*+-]{0,12}\[[^\[\]\n]{1,300}\]:[ \t]*", re.MULTILINE)
_QUOTED = re.compile(r"""\b(?:href|src)[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE)
_ANGLED = re.compile(r"<([^<>\n]*)>")
_TITLE = re.compile(r"""[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\))[ \t]*$""")
_BARE = re.compile(r"\S+")
_ENCODED = re.compile(r"[\s()<>%#?\"\\|\[\]`*]")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A target as it stands in a text."""

    start: int
    end: int
    """Of the page part, without what is after ``#`` or ``|``."""
    line: int
    """From 1."""
    column: int
    """From 1."""
    target: Target
    form: Form

    def written(self, page: str) -> str:
        """Another page part as it is to be written here."""
        if self.form == "name":
            return page
        if self.form in {"angled", "blanks"}:
            return re.sub(r"[<>%#\[\]\"()]" if self.form == "blanks" else r"[<>%#]", _quoted, page)
        return _ENCODED.sub(_quoted, page)


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def find(text: str) -> tuple[Spot, ...]:
    """All spots of a text whose lines end with a newline, in order."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found: dict[int, Spot] = {}
    for start, end, form in _places(text):
        spot = _spot(text, start, end, form, starts)
        if spot is not None:
            found.setdefault(spot.start, spot)
    return tuple(found[start] for start in sorted(found))


def _places(text: str) -> Iterator[tuple[int, int, Form]]:
    """From where to where a target with its heading stands."""
    for named in _NAMED.finditer(text):
        bar = _BAR.search(named[1])
        yield named.start(1), named.start(1) + (bar.start() if bar else len(named[1])), "name"
    for opened in _OPENED.finditer(text):
        yield from _address(text, opened.end(), _closing(text, opened.end()))
    for defined in _DEFINED.finditer(text):
        stop = text.find("\n", defined.end())
        yield from _address(text, defined.end(), len(text) if stop < 0 else stop, defines=True)
    for quoted in _QUOTED.finditer(text):
        group = 1 if quoted[1] is not None else 2
        yield quoted.start(group), quoted.end(group), "address"


def _address(text: str, start: int, stop: int, *, defines: bool = False) -> Iterator[tuple[int, int, Form]]:
    if angled := _ANGLED.match(text, start):
        yield angled.start(1), angled.end(1), "angled"
        return
    inside = text[start:stop]
    if title := _TITLE.search(inside):
        inside = inside[: title.start()]
    inside = inside.rstrip(" \t")
    if inside.startswith("[["):
        return  # `[words]([[page]])`, found as a name
    if " " not in inside and "\t" not in inside:
        yield start, start + len(inside), "address"
    elif defines and (bare := _BARE.match(inside)):
        yield start, start + bare.end(), "address"
    else:
        yield start, start + len(inside), "blanks"


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that an address stands in; the end of the line where it does not."""
    depth = 0
    for place in range(start, min(len(text), start + _LONGEST)):
        character = text[place]
        if character == "\n" or (character == ")" and depth == 0):
            return place
        depth += (character == "(") - (character == ")")
    return start


def _spot(text: str, start: int, end: int, form: Form, starts: list[int]) -> Spot | None:
    written = text[start:end]
    target = from_wikilink(written) if form == "name" else from_href(written)
    if target is None:
        return None
    page = written.partition("#")[0]
    first = start + len(page) - len(page.lstrip())
    line = bisect_right(starts, start)
    return Spot(
        start=first,
        end=max(first, start + len(page.rstrip())),
        line=line,
        column=first - starts[line - 1] + 1,
        target=target,
        form=form,
    )
