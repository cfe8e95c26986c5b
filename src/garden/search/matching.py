"""Which notes a question means, and how well each answers it.

Parts side by side ask this together: filters (values, phrases, groups of filters)
must all hold; of the words at least one must be there, and what more there is
raises the score; what is excluded must be missing. Two values of a field that has
only one are alternatives. Words without meaning of their own ("the", "how") raise
the score as well, but find no notes when the question has other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from garden.search import linking, phrases, schema, scoring, typed
from garden.search.analysis import TERM_LIMIT, Analysis, bare, begins_pairs, fold
from garden.search.corpus import Numbers, View
from garden.search.deadline import NOTICE, Deadline
from garden.search.facets import Mask
from garden.search.nodes import (
    All,
    Between,
    Dated,
    Either,
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
)
from garden.search.scoring import Sought

T = TypeVar("T")

MAX_EXPANSIONS = 64
"""Words that one beginning stands for: the most frequent ones."""
_MAX_WALK = 4096
"""Terms looked at to find them."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A word to mark in titles and passages, and how much it says."""

    terms: frozenset[bytes]
    exact: frozenset[bytes]
    prefix: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The answer to a question, for every document of the generation."""

    mask: Mask
    scores: Numbers | None
    """None when nothing in the question ranks."""
    wanted: tuple[Wanted, ...]
    asked: int
    """How many words with a meaning of their own the question has; 0 when it says ``OR``."""
    shares: NDArray[np.int64] | None
    """How many of them each document has, when there are several and none found has them all."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Result:
    mask: Mask
    scores: Numbers | None = None
    restricts: bool = False
    """Whether a note must be among these whatever else the question says."""
    recruits: bool = False
    """Whether a note may be found by this."""
    common: bool = False
    """Whether it recruits only when nothing else does."""


def find(tree: All, view: View, analysis: Analysis, deadline: Deadline | None = None) -> Found:
    """Answers a question; parts of it that are not begun before the deadline are left out, and said so."""
    search = _Search(view, analysis, deadline)
    result = search.all(tree.nodes)
    return Found(
        mask=result.mask,
        scores=result.scores if result.scores is None or view.prior is None else result.scores * view.prior,
        wanted=tuple(search.wanted or search.common),
        asked=search.asked(tree),
        shares=search.shares(tree, result.mask),
        notices=tuple(search.notices),
    )


def looked_for(word: str, view: View, analysis: Analysis) -> Sought:
    """A word as the index knows it, in every language of the garden."""
    forms = [analysis.of(language).forms(word) for language in view.languages or ("",)]
    if len(word) == 2 and begins_pairs(word[0]):
        return Sought(frozenset({word.encode()}))  # a pair; its second character is a term too
    exact = bare(fold(word))[:TERM_LIMIT].encode()
    stems = {term for each in forms for term in each.terms}
    return Sought(frozenset({*stems, exact}), frozenset({exact}))


def begun(word: str, field: str, view: View, analysis: Analysis) -> frozenset[bytes]:
    """The terms of one field that a word is the beginning of."""
    return _Search(view, analysis)._expanded(bare(word)[:TERM_LIMIT].encode(), (field,))


