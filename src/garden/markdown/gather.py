"""One walk over a note's tokens: links, headings, sections, tags, words.

It runs as a rule of the parser's core, once inline markup is known and before
footnotes are moved to the end, so that everything is met in the order of the
file. The renderer finds what it needs in the tokens' ``meta``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from garden.markdown import words
from garden.markdown.anchors import Anchors
from garden.markdown.inline import Inline, text_of
from garden.markdown.reading import Reading
from garden.markdown.slots import PREFIX
from garden.model import Heading, Section

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_BETWEEN_CELLS = " · "
_AFTER_ROW = ";"
"""Where lines of a text run on, as in a result of a search, a row would run into what follows."""
_ENDS = tuple(".,;:!?…。、！？")
_MAX_TABLE_LABEL = 80

Places = tuple[tuple[int, int], ...]
"""Where code stands in a text, from and to."""


def install(md: MarkdownIt) -> None:
    """Adds the walk to a parser."""
    md.core.ruler.after("inline", "gather", gather)


def gather(state: StateCore) -> None:
    """Fills the `Reading` of this parse."""
    walk = _Walk(state)
    for token in state.tokens:
        visit = _VISIT.get(token.type)
        if visit:
            visit(walk, token)
        elif token.content and token.type not in _UNSAID:
            walk.other(token)
    walk.close_section()


class _Walk:
    """Where the walk stands: under which heading, in which table."""

    def __init__(self, state: StateCore) -> None:
        self._env = state.env
        self._reading = Reading.of(state.env)
        wanted = (t.meta["id"] for t in state.tokens if t.type == "heading_open" and "id" in t.meta)
        self._anchors = Anchors(wanted)
        self._under = ("", "")
        self._pieces: list[str] = []
        self._length = 0
        self._code: list[tuple[int, int]] = []
        self._heading: Token | None = None
        self._table: Token | None = None
        self._ends_in_row = False
        self._cells: list[tuple[str, Places]] | None = None

    def inline(self, token: Token) -> None:
        text = text_of(self._reading, self._env, token)
        if self._heading:
            self._name_heading(self._heading, text)
            self._heading = None
        elif self._cells is not None:
            self._cells += [(text, tuple(self._reading.code))] if text else []
        elif text:
            self._add(text, self._reading.code)

    def _add(self, text: str, code: Iterable[tuple[int, int]] = ()) -> None:
        """Adds a paragraph to the section, with the places of code in it."""
        if self._ends_in_row and not self._pieces[-1].endswith(_ENDS):
            self._pieces[-1] += _AFTER_ROW
            self._length += len(_AFTER_ROW)
        self._ends_in_row = False
        self._code += [(self._length + start, self._length + end) for start, end in code]
        self._pieces.append(text)
        self._length += len(text) + 1

    def heading_open(self, token: Token) -> None:
        self._heading = token

    def _name_heading(self, token: Token, text: str) -> None:
        anchor = self._anchors.claim(text, wanted=token.meta.get("id", ""))
        token.attrs["id"] = PREFIX + anchor
        if token.level == 0:
            token.meta["slot"] = len(self._reading.headings)
        line = self._reading.first_line + (token.map[0] if token.map else 0)
        self._reading.headings.append(Heading(level=int(token.tag[1]), text=text, anchor=anchor, line=line))
        self.close_section()
        self._under = (text, anchor)

    def close_section(self) -> None:
        if self._pieces or self._under[1]:
            heading, anchor = self._under
            text = "\n".join(self._pieces)
            self._reading.words += words.count(heading) + words.count(text.replace(_BETWEEN_CELLS, " "))
            code = tuple(self._code)
            self._reading.sections.append(Section(heading=heading, anchor=anchor, text=text, code=code))
            self._pieces, self._length, self._code = [], 0, []
            self._ends_in_row = False

    def code(self, token: Token) -> None:
        self._reading.has.add("code")
        text = token.content.rstrip()
        self._add(text, ((0, len(text)),))

    def other(self, token: Token) -> None:
        """A block of a plugin's own, which is searched by what it holds."""
        self._add(token.content.strip())

    def embed(self, token: Token) -> None:
        """An embed that a block rule made; it has no sentence around it."""
        line = self._reading.first_line + (token.map[0] if token.map else 0)
        Inline(self._reading, self._env, "", line).read((token,))

    def table_open(self, token: Token) -> None:
        self._reading.has.add("table")
        self._table = token

    def row_open(self, token: Token) -> None:
        self._cells = []

    def row_close(self, token: Token) -> None:
        cells = self._cells or ()
        if cells:
            self._add(_BETWEEN_CELLS.join(text for text, _ in cells), _in_row(cells))
            self._ends_in_row = True
        if self._table:  # the first row names the table for those who cannot see it
            self._table.meta["label"] = ", ".join(text for text, _ in cells)[:_MAX_TABLE_LABEL]
            self._table = None
        self._cells = None


def _in_row(cells: Iterable[tuple[str, Places]]) -> Iterator[tuple[int, int]]:
    """Where code stands in the row that cells make."""
    before = 0
    for text, code in cells:
        yield from ((before + start, before + end) for start, end in code)
        before += len(text) + len(_BETWEEN_CELLS)


_UNSAID = frozenset({"html_tag"})
"""Blocks whose content is no text of the note."""

_VISIT: Mapping[str, Callable[[_Walk, Token], None]] = {
    "inline": _Walk.inline,
    "heading_open": _Walk.heading_open,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "embed": _Walk.embed,
    "table_open": _Walk.table_open,
    "tr_open": _Walk.row_open,
    "tr_close": _Walk.row_close,
}
