"""When segments are merged, and which.

Every write leaves a segment, and a full index one of each process. Merging is left for when no
one waits: a write is shown first, and another generation, with the same in fewer segments, is
published after it.
"""

from __future__ import annotations

from collections.abc import Sequence

SEGMENTS = 8
"""With more, a query takes longer (search-speed: four times at 60), and small ones are worth merging."""
TOO_MANY = 24
"""With more, they are merged while someone waits: no one seems to tidy."""


def is_untidy(segments: int, *, documents: int, notes: int, largest: int, wholly: bool = False) -> bool:
    """Whether there are too many segments, or most documents in them were deleted.

    ``wholly``: or too much lies beside the segment with the ``largest`` number of notes.
    """
    return segments > SEGMENTS or documents > 2 * notes or (wholly and _is_parted(notes, largest))


def to_merge(sizes: Sequence[tuple[int, int]], *, wholly: bool = False) -> list[int]:
    """The places of the segments to merge into one; of each its live and its deleted documents are given.

    The smallest are, when there are too many. A segment joins when the new one has grown to
    half its size, so that each note is written again a few times in the life of an index and
    a large segment seldom; one that is mostly deletions always joins. ``wholly``: all are, when
    too much lies beside the largest.
    """
    notes = [live for live, _ in sizes]
    if wholly and _is_parted(sum(notes), max(notes, default=0)):
        return list(range(len(sizes)))
    chosen = [place for place, (live, deleted) in enumerate(sizes) if deleted > live]
    others = sorted(set(range(len(sizes))) - set(chosen), key=lambda place: sizes[place][0])
    size = sum(sizes[place][0] for place in chosen)
    while others and (len(others) >= SEGMENTS or (chosen and sizes[others[0]][0] <= 2 * size)):
        chosen.append(others.pop(0))
        size += sizes[chosen[-1]][0]
    return chosen


def _is_parted(notes: int, largest: int) -> bool:
    """Whether what lies beside the largest segment is more than half as much as is in it.

    Every question looks into each segment: two halves take a tenth longer than one whole, four
    quarters a fifth, and for the beginnings of words half as long again (benchmarks/serving.py).
    """
    return 2 * (notes - largest) > largest
