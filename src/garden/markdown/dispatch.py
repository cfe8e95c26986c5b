"""Parsers that try, at each place, only the rules that can begin there.

markdown-it-py offers every character at which plain text stops to every inline
rule, and every line to every block rule. Nearly all of those calls look at one
character and say no; leaving them out pays for all syntax that a garden adds.
A rule that is not named below (a plugin's) is tried everywhere, in its order.

`BlockParser` also minds the nesting limit: where the stock parser drops what
is nested deeper, and with lists all that follows, ours shows it as a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.parser_inline import ParserInline, RuleFuncInline2Type, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import code, paragraph
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from garden.markdown.reading import Reading
from garden.markdown.rules.setext import setext
from garden.markdown.rules.table import bounded_table
from garden.markdown.rules.text import text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

STOPS = "\n!#$%&*+-:<=>@[\\]^_`{}~"
"""Characters that end a run of plain text: markdown-it's own, which plugins rely on."""

INLINE_STARTS: Mapping[str, str] = {
    "address": ":w",
    "autolink": "<",
    "backticks": "`",
    "comment": "<%",
    "embed": "!",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "html_image": "<",
    "html_link": "<",
    "html_tag": "<",
    "image": "!",
    "link": "[",
    "loose_image": "!",
    "loose_link": "[",
    "mark": "=",
    "math_inline": "$",
    "newline": "\n",
    "strikethrough": "~",
    "tag": "#",
    "template": "{<",
    "text": "w",
    "wikilink": "[",
}
"""Inline rules by the characters at which they can begin. Text and addresses share
the ``w`` of ``www.``, the one letter that may stop a run of text."""

BLOCK_STARTS: Mapping[str, str] = {
    "blockquote": ">",
    "comment": "<%",
    "details": "<",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "-_*",
    "list": "-+*0123456789",
    "math_block": "$",
    "reference": "[",
}
"""Block rules by the first character of the lines at which they can begin."""

PAIRS = frozenset({"balance_pairs", "emphasis", "mark", "strikethrough"})
"""Rules for what was found that look at nothing but pairs of marks ..."""
NOT_FOR_TEXT = frozenset({"fragments_join", "html_tags"})
"""... and those that leave a paragraph alone which is nothing but text."""

_ELSEWHERE = [bounded_table, code, setext, paragraph]
"""Block rules that are tried at every line, where no plugin has added any."""

Rule = TypeVar("Rule", bound=Callable[..., bool])


class _RulesByStart(Generic[Rule]):
    """Rules of a ruler, by the character at which they may begin."""

    def __init__(self, ruler: Ruler[Rule], starts: Mapping[str, str], also: str = "") -> None:
        self._ruler = ruler
        self._starts = starts
        self._characters = set("".join(starts.values())) | set(also)
        self._seen: list[Rule] | None = None
        self.at: dict[str, list[Rule]] = {}
        """Rules for each special character; for all others see `elsewhere`."""
        self.elsewhere: list[Rule] = []

    def of(self, rules: list[Rule]) -> Self:
        """Itself, sorted anew if these are not the rules it has seen last."""
        if rules is not self._seen:  # a ruler makes a new list whenever its rules change
            names = {rule.fn: rule.name for rule in self._ruler.__rules__}
            self.at = {c: [r for r in rules if self._fits(names[r], c)] for c in self._characters}
            self.elsewhere = [r for r in rules if names[r] == "text" or names[r] not in self._starts]
            self._seen = rules
        return self

    def _fits(self, name: str, character: str) -> bool:
        return character in self._starts.get(name, character)


class _RulesAfter:
    """Rules for what was found in a paragraph, and which of them a paragraph without marks needs."""

    def __init__(self, ruler: Ruler[RuleFuncInline2Type]) -> None:
        self._ruler = ruler
        self.all: list[RuleFuncInline2Type] = []
        self.unpaired: list[RuleFuncInline2Type] = []
        """Those that look at more than pairs of marks."""
        self.plain = False
        """Whether none does anything to plain text."""

    def of(self, rules: list[RuleFuncInline2Type]) -> Self:
        """Itself, sorted anew if these are not the rules it has seen last."""
        if rules is not self.all:
            names = {rule.fn: rule.name for rule in self._ruler.__rules__}
            self.unpaired = [rule for rule in rules if names[rule] not in PAIRS]
            self.plain = {names[rule] for rule in self.unpaired} <= NOT_FOR_TEXT
            self.all = rules
        return self


