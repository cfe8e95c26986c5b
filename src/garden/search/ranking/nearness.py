"""How near to each other the words of a question stand in the best of the notes that have them.

Büttcher, Clarke, Lushman, "Term proximity scoring for ad-hoc retrieval on very large text
collections" (SIGIR 2006): of each two neighbouring occurrences of different words of the question,
the one gives the other its idf by their distance, and what a word is given so saturates as its
frequency does:

    given(w, d) = sum over neighbours v of w within NEAR words:  idf(v) / distance
    gain(d) = NEARNESS * sum over words of  min(1, idf(w)) * given / (K1 * length + given)

with ``length = 1 - B + B * length / average``. It counts in the text and in the title, and for the
best `NEAR_AMONG` notes alone: with all of them it came out the same, and to read where words stand
takes most of what a phrase does.

On the collections that ``benchmarks/relevance.py`` measures this gains a hundredth of nDCG@10, and on
each of them a little. With the square of the distance, as in the paper, it does much the same; so it
does where pairs count only in the order in which they were typed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from garden.search.arrays import Integers, Mask, Numbers
from garden.search.documents.corpus import View
from garden.search.index.postings import NONE
from garden.search.parameters import K1, NEAR, NEAR_AMONG, NEARNESS
from garden.search.ranking import scoring
from garden.search.ranking.phrases import joined
from garden.search.ranking.results import Found
from garden.search.ranking.scoring import Scored

_MOST = 300
"""With those that tie with the last."""
_FIELDS = ("body", "title")


def raised(found: Found, view: View, among: Mask) -> Found:
    """What was found, the best notes of a mask raised where words of the question stand near each other."""
    words = found.side_by_side
    if len(words) < 2 or found.scores is None:
        return found
    docs = _best(found.mask & among, found.scores)
    scores = found.scores.copy()
    gains = _gains(docs, words, view)
    scores[docs] += gains if view.prior is None else gains * view.prior[docs]
    return found._replace(scores=scores)


def _best(mask: Mask, scores: Numbers) -> Integers:
    """The best documents, rising, with those that tie with the last of them, or without if there are many."""
    docs = np.flatnonzero(mask)
    if len(docs) <= NEAR_AMONG:
        return docs
    theirs = scores[docs]
    last = np.partition(theirs, len(docs) - NEAR_AMONG)[len(docs) - NEAR_AMONG]
    best: Integers = docs[theirs >= last]
    return best if len(best) <= _MOST else best[scores[best] > last]


def _gains(docs: Integers, words: Sequence[Scored], view: View) -> Numbers:
    """What some rising documents gain."""
    spots, numbers = _spots(docs, words, view.corpus.size)
    gaps = np.diff(spots)
    first = np.flatnonzero((gaps <= NEAR) & (gaps > 0) & (numbers[1:] != numbers[:-1]))
    if not len(first):
        return np.zeros(len(docs))
    some, others = numbers[first], numbers[first + 1]
    idfs = np.array([word.idf for word in words])
    # Of each document a row with a place for each word.
    rows = np.searchsorted(docs, (spots[first] >> 32) % view.corpus.size) * len(words)
    at = np.concatenate([rows + some, rows + others])
    worth = np.concatenate([idfs[others], idfs[some]] / gaps[first])
    given = np.bincount(at, worth, len(docs) * len(words)).reshape(len(docs), -1)
    lengths = K1 / scoring.shares(view, "body", docs)
    gains: Numbers = (given / (lengths[:, None] + given)) @ np.minimum(1.0, idfs)
    return NEARNESS * gains


def _spots(docs: Integers, words: Sequence[Scored], size: int) -> tuple[Integers, Integers]:
    """Where words stand in documents, rising, and beside each the number of the word.

    A document and a position in one number. What stands in the title is in a document of its
    own, whose number is above all those of texts.
    """
    found = [
        (number, docs + place * size, postings)
        for number, word in enumerate(words)
        for place, field in enumerate(_FIELDS)
        for docs, postings in word.listed.fields.get(field, ())
    ]
    every = joined([(docs, postings) for _, docs, postings in found]) if found else NONE
    among = np.zeros(len(_FIELDS) * size, np.bool_)
    for place in range(len(_FIELDS)):
        among[docs + place * size] = True
    wanted = np.flatnonzero(among[every.docs])
    counts, at = every.places(wanted)
    spots: Integers = np.repeat(every.docs[wanted] << 32, counts)
    spots += at
    whose = np.repeat([number for number, _, _ in found], [len(docs) for _, docs, _ in found])
    order = np.argsort(spots, kind="stable")
    return spots[order], np.repeat(whose[wanted], counts)[order]
