"""Which notes a question means, and how well each answers it.

Parts side by side ask this together: filters (values, phrases, groups of filters)
must all hold; of the words at least one must be there, and what more there is
raises the score; what is excluded must be missing. Two values of a field that has
only one are alternatives. Words without meaning of their own ("the", "how") raise
the score as well, but find no notes when the question has other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

import numpy as np

from garden.search import parameters
from garden.search.arrays import Mask
from garden.search.deadline import Deadline, in_time
from garden.search.documents import values
from garden.search.documents.corpus import View
from garden.search.index import schema
from garden.search.query import notices
from garden.search.query.nodes import (
    All,
    Code,
    Contraction,
    Either,
    Every,
    Node,
    Not,
    Phrase,
    Prefix,
    Respelled,
    Sign,
    Value,
    Whole,
    Within,
    Word,
    says_or,
)
from garden.search.ranking import coded, expanding, filtering, phrases, scoring
from garden.search.ranking.expanding import MAX_EXPANSIONS, MAX_WALK, Expanded
from garden.search.ranking.phrases import Placed
from garden.search.ranking.results import Found, Result, any_of, repeated, sum_of
from garden.search.ranking.scoring import Listed, Scored
from garden.search.ranking.sought import Sought, looked_for
from garden.search.ranking.wanted import Wanted
from garden.search.words.analysis import Analysis
from garden.search.words.unspaced import may_end_otherwise

T = TypeVar("T")


def find(tree: All, view: View, analysis: Analysis, deadline: Deadline | None = None) -> Found:
    """Answers a question; parts of it that are not begun before the deadline are left out, and said so."""
    search = _Search(view, analysis, deadline)
    result = search.all(tree.nodes)
    return Found(
        mask=result.mask,
        scores=None if result.gains is None else scoring.all_scores(result.gains, result.mask, view),
        wanted=tuple(search.wanted or search.common),
        words=() if says_or(tree) else tuple(search.words.values()),
        notices=(*search.notices, *notices.crowded(list(search.crowded))),
        pieces=tuple(search.pieces.values()),
        missing=tuple(search.missing),
        side_by_side=() if says_or(tree) else tuple(search.telling(tree.nodes)),
    )


def having(tree: All, view: View, analysis: Analysis) -> Mask:
    """The documents that answer a question, however well."""
    return _Search(view, analysis).all(tree.nodes).mask


@dataclass(eq=False)
class _Search:
    """One question as it is being answered."""

    view: View
    analysis: Analysis
    deadline: Deadline | None = None
    wanted: list[Wanted] = field(default_factory=list)
    common: list[Wanted] = field(default_factory=list)
    """Words that are marked only when there are no others."""
    notices: dict[str, None] = field(default_factory=dict)
    crowded: dict[str, None] = field(default_factory=dict)
    """Beginnings of more words than are looked for."""
    missing: dict[tuple[str, str], None] = field(default_factory=dict)
    """Values of fields that no document has."""
    words: dict[str, Mask] = field(default_factory=dict)
    """Documents with each word that says something; of one in pieces, those with all of them."""
    pieces: dict[str, Mask] = field(default_factory=dict)
    """Of those in pieces, documents with enough of them."""
    listed: dict[tuple[str, tuple[str, ...]], Listed] = field(default_factory=dict)
    """Where words stand in some fields."""
    scored: dict[str, Scored] = field(default_factory=dict)
    """What each word does that says something and may stand in any field."""
    expanded: dict[tuple[str, tuple[str, ...]], Expanded] = field(default_factory=dict)
    """What beginnings stand for in some fields."""
    most: int = MAX_EXPANSIONS
    """Words that one beginning stands for."""
    excludes: bool = False
    """Whether it is for what notes must not have."""

    @property
    def texts(self) -> tuple[str, ...]:
        return self.view.corpus.layout.texts

    def telling(self, nodes: Sequence[Node]) -> Iterator[Scored]:
        """Of the words among some parts of the question those that say something, each once."""
        texts = dict.fromkeys(node.text for node in nodes if isinstance(node, Word))
        return (self.scored[text] for text in texts if text in self.scored)

    def all(self, nodes: Sequence[Node], within: tuple[str, ...] = ()) -> Result:
        mask = self.view.mask.copy()
        times = Counter(filtering.side_by_side(nodes, self.view))
        results = [repeated(self._node(node, within), count) for node, count in self._in_time(times.items())]
        for node in self._in_time(nodes):
            if isinstance(node, Not):
                mask &= ~self._without_marks(node.node, within).mask
        for result in results:
            if result.restricts:
                mask &= result.mask
        recruiting = [result for result in results if result.recruits]
        strong = [result for result in recruiting if not result.common] or recruiting
        if strong:
            mask &= any_of(strong)
        return Result(
            mask,
            sum_of(results),
            restricts=not recruiting,
            recruits=bool(recruiting),
            common=bool(recruiting) and all(result.common for result in recruiting),
        )

    def _in_time(self, parts: Iterable[T]) -> Iterator[T]:
        return in_time(parts, self.deadline, self.notices)

    def _node(self, node: Node, within: tuple[str, ...]) -> Result:
        match node:
            case Word():
                return self._word(node, within)
            case Contraction():
                return self._contraction(node, within)
            case Whole():
                return self._whole(node)
            case Sign():
                return self._sign(node, within)
            case Prefix():
                return self._prefix(node, within)
            case Phrase():
                return self._phrase(node, within)
            case Code():
                having = self.view.having(schema.TYPED, node.text.encode())
                return self._standing(node.text, having)._replace(common=node.picture)
            case Respelled():
                return self._respelled(node, within)
            case Value(name, text):
                mask = values.meant(name, text, self.view)
                self.missing.update({} if mask.any() else {(name, text): None})
                return Result(mask, restricts=True)
            case Within():
                inner = self._node(node.node, (node.field,))
                return Result(inner.mask, inner.gains, restricts=True, recruits=True)
            case Either():
                return self._either(node.nodes, within)
            case Every():
                return self._every(node.nodes, within)
            case Not():
                return Result(self.view.mask & ~self._without_marks(node.node, within).mask, restricts=True)
            case All():
                return self.all(node.nodes, within)
            case _:
                mask, notice = filtering.passing(node, self.view)
                self.notices.update({notice: None} if notice else {})
                return Result(mask, restricts=True)

    def _either(self, nodes: Sequence[Node], within: tuple[str, ...]) -> Result:
        results, without_meaning = [], list[Wanted]()
        for node in self._in_time(nodes):
            before = len(self.common)
            results.append(self._node(node, within))
            without_meaning += self.common[before:] if results[-1].common else ()
        if not all(result.common for result in results):  # beside others, they find notes all the same
            self.wanted += without_meaning
        return Result(
            any_of(results),
            sum_of(results),
            restricts=all(result.restricts for result in results),
            recruits=any(result.recruits for result in results),
            common=all(result.common for result in results),
        )

    def _every(self, nodes: Sequence[Node], within: tuple[str, ...]) -> Result:
        results = [self._node(node, within) for node in self._in_time(nodes)]
        mask = reduce(np.logical_and, (result.mask for result in results), self.view.mask)
        recruits = any(result.recruits for result in results)
        return Result(mask, sum_of(results), restricts=True, recruits=recruits)

    def _without_marks(self, node: Node, within: tuple[str, ...]) -> Result:
        """What is excluded is neither marked nor counted among the words asked for."""
        # Nor may one word that is excluded be left: a beginning stands for all of them.
        return self._aside(most=MAX_WALK, excludes=True)._node(node, within)

    def _aside(self, *, most: int = MAX_EXPANSIONS, excludes: bool = False) -> _Search:
        """A search for a part of the question, whose marks and words are its own."""
        search = _Search(self.view, self.analysis, self.deadline, most=most, excludes=excludes)
        search.notices, search.crowded, search.listed = self.notices, self.crowded, self.listed
        search.missing = self.missing
        return search

    def _word(self, word: Word, within: tuple[str, ...]) -> Result:
        sought = looked_for(word.text, self.view, self.analysis)
        scored = scoring.score(self.view, self._listed(word.text, sought, within or self.texts))
        gains = scoring.as_typed(self.view, word.text, scored.gains)
        wanted = Wanted.of_word(sought, scored.idf, scored.is_in_front)
        if word.left or word.text in self.view.common_words:
            self.common.append(wanted)
            gains = scoring.times(parameters.COMMON, gains)
            return Result(scored.mask, gains, recruits=True, common=True)
        result = Result(scored.mask, gains, recruits=True)
        if not within:
            self.scored[word.text] = scored
        self.wanted.append(wanted._replace(docs=scored.mask))
        if word.of:
            before = self.words.get(word.of, scored.mask)
            self.pieces[word.of] = before if may_end_otherwise(word.of) else before & scored.mask
        self._asked(word.said, scored.mask)
        return result

    def _contraction(self, contraction: Contraction, within: tuple[str, ...]) -> Result:
        phrase = Phrase(tuple(enumerate(contraction.words)), contraction.text)
        found = self._aside()._phrase(phrase, within)
        self.common.append(Wanted.of_codes([contraction.text], self._idf(found.mask), found.mask))
        return Result(found.mask, found.gains, recruits=True, common=True)

    def _whole(self, whole: Whole) -> Result:
        """Raises notes that have a code as it was typed, and finds none: they have its words."""
        mask = self.view.having(schema.TYPED, whole.text.encode())
        if whole.closed is None or not self._says_something(whole.closed):
            return coded.raising(mask, self._idf(mask))
        also = self._also(whole.closed, whole.words, ())
        mask = mask | also.mask
        parts = [coded.raising(mask, self._idf(mask)), self._instead(whole.words, also)]
        return Result(mask, sum_of(parts), recruits=bool(also.mask.any()))

    def _says_something(self, closed: Node) -> bool:
        """Whether what some words are as one says something by itself: "I.T." is not every "it"."""
        return not (isinstance(closed, Word) and closed.text in self.view.common_words)

    def _instead(self, words: Iterable[Word | Prefix], also: Result) -> Result:
        """Notes that have some words in another spelling alone gain by that what the words are worth."""
        having = [self._scored(word).mask for word in words if isinstance(word, Word)]
        without = also.mask & ~reduce(np.logical_and, having, also.mask)
        worth = sum(self._idf(mask if mask.any() else also.mask) for mask in having)
        gains = None if also.gains is None else scoring.times(worth / self._idf(also.mask), also.gains)
        return Result(without, gains, recruits=bool(without.any()))

    def _standing(self, code: str, mask: Mask) -> Result:
        """Notes with a code gain what they would by a word that stands once in one of average length."""
        idf = self._idf(mask)
        self.wanted.append(Wanted.of_codes([code], idf, mask))
        return Result(mask, lambda docs: np.full(len(docs), idf / (1 + parameters.K1)), recruits=True)

    def _respelled(self, respelled: Respelled, within: tuple[str, ...]) -> Result:
        """Notes that have a compound in the other spelling, somewhat below those that have it as typed."""
        also = self._also(respelled.other, respelled.words, within)
        if also.gains is not None:
            share = parameters.OTHERWISE
            if isinstance(respelled.other, Phrase):  # its words are worth more than one
                words = (word for _, word in respelled.other.words if isinstance(word, Word))
                own = sum(self._scored(word).idf for word in words)
                share *= self._idf(also.mask) / own
            also = also._replace(gains=scoring.times(share, also.gains))
        return self._instead(respelled.words, also)

    def _also(self, node: Node, words: Iterable[Word | Prefix | Sign], within: tuple[str, ...]) -> Result:
        """What another way to write some words of the question finds: it has those words."""
        asked, self.words = self.words, {}
        before = len(self.wanted)
        result = self._node(node, within)
        if not result.mask.any():  # it is not there to be marked instead of words without meaning
            del self.wanted[before:]
        said = {word.said for word in words}
        self.words = {one: mask | result.mask if one in said else mask for one, mask in asked.items()}
        return result

    def _scored(self, word: Word | Prefix) -> scoring.Scored:
        return scoring.score(
            self.view, self._listed(word.text, looked_for(word.text, self.view, self.analysis), self.texts)
        )

    def _idf(self, mask: Mask) -> float:
        return scoring.idf(self.view, int(np.count_nonzero(mask)))

    def _sign(self, sign: Sign, within: tuple[str, ...]) -> Result:
        """Notes that have a code as it was typed, and those with all its words that say something alone."""
        aside, as_one = self._aside(), self._aside()
        words = aside.all(sign.words, within)
        itself, found, crowded = coded.standing(sign, within, self.view, words.mask)
        self.crowded.update(dict.fromkeys(crowded))
        closed = sign.closed if sign.closed and self._says_something(sign.closed) else None
        parts = [words if closed is None else as_one._word(closed, within)]
        mask = itself if closed is None else itself | parts[0].mask
        if not mask.any() and (begun := coded.unfinished(sign, within, self.view)) is not None:
            itself, found, mask = *begun, begun[0]
            self.notices[notices.only_begun(sign.typed)] = None
        if not mask.any():
            if not self.excludes and not sign.is_initials:
                return self._in_words(sign, aside, words, within)
            self._asked(sign.text, mask)
            return Result(mask, recruits=True)
        gain = idf = self._idf(mask)
        if sign.exact:  # above all that its words can give to a note without it
            gain = (1 + parameters.TITLE_BONUS) * sum(self._scored(word).idf for word in sign.words)
        parts.append(Result(itself, lambda docs: np.full(len(docs), gain)))
        if sign.says_more:
            telling = self._aside()
            some = telling.all([word for word in sign.words if not word.text.isdecimal()], within)
            mask = mask | reduce(np.logical_and, telling.words.values(), some.mask if telling.words else mask)
            self.wanted += telling.wanted
        if itself.any():
            self.wanted.append(Wanted.of_codes(found, idf, itself))
        self.wanted += as_one.wanted
        self._asked(sign.text, mask)
        return Result(mask, sum_of(parts), recruits=True)

    def _in_words(self, sign: Sign, aside: _Search, words: Result, within: tuple[str, ...]) -> Result:
        """The words of a code that no note has, or none in the field that was asked for, which is told."""
        self.wanted += aside.wanted
        self.common += aside.common
        self._asked(sign.text, words.mask)
        if words.mask.any():
            telling = list(aside.words) or [word.said for word in sign.words]
            self.notices[coded.not_as_written(sign, telling, within)] = None
        return words

    def _listed(self, word: str, sought: Sought, fields: tuple[str, ...]) -> Listed:
        """Where a word stands; looked up once for a question."""
        if (word, fields) not in self.listed:
            self.listed[word, fields] = scoring.listed(self.view, sought, fields)
        return self.listed[word, fields]

    def _prefix(self, prefix: Prefix, within: tuple[str, ...]) -> Result:
        fields = within or self.texts
        expanded = self._expanded(prefix, fields)
        if expanded.is_cut and not prefix.weak:
            self.crowded[expanded.prefix] = None
        scored = scoring.score(self.view, expanding.listed(self.view, expanded, fields))
        wanted = Wanted.of_beginning(expanded.prefix, expanded.stems, scored.idf)
        self.wanted.append(wanted._replace(docs=scored.mask, front=scored.is_in_front))
        if not prefix.weak:
            self._asked(prefix.said, scored.mask)
        return Result(scored.mask, scored.gains, recruits=True, common=prefix.weak)

    def _expanded(self, prefix: Prefix, fields: tuple[str, ...]) -> Expanded:
        """What a beginning stands for; looked up once for a question."""
        key = prefix.text, fields
        if key not in self.expanded:
            self.expanded[key] = expanding.expanded(prefix.plain, fields, self.view, self.analysis, self.most)
        return self.expanded[key]

    def _asked(self, written: str, mask: Mask) -> None:
        self.words[written] = self.words.get(written, mask) & mask

    def _phrase(self, phrase: Phrase, within: tuple[str, ...]) -> Result:
        fields = within or self.texts
        words = [self._in_phrase(word, within) for _, word in phrase.words]
        mask = reduce(np.logical_and, (word.mask for word in words), self.view.mask)
        if mask.any():
            placed = [self._placed(place, word, fields, mask) for place, word in phrase.words]
            mask = phrases.having(placed, self.view, mask)
            if mask.any():
                found = [(one.place, one.wanted) for one in placed]
                self.wanted.append(Wanted.of_phrase(found, self._idf(mask), mask))
        if phrase.closed is not None and self._says_something(phrase.closed):
            words.append(self._also(phrase.closed, [word for _, word in phrase.words], within))
            mask = mask | words[-1].mask
        return Result(mask, sum_of(words), restricts=True, recruits=True)

    def _in_phrase(self, word: Word | Prefix | Sign, within: tuple[str, ...]) -> Result:
        if not isinstance(word, Sign):
            return self._node(word, within)
        mask = coded.standing(word, within, self.view, self.view.mask).mask
        self._asked(word.text, mask)
        return self._standing(word.text, mask)

    def _placed(self, place: int, word: Word | Prefix | Sign, fields: tuple[str, ...], among: Mask) -> Placed:
        if isinstance(word, Sign):
            return coded.placed(place, word, fields, self.view)
        if isinstance(word, Word):
            sought = looked_for(word.text, self.view, self.analysis)
            return Placed(place, Wanted.of_word(sought, 0.0), self.listed[word.text, fields].fields, sought)
        expanded = self._expanded(word, fields)
        found = expanding.placed(expanded, fields, self.view, self.analysis, among)
        return Placed(place, Wanted.of_beginning(expanded.prefix, expanded.stems, 0.0), found)
