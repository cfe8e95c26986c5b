"""The words of one segment, for finding those that are written much like another.

The index holds stems, and beside them the exact forms that differ from their stem;
both are looked through, since a word that is its own stem is only among the stems.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from garden.search.index.dictionary import Terms
from garden.search.words.letters import are_all

SHORTEST, LONGEST = 3, 32
"""Letters of words that are kept."""


class Lexicon:
    """Words of a segment, each with its number of documents, deleted ones among them."""

    def __init__(self, exact: Terms, fields: Iterable[Terms]) -> None:
        self.forms: dict[str, int] = dict(_words(exact))
        """Forms that differ from their stem."""
        self.stems: dict[str, int] = {}
        """Stems; documents of the field that has most."""
        for terms in fields:
            for word, documents in _words(terms):
                if documents > self.stems.get(word, 0):
                    self.stems[word] = documents

    @cached_property
    def _forms_by_length(self) -> dict[int, list[str]]:
        return _by_length(self.forms, self.stems)

    @cached_property
    def _stems_by_length(self) -> dict[int, list[str]]:
        return _by_length(self.stems, self.forms)

    @cached_property
    def _sorted_forms(self) -> list[str]:
        return sorted(self.forms)

    def like(self, word: str, edits: int, *, more_than: int = 0) -> Iterator[tuple[str, int, bool]]:
        """Words at most so many edits away, in more documents than given.

        Each with its distance, and whether it is a stem.

        An edit puts in, leaves out or changes a letter, or swaps two neighbours
        (optimal string alignment).
        """
        from rapidfuzz import process  # most words need no mending
        from rapidfuzz.distance import OSA

        for table, stem in ((self._stems_by_length, True), (self._forms_by_length, False)):
            for length in range(len(word) - edits, len(word) + edits + 1):
                words = table.get(length, [])
                common = words[: bisect_left(words, -more_than, key=lambda word: -self.documents(word))]
                found = process.extract(word, common, scorer=OSA.distance, score_cutoff=edits, limit=None)
                yield from ((candidate, int(distance), stem) for candidate, distance, _ in found)

    def documents(self, word: str) -> int:
        """Documents that have a word as a form or a stem, about."""
        return max(self.forms.get(word, 0), self.stems.get(word, 0))

    def forms_beginning(self, prefix: str) -> Iterator[str]:
        """Forms that begin so, in order."""
        words = self._sorted_forms
        for place in range(bisect_left(words, prefix), len(words)):
            if not words[place].startswith(prefix):
                return
            yield words[place]


def _by_length(words: Mapping[str, int], others: Mapping[str, int]) -> dict[int, list[str]]:
    """Words by their number of letters, those of most documents, here or among others, first."""
    documents = {word: max(count, others.get(word, 0)) for word, count in words.items()}
    table: dict[int, list[str]] = defaultdict(list)
    for word in sorted(documents, key=documents.__getitem__, reverse=True):
        table[len(word)].append(word)
    return dict(table)


def _words(terms: Terms) -> Iterator[tuple[str, int]]:
    """Terms of letters alone; not pairs of characters, numbers, codes."""
    if not terms.names:
        return
    words = b"\n".join(terms.names).decode("utf-8", "replace").split("\n")  # no term has one
    for word, documents in zip(words, terms.documents.tolist(), strict=True):
        if SHORTEST <= len(word) <= LONGEST and (word.isalpha() or are_all(word)):
            yield word, documents
