"""Fields that a question names and that are none here: they are read as words, and the reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from garden.links import fold
from garden.search.documents.corpus import View
from garden.search.query.grammar import MAX_PHRASE
from garden.search.query.nodes import All, Phrase, Word
from garden.search.query.notices import LONGEST_NAMED
from garden.search.ranking import matching
from garden.search.words.analysis import Analysis, placed

_MOST = 3
"""Names that are told."""
_ASKED = 8
"""Names that are looked for."""
_CHARACTERS = 200_000
"""Of notes with the words next to each other, looked through for a colon between them, for all names."""


def told(asked: Iterable[tuple[str, str]], view: View, analysis: Analysis) -> Iterator[str]:
    """A sentence for each name, given with its value, but for what some note has as it was typed."""
    notes = _Notes(view, analysis)
    names = dict.fromkeys(name for name, value in islice(asked, _ASKED) if not notes.have(name, value))
    for name in islice(names, _MOST):
        yield f"There is no field '{name[:LONGEST_NAMED]}' here; it was read as a word."


class _Notes:
    """The notes that a reader may see, looked through for one question."""

    def __init__(self, view: View, analysis: Analysis) -> None:
        self._view, self._analysis = view, analysis
        self._left = _CHARACTERS

    def have(self, name: str, value: str) -> bool:
        """Whether any has a name and its value with a colon between them, as far as is looked."""
        words = tuple((place, Word(word)) for place, word in placed(f"{name} {value}")[:MAX_PHRASE])
        if len(words) < 2:
            return False
        typed = re.compile(rf"\b{re.escape(fold(name))}: ?{re.escape(fold(value))}")
        having = matching.having(All((Phrase(words, ""),)), self._view, self._analysis)
        for doc in np.flatnonzero(having).tolist():
            for text in self._texts(doc):
                self._left -= len(text)
                if self._left < 0 or typed.search(fold(text)):
                    return True
        return False

    def _texts(self, doc: int) -> Iterator[str]:
        yield self._view.corpus.note(doc).title
        for section in self._view.corpus.sections(doc):
            yield from (section.heading, section.text)
