"""Notes that speak of the same things: the cosine of their words' weights.

A word weighs (1 + log frequency) times idf, in a title as much as three times in the
text; the rarer a word is among the notes that a reader may see, the more it tells. Only
the note's strongest words are looked up, so that the work does not grow with its length.

The length of another note's vector would take a pass over all that the index holds. It is
taken as the root of a mixture of its length in words and of the average one: a long note
has more words, and so long a vector; a note of five words must not win by one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from garden.model import Note, Section
from garden.search import analysis, schema, scoring
from garden.search.analysis import Analyser
from garden.search.corpus import Numbers, View
from garden.search.engine import Likeness
from garden.search.facets import Mask

WORDS_TOLD = 5
"""Shared words that are told, the strongest first."""
_STRONGEST = 40
"""Words of a note that others are sought by, of the ..."""
_LOOKED_UP = 120
"""... most frequent ones, whose idf is asked for."""
_CHARACTERS = 200_000
"""Of a note that are read."""
_TITLE = 3
"""How often a word in the title counts."""
_AVERAGE = 0.25
"""How much of the average length there is in every length."""
_ALONE = 3
"""Characters of a term that says something by itself; in scripts without blanks pairs do."""


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """A term of the note that others have."""

    term: bytes
    weight: float
    """In the note itself."""
    docs: NDArray[np.int64]
    """The others, rising, and ..."""
    gains: Numbers
    """... what each gains by it."""

    def gain(self, doc: int) -> float:
        """What a document gains; 0 for one without the term."""
        place = int(np.searchsorted(self.docs, doc))
        return float(self.gains[place]) if place < len(self.docs) and self.docs[place] == doc else 0.0


def similar(
    note: Note, sections: Sequence[Section], view: View, analyser: Analyser, limit: int
) -> tuple[Likeness, ...]:
    """The notes of a view most like this one, the likest first, then by id."""
    if limit < 1 or not view.count:
        return ()
    counts, spelled = _terms(note, sections, analyser, view.common_words)
    own = view.corpus.docs.get(note.id)
    others = view.mask.copy()
    if own is not None:
        others[own] = False
    found = _shared(view, counts, others)
    total = np.zeros(view.corpus.size)
    for one in found:
        total[one.docs] += one.gains
    total /= np.sqrt(_AVERAGE + (1 - _AVERAGE) * view.relative_lengths("body"))
    docs = np.flatnonzero(total > 0)
    best = docs[np.argpartition(-total[docs], limit - 1)[:limit]] if len(docs) > limit else docs
    # All that are as like as the last one, so that the id and not chance decides between them.
    best = docs[total[docs] >= total[best].min()] if len(best) else best
    ranked = sorted(best.tolist(), key=lambda doc: (-total[doc], view.corpus.id(doc)))
    return tuple(
        Likeness(note=view.corpus.note(doc), words=_told(doc, found, spelled)) for doc in ranked[:limit]
    )


def _terms(
    note: Note, sections: Iterable[Section], analyser: Analyser, common: frozenset[str]
) -> tuple[Counter[bytes], Mapping[bytes, str]]:
    """How often a note has each term, and the word by which to tell it."""
    left, texts = _CHARACTERS, []
    for section in sections:
        texts.append(section.text[:left])
        left -= len(texts[-1])
    words = Counter(analysis.written("\n".join(texts)))
    for word in analysis.written(note.title):
        words[word] += _TITLE
    counts: Counter[bytes] = Counter()
    spelled: dict[bytes, tuple[int, str]] = {}
    for word, count in words.items():
        plain = analysis.fold(word)
        if plain in common or plain.isdecimal():
            continue
        forms = analyser.forms(word)
        for term in forms.terms:
            text = term.decode()
            if len(text) >= (2 if analysis.is_unspaced(text) else _ALONE):
                counts[term] += count
                told = plain if len(forms.terms) == 1 else text
                spelled[term] = max(spelled.get(term, (0, "")), (count, told))
    return counts, {term: told for term, (_, told) in spelled.items()}


def _shared(view: View, counts: Counter[bytes], others: Mask) -> list[_Shared]:
    """The note's strongest terms among those that another note has."""
    found: list[_Shared] = []
    for term, count in counts.most_common(_LOOKED_UP):
        docs, frequencies = _having(view, term, others)
        if len(docs):
            idf = scoring.idf(view, len(docs))
            weight = float(1 + np.log(count)) * idf
            found.append(_Shared(term, weight, docs, weight * idf * (1 + np.log(frequencies))))
    return sorted(found, key=lambda one: (-one.weight, one.term))[:_STRONGEST]


def _having(view: View, term: bytes, others: Mask) -> tuple[NDArray[np.int64], Numbers]:
    """The other documents that have a term, rising, and how often."""
    docs, frequencies = _in_field(view, "body", term)
    titled, times = _in_field(view, "title", term)
    if len(titled):
        total = np.zeros(view.corpus.size)
        total[docs] = frequencies
        total[titled] += _TITLE * times
        docs = np.flatnonzero(total)
        frequencies = total[docs]
    seen = others[docs]
    return docs[seen], frequencies[seen]


def _in_field(view: View, name: str, term: bytes) -> tuple[NDArray[np.int64], Numbers]:
    found = list(view.corpus.postings(schema.text_field(name), term))
    docs = np.concatenate([np.empty(0, np.int64), *(docs for docs, _ in found)])
    return docs, np.concatenate([np.empty(0), *(postings.counts for _, postings in found)])


def _told(doc: int, found: Iterable[_Shared], spelled: Mapping[bytes, str]) -> tuple[str, ...]:
    gains = sorted((-one.gain(doc), spelled[one.term]) for one in found if one.gain(doc))
    return tuple(dict.fromkeys(word for _, word in gains[:WORDS_TOLD]))
