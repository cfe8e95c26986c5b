"""The notes that a question calls by name, and those whose names are somewhat like one that nothing answers.

Who types the whole title of a note, or another name that it goes by, means that note: it comes
first, however often others have its words. So does the note whose address is pasted. Where nothing
answers, no word of the question is in any note, and none could be mended, so letters are all there is
to go by.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from garden.links import fold, link_key
from garden.model import Note
from garden.search.documents.corpus import View
from garden.search.ranking.results import Found
from garden.search.understanding import addresses

MOST = 5
"""Notes with somewhat like names that are shown."""
LIKE_ENOUGH = 60
"""Of 100, from which a name is shown: "kitshinn tabbell" still meets "A kitchen table"."""
_AROUND = ' \t\n"“”„«»?!.'
"""Signs before and after a question that belong to no name."""
_LONGEST = 200
"""Characters of a question that may be a name ..."""
_MOST_PARTS = 12
"""Folders and names of an address that are looked at."""
_SHORTEST_LIKE, _LONGEST_LIKE = 4, 100
"""... or somewhat like one: of what says enough, and those that are looked at."""


def first(found: Found, text: str, view: View) -> Found:
    """What was found, those notes of it first whose title, alias or address the question is, but for case."""
    name = fold(text).strip(_AROUND)
    if found.scores is None or not 0 < len(name) <= _LONGEST:
        return found
    if "/" in text and (doc := _at(text, view)) is not None:
        return _raised(_with(doc, found), [doc])
    # Signs are left out of what is compared, but not of the keys that names are kept by.
    keys = {link_key(one) for one in (name, f"{name}?", fold(text).strip())}
    meant = {doc for key in keys for doc in view.corpus.meant_by(key)}
    docs = [doc for doc in sorted(meant) if found.mask[doc] and _is_called(doc, name, view)]
    return _raised(found, docs) if docs else found


def _at(text: str, view: View) -> int | None:
    """The note at an address, pasted from a browser's bar or written as a path; None where it is none.

    As much of the path's end is the note's as is the id of one.
    """
    path, host = addresses.path(fold(text))
    if host and "/notes/" not in path:
        return None  # of another site
    parts = fold(path).strip("/").removesuffix(".md").split("/")[-_MOST_PARTS:]
    ends = ["/".join(parts[first:]) for first in range(len(parts))]
    if not host and path[:1] != "/" and len(parts) > 1:
        ends = ends[:-1]  # who asks for "bread/soup" calls no note
    named = (doc for doc in view.corpus.meant_by(link_key(parts[-1])) if view.mask[doc])
    docs = {fold(view.corpus.id(doc)): doc for doc in named}
    return next((docs[end] for end in ends if end in docs), None)


def _with(doc: int, found: Found) -> Found:
    """What was found and a note at an address, which need have no word of it: nothing is told of those."""
    itself = np.zeros_like(found.mask)
    itself[doc] = True
    return found._replace(
        mask=found.mask | itself, words=tuple(mask | itself for mask in found.words), notices=()
    )


def _raised(found: Found, docs: list[int]) -> Found:
    """What was found, some of it first."""
    assert found.scores is not None
    scores = found.scores.copy()
    scores[docs] += scores.max() + 1  # one at an address may have no score of its own
    return found._replace(scores=scores)


def _is_called(doc: int, name: str, view: View) -> bool:
    note = view.corpus.note(doc)
    return any(fold(one).strip(_AROUND) == name for one in (note.title, *note.aliases))


def near(words: Iterable[str], view: View) -> tuple[Note, ...]:
    """Notes of a view with a title or alias somewhat like these words, the likest first, then by id."""
    text = fold(" ".join(words))[:_LONGEST_LIKE]
    if len(text) < _SHORTEST_LIKE:
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
