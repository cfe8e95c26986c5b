"""Notes that have to do with another one: by the words they share, by name, by what they are linked with.

Three rankings are joined by reciprocal rank (Cormack, Clarke, Buettcher 2009): the cosine
of telling words (`likeness`), notes of which one names the other (`naming`), and notes
linked with the same others, where a common neighbour counts for more the fewer it has
(Adamic, Adar 2003). Measured by hiding links of real gardens and looking for the note
they led to (benchmarks/related.py), the three together find more than any alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from garden.model import Note, Related
from garden.search.arrays import Numbers
from garden.search.documents.corpus import View
from garden.search.documents.graph import Graph
from garden.search.ranking import scoring
from garden.search.related import naming
from garden.search.related.likeness import Likeness, others
from garden.search.words.analysis import Analysis

DEPTH = 50
"""Notes of each ranking that are joined."""
_FLATTEN = 60
"""Ranks are counted from here, as in the paper."""
_DIGITS = 9
"""Of a score, after the point, that count."""
_NEIGHBOURS = 400
"""Linked notes of one note that are looked at, and of each of these."""


def related(doc: int, view: View, analysis: Analysis, limit: int) -> tuple[Related, ...]:
    """The notes of a view that have most to do with a document, then by id."""
    note = view.corpus.note(doc)
    likeness = Likeness(doc, view, analysis.of(note.lang))
    among = others(doc, view)
    named = naming.naming(note, view, analysis) | naming.named(view.corpus.sections(doc), view)
    near = neighbours(view.graph, doc)
    by_name = np.where(named & among, 1 + likeness.scores, 0.0)
    scores = fused([likeness.scores, by_name, near * among], view.corpus.id)
    best = ranked(scores, limit, view.corpus.id)
    return tuple(
        Related(
            note=view.corpus.note(other),
            words=words,
            named=bool(named[other]),
            between=_between(view, doc, other) if near[other] else None,
        )
        for other, words in zip(best, likeness.words(best), strict=True)
    )


def fused(rankings: Iterable[Numbers], id_of: Callable[[int], str]) -> Numbers:
    """The sum of reciprocal ranks; what a ranking scores 0 is not in it.

    In the last digits a score depends on the order in which documents were indexed.
    """
    rankings = [scores.round(_DIGITS) for scores in rankings]
    total = np.zeros(len(rankings[0]))
    for scores in rankings:
        place = 0
        before = np.inf
        for number, doc in enumerate(ranked(scores, DEPTH, id_of)):
            place = number if scores[doc] < before else place  # equals share a rank
            before = scores[doc]
            total[doc] += 1 / (_FLATTEN + place)
    return total


def ranked(scores: Numbers, most: int, id_of: Callable[[int], str]) -> list[int]:
    """The documents that score highest, then by id; none that scores 0."""
    return scoring.best(np.flatnonzero(scores > 0), scores, most, id_of)


def neighbours(graph: Graph, doc: int) -> Numbers:
    """What each document has in common with this one by links."""
    scores = np.zeros(graph.size)
    for other in graph.beside(doc)[:_NEIGHBOURS].tolist():
        further = graph.beside(other)
        if len(further) > 1:
            scores[further[:_NEIGHBOURS]] += 1 / np.log(len(further))
    scores[doc] = 0
    return scores


def _between(view: View, doc: int, other: int) -> Note | None:
    """The note that two are both linked with which has the fewest links."""
    both = np.intersect1d(view.graph.beside(doc), view.graph.beside(other)).tolist()
    least = min(both, key=lambda one: (len(view.graph.beside(one)), view.corpus.id(one)), default=None)
    return None if least is None else view.corpus.note(least)
