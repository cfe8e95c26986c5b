"""Math: formulas between dollar signs, drawn by the browser itself, without a script.

`$e = mc^2$` inside a line and `$$...$$` by itself are written as in LaTeX, and become MathML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from garden import GardenError, LeaveOut, Note, Problem, hookimpl

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from garden import Config, Garden

if find_spec("latex2mathml") is None:
    raise LeaveOut("It draws formulas once you install what it needs: pip install 'garden-notes[math]'.")

GARDEN_API = 1

Environment = MutableMapping[str, Any]
"""What a parser hands from rule to rule while it reads one note."""

LONGEST = 2_000
"""Characters of one formula, and ..."""
MOST = 20_000
"""... of all of one note that are drawn: a second's work."""
CODE = "math-unreadable"
KEPT = "math"
"""Where a reading's environment keeps what is left of `MOST`, and where no formula ends."""

PROSE = re.compile(r"\[\[|\]\(|^[\d.,]+\s?(?:[kKmM]|bn)?\s+(?:[^\W\d_]\s+)?[^\W\d_]{2,}")
"""What stands between two dollar signs that are two sums of money, or around a link."""
SAME = re.compile(r"\\(begin|end)\{(?:aligned|split|gathered|alignedat)\}")
"""Names of what the converter knows by another."""
NAMING = re.compile(r"\\(?:def|newcommand|newenvironment|DeclareMathOperator)(?![a-zA-Z])")
"""Commands that give a name to others: a few lines of names for names are a formula without end."""
MOST_SIDES = 4
"""Times that a formula may ask for signs on both sides of another, each of which draws that one twice."""
REFERENCE = re.compile(r"&amp;(#x[\da-fA-F]{1,6};)")
"""A character as the converter names it, once it was written out."""
UNREAD = re.compile(r"<mi>(?:\\|[{}]|&(?:amp;)?<)")
"""What the converter gives back as it was, since it does not know it."""


@hookimpl
def garden_markdown(md: MarkdownIt, config: Config) -> None:
    """Reads both kinds; the text that is searched is the source."""
    from mdit_py_plugins.dollarmath.index import math_inline_dollar  # only where notes are parsed

    dollars = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    md.inline.ruler.before("escape", "math_inline", inline_rule(dollars))
    md.block.ruler.before("fence", "math_block", block_rule, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("inline", "math_lines", note_lines)
    md.add_render_rule("math_inline", render_inline)
    md.add_render_rule("math_block", render_block)


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """Formulas that cannot be drawn."""
    try:
        may_have = "$" in garden.raw(note)
    except GardenError:  # gone since it was indexed
        return
    if may_have:
        found = (problem for problem in garden.content(note).problems if problem.code == CODE)
        yield from (replace(problem, path=note.path) for problem in found)


# --- reading ------------------------------------------------------------------------------


def inline_rule(dollars: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule for ``$...$`` that leaves sums of money and links alone."""

    def rule(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not dollars(state, True):
            return False
        written = state.src[start : state.pos]
        tex = written.strip("$").strip()
        if not tex or PROSE.search(tex):
            state.pos = start
            return False
        if not silent:
            token = state.push("math_inline", "math", 0)
            token.content, token.markup = tex, "$$" if written.startswith("$$") else "$"
        return True

    return rule


def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule for ``$$`` at the beginning of a line, up to one at the end of the same or a later one."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not first.startswith("$$") or state.is_code_block(start):
        return False
    if len(first) > 4 and first.endswith("$$"):
        last, tex = start, first[2:-2]
    elif (closing := _closing(state, start, end)) is not None:
        inside = state.getLines(start + 1, closing + 1, state.blkIndent, False).rstrip()
        last, tex = closing, f"{first[2:]}\n{inside[:-2]}"
    else:
        return False
    if not tex.strip() or "$$" in tex:
        return False
    if not silent:
        state.line = last + 1
        token = state.push("math_block", "math", 0)
        token.content, token.markup, token.map = tex.strip(), "$$", [start, state.line]
    return True


def _closing(state: StateBlock, start: int, end: int) -> int | None:
    """The line that ends a formula; none is empty in LaTeX. What was looked through in vain is remembered."""
    kept = _kept(state.env)
    if start < kept.get("until", 0):
        return None
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        if state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip().endswith("$$"):
            return line
    else:
        line = end
    kept["until"] = line
    return None


def note_lines(state: StateCore) -> None:
    """Tells formulas inside a paragraph where it begins, for what is said of them."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "math_inline":
                child.meta["line"] = token.map[0] if token.map else 0


def _kept(env: Environment) -> dict[str, int]:
    kept: dict[str, int] = env.setdefault(KEPT, {})
    return kept


# --- showing -------------------------------------------------------------------------------


def render_inline(
    self: object,
    tokens: Sequence[Token],
    index: int,
    options: Mapping[str, Any],
    env: Environment,
) -> str:
    """A formula in a line, or its source as code."""
    token = tokens[index]
    drawn = _drawn(token.content, token.markup == "$$", token.meta.get("line", 0), env)
    return drawn or f"<code>{escape(token.markup + token.content + token.markup)}</code>"


def render_block(
    self: object,
    tokens: Sequence[Token],
    index: int,
    options: Mapping[str, Any],
    env: Environment,
) -> str:
    """A formula by itself, that can be moved sideways where it is wide, or its source as code."""
    token = tokens[index]
    drawn = _drawn(token.content, True, token.map[0] if token.map else 0, env)
    if drawn:
        return f'<div class="math" role="group" aria-label="Formula" tabindex="0">{drawn}</div>\n'
    return f'<pre class="plain" tabindex="0">{escape(f"$${token.content}$$")}</pre>\n'


def _drawn(tex: str, display: bool, line: int, env: Environment) -> str:
    """A formula as MathML; empty for one that cannot be drawn, which is told of its note."""
    from garden import tell_problem  # as where notes are parsed

    kept = _kept(env)
    left = kept.setdefault("left", MOST)
    if len(tex) > min(left, LONGEST):
        why = "is longer than what is drawn" if len(tex) > LONGEST else "is one too many for this note"
    else:
        kept["left"] -= len(tex)
        if drawn := mathml(tex, display):
            return drawn
        why = "cannot be read"
    tell_problem(
        env,
        line=line,
        code=CODE,
        message=f"A formula {why}, so its source is shown: {tex[:60]}",
        fix="Close every bracket, and use commands of LaTeX's math; write \\$ for a dollar that is none.",
    )
    return ""


@lru_cache(maxsize=1_000)
def mathml(tex: str, display: bool) -> str:
    """MathML of a formula, still to be sanitised; empty for one that the converter does not know."""
    from xml.etree.ElementTree import tostring  # not for those who draw no formula

    from latex2mathml.converter import convert_to_element

    if NAMING.search(tex) or tex.count(r"\sideset") > MOST_SIDES:
        return ""
    try:
        element = convert_to_element(SAME.sub(r"\\\1{align*}", tex), display="block" if display else "inline")
    except Exception:  # noqa: BLE001 - the converter raises whatever it stumbles over
        return ""
    # Not as the converter writes it out, for whom words within a formula are markup of its own.
    made = REFERENCE.sub(r"&\1", tostring(element, encoding="unicode"))
    return "" if UNREAD.search(made) else made
