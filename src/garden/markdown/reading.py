"""What one reading of a note gathers while its tokens are made and walked."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from garden.model import Heading, Link, Problem, Section

_KEY = "garden"

MAX_TABLE_CELLS = 20_000
"""Cells of all tables of one note: one short line can ask for sixty thousand."""
MAX_FOOTNOTE_REFS = 2_000
"""References to footnotes in one note: four letters become two hundred."""
MAX_ADDRESS_CHARACTERS = 500_000
"""Addresses of all links of one note: one definition can serve many references."""
MAX_FOLDS = 500
"""Tags such as ``<details>`` in one note; nested ones take the sanitiser long."""
MAX_BRACKETS = 20_000
"""Brackets of one note that are tried as links; trying one looks at much of its paragraph."""
MAX_AGAIN = 100_000
"""What stands inside of brackets and is read again, of all of one note, for whatever is around it."""


@dataclass(slots=True)
class Budget:
    """How much of what grows when it is formatted one note may still use."""

    left: int

    def take(self, amount: int) -> bool:
        """Whether there was enough left; once there is not, there never will be."""
        enough = amount <= self.left
        self.left = self.left - amount if enough else 0
        return enough


@dataclass(slots=True)
class Reading:
    """Collects a note's links, headings, sections and problems; one for each parse."""

    first_line: int = 1
    links: list[Link | None] = field(default_factory=list)
    """None while the sentence around a link is still being read."""
    headings: list[Heading] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tags: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Folded tag to its place in the order of appearance and its first spelling."""
    words: int = 0
    has: set[str] = field(default_factory=set)
    """As `garden.model.Content.has`."""
    problems: dict[str, Problem] = field(default_factory=dict)
    """By code: each kind of problem is told once a note."""
    code: list[tuple[int, int]] = field(default_factory=list)
    """Where code stands in the block that was read last, from and to."""
    has_embeds: bool = False
    cells: Budget = field(default_factory=lambda: Budget(MAX_TABLE_CELLS))
    footnote_refs: Budget = field(default_factory=lambda: Budget(MAX_FOOTNOTE_REFS))
    addresses: Budget = field(default_factory=lambda: Budget(MAX_ADDRESS_CHARACTERS))
    folds: Budget = field(default_factory=lambda: Budget(MAX_FOLDS))
    brackets: Budget = field(default_factory=lambda: Budget(MAX_BRACKETS))
    again: Budget = field(default_factory=lambda: Budget(MAX_AGAIN))
    inside: int = 0
    """In how many texts the parser of what is in a paragraph stands, each inside of another."""
    underlines: list[int] | None = None
    """Lines that may underline a heading; None until someone asks."""
    unclosed: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Between which lines the end of a comment was last looked for in vain, by its closer."""
    last_closers: dict[str, int] = field(default_factory=dict)
    """Where in the note the last closer of comments is."""

    @classmethod
    def of(cls, env: MutableMapping[str, Any]) -> Reading:
        """The reading that belongs to a parser's environment, made when missing."""
        reading = env.get(_KEY)
        if reading is None:
            reading = env[_KEY] = cls()
        assert isinstance(reading, cls)
        return reading

    def environment(self) -> dict[str, Any]:
        """A parser's environment with this reading in it."""
        return {_KEY: self}

    def tag(self, name: str) -> int:
        """The place of a tag among the note's tags; spellings that differ by case are one."""
        return self.tags.setdefault(name.casefold(), (len(self.tags), name))[0]

    def problem(self, code: str, line: int, message: str, fix: str) -> None:
        """Notes a problem at a line of the body, counted from 0."""
        if code not in self.problems:
            self.problems[code] = Problem(
                path="", code=code, message=message, fix=fix, line=self.first_line + line
            )

    def nested_too_deep(self, line: int) -> None:
        """Says that lists or quotes are nested deeper than is shown."""
        self.problem(
            "nested-too-deep",
            line,
            "Lists or quotes are nested so deep that the innermost are shown as plain text.",
            "Take out a few levels.",
        )


def tell_problem(env: MutableMapping[str, Any], *, line: int, code: str, message: str, fix: str) -> None:
    """Tells what is wrong with a note while it is read or rendered, for rules of plugins.

    ``env`` is the environment that a rule is given (``state.env``, or the renderer's ``env``), ``line``
    that of the token (``token.map[0]``), counted from 0. Each ``code`` is told once a note. What is told
    while reading stands with the file's other problems; what is told while rendering comes with
    ``garden.content(note).problems``, for `garden_note_problems` to give.
    """
    Reading.of(env).problem(code, line, message, fix)
