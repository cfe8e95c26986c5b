"""Fields that a question names and that are none here: they are read as words, and the reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from garden.links import fold
from garden.search import matching
from garden.search.analysis import Analysis, placed
from garden.search.corpus import View
from garden.search.grammar import MAX_PHRASE
from garden.search.nodes import All, Phrase, Word
from garden.search.wording import LONGEST_NAMED

_MOST = 3
"""Names that are told."""
_LOOKED_AT = 20
"""Notes with the words next to each other that are looked at for a colon between them."""


def told(asked: Iterable[tuple[str, str]], view: View, analysis: Analysis) -> Iterator[str]:
    """A sentence for each name, given with its value, but for what some note has as it was typed."""
    missing = dict.fromkeys(name for name, value in asked if not _stands(name, value, view, analysis))
    for name in islice(missing, _MOST):
        yield f"There is no field '{name[:LONGEST_NAMED]}' here; it was read as a word."


def _stands(name: str, value: str, view: View, analysis: Analysis) -> bool:
    words = tuple((place, Word(word)) for place, word in placed(f"{name} {value}")[:MAX_PHRASE])
    if len(words) < 2:
        return False
    typed = re.compile(rf"\b{re.escape(fold(name))}: ?{re.escape(fold(value))}")
    having = matching.having(All((Phrase(words, ""),)), view, analysis)
    docs = np.flatnonzero(having)[:_LOOKED_AT].tolist()
    return any(typed.search(fold(text)) for doc in docs for text in _texts(doc, view))


def _texts(doc: int, view: View) -> Iterator[str]:
    yield view.corpus.note(doc).title
    for section in view.corpus.sections(doc):
        yield from (section.heading, section.text)
