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

_SENTENCE_SIGNS = ".!?…。！？"
_SENTENCE_END = re.compile(f"[{_SENTENCE_SIGNS}]")
"""Of a folded text, in which lines are parted by blanks."""


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
    """A note's text, made ready as far as it has to be looked at."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._written = "\n".join([section.text for section in sections])[:_LONGEST]

    @cached_property
    def _letters(self) -> str:
        """Where every word of its sentences is found; of plain letters it need not be parted for that."""
        return self._written.lower() if self._written.isascii() else fold(self._written)

    @cached_property
    def _beginning(self) -> list[tuple[int, str]]:
        """Of the sentences of a first part of it, long enough to tell by: their lengths and longest words."""
        end = _SENTENCE_END.search(self._written, int(_BEGINNING * len(self._written)))
        sentences = _sentences(fold(self._written[: end.start()] if end else self._written))
        return [(len(one), max(one.split(" "), key=len)) for one in sentences]

    @cached_property
    def sentences(self) -> frozenset[str]:
        """All its sentences, once each."""
        return _sentences(fold(self._written))

    def is_unlike(self, other: _Text) -> bool:
        """Whether so much of its beginning is not in another that they cannot be alike.

        Tells nearly all pairs apart, without looking at most of their sentences.
        """
        missing = sum(length for length, word in self._beginning if word not in other._letters)
        return missing > (1 - ALIKE) * len(self._letters)


def _sentences(folded: str) -> frozenset[str]:
    for sign in _SENTENCE_SIGNS[1:]:  # in a fifth of the time that a pattern takes to part them
        folded = folded.replace(sign, _SENTENCE_SIGNS[0])
    return frozenset(filter(None, map(str.strip, folded.split(_SENTENCE_SIGNS[0]))))


def _are_alike(one: _Text, other: _Text) -> bool:
    if one.is_unlike(other):
        return False
    every = sum(map(len, one.sentences | other.sentences))
    return every >= _SHORTEST and sum(map(len, one.sentences & other.sentences)) >= ALIKE * every
