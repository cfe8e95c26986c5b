"""Notes of one page of results that say nearly the same, to show them once.

Copies of a note (a handout in two folders, a page imported twice) push other answers
out of sight. They are sought among the notes of one page alone, so that every note
stays on its page, whatever is folded there.

Nearly all notes of a page are told apart by their outlines, which are kept in the
index, so that no text is read for it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from garden.links import fold
from garden.model import Section
from garden.search.arrays import Integers, Mask

ALIKE = 0.8
"""The share of all their sentences, by length, that two texts must both have."""
_SHORTEST = 200
"""Characters below which being the same says nothing."""
_LONGEST = 20_000
"""Characters of one note whose sentences are compared; outlines are of all its text."""
_MOST = 50
"""Notes of one page that are compared."""
_CLASSES = 16
"""Numbers of an outline."""
_outline = struct.Struct(f"<{_CLASSES}I")

Outlines = NDArray[np.uint32]
"""A row for each of some texts."""

_SENTENCE_SIGNS = ".!?…。！？"


def outline(sections: Sequence[Section]) -> bytes:
    """How much text there is in a note's sentences of each length, modulo 16; empty for no text.

    A sentence that two texts have adds the same to both outlines, so these differ by no more
    than what only one of the texts has.
    """
    amounts = [0] * _CLASSES
    for length in map(len, _sentences(_text(sections))):
        amounts[length % _CLASSES] += length
    return _outline.pack(*amounts) if any(amounts) else b""


def outlines(written: Iterable[bytes]) -> Outlines:
    """Outlines as `outline` gives them, together."""
    blank = bytes(_outline.size)
    return np.frombuffer(b"".join([one or blank for one in written]), "<u4").reshape(-1, _CLASSES)


def groups(
    docs: Sequence[int], outlines: Outlines, sections: Callable[[int], Sequence[Section]]
) -> list[list[int]]:
    """Documents in order, each with those after it that say nearly the same.

    ``outlines`` are theirs; ``sections`` is asked only for documents that may have another like them.
    """
    if len(docs) < 2 or not (may_be := _may_be_alike(outlines[:_MOST].astype(np.int64))).any():
        return [[doc] for doc in docs]
    found: list[list[int]] = []

    @cache
    def said(place: int) -> frozenset[str]:
        return _sentences(_text(sections(docs[place]))[:_LONGEST])

    for place in range(len(docs)):
        for group in found if place < len(may_be) else ():
            if may_be[group[0], place] and _are_alike(said(group[0]), said(place)):
                group.append(place)
                break
        else:
            found.append([place])
    return [[docs[place] for place in group] for group in found]


def _may_be_alike(amounts: Integers) -> Mask:
    """Which of some texts may be like which others, of those that are long enough."""
    totals = amounts.sum(axis=1)
    every = totals[:, None] + totals  # twice what both have, and once what one has
    apart = np.abs(amounts[:, None] - amounts).sum(axis=2)
    may_be: Mask = (every >= _SHORTEST) & (every - apart >= ALIKE * (every + apart))
    np.fill_diagonal(may_be, False)
    return may_be


def _text(sections: Sequence[Section]) -> str:
    return "\n".join([section.text for section in sections])


def _sentences(text: str) -> frozenset[str]:
    """The sentences of a text, once each."""
    folded = fold(text)
    for sign in _SENTENCE_SIGNS[1:]:  # in a fifth of the time that a pattern takes to part them
        folded = folded.replace(sign, _SENTENCE_SIGNS[0])
    return frozenset(filter(None, map(str.strip, folded.split(_SENTENCE_SIGNS[0]))))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    every = sum(map(len, one | other))
    return every >= _SHORTEST and sum(map(len, one & other)) >= ALIKE * every
