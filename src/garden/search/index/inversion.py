"""From the words of each document to the documents of each word, by sorting arrays."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from garden.search.arrays import Integers, once
from garden.search.index import schema
from garden.search.index.postings import Inverted
from garden.search.index.vocabulary import Vocabulary
from garden.search.words.analysis import VARIED


class _Tokens:
    """The words of one field: of each its number and position, and which document has how many."""

    def __init__(self) -> None:
        self.words = array("I")
        self.places = array("I")
        self.docs = array("I")
        self.counts = array("I")


class TermPool:
    """Postings of a segment in the making.

    Documents come in rising order, for each field.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.size = 0
        """Words in it, of 12 bytes each."""
        self._texts: dict[str, _Tokens] = defaultdict(_Tokens)
        self._sets: dict[str, _Tokens] = defaultdict(_Tokens)
        self._counting = array("I", range(4096))

    def add_text(self, field: str, doc: int, words: array[int]) -> None:
        """Adds a document's words, numbered by the vocabulary, in order of position."""
        while len(self._counting) < len(words):
            self._counting.extend(range(len(self._counting), 2 * len(self._counting)))
        tokens = self._texts[field]
        tokens.words.extend(words)
        tokens.places.extend(self._counting[: len(words)])
        self._count(tokens, doc, len(words))

    def add_set(self, field: str, doc: int, terms: Sequence[bytes]) -> None:
        """Adds terms that a document has, without positions."""
        tokens = self._sets[field]
        tokens.words.extend(map(self.vocabulary.number, terms))
        self._count(tokens, doc, len(terms))

    def _count(self, tokens: _Tokens, doc: int, words: int) -> None:
        tokens.docs.append(doc)
        tokens.counts.append(words)
        self.size += words

    def iter_postings(self) -> Iterator[tuple[str, Inverted]]:
        """Every field in order of name; gives up what it holds on the way."""
        beside = {schema.EXACT: self._exact_pairs(), schema.TYPED: self._typed_pairs()}
        for field in sorted({*self._texts, *self._sets, *beside}):
            if tokens := self._texts.pop(field, None):
                yield field, self._invert_text(tokens)
                continue
            pairs = beside.get(field, [])
            if tokens := self._sets.pop(field, None):
                pairs.append((np.frombuffer(tokens.words, np.uint32).astype(np.int64), _docs(tokens)))
            if pairs:
                yield field, _invert_pairs(pairs, self.vocabulary.terms)

    def cleanup(self) -> None:
        """Nothing is kept in files."""

    def _invert_text(self, tokens: _Tokens) -> Inverted:
        words, at = self._all_words(tokens)
        terms, ranks = _ranked(words, self.vocabulary.terms)
        # To sort numbers with their places beside them takes a sixth of the time of sorting places by them.
        both = ranks[words] << 32
        both |= at
        both.sort()
        ranked, order = both >> 32, both & 0xFFFFFFFF
        docs = np.repeat(np.frombuffer(tokens.docs, np.uint32), tokens.counts)[order].astype(np.int64)
        first = np.empty(len(words), np.bool_)
        first[:1] = True
        first[1:] = (ranked[1:] != ranked[:-1]) | (docs[1:] != docs[:-1])
        at = np.flatnonzero(first)
        return Inverted(
            terms,
            np.searchsorted(ranked[at], np.arange(len(terms) + 1)),
            docs[at],
            np.diff(at, append=len(words)),
            np.frombuffer(tokens.places, np.uint32)[order],
        )

    def _all_words(self, tokens: _Tokens) -> tuple[NDArray[np.integer], Integers]:
        """The words of a field and what stands beside them, each with the number of its token."""
        words, at = np.frombuffer(tokens.words, np.uint32), np.arange(len(tokens.words))
        if not (known := self.vocabulary.beside):
            return words, at
        beside = np.full(len(self.vocabulary), -1)
        beside[list(known)] = list(known.values())
        every, places = [words], [at]
        while len(words):  # beside what stands beside a word may stand another
            more = beside[words]
            words, at = more[more >= 0], at[more >= 0]
            every.append(words)
            places.append(at)
        return np.concatenate(every), np.concatenate(places)

    def _exact_pairs(self) -> list[tuple[Integers, Integers]]:
        """The exact forms of all words, by field as (number of the form as a term, document) pairs."""
        number = self.vocabulary.number
        return self._form_pairs([number(form) if form else -1 for form in list(self.vocabulary.exact)])

    def _typed_pairs(self) -> list[tuple[Integers, Integers]]:
        """The same of forms with accents; and that a word has some, by its form without."""
        known, number = self.vocabulary, self.vocabulary.number
        words = list(zip(known.terms, known.exact, known.typed, strict=True))
        if not any(typed for _, _, typed in words):
            return []
        plain = [number(VARIED + (exact or term)) if typed else -1 for term, exact, typed in words]
        varied = [number(typed) if typed else -1 for *_, typed in words]
        return self._form_pairs(varied) + self._form_pairs(plain)

    def _form_pairs(self, numbers: list[int]) -> list[tuple[Integers, Integers]]:
        """Documents of the words of all fields, by the number that a word has here; -1 for none."""
        forms = np.array(numbers, np.int64)
        found = []
        for tokens in self._texts.values():
            words, at = self._all_words(tokens)
            words, docs = forms[words], _docs(tokens)[at]
            found.append((words[words >= 0], docs[words >= 0]))
        return found


def _docs(tokens: _Tokens) -> Integers:
    """The document of each token."""
    return np.repeat(np.frombuffer(tokens.docs, np.uint32).astype(np.int64), tokens.counts)


def _invert_pairs(pairs: Sequence[tuple[Integers, Integers]], names: Sequence[bytes]) -> Inverted:
    """Postings without positions: each document once for each term."""
    words, docs = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    terms, ranks = _ranked(words, names)
    both = once(np.sort(ranks[words] << 32 | docs))
    starts = np.searchsorted(both >> 32, np.arange(len(terms) + 1))
    return Inverted(terms, starts, both & 0xFFFFFFFF, np.ones(len(both), np.int64), None)


def _ranked(words: NDArray[np.integer], names: Sequence[bytes]) -> tuple[list[bytes], Integers]:
    """The terms of these numbers in order, and by number the place of its term among them."""
    used = np.flatnonzero(np.bincount(words, minlength=1)).tolist()
    terms = sorted({names[word] for word in used})
    places = {term: place for place, term in enumerate(terms)}
    ranks = np.zeros(len(names), np.int64)
    ranks[used] = [places[names[word]] for word in used]
    return terms, ranks
