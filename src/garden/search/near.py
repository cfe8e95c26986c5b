"""Notes whose names are somewhat like a question that nothing answers.

By then no word of it is in any note, and none could be mended, so letters are all
there is to go by.
"""

from __future__ import annotations

from collections.abc import Iterable

from garden.links import fold
from garden.model import Note
from garden.search.corpus import View

MOST = 5
LIKE_ENOUGH = 60
"""Of 100, from which a name is shown: "kitshinn tabbell" still meets "A kitchen table"."""
_SHORTEST, _LONGEST = 4, 100
"""Letters of a question that says enough, and that are looked at."""


def near(words: Iterable[str], view: View) -> tuple[Note, ...]:
    """Notes that may be seen with a title or alias like these words, the likest first, then by id."""
    text = fold(" ".join(words))[:_LONGEST]
    if len(text) < _SHORTEST:
        return ()
    from rapidfuzz import fuzz, process  # most questions are answered

    names, docs = view.names
    like: dict[int, float] = {}
    for _, score, place in process.extract(
        text, names, scorer=fuzz.WRatio, score_cutoff=LIKE_ENOUGH, limit=4 * MOST
    ):
        like[docs[place]] = max(score, like.get(docs[place], 0.0))
    best = sorted(like, key=lambda doc: (-like[doc], view.corpus.id(doc)))
    return tuple(view.corpus.note(doc) for doc in best[:MOST])
