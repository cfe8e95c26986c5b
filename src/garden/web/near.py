"""Which notes a mistyped address may have meant.

Names are compared by the pairs of letters they share (Dice's coefficient on
bigrams of folded titles, aliases and ids), through an inverted table: work
grows with the notes that share something, not with an edit distance to each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from garden.links import fold
from garden.model import Note

LIKE_ENOUGH = 0.45
"""Coefficient from which two names are alike: "slwo qestions" still meets "slow questions"."""
LONGEST = 80
"""Letters of a name that are looked at."""


class Nearby:
    """The names of some notes, ready to be compared with."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes: list[Note] = []
        self._sizes: list[int] = []
        self._names: dict[str, list[int]] = defaultdict(list)
        for note in notes:
            for name in {fold(_last(note.id)), fold(note.title), *map(fold, note.aliases)}:
                pairs = _pairs(name)
                for pair in pairs:
                    self._names[pair].append(len(self._notes))
                self._notes.append(note)
                self._sizes.append(len(pairs))

    def find(self, name: str, limit: int = 5) -> tuple[Note, ...]:
        """Notes most like ``name``, the likest first."""
        pairs = _pairs(fold(_last(name)))
        shared = Counter(entry for pair in pairs for entry in self._names.get(pair, ()))
        likeness = ((2 * n / (len(pairs) + self._sizes[entry]), entry) for entry, n in shared.items())
        best = sorted((-like, entry) for like, entry in likeness if like >= LIKE_ENOUGH)
        found = {self._notes[entry].id: self._notes[entry] for _, entry in best[: limit * 3]}
        return tuple(found.values())[:limit]


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring letters in the words of a name."""
    words = "".join(letter if letter.isalnum() else " " for letter in name[:LONGEST]).split()
    return frozenset(pair for word in words for pair in _word_pairs(f" {word} "))


def _word_pairs(word: str) -> Iterable[str]:
    return (word[i : i + 2] for i in range(len(word) - 1))
