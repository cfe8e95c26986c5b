"""A reader's question to a bounded tree; whatever is typed means something.

    slow questions        notes with any of the words, those with more of them first
    "slow questions"      the words next to each other; the last may be begun: "slow quest*"
    -meeting, NOT meeting not with this word (or phrase, or field)
    listen*               any word that begins so; 2.7.* any code
    title:kitchen         in the title; also headings:, aliases:, text:, plugins' text
    tag:health kind:story with this value; values with blanks in quotes
    tag:(food OR money)   several values of one field
    serves:<30 time:10-20 in a field with an order: less, more, from ... to
    before:2024 after:2023-05 date:2024-05-01 date:2024-05..2024-07
                          the note's date: a year, a month or a day, or from one to another
    has:image             notes that have one; see `garden.search.index.schema.Layout.flags`
    links-to:"A title"    notes that link to that note
    a OR b, a AND b       either; both, which binds closer
    (a b)                 parts kept together

Nothing raises and nothing runs away: what goes beyond a limit is left out, and
the reader is told. Fields that are not known are words; see `garden.search.understanding.unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from garden.model import EMPTY
from garden.search.query import quoting, spans, tokens
from garden.search.query.chains import Chain, add, parts
from garden.search.query.nodes import (
    All,
    Code,
    Contraction,
    Either,
    Every,
    Has,
    Node,
    Not,
    Phrase,
    Pointing,
    Prefix,
    Sign,
    Value,
    Whole,
    Within,
    Word,
    strictly,
)
from garden.search.query.question import Question
from garden.search.words import analysis, codes, elisions, emoji
from garden.search.words.unspaced import begins_pairs

MAX_CHARACTERS = 256
MAX_DEPTH = 4
MAX_WORDS = 16
MAX_PHRASE = 8
_FILTER = re.compile(r'(?P<name>[^\W\d][\w-]*):(?:"[^"]*"|[^\s()"]+)')
LONG = 8
"""With more words a question describes something, and a code is one of them and not the thing sought."""
CUT = "That is a long question; only the beginning of it was used."

OPERATORS = {
    "after": "after",
    "before": "before",
    "date": "date",
    "has": "has",
    "links-to": "links-to",
    "links_to": "links-to",
    "linksto": "links-to",
}
"""What may stand before a colon besides fields, to what it asks."""


def parse(
    text: str,
    fields: Mapping[str, str],
    values: frozenset[str],
    common: frozenset[str] = frozenset(),
    *,
    ordered: Mapping[str, spans.Reader] = EMPTY,
    flags: Mapping[str, str] = EMPTY,
) -> Question:
    """Reads a question; never raises.

    ``fields`` maps what may stand before a colon to a field's name; ``values``
    are the names of those fields that hold whole values, and ``ordered`` says of
    some how what is compared is read. ``flags`` maps what may stand after
    ``has:`` to what is meant. ``common`` are words that a question of too many
    words can best do without.
    """
    return _Parser(text, fields, values, common, ordered, flags).parse()


_Reads = Callable[[str], list[Node]]


@dataclass(slots=True)
class _Parser:
    """One question as it is being read."""

    text: str
    fields: Mapping[str, str]
    values: frozenset[str]
    common: frozenset[str]
    ordered: Mapping[str, spans.Reader]
    flags: Mapping[str, str]
    at: int = 0
    left: int = MAX_WORDS
    long: bool = False
    reads: _Reads | None = None
    """How what stands in parentheses is read where it is values and not words."""
    notices: dict[str, None] = field(default_factory=dict)
    unknown: dict[tuple[str, str], None] = field(default_factory=dict)
    values_read: list[tuple[Value, int, int]] = field(default_factory=list)
    value_from: int = 0
    """Where the value begins that is being read."""

    def parse(self) -> Question:
        self.text = tokens.plain(self.text)
        if len(self.text) > MAX_CHARACTERS:
            self._tell(f"Only the first {MAX_CHARACTERS} characters were read.")
            self.text = self.text[:MAX_CHARACTERS]
        written = analysis.written(self.text)
        self.long = len(analysis.written(_FILTER.sub(self._without_filter, self.text))) > LONG
        pieces = [piece for word in written for piece in analysis.pieces(word)]
        if len(pieces) <= MAX_WORDS or self.common.issuperset(pieces):
            self.common = frozenset()  # none is left out
        chains: list[Chain] = []
        while self.at < len(self.text):  # a parenthesis too many ends a group and not the question
            chains.extend(self._group(0))
        tree = All(tuple(chain.node for chain in chains))
        return Question(
            tree,
            tuple(self.notices),
            tuple(parts(self.text, chains)),
            tuple(self.unknown),
            self.text,
            tuple(self.values_read),
        )

    def _without_filter(self, field: re.Match[str]) -> str:
        """What narrows a question makes it no longer, however many words it has."""
        name = field["name"].casefold()
        return " " if name in OPERATORS or self.fields.get(name) in self.values else field[0]

    def _group(self, depth: int) -> list[Chain]:
        """Parts up to the closing parenthesis, or the end; ``OR`` and ``AND`` bind their two neighbours."""
        chains: list[Chain] = []
        joint: str | None = None
        while (token := self._next()) is not None:
            if token.lastgroup == "close":
                break
            if token.lastgroup in {"either", "both"}:
                joint = token.lastgroup if chains else None
                continue
            read = [Chain([node], token.start(), self.at) for node in self._node(token, depth)]
            add(chains, read, joint)
            joint = None if read else joint
        return chains

    def _next(self) -> re.Match[str] | None:
        token = tokens.token(self.text, self.at)
        if token is not None:
            self.at = token.end()
        return token

    def _node(self, token: re.Match[str], depth: int) -> list[Node]:
        """What one token begins: most often one node, none for noise, several for ``a-b``."""
        if depth >= MAX_DEPTH and token.lastgroup in {"open", "not", "field"}:
            self._tell(f"Parts within parts were read to a depth of {MAX_DEPTH}.")
            return []  # what follows joins the group around it
        match token.lastgroup:
            case "open":
                return self._parenthesis(depth)
            case "not":
                return self._excluded(depth)
            case "phrase" | "word" if self.reads is not None:
                self.value_from = token.start()
                return self.reads(token["phrase"] or token["word"] or "")
            case "phrase":
                return self._phrase(token["phrase"])
            case "field":
                return self._field(token, depth)
            case "word":
                return self._words(token["word"])
            case _:
                return []

    def _parenthesis(self, depth: int) -> list[Node]:
        parts = [chain.node for chain in self._group(depth + 1)]
        return [All(tuple(parts))] if len(parts) > 1 else parts

    def _excluded(self, depth: int) -> list[Node]:
        token = self._next()
        nodes = strictly(self._node(token, depth + 1)) if token is not None else []
        if token is not None and token.lastgroup == "word" and len(nodes) > 1:
            whole = quoting.in_order(nodes)
            if len(whole) < len(nodes):  # one is a beginning
                return [Not(All(tuple(nodes)))]
            # -a-b excludes neither a nor b alone
            return [Not(Phrase(tuple(self._bounded(whole)), token["word"]))]
        return [Not(node.node if isinstance(node, Not) else node) for node in nodes]

    def _phrase(self, text: str) -> list[Node]:
        if self._is_begun_code(text):
            return self._words(text.strip())
        placed, as_one = quoting.placed(text), quoting.placed(text, closes=True)
        if len(placed) > MAX_PHRASE:
            placed, as_one = quoting.covering(placed), quoting.covering(as_one)
        if len(placed) <= MAX_PHRASE:
            placed, as_one, told = quoting.begun(text, placed, as_one)
            self.notices.update(dict.fromkeys(told))
        placed = self._bounded(placed)
        given = self._take(quoting.size(placed))
        while quoting.size(placed) > given:
            placed.pop()
        if not placed:
            return self._emoji(text)
        if len(placed) < 2 and isinstance(placed[0][1], Sign):
            return [quoting.quoted(placed[0])]
        if len(placed) < 2 or codes.is_alone(text.strip()) or elisions.contraction(text):
            signs = [node for node in self._words(text) if isinstance(node, (Sign, Contraction))]
            return [*signs] or list(map(quoting.quoted, placed))
        said = " ".join(text.split())
        as_one = as_one[: len(placed)]
        closed = Phrase(tuple(as_one), said) if len(as_one) > 1 else as_one[0][1]
        return [Phrase(tuple(placed), said, closed if as_one != placed else None)]

    def _is_begun_code(self, text: str) -> bool:
        """Whether what is quoted is the beginning of a code; that of one behind words is told to be none."""
        begun = codes.begun(text.rstrip()[:-1]) if text.rstrip().endswith("*") else None
        if begun is None or not analysis.written(text[: begun.start]):
            return begun is not None
        self._tell("In a phrase, a code is taken as it stands and not as a beginning.")
        return False

    def _bounded(self, placed: list[quoting.Placed]) -> list[quoting.Placed]:
        if len(placed) > MAX_PHRASE:
            self._tell("Only the beginning of a long phrase was used.")
        return placed[:MAX_PHRASE]

    def _field(self, token: re.Match[str], depth: int) -> list[Node]:
        written = token["field"].casefold()
        name = self.fields.get(written)
        if name is None and written not in OPERATORS:
            if self.reads is None and tokens.reads_as_field(written, self.text[self.at :]):
                value = tokens.value(self.text, self.at) or ("", 0)
                self.unknown[token["field"], value[0]] = None
            return (self.reads or self._words)(token["field"])
        if name is None:
            return self._value(partial(self._operated, OPERATORS[written]), depth)
        if name in self.values:
            return self._value(partial(self._valued, name), depth)
        return [self._within(name, node) for node in strictly(self._following(None, depth))]

    def _value(self, reads: _Reads, depth: int) -> list[Node]:
        """What stands after a colon as one value, or in parentheses as several."""
        if self.text.startswith("(", self.at):
            return self._following(reads, depth)
        found = tokens.value(self.text, self.at)
        if found is None:
            return []
        self.value_from = self.at
        value, self.at = found
        return reads(value)

    def _following(self, reads: _Reads | None, depth: int) -> list[Node]:
        """What the next token begins, with its words read in another way."""
        token, before = self._next(), self.reads
        self.reads = reads
        nodes = self._node(token, depth + 1) if token is not None else []
        self.reads = before
        return nodes

    def _valued(self, name: str, text: str) -> list[Node]:
        text = " ".join(text.split()).lstrip("#")
        if not text or not self._take(1):
            return []
        node, notice = spans.asked(name, text, self.ordered)
        self.notices.update({notice: None} if notice else {})
        if isinstance(node, Value):
            self.values_read.append((node, self.value_from, self.at))
        return [node]

    def _operated(self, operator: str, text: str) -> list[Node]:
        """What one of `OPERATORS` asks; words, and a notice, where it cannot be answered."""
        text = " ".join(text.split())
        if not text:
            return []
        node: Node | None
        if operator == "has":
            node = Has(self.flags[key]) if (key := text.casefold()) in self.flags else None
            notice = f"'{text[:40]}' is nothing to ask for with 'has:'; it was read as words."
        elif operator == "links-to":
            node, notice = Pointing(text), ""
        else:
            node = spans.dated(operator, text)
            notice = f"'{text[:40]}' is no date such as 2024, 2024-05 or 2024-05-31; it was read as words."
        if node is None:
            self._tell(notice)
            return self._words(f"{operator} {text}")
        return [node] if self._take(1) else []

    def _within(self, name: str, node: Node) -> Node:
        """A field holds for all that follows it, but for fields inside."""
        match node:
            case Not():
                return Not(self._within(name, node.node))
            case All():
                return All(tuple(self._within(name, part) for part in strictly(node.nodes)))
            case Either() | Every():
                return type(node)(tuple(self._within(name, part) for part in node.nodes))
            case Word() | Contraction() | Sign() | Prefix() | Phrase():
                return Within(name, node)
            case _:
                return node

    def _words(self, text: str) -> list[Node]:
        """The words of a token, and its codes beside them or in their place."""
        nodes: list[Node] = []
        at = 0
        if contraction := elisions.contraction(text):
            said = [node for node in self._plain(text) if isinstance(node, Word)]
            return [Contraction(tuple(said), contraction)] if said else []
        if text.endswith("*") and (begun := codes.begun(text[:-1])):
            complete = text[begun.start : quoting.last_sign(text)]
            words = [node for node in self._plain(complete, entire=True) if isinstance(node, Word)]
            typed = text[begun.start : -1]
            sign = Sign(begun.folded, tuple(words), True, strict=True, begun=True, typed=typed)
            return [*self._words(text[: begun.start]), *([sign] if words else [])]
        if text.endswith("*"):
            begins, closed = self._plain(text), quoting.closed(text)
            whole = [Whole(text, tuple(begins), Prefix(closed.text))] if begins and closed else []
            return [*begins, *whole]
        for code in codes.asked(text):
            read = self._plain(text[code.start : code.end], entire=True)
            inner = [node for node in read if isinstance(node, Word)]
            nodes += self._plain(text[at : code.start])
            at = code.end
            written = text[code.start : code.end]
            if inner and (code.alone or (code.exact and not self.long)):
                exact = code.exact and not code.alone
                closed = quoting.closed(written)
                nodes.append(Sign(code.folded, tuple(inner), exact, closed, typed=written))
            elif inner:
                closed = quoting.closed(written)
                nodes += [*inner, Whole(code.folded, tuple(inner), closed, code.exact)]
        return [*nodes, *self._plain(text[at:]), *self._emoji(text)]

    def _emoji(self, text: str) -> list[Node]:
        found = emoji.found(text)
        return [Code(one, picture=True) for one in found[: self._take(len(found))]]

    def _plain(self, text: str, *, entire: bool = False) -> list[Word | Prefix]:
        """Words of a text, as many as there is room for; all or none where they are ``entire``."""
        begins = text.endswith("*")
        nodes: list[Word | Prefix] = []
        for written, left in elisions.words(text):
            pieces = analysis.pieces(written)
            of = written if len(pieces) > 1 else ""
            for piece in pieces:
                if piece not in self.common:
                    begun = begins_pairs(piece)
                    nodes.append(Prefix(piece, of=of) if begun else Word(piece, of=of, left=left))
        given = self._take(len(nodes))
        nodes = [] if entire and given < len(nodes) else nodes[:given]
        if begins and nodes and isinstance(last := nodes[-1], Word):
            if len(last.text) >= quoting.MIN_PREFIX:
                nodes[-1] = Prefix(last.text)
            else:
                self._tell(quoting.TOO_SHORT)
        return nodes

    def _take(self, wanted: int) -> int:
        """How many more words may be used, at most ``wanted``."""
        given = min(wanted, self.left)
        self.left -= given
        if given < wanted:
            self._tell(CUT)
        return given

    def _tell(self, notice: str) -> None:
        self.notices[notice] = None
