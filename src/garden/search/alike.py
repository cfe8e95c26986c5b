"""Notes of one page of results that say nearly the same, to show them once.

Copies of a note (a handout in two folders, a page imported twice) push other answers
out of sight. They are sought among the notes of one page alone, so that every note
stays on its page, whatever is folded there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

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
_BEGINNING = 0.3
"""How much of a text is looked at first: more than two that are alike may differ in."""
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
    texts: dict[int, _Text] = {}

    def text(doc: int) -> _Text:
        if doc not in texts:
            texts[doc] = _Text(sections(doc))
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


class _Text:
    """A note's text, as far as it had to be looked at."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._whole = fold("\n".join(section.text for section in sections)[:_LONGEST])

    @cached_property
    def words(self) -> str:
        """The text with one blank between words: whatever sentence it has is a part of it."""
        return " ".join(self._whole.split())

    @cached_property
    def _beginning(self) -> frozenset[str]:
        """The sentences of a first part of it, long enough to tell by."""
        end = _SENTENCES.search(self._whole, int(_BEGINNING * len(self._whole)))
        return _sentences(self._whole[: end.start()] if end else self._whole)

    @cached_property
    def sentences(self) -> frozenset[str]:
        """All its sentences, once each."""
        return _sentences(self._whole)

    def is_unlike(self, other: _Text) -> bool:
        """Whether so much of its beginning is nowhere in another that they cannot be alike.

        Tells nearly all pairs apart, without looking at most of their sentences.
        """
        missing = sum(len(one) for one in self._beginning if one not in other.words)
        return missing > (1 - ALIKE) * len(self._whole)


def _sentences(text: str) -> frozenset[str]:
    return frozenset(filter(None, (" ".join(sentence.split()) for sentence in _SENTENCES.split(text))))


def _are_alike(one: _Text, other: _Text) -> bool:
    if one.is_unlike(other):
        return False
    every = sum(map(len, one.sentences | other.sentences))
    return every >= _SHORTEST and sum(map(len, one.sentences & other.sentences)) >= ALIKE * every
