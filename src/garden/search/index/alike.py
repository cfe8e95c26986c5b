"""Which texts say nearly the same.

Copies of a note (a handout in two folders, a page imported twice) push other answers
out of sight, so each is shown with the one of them that answers best (`copies`).

What the index keeps of each text tells nearly all apart, so that hardly any is read for it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from garden.links import fold
from garden.model import Section
from garden.search.arrays import Integers, Mask
from garden.search.index import keys

ALIKE = 0.8
"""The share of all their sentences, by length, that two texts must both have."""
_SHORTEST = 200
"""Characters below which being the same says nothing."""
_LONGEST = 20_000
"""Characters of one note whose sentences are compared; outlines are of all its text."""
_CLASSES = 16
"""Numbers of an outline."""
_outline = struct.Struct(f"<{_CLASSES}I")

Outlines = NDArray[np.uint32]
"""A row for each of some texts."""
Said = frozenset[str]
"""The sentences of a text that are compared, once each."""

_SENTENCE_SIGNS = ".!?…。！？"


class Kept(NamedTuple):
    """What the index keeps of a text to tell which others are alike."""

    outline: bytes
    """How much text there is in its sentences of each length, modulo 16; empty for no text.

    A sentence that two texts have adds the same to both outlines, so these differ by no more
    than what only one of the texts has.
    """
    gist: bytes
    """Hashes by which it is found to say nearly the same as another; none where it says too little.

    The first is of all that it says. The others are of its longest sentences, which are together more
    than it may say that a text like it does not: so that one has the longest they share among its own.
    """


def kept(sections: Sequence[Section]) -> Kept:
    """What is kept of a text."""
    text = _text(sections)
    every = _sentences(text)
    compared = every if len(text) <= _LONGEST else said(sections)
    return Kept(_outlined(every), b"".join(map(_hash, _telling(every, compared))))


def _outlined(every: Said) -> bytes:
    amounts = [0] * _CLASSES
    for length in map(len, every):
        amounts[length % _CLASSES] += length
    return _outline.pack(*amounts) if any(amounts) else b""


def _telling(every: Said, compared: Said) -> Iterator[str]:
    """What there are hashes of: all sentences, and the longest of those that are compared."""
    total = left = sum(map(len, compared))
    if total < _SHORTEST:
        return
    yield "\n".join(sorted(every))
    for sentence in sorted(compared, key=lambda sentence: (len(sentence), sentence), reverse=True):
        if left < ALIKE * total:
            break
        yield sentence
        left -= len(sentence)


def _hash(text: str) -> bytes:
    return keys.hashes([text.encode("utf-8", "surrogatepass")])


def outlines(written: Iterable[bytes]) -> Outlines:
    """Outlines as `kept` gives them, together."""
    blank = bytes(_outline.size)
    return np.frombuffer(b"".join([one or blank for one in written]), "<u4").reshape(-1, _CLASSES)


def said(sections: Sequence[Section]) -> Said:
    """What a text says, as far as it is compared."""
    return _sentences(_text(sections)[:_LONGEST])


def may_be_alike(ones: Outlines, others: Outlines) -> Mask:
    """Which of some texts may be like those beside them, by their outlines."""
    first, second = ones.astype(np.int64), others.astype(np.int64)
    every = first.sum(axis=1) + second.sum(axis=1)  # twice what both have, and once what one has
    apart: Integers = np.abs(first - second).sum(axis=1)
    may_be: Mask = every - apart >= ALIKE * (every + apart)
    return may_be


def are_alike(one: Said, other: Said) -> bool:
    """Whether two texts share most of what they say."""
    return sum(map(len, one & other)) >= ALIKE * sum(map(len, one | other))


def _text(sections: Sequence[Section]) -> str:
    return "\n".join([section.text for section in sections])


def _sentences(text: str) -> Said:
    folded = fold(text)
    for sign in _SENTENCE_SIGNS[1:]:  # in a fifth of the time that a pattern takes to part them
        folded = folded.replace(sign, _SENTENCE_SIGNS[0])
    return frozenset(filter(None, map(str.strip, folded.split(_SENTENCE_SIGNS[0]))))
