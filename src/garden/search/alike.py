"""Notes of one page of results that say nearly the same, to show them once.

Copies of a note (a handout in two folders, a page imported twice) push other answers
out of sight. They are sought among the notes of one page alone, so that every note
stays on its page, whatever is folded there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from garden.links import fold
from garden.model import Section

SAME_LENGTH = 0.9
"""The share of the longer note's words that the shorter must have for texts to be compared."""
ALIKE = 0.8
"""The share of all their sentences, by length, that two texts must both have."""
_SHORTEST = 200
"""Characters below which being the same says nothing."""
_LONGEST = 20_000
"""Characters of one note that are compared."""
_MOST = 50
"""Notes of one page that are compared."""

_SENTENCES = re.compile(r"[.!?…。！？\n]+")


def groups(
    docs: Sequence[int], lengths: Callable[[int], float], sections: Callable[[int], Sequence[Section]]
) -> list[list[int]]:
    """Documents in order, each with those after it that say nearly the same.

    ``lengths`` is in any unit; ``sections`` is asked only for documents of nearly one length.
    """
    found: list[list[int]] = []
    texts: dict[int, frozenset[str]] = {}

    def text(doc: int) -> frozenset[str]:
        if doc not in texts:
            texts[doc] = _fingerprint(sections(doc))
        return texts[doc]

    for doc in docs:
        size = lengths(doc)
        for group in found if len(found) < _MOST else ():
            shorter, longer = sorted((size, lengths(group[0])))
            if 0 < SAME_LENGTH * longer <= shorter and _are_alike(text(doc), text(group[0])):
                group.append(doc)
                break
        else:
            found.append([doc])
    return found


def _fingerprint(sections: Sequence[Section]) -> frozenset[str]:
    whole = "\n".join(section.text for section in sections)[:_LONGEST]
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCES.split(fold(whole)))
    return frozenset(filter(None, sentences))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    every = sum(map(len, one | other))
    return every >= _SHORTEST and sum(map(len, one & other)) >= ALIKE * every
