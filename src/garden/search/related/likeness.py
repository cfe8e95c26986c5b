"""Notes that speak of the same things: the cosine of their words' weights.

A word weighs (1 + log frequency) times idf, in a title as much as three times in the
text; the rarer a word is among the notes that a reader may see, the more it tells. Only
the note's strongest words are looked up, so that the work does not grow with its length.

The length of another note's vector would take a pass over all that the index holds. It is
taken as the root of a mixture of its length in words and of the average one: a long note
has more words, and so long a vector; a note of five words must not win by one of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from garden.model import Note, Section
from garden.search.arrays import Integers, Mask, Numbers
from garden.search.documents.corpus import NO_DOCS, PostingLists, View
from garden.search.index import schema
from garden.search.ranking import scoring
from garden.search.words import analysis
from garden.search.words.analysis import Analyser
from garden.search.words.unspaced import is_unspaced

_WORDS_TOLD = 5
"""Shared words that are told, the strongest first."""
_STRONGEST = 40
"""Words of a note that others are sought by, of the ..."""
_LOOKED_UP = 120
"""... most frequent ones, whose idf is asked for."""
_TITLE = 3
"""How often a word in the title counts."""
_AVERAGE = 0.25
"""How much of the average length there is in every length."""
_ALONE = 3
"""Characters of a term that says something by itself; in scripts without blanks pairs do."""

_BODY, _TITLED = schema.text_field("body"), schema.text_field("title")


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """A term of the note that others have."""

    term: bytes
    docs: Integers
    """The others, rising, and ..."""
    gains: Numbers
    """... what each gains by it."""

    def of(self, docs: Integers) -> Numbers:
        """What documents gain; 0 for those without the term."""
        places = np.minimum(np.searchsorted(self.docs, docs), len(self.docs) - 1)
        return np.where(self.docs[places] == docs, self.gains[places], 0.0)


class Likeness:
    """How like one document the others of a view are, by the words that they share."""

    def __init__(self, doc: int, view: View, analyser: Analyser) -> None:
        note, sections = view.corpus.note(doc), view.corpus.sections(doc)
        counts, self._spelled = _terms(note, sections, analyser, view.common_words)
        self._shared = _shared(view, counts, others(doc, view))
        total = np.zeros(view.corpus.size)
        for one in self._shared:
            total[one.docs] += one.gains
        self.scores: Numbers = total / np.sqrt(_AVERAGE + (1 - _AVERAGE) * view.relative_lengths("body"))
        """For each document; 0 where no telling word is shared."""

    def words(self, docs: Sequence[int]) -> list[tuple[str, ...]]:
        """Words that the note shares with each document, as the note writes them, the most telling first."""
        told: list[list[tuple[float, str]]] = [[] for _ in docs]
        for one in self._shared:
            for words, gain in zip(told, one.of(np.array(docs, np.int64)).tolist(), strict=True):
                if gain:
                    words.append((-gain, self._spelled[one.term]))
        return [tuple(dict.fromkeys(word for _, word in sorted(words)[:_WORDS_TOLD])) for words in told]


def others(doc: int, view: View) -> Mask:
    """The other documents of a view."""
    mask = view.mask.copy()
    mask[doc] = False
    return mask


def _terms(
    note: Note, sections: Iterable[Section], analyser: Analyser, common: frozenset[str]
) -> tuple[Counter[bytes], Mapping[bytes, str]]:
    """How often a note has each term, and the word by which to tell it."""
    words = Counter(analysis.written("\n".join(section.text for section in sections)))
    for word in analysis.written(note.title):
        words[word] += _TITLE
    counts: Counter[bytes] = Counter()
    spelled: dict[bytes, tuple[int, str]] = {}
    for word, count in words.items():
        plain, terms = analysis.fold(word), analyser.forms(word).terms
        if plain in common or plain.isdecimal():
            continue
        for term, told in zip(terms, analysis.spelled(word), strict=False):
            text = term.decode()
            if len(text) >= (2 if is_unspaced(text) else _ALONE):
                counts[term] += count
                spelled[term] = max(spelled.get(term, (0, "")), (count, told))
    return counts, {term: told for term, (_, told) in spelled.items()}


def _shared(view: View, counts: Counter[bytes], among: Mask) -> list[_Shared]:
    """The note's strongest terms among those that another note has."""
    strong = []
    for term, count in counts.most_common(_LOOKED_UP):
        spread = view.corpus.spread(_BODY, term)  # hidden notes and this one too: good enough to choose by
        strong.append((-(1 + math.log(count)) * scoring.idf(view, min(spread, view.count)), term, count))
    found = []
    for _, term, count in sorted(strong)[:_STRONGEST]:
        docs, frequencies = _having(view, term, among)
        if len(docs):
            idf = scoring.idf(view, len(docs))
            weight = (1 + math.log(count)) * idf
            found.append(_Shared(term, docs, weight * idf * (1 + np.log(frequencies))))
    return found


def _having(view: View, term: bytes, among: Mask) -> tuple[Integers, Numbers]:
    """The documents among these that have a term, rising, and how often."""
    docs, frequencies = _joined(view.corpus.find(_BODY, term))
    titled, times = _joined(view.corpus.find(_TITLED, term))
    if len(titled):
        total = np.zeros(view.corpus.size)
        total[docs] = frequencies
        total[titled] += _TITLE * times
        docs = np.flatnonzero(total)
        frequencies = total[docs]
    seen = among[docs]
    return docs[seen], frequencies[seen]


def _joined(found: PostingLists) -> tuple[Integers, Numbers]:
    """Documents of all segments, rising, and how often each has the term."""
    docs = np.concatenate([NO_DOCS, *(docs for docs, _ in found)])
    return docs, np.concatenate([np.empty(0), *(postings.counts for _, postings in found)])
