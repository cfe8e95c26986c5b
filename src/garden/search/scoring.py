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

Every figure here was chosen on public test collections (``benchmarks/relevance.py``
measures them anew), in the middle of a range where it makes no difference that is not
chance: K1 of 1 to 1.6, a title of 2 to 3, its bonus of 0.2 to 0.3, common words of 0.3
to 0.7. A factor for notes with more of the words was tried there and gained nothing:
saturation already puts two words once above one word often. So did one for notes with
the form of a word that was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from garden.search import schema
from garden.search.corpus import Numbers, View
from garden.search.facets import Mask

WEIGHTS = {"title": 3.0, "aliases": 2.4, "tags": 1.5, "headings": 1.2}
"""Of fields; 1 for all others."""
K1 = 1.2
"""How soon more of the same word stops counting."""
B = 0.75
"""How much a long field counts against a note ..."""
B_OF = {"tags": 0.3}
"""... and where it does less: many tags are no padding."""
TITLE_BONUS = 0.2
COMMON = 0.5
"""What a word without meaning of its own ("the", "how") counts, if its rarity says more or not."""
AGAIN = 8.0
"""How soon a word stops counting more that a question repeats (k3 of Okapi BM25)."""


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """A word of the question as the index knows it."""

    terms: frozenset[bytes]
    """Its stems in every language of the garden, and its exact form."""
    exact: frozenset[bytes] = frozenset()
    """Exact forms, to find it where another stemmer made something else of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Which documents have a word, and what each gains by it."""

    mask: Mask
    scores: Numbers
    idf: float


def score(view: View, sought: Sought, fields: Collection[str]) -> Scored:
    """Scores every document for one word, in some of the fields of words."""
    frequency, in_title = _frequencies(view, sought, fields)
    mask = view.mask & (frequency > 0)
    found = int(np.count_nonzero(mask))
    rarity = idf(view, found)
    scores = frequency / (K1 + frequency)
    if in_title is not None:
        scores += TITLE_BONUS * in_title / (K1 + in_title)
    return Scored(mask, np.where(mask, rarity * scores, 0.0), rarity)


def repeated(times: int) -> float:
    """What a word counts that stands so many times in the question; 1 for once."""
    return (AGAIN + 1) * times / (AGAIN + times)


def idf(view: View, having: int) -> float:
    """How much it says that a note has what so many of a view have."""
    return float(np.log1p((view.count - having + 0.5) / (having + 0.5)))


def _frequencies(view: View, sought: Sought, fields: Collection[str]) -> tuple[Numbers, Numbers | None]:
    """Summed frequencies f(w, d), and those in the title alone."""
    total = np.zeros(view.corpus.size)
    title: Numbers | None = None
    for name in fields:
        found = _in_field(view, name, sought.terms)
        if found is not None:
            total += WEIGHTS.get(name, 1.0) * found
            title = found if name == "title" else title
    if len(fields) > 1:  # exact forms do not say in which field they stand
        for docs in _documents(view, schema.EXACT, sought.exact):
            unseen = docs[total[docs] == 0]
            total[unseen] = _shares(view, "body", unseen)
    return total, title


def _in_field(view: View, name: str, terms: Iterable[bytes]) -> Numbers | None:
    """Length-normalised frequencies in one field; None when no document has any."""
    docs, counts = view.corpus.occurrences(schema.text_field(name), terms)
    if not len(docs):
        return None
    gains = counts * _shares(view, name, docs)
    return np.bincount(docs, gains, view.corpus.size).astype(np.float64, copy=False)


def _shares(view: View, name: str, docs: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Numbers:
    """What one occurrence counts in documents of their lengths."""
    b = B_OF.get(name, B)
    shares: Numbers = 1.0 / (1.0 - b + b * view.relative_lengths(name)[docs])
    return shares


def _documents(
    view: View, field: str, terms: Iterable[bytes]
) -> Iterable[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    for term in terms:
        for docs, _ in view.corpus.postings(field, term):
            yield docs
