"""A note's file as text that can be edited and put back as it was: marks, line ends and all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from garden.characters import BOM

_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The lines of a file, each without its end, and the ends; bytes that are no text are kept."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]
    """One for each line; the last is empty unless the file ends with a line's end."""
    mark: str = ""
    """The byte order mark that it begins with."""

    @classmethod
    def of(cls, data: bytes) -> Self:
        """The source of a file's bytes."""
        text = data.decode("utf-8", "surrogateescape")
        mark = BOM if text.startswith(BOM) else ""
        text = text.removeprefix(mark)
        return cls(lines=tuple(_END.split(text)), ends=(*_END.findall(text), ""), mark=mark)

    @property
    def text(self) -> str:
        """Its text as it is parsed: lines end with a newline, no mark stands before them."""
        return "\n".join(self.lines)

    @property
    def data(self) -> bytes:
        """Its bytes."""
        joined = "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))
        return (self.mark + joined).encode("utf-8", "surrogateescape")

    def with_text(self, text: str) -> Self:
        """With another `text` of as many lines; each keeps its end."""
        lines = tuple(text.split("\n"))
        if len(lines) != len(self.lines):
            raise ValueError("an edit within lines must not change how many there are")
        return type(self)(lines=lines, ends=self.ends, mark=self.mark)

    def with_line(self, at: int, line: str) -> Self:
        """With one more line before the one at this place, counted from 0; it ends as its neighbours do."""
        end = next((end for end in self.ends if end), "\n")
        lines = (*self.lines[:at], line, *self.lines[at:])
        ends = (*self.ends[:at], end, *self.ends[at:])
        return type(self)(lines=lines, ends=ends, mark=self.mark)