@dataclass(eq=False)
class _Search:
    view: View
    analysis: Analysis
    deadline: Deadline | None = None
    wanted: list[Wanted] = field(default_factory=list)
    common: list[Wanted] = field(default_factory=list)
    """Words that are marked only when there are no others."""
    notices: dict[str, None] = field(default_factory=dict)
    words: list[_Result] = field(default_factory=list)
    """Results of words that say something, for `shares`."""

    @property
    def texts(self) -> tuple[str, ...]:
        return self.view.corpus.layout.texts

    def all(self, nodes: Sequence[Node], within: tuple[str, ...] = ()) -> _Result:
        mask = self.view.mask.copy()
        times = Counter(_alternatives(nodes, self.view))
        results = [_repeated(self._node(node, within), count) for node, count in self._in_time(times.items())]
        for node in self._in_time(nodes):
            if isinstance(node, Not):
                mask &= ~self._without_marks(node.node, within).mask
        for result in results:
            if result.restricts:
                mask &= result.mask
        recruiting = [result for result in results if result.recruits]
        strong = [result for result in recruiting if not result.common] or recruiting
        if strong:
            mask &= _any(strong)
        return _Result(
            mask,
            _sum(results, mask),
            restricts=not recruiting,
            recruits=bool(recruiting),
            common=bool(recruiting) and all(result.common for result in recruiting),
        )

    def _in_time(self, parts: Iterable[T]) -> Iterator[T]:
        """Parts of a question, as far as there is time; the first one always."""
        for number, part in enumerate(parts):
            if number and self.deadline is not None and self.deadline.passed:
                self.notices[NOTICE] = None
                return
            yield part

    def _node(self, node: Node, within: tuple[str, ...]) -> _Result:
        match node:
            case Word():
                return self._word(node, within)
            case Whole():
                return self._whole(node)
            case Sign():
                return self._sign(node, within)
            case Prefix():
                return self._prefix(node, within)
            case Phrase():
                return self._phrase(node, within)
            case Value():
                table = self.view.corpus.table(node.field)
                return _Result(self.view.mask & table.mask(table.like(node.text)), restricts=True)
            case Between() | Dated() | Has() | Pointing():
                return _Result(self._filtered(node), restricts=True)
            case Within():
                inner = self._node(node.node, (node.field,))
                return _Result(inner.mask, inner.scores, restricts=True, recruits=True)
            case Either():
                return self._either(node.nodes, within)
            case Not():
                return _Result(self.view.mask & ~self._without_marks(node.node, within).mask, restricts=True)
            case All():
                return self.all(node.nodes, within)

    def _filtered(self, node: Between | Dated | Has | Pointing) -> Mask:
        """The documents that a filter lets through."""
        corpus = self.view.corpus
        match node:
            case Between(name, low, high):
                measure = _MEASURES[corpus.layout.values[name].type]
                table = corpus.table(name)
                return self.view.mask & table.mask(table.between(low, high, measure))
            case Dated(first, last):
                days = corpus.numbers(schema.DAY)
                return self.view.mask & (days > 0) & (days >= first) & (days <= last)
            case Has(what):
                return self.view.mask & self._having(what)
            case Pointing(text):
                mask, known = linking.pointing(self.view, text)
                if not known:
                    self.notices[_wished(text, mask)] = None
                return mask

    def _having(self, what: str) -> Mask:
        corpus = self.view.corpus
        field = {"heading": "headings", "alias": "aliases"}.get(what, what)
        if field in self.texts:
            return corpus.numbers(schema.text_field(field)) > 0
        if what in corpus.layout.values:
            return corpus.table(what).any()
        if what == "date":
            return corpus.numbers(schema.DAY) > 0
        return self.view.having(schema.HAS, what.encode())

    def _either(self, nodes: Sequence[Node], within: tuple[str, ...]) -> _Result:
        results = [self._node(node, within) for node in self._in_time(nodes)]
        mask = _any(results)
        return _Result(
            mask,
            _sum(results, mask),
            restricts=all(result.restricts for result in results),
            recruits=any(result.recruits for result in results),
            common=all(result.common for result in results),
        )

    def _without_marks(self, node: Node, within: tuple[str, ...]) -> _Result:
        """What is excluded is neither marked nor counted among the words asked for."""
        return _Search(self.view, self.analysis, self.deadline)._node(node, within)

    def _word(self, word: Word, within: tuple[str, ...]) -> _Result:
        sought = self._sought(word.text)
        scored = scoring.score(self.view, sought, within or self.texts)
        scores = typed.weighted(self.view, word.text, scored.scores)
        wanted = Wanted(sought.terms, sought.exact, "", scored.idf)
        if word.text in self.view.common_words:
            self.common.append(wanted)
            return _Result(scored.mask, scoring.COMMON * scores, recruits=True, common=True)
        result = _Result(scored.mask, scores, recruits=True)
        self.wanted.append(wanted)
        self.words.append(result)
        return result

    def _whole(self, whole: Whole) -> _Result:
        """Raises notes that have a code as it was typed, and finds none: they have its words."""
        mask = self.view.having(schema.TYPED, whole.text.encode())
        if whole.exact:  # above all that its words can give to a note without it
            scored = [scoring.score(self.view, self._sought(word.text), self.texts) for word in whole.words]
            gain = (1 + scoring.TITLE_BONUS) * sum(word.idf for word in scored)
        else:
            gain = 0.25 * scoring.idf(self.view, int(np.count_nonzero(mask)))
        return _Result(mask, np.where(mask, gain, 0.0))

    def _sign(self, sign: Sign, within: tuple[str, ...]) -> _Result:
        mask = self.view.having(schema.TYPED, sign.text.encode())
        words = [self._word(word, within) for word in sign.words]
        found = mask & _any(words)
        if not found.any():
            return _Result(_any(words), _sum(words, _any(words)), recruits=True)
        scores = _sum(words, found)
        gain = scoring.idf(self.view, int(np.count_nonzero(found)))
        return _Result(found, np.where(found, gain if scores is None else gain + scores, 0.0), recruits=True)

    def _sought(self, word: str) -> Sought:
        return looked_for(word, self.view, self.analysis)

    def _prefix(self, prefix: Prefix, within: tuple[str, ...]) -> _Result:
        text = bare(prefix.text)[:TERM_LIMIT]
        terms = self._expanded(text.encode(), within or self.texts)
        scored = scoring.score(self.view, Sought(terms, terms), within or self.texts)
        self.wanted.append(Wanted(frozenset(), frozenset(), text, scored.idf))
        result = _Result(scored.mask, scored.scores, recruits=True)
        self.words.append(result)
        return result

    def _expanded(self, prefix: bytes, fields: Sequence[str]) -> frozenset[bytes]:
        """The most frequent terms that begin so, exact forms among them."""
        frequencies: dict[bytes, int] = {}
        walked = 0
        names = [schema.EXACT] if len(fields) > 1 else []
        for name in [*names, *map(schema.text_field, fields)]:
            for segment, _ in self.view.corpus.parts:
                found = segment.terms_beginning(name, prefix, max(_MAX_WALK - walked, 1))
                walked += len(found)
                for term, frequency in found:
                    frequencies[term] = frequencies.get(term, 0) + frequency
        if not frequencies and len(fields) == 1:  # "listeni": a field keeps the stems of its words alone
            frequencies = self._stems_beginning(prefix)
        best = sorted(frequencies, key=lambda term: (-frequencies[term], term))
        if len(best) > MAX_EXPANSIONS:
            self.notices[f"Many words begin with '{prefix.decode()}'; only the commonest were used."] = None
        return frozenset(best[:MAX_EXPANSIONS])

    def _stems_beginning(self, prefix: bytes) -> dict[bytes, int]:
        """Stems of the forms that begin so, with how many notes have such a form."""
        stems: dict[bytes, int] = {}
        for segment, _ in self.view.corpus.parts:
            for form, frequency in segment.terms_beginning(schema.EXACT, prefix, _MAX_WALK):
                for stem in self._sought(form.decode()).terms:
                    stems[stem] = stems.get(stem, 0) + frequency
        return stems

    def _phrase(self, phrase: Phrase, within: tuple[str, ...]) -> _Result:
        fields = within or self.texts
        words = [self._word(word, within) for _, word in phrase.words]
        mask = reduce(np.logical_and, (word.mask for word in words), self.view.mask)
        sought = [(place, self._sought(word.text).terms) for place, word in phrase.words]
        if mask.any():
            corpus, found = self.view.corpus, np.zeros_like(mask)
            for name in fields:
                found[phrases.adjacent(corpus, schema.text_field(name), sought, mask)] = True
            mask = found
        return _Result(mask, _sum(words, mask), restricts=True, recruits=True)

    def asked(self, tree: All) -> int:
        """How many words say something; 0 for a question that says ``OR``."""
        return 0 if any(isinstance(node, Either) for node in tree.nodes) else len(self.words)

    def shares(self, tree: All, mask: Mask) -> NDArray[np.int64] | None:
        """How many of several words each document has, when documents were found and none has them all."""
        asked = self.asked(tree)
        if asked < 2 or not mask.any():
            return None
        counts = np.where(mask, np.sum([word.mask for word in self.words], axis=0), 0)
        return None if counts.max() == asked else counts


