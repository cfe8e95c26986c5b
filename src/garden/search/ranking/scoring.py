"""How well a note answers a word: true BM25F, over arrays.

Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields"
(CIKM 2004): for each word of the question, its frequencies in all fields of a note
are normalised by length, weighted and summed *before* they saturate:

    f(w, d) = sum over fields of  weight * count / (1 - B + B * length / average)
    score(d) = sum over words of  idf(w) * f / (K1 + f)
    idf(w) = log(1 + (N - n + 0.5) / (n + 0.5))

with N notes, n of them with the word in any field. Whoosh's own BM25F adds up
scores of fields instead. `TITLE_BONUS` times the same score on the title alone is
added: it finds the one note that a short question seeks, and costs little elsewhere.

A factor for notes with more of the words was tried on public test collections and gained nothing:
saturation already puts two words once above one word often. So did one for notes with the form of a
word that was typed. What words gain by standing near each other is told in `nearness`; every figure
stands in `parameters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from garden.search.arrays import Integers, Mask, Numbers
from garden.search.documents.corpus import PostingLists, View, having
from garden.search.index import schema
from garden.search.parameters import B_OF, FOLDED, K1, TITLE_BONUS, WEIGHTS, B
from garden.search.ranking import sought
from garden.search.ranking.sought import Sought
from garden.search.words.analysis import TERM_LIMIT, VARIED, fold
from garden.search.words.letters import bare

Gains = Callable[[Integers], Numbers]
"""What each of some documents gains by a part of a question that they answer.

So only those are scored that answer all of it.
"""


class Listed(NamedTuple):
    """Where a word stands."""

    fields: Mapping[str, PostingLists]
    """By field of words; nothing for one that nowhere has it."""
    exact: PostingLists = ()
    """In its exact form, in whichever field."""


def listed(view: View, word: Sought, fields: Iterable[str]) -> Listed:
    """Where a word stands in some of the fields of words."""
    by_name = {name: schema.text_field(name) for name in fields}
    found = sought.found(view, by_name.values(), word)
    # Exact forms do not say in which field they stand.
    exact = view.corpus.postings(schema.EXACT, *word.exact) if len(by_name) > 1 else ()
    return Listed({name: found[field] for name, field in by_name.items()}, exact)


class Scored(NamedTuple):
    """Which documents have a word, and what each gains by it."""

    mask: Mask
    idf: float
    view: View
    listed: Listed

    def gains(self, docs: Integers) -> Numbers:
        """The scores of some documents that have it."""
        frequency, in_title = self._frequencies(docs)
        scores: Numbers = frequency / (K1 + frequency)
        if in_title is not None:
            scores += TITLE_BONUS * in_title / (K1 + in_title)
        scores *= self.idf
        return scores

    def is_in_front(self, doc: int) -> bool:
        """Whether a document has it in its front matter, or in a field of words that a plugin makes."""
        fields = self.listed.fields.items()
        found = (found for name, found in fields if name == "meta" or name not in schema.TEXTS)
        return any((docs == doc).any() for docs, _ in chain.from_iterable(found))

    def _frequencies(self, docs: Integers) -> tuple[Numbers, Numbers | None]:
        """Summed frequencies f(w, d), and those in the title alone."""
        places = np.zeros(self.view.corpus.size, np.int64)
        places[docs] = np.arange(1, len(docs) + 1)
        total = np.zeros(len(docs))
        title: Numbers | None = None
        for name, found in self.listed.fields.items():
            if not found:
                continue
            at, counts = _wanted(found, places)
            if len(at):  # of the notes that are asked for, few have the word in every field
                gains = counts * shares(self.view, name, docs[at])
                here: Numbers = np.bincount(at, gains, len(docs)).astype(np.float64, copy=False)
                total += WEIGHTS.get(name, 1.0) * here
                title = here if name == "title" else title
        if not total.all():  # of some the exact form is all there is
            total[total == 0] = shares(self.view, "body", docs[total == 0])
        return total, title


def score(view: View, listed: Listed) -> Scored:
    """Finds a word's documents, and how much it says that a note has it."""
    mask = having(chain(*listed.fields.values(), listed.exact), view.mask)
    return Scored(mask, idf(view, int(np.count_nonzero(mask))), view, listed)


def as_typed(view: View, word: str, gains: Gains) -> Gains:
    """What documents gain by a word, lessened where its accents are not those that were typed."""
    plain = fold(word)
    without = bare(plain)
    term = (VARIED if without == plain else b"") + plain[:TERM_LIMIT].encode()
    if not view.corpus.spread(schema.TYPED, term):  # as of nearly all words
        return gains
    marked = view.having(schema.TYPED, term)
    if not marked.any():
        return gains
    less = marked if without == plain else ~marked
    return lambda docs: np.where(less[docs], FOLDED, 1.0) * gains(docs)


def times(factor: float, gains: Gains) -> Gains:
    """So many times what documents gain."""
    return lambda docs: factor * gains(docs)


def idf(view: View, having: int) -> float:
    """How much it says that a note has what so many of a view have."""
    return float(np.log1p((view.count - having + 0.5) / (having + 0.5)))


def all_scores(gains: Gains, mask: Mask, view: View) -> Numbers:
    """What every document gains; 0 for those not in the mask."""
    scores = np.zeros(len(mask))
    docs = np.flatnonzero(mask)
    scores[docs] = gains(docs) if view.prior is None else gains(docs) * view.prior[docs]
    return scores


def best(docs: Integers, scores: Numbers, most: int, id_of: Callable[[int], str]) -> list[int]:
    """The first of some documents by what they score, then by id."""
    if len(docs) > most:  # sort no more than may be among them, and what ties with the last of these
        least = np.partition(scores[docs], len(docs) - most)[len(docs) - most]
        docs = docs[scores[docs] >= least]
    ranked: list[int] = []
    for _, tied in groupby(docs[np.argsort(-scores[docs])].tolist(), scores.__getitem__):
        same = list(tied)
        ranked += sorted(same, key=id_of) if len(same) > 1 else same
    return ranked[:most]


def _wanted(found: PostingLists, places: Integers) -> tuple[Integers, NDArray[np.float32]]:
    """Of those found, the documents that have a place (from 1; 0: none): it less 1, and the word's counts."""
    at = places[found[0][0] if len(found) == 1 else np.concatenate([docs for docs, _ in found])]
    counts = found[0][1].counts if len(found) == 1 else np.concatenate([one.counts for _, one in found])
    wanted = at.nonzero()[0]
    return at[wanted] - 1, counts[wanted]


def shares(view: View, name: str, docs: Integers) -> Numbers:
    """What one occurrence counts in documents of their lengths."""
    b = B_OF.get(name, B)
    shares: Numbers = 1.0 / (1.0 - b + b * view.relative_lengths(name)[docs])
    return shares
