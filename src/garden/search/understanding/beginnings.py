"""The last word of a question as the beginning of one, as it is while somebody types.

Reading it so in every question costs the ranking of those that are typed whole. So
notes that have only a longer word come in where the word itself finds few or none,
and then below all that have it. Who has typed all but the end of a title is served
better: notes whose title has every word of the question, the last one begun, come
first. Only where that last word is all of the question and says something by itself
do the best notes with the whole word stay above them: "art" is no "article". Two letters
are taken for a beginning only where no note has them as a word and few people do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from garden.search.arrays import Mask
from garden.search.deadline import NOTICE, Deadline
from garden.search.documents.corpus import View, having
from garden.search.index import schema
from garden.search.parameters import BEGUN, BEGUN_BELOW, BEGUN_WHERE
from garden.search.query.nodes import All, Prefix, Whole, Word, in_words
from garden.search.ranking import matching, scoring, sought
from garden.search.ranking.expanding import expanded
from garden.search.ranking.results import Found
from garden.search.ranking.wanted import Wanted
from garden.search.understanding.known import KnownWords
from garden.search.words.analysis import TERM_LIMIT, Analysis, fold, spaced, written
from garden.search.words.letters import are_all, bare
from garden.search.words.unspaced import has_unspaced

SHORT = 2
"""Letters of a beginning that is one only where no note has it as a word: mostly, two letters are a word."""
_NAMES = ("title", "aliases")


def last_word(text: str, tree: All) -> str:
    """The word that a question ends with and that may be unfinished; empty when there is none such."""
    last = tree.nodes[-1] if tree.nodes else None
    if not isinstance(last, Word) or len(last.text) < SHORT:
        return ""
    end = spaced(text[-4 * TERM_LIMIT :])
    words = written(end)
    ends = bool(words) and end.endswith(words[-1]) and fold(words[-1]) == last.text
    if not ends or not are_all(last.text) or has_unspaced(last.text):
        return ""
    # In other scripts two letters say more, and in capitals they are a word: "GP".
    likely = len(last.text) > SHORT or (bare(last.text).isascii() and not words[-1].isupper())
    return last.text if likely else ""


def unfinished(tree: All) -> All:
    """The same question with its last word as a beginning."""
    *others, last = tree.nodes
    if not isinstance(last, Word):
        return tree
    return All((*others, Prefix(last.text, weak=len(last.text) == SHORT)))


def begun(
    found: Found,
    tree: All,
    last: str,
    view: View,
    analysis: Analysis,
    words: KnownWords,
    deadline: Deadline | None = None,
) -> Found:
    """What was found for a question, and what its ``last`` word may be the beginning of."""
    whole = tree.nodes[-1] == Word(last) and last not in view.common_words
    alone = whole and len(tree.nodes) == 1 and words.is_written(last)
    few = whole and np.count_nonzero(found.mask) < BEGUN_WHERE
    if alone and not few:
        return found
    called = _named(tree, view, analysis)
    if few:
        found = _widened(found, matching.find(unfinished(tree), view, analysis, deadline), called)
    return found if alone else _raised(found, called, last, view)


def _named(tree: All, view: View, analysis: Analysis) -> Mask:
    """The notes whose title, or whose aliases, have every word of a question, the last one begun."""
    nodes = [node for node in in_words(unfinished(tree).nodes) if not isinstance(node, Whole)]
    words = [node for node in nodes if isinstance(node, (Word, Prefix))]
    mask = np.zeros_like(view.mask)
    if len(words) == len(nodes):
        for name in _NAMES:
            mask |= _having(words, name, view, analysis)
    return mask


def _having(words: Sequence[Word | Prefix], name: str, view: View, analysis: Analysis) -> Mask:
    """The notes that have all words in one field; most often none has the first two."""
    field = schema.text_field(name)
    mask = view.mask
    for word in words:
        if isinstance(word, Prefix):
            text = bare(word.text)[:TERM_LIMIT]
            found = view.corpus.find(field, *expanded(text, [name], view, analysis).terms)
        else:
            found = sought.found(view, [field], sought.looked_for(word.text, view, analysis))[field]
        mask = having(found, mask)
        if not mask.any():
            break
    return mask


def _widened(found: Found, wider: Found, called: Mask) -> Found:
    """What was found, and below it what only a wider question finds; names of that below the best few."""
    more = wider.mask & ~found.mask
    if not more.any() or wider.scores is None:
        return found
    scores = np.zeros(len(more)) if found.scores is None else found.scores
    best = np.sort(scores[found.mask])[::-1].tolist() or [1.0]
    shares = wider.scores / (float(wider.scores[more].max()) or 1.0)
    scores = np.where(more, BEGUN * best[-1] * shares, scores)
    above, below = best[-1], BEGUN * best[-1]
    if len(best) > BEGUN_BELOW:
        above, below = best[BEGUN_BELOW - 1 : BEGUN_BELOW + 1]
    scores = np.where(more & called, below + (above - below) * (0.25 + 0.5 * shares), scores)
    return found._replace(
        mask=found.mask | more,
        notices=(*found.notices, *(notice for notice in wider.notices if notice == NOTICE)),
        scores=scores,
        wanted=(*found.wanted, *(one for one in wider.wanted if one.prefix)),
    )


def _raised(found: Found, called: Mask, last: str, view: View) -> Found:
    """What was found, notes that are called so above the others: that few are says much."""
    having = int(np.count_nonzero(called))
    if not having:
        return found
    gain = scoring.idf(view, having)
    scores = np.zeros(len(called)) if found.scores is None else found.scores
    return found._replace(
        mask=found.mask | called,
        scores=scores + np.where(called, gain, 0.0),
        words=tuple(mask | called for mask in found.words),
        wanted=(*found.wanted, Wanted(gain, prefix=bare(last), docs=called)),
    )
