"""The names that notes go by: their titles and aliases, as far as a text may be looked through for them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from garden.model import Note
from garden.search.index.keys import Keys
from garden.search.words.analysis import fold, placed, written

_MOST_WORDS = 8
"""Words of a name; a longer one is a sentence that no one repeats."""
_SHORTEST = 3
"""Letters of a name that says something by itself."""


def names(note: Note, common: frozenset[str]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The names of a note that can be looked for: as written, and their words with their places."""
    for name in dict.fromkeys((note.title, *note.aliases)):
        words = placed(name)
        telling = [word for _, word in words if word not in common]
        if telling and len(words) <= _MOST_WORDS and len(name.strip()) >= _SHORTEST:
            yield name, words


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a view's documents, in folded words."""

    names: Keys
    """Documents by each of their names; by their hashes, which take a tenth of the memory."""
    longest: Mapping[str, int]
    """How many words the longest name has that begins with a word."""

    @classmethod
    def of(cls, notes: Iterable[tuple[int, Note]], common: frozenset[str]) -> Self:
        """The names of notes, each given with its document."""
        keys, docs = array("q"), array("q")
        longest: dict[str, int] = {}
        for doc, note in notes:
            for name, _ in names(note, common):
                words = [fold(word) for word in written(name)]
                keys.append(hash(" ".join(words)))
                docs.append(doc)
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return cls(Keys(np.array(keys), np.array(docs)).rising(), longest)
