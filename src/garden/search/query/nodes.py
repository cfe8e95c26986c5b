"""What a question is read as: a tree of frozen nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from garden.search.words.analysis import TERM_LIMIT
from garden.search.words.letters import bare


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a pair of characters in scripts without blanks; folded."""

    text: str
    quoted: bool = field(default=False, compare=False)
    """Whether it stood alone in quotation marks: it is meant as it was typed."""
    of: str = field(default="", compare=False)
    """The word as it was written, where this is one of its pieces."""
    left: bool = field(default=False, compare=False)
    """Whether it is what an apostrophe left of a word, and says nothing by itself."""

    @property
    def said(self) -> str:
        """By what it is told from others."""
        return self.of or self.text


@dataclass(frozen=True, slots=True)
class Contraction:
    """Words that an apostrophe joins and that say nothing by themselves, as in ``don't``."""

    words: tuple[Word, ...]
    text: str
    """As it is compared."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What was typed with signs, beside its words: notes that have it so come before others."""

    text: str
    words: tuple[Word | Prefix, ...]
    closed: Word | Prefix | None = None
    """Of a word with hyphens, or a number with its thousands apart, the same as one: notes that have that
    have its words."""
    exact: bool = False
    """As that of a `Sign`."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A code, such as ``C++``: it finds the notes that have it as it was typed; its words where none has."""

    text: str
    words: tuple[Word, ...]
    exact: bool = False
    """Whether it names one thing, as ``2.7.4`` does; then no note without it comes before one that has it."""
    closed: Word | None = None
    """As that of a `Whole`."""
    strict: bool = False
    """Whether nothing else will do: it is quoted, left out, or asked of a field."""
    begun: bool = False
    """Whether it is the beginning of any number of codes."""
    typed: str = field(default="", compare=False)
    """As it was typed."""

    @property
    def said(self) -> str:
        """As that of a `Word`."""
        return self.text

    @property
    def says_more(self) -> bool:
        """Whether its words say something without its signs, as those of ``kitchen_table.md`` do."""
        return self.exact and not self.strict and any(map(str.isalpha, self.text)) and not self.is_initials

    @property
    def is_initials(self) -> bool:
        """Whether it is a word with dots after its letters, as ``N.H.S.``, which say nothing apart."""
        closed = self.closed.text if self.closed else ""
        return closed.isalpha() and self.text.replace(".", "") == closed


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so; folded."""

    text: str
    of: str = field(default="", compare=False)
    """As that of a `Word`."""
    weak: bool = field(default=False, compare=False)
    """Whether it is so short that beside other words it finds nothing, and orders what they find."""

    @property
    def plain(self) -> str:
        """As it is looked for."""
        return bare(self.text)[:TERM_LIMIT]

    @property
    def said(self) -> str:
        """As that of a `Word`."""
        return self.of or f"{self.plain}*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, and codes."""

    words: tuple[tuple[int, Word | Prefix | Sign], ...]
    """Each with its place from the first, a code with that of its last word; the last may be the beginning
    of a word."""
    text: str
    """As written."""
    closed: Word | Prefix | Sign | Phrase | None = None
    """The same with what is written in parts as one, where there is such; see `words.closing`."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was typed, whatever words it has; folded."""

    text: str
    picture: bool = False
    """Whether it is an emoji; beside words these find nothing, and order what those find."""


@dataclass(frozen=True, slots=True)
class Respelled:
    """Another spelling of words beside it: notes that have it have these words."""

    words: tuple[Word, ...]
    other: Word | Phrase | Code


@dataclass(frozen=True, slots=True)
class Value:
    """A whole value of a field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Between:
    """Values of a field with an order, both ends included: numbers, dates as ordinals, or places."""

    field: str
    low: float
    high: float
    text: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Notes of these days, both included, as ordinals."""

    first: int
    last: int
    how: str
    """``before``, ``after`` or ``date``."""
    text: str
    """The date as written."""


@dataclass(frozen=True, slots=True)
class Has:
    """Notes that have something, whatever it is; one of `garden.search.index.schema.Layout.flags`."""

    what: str


@dataclass(frozen=True, slots=True)
class Pointing:
    """Notes with a link to the note of this name."""

    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """Something to be found in one field of words."""

    field: str
    node: Node


@dataclass(frozen=True, slots=True)
class Not:
    """Notes without something."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """Parts of a question side by side; see `garden.search.ranking.matching` for what they ask together."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Parts joined by ``OR``."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Parts joined by ``AND``: a note must have each."""

    nodes: tuple[Node, ...]


Node = (
    Word
    | Contraction
    | Whole
    | Sign
    | Prefix
    | Phrase
    | Code
    | Respelled
    | Value
    | Between
    | Dated
    | Has
    | Pointing
    | Within
    | Not
    | All
    | Either
    | Every
)


def words(node: Node) -> Iterator[Word | Prefix | Phrase]:
    """What a tree looks for in texts, in order, without what it excludes."""
    match node:
        case Word() | Prefix() | Phrase():
            yield node
        case Sign():
            yield from node.words
        case Within():
            yield from words(node.node)
        case All() | Either() | Every():
            for part in node.nodes:
                yield from words(part)
        case _:
            return


def phrases(tree: All) -> int:
    """How many phrases a tree looks for."""
    return sum(isinstance(sought, Phrase) for sought in words(tree))


def in_words(nodes: Iterable[Node]) -> Iterator[Node]:
    """The same parts, with the words of codes and contractions in their place."""
    for node in nodes:
        yield from node.words if isinstance(node, (Sign, Contraction)) else (node,)


def narrows(node: Node) -> bool:
    """Whether anything but words decides which notes answer."""
    if isinstance(node, (All, Either)):
        return any(map(narrows, node.nodes))
    return not isinstance(node, (Word, Contraction, Whole, Sign, Prefix, Code))


def says_or(tree: All) -> bool:
    """Whether parts of a question are joined by ``OR``."""
    return any(isinstance(node, Either) or (isinstance(node, All) and says_or(node)) for node in tree.nodes)


def loosened(tree: All) -> All:
    """The same tree with the words of phrases standing free, but for those it excludes."""
    return All(tuple(map(_loose, tree.nodes)))


def _loose(node: Node) -> Node:
    match node:
        case Phrase():
            return All(tuple(word for _, word in node.words))
        case Within():
            return Within(node.field, _loose(node.node))
        case All():
            return All(tuple(map(_loose, node.nodes)))
        case Either() | Every():
            return type(node)(tuple(map(_loose, node.nodes)))
        case _:
            return node


def strictly(nodes: Iterable[Node]) -> list[Node]:
    """Parts as they are left out, asked of one field, or joined by ``AND``: what names one thing is it alone.

    Words of one with hyphens stand next to each other, or as one.
    """
    kept: list[Node] = []
    for node in nodes:
        match node:
            case Sign(exact=True):
                kept.append(replace(node, strict=True))
            case Whole(text, words, closed, exact=True):
                words = tuple(word for word in words if isinstance(word, Word))
                closed = closed if isinstance(closed, Word) else None
                kept[-len(words) :] = [Sign(text, words, True, closed, True, typed=text)]
            case Whole(text, words, Word() as closed):
                kept[-len(words) :] = [_apart(text, words, closed)]
            case Whole(_, words, Prefix() as closed):
                kept[-len(words) :] = [closed]
            case Whole():
                continue
            case _:
                kept.append(node)
    return kept


def _apart(text: str, words: Iterable[Node], closed: Word) -> Phrase:
    placed = tuple((place, word) for place, word in enumerate(words) if isinstance(word, Word))
    return Phrase(placed, text, closed)