_MEASURES: Mapping[str, Callable[[str], float]] = {
    "number": float,
    "date": lambda value: date.fromisoformat(value).toordinal(),
}
"""How much a value is, by the type of its field."""


def _wished(name: str, mask: Mask) -> str:
    short = name if len(name) <= 60 else f"{name[:60]}…"
    rest = "; these notes wish for it" if mask.any() else ""
    return f"There is no note called '{short}' here{rest}."


def _alternatives(nodes: Sequence[Node], view: View) -> list[Node]:
    """The parts to hold together; values of a field with only one are joined by OR."""
    kept: list[Node] = []
    single: dict[str, list[Node]] = {}
    for node in nodes:
        if isinstance(node, Value) and not view.corpus.layout.values[node.field].many:
            single.setdefault(node.field, []).append(node)
        elif not isinstance(node, Not):
            kept.append(node)
    return kept + [Either(tuple(same)) for same in single.values()]


def _repeated(result: _Result, times: int) -> _Result:
    """A part of the question that stands in it so many times."""
    if times == 1 or result.scores is None:
        return result
    return replace(result, scores=result.scores * scoring.repeated(times))


def _any(results: Sequence[_Result]) -> Mask:
    return reduce(np.logical_or, (result.mask for result in results))


def _sum(results: Sequence[_Result], mask: Mask) -> Numbers | None:
    """Scores added up, for the documents of a mask; None when nothing scores."""
    scores = [np.where(result.mask, result.scores, 0.0) for result in results if result.scores is not None]
    return np.where(mask, reduce(np.add, scores), 0.0) if scores else None