class InlineParser(ParserInline):
    """Finds markup inside a paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self._extra = ""
        self._rules = _RulesByStart[RuleFuncInlineType](self.ruler, INLINE_STARTS, STOPS)
        self._after = _RulesAfter(self.ruler2)
        self.terminator_re = self._terminators()

    def add_terminator_char(self, ch: str) -> None:
        """Lets text stop at one more character, so that a rule can begin there."""
        self._extra += ch
        self.terminator_re = self._terminators()

    def _terminators(self) -> re.Pattern[str]:
        # A "w" stops text only where an address begins; looking back costs less than an alternative.
        return re.compile(f"[{re.escape(STOPS + self._extra)}w](?<!w(?!ww\\.))")

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        """Adds the tokens of one paragraph, heading or cell to ``tokens``."""
        after = self._after.of(self.ruler2.getRules(""))
        reading = Reading.of(env)
        if (after.plain and self._is_plain(src)) or (reading.inside and not reading.again.take(len(src))):
            if src:
                tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        reading.inside += 1
        try:
            self.tokenize(state)
        finally:
            reading.inside -= 1
        paired = state.delimiters or any(meta and meta["delimiters"] for meta in state.tokens_meta)
        for rule in after.all if paired else after.unpaired:
            rule(state)
        return state.tokens

    def _is_plain(self, src: str) -> bool:
        """Whether no rule but the one for text has anything to do: of half of all paragraphs and cells."""
        rules = self._rules.of(self.ruler.getRules(""))
        return rules.elsewhere == [text] and not self.terminator_re.search(src)

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library's name
        """Moves past one token without making it; remembers where it ended."""
        start = state.pos
        if (known := state.cache.get(start)) is not None:
            state.pos = known if Reading.of(state.env).again.take(1) else state.posMax
            return
        if state.level < state.md.options["maxNesting"]:
            rules = self._rules.of(self.ruler.getRules(""))
            state.level += 1
            for rule in rules.at.get(state.src[start], rules.elsewhere):
                if rule(state, True):
                    break
            state.level -= 1
        else:
            state.pos = state.posMax
        if state.pos <= start:
            state.pos = start + 1
        state.cache[start] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """Makes tokens of the text from ``state.pos`` to ``state.posMax``."""
        rules = self._rules.of(self.ruler.getRules(""))
        at, elsewhere = rules.at, rules.elsewhere
        src, end, limit = state.src, state.posMax, state.md.options["maxNesting"]
        while (start := state.pos) < end:
            if state.level < limit:
                for rule in at.get(src[start], elsewhere):
                    if rule(state, False):
                        break
            if state.pos <= start:  # no rule matched, or one that matched nothing: it is text
                state.append_pending(src[start])
                state.pos = start + 1
        if state.pending:
            state.pushPending()


class _BlockRuler(Ruler[RuleFuncBlockType]):
    """A ruler whose chains of rules that may end a paragraph are one rule each."""

    def __init__(self) -> None:
        super().__init__()
        self._chains: dict[str, tuple[list[RuleFuncBlockType], list[RuleFuncBlockType]]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - the library's
        """The rules of a chain; for a named one a single rule that stands for them."""
        rules = super().getRules(chainName)
        if not chainName:
            return rules
        known = self._chains.get(chainName)
        if known is None or known[0] is not rules:
            known = self._chains[chainName] = (rules, [self._any_of(rules)])
        return known[1]

    def _any_of(self, rules: list[RuleFuncBlockType]) -> RuleFuncBlockType:
        sorted_rules = _RulesByStart[RuleFuncBlockType](self, BLOCK_STARTS).of(rules)
        at, elsewhere = sorted_rules.at, sorted_rules.elsewhere

        def any_of(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            position = state.bMarks[start] + state.tShift[start]
            first = state.src[position : position + 1]
            return any(rule(state, start, end, silent) for rule in at.get(first, elsewhere))

        return any_of


class BlockParser(ParserBlock):
    """Finds paragraphs, lists, quotes and all that takes whole lines."""

    def __init__(self) -> None:
        super().__init__()
        stock, self.ruler = self.ruler, _BlockRuler()
        for rule in stock.__rules__:
            self.ruler.push(rule.name, rule.fn, {"alt": rule.alt})
        self._rules = _RulesByStart[RuleFuncBlockType](self.ruler, BLOCK_STARTS)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the library's
        """Makes tokens of the lines from ``startLine`` until ``endLine`` or an outdent."""
        if state.level >= state.md.options["maxNesting"]:
            _show_flat(state, startLine, endLine)
            return
        rules = self._rules.of(self.ruler.getRules(""))
        at, elsewhere = rules.at, rules.elsewhere
        plain = elsewhere == _ELSEWHERE
        line, seen_empty = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            tried = at.get(state.src[state.bMarks[line] + state.tShift[line]], elsewhere)
            if plain and tried is elsewhere and _is_paragraph(state, line):
                _push_paragraph(state, line, line + 1)
            else:
                for rule in tried:
                    if rule(state, line, endLine, False):
                        break
            if state.line <= line:
                raise RuntimeError("no block rule matched a line, or one did not move on")
            # A list is loose when an empty line stands between its blocks.
            state.tight = not seen_empty
            line = state.line
            seen_empty = seen_empty or (line - 1 < endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                seen_empty = True
                line += 1
                state.line = line


def _show_flat(state: StateBlock, start: int, end: int) -> None:
    """Makes one paragraph of lines that are nested too deep to be formatted."""
    start = state.skipEmptyLines(start)
    stop = start
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= state.blkIndent):
        stop += 1
    state.line = max(stop, start)
    if start >= stop:
        return
    Reading.of(state.env).nested_too_deep(start)
    _push_paragraph(state, start, stop)


def _is_paragraph(state: StateBlock, line: int) -> bool:
    """Whether a line is a paragraph for certain, at which no rule begins but those of `_ELSEWHERE`.

    So it is when it stands alone, as most do, and is not indented like code: headings and
    tables have a second line.
    """
    return (line + 1 >= state.lineMax or state.isEmpty(line + 1)) and not state.is_code_block(line)


def _push_paragraph(state: StateBlock, start: int, stop: int) -> None:
    state.line = stop
    state.push("paragraph_open", "p", 1).map = [start, stop]
    words = state.push("inline", "", 0)
    words.content = mdTrim(state.getLines(start, stop, state.blkIndent, False))
    words.map = [start, stop]
    words.children = []
    state.push("paragraph_close", "p", -1)
