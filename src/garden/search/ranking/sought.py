"""A word of a question as the index knows it: its stems in the languages of the garden, and as it is.

A stem counts in notes of the languages alone that have it: in French "tenant" has the
stem "ten", which in English is another word.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from garden.search.arrays import Mask
from garden.search.documents import corpus
from garden.search.documents.corpus import PostingLists, View
from garden.search.words import onsets
from garden.search.words.analysis import OPENING, TERM_LIMIT, Analysis, fold
from garden.search.words.letters import bare
from garden.search.words.unspaced import begins_pairs


class Sought(NamedTuple):
    """A word of the question as the index knows it."""

    terms: frozenset[bytes]
    """Its exact form, and a stem that all languages have."""
    exact: frozenset[bytes] = frozenset()
    """Exact forms, to find it where another stemmer made something else of it."""
    spoken: tuple[tuple[bytes, frozenset[str]], ...] = ()
    """Other stems, each with the languages, folded, that have it."""

    @property
    def stems(self) -> frozenset[bytes]:
        """What notes of any language have of it, and others have not."""
        return self.terms.union(stem for stem, _ in self.spoken)

    @property
    def opening(self) -> Sought:
        """The same where it is written in parts: what stands beside the first of them."""
        spoken = tuple((OPENING + stem, languages) for stem, languages in self.spoken)
        return Sought(frozenset({OPENING + term for term in self.terms}), spoken=spoken)

    def stems_in(self, language: str) -> frozenset[bytes]:
        """What notes of one language have of it."""
        return self.terms.union(stem for stem, languages in self.spoken if fold(language) in languages)


def looked_for(word: str, view: View, analysis: Analysis) -> Sought:
    """A word as the index knows it, in every language of the garden."""
    if len(word) == 2 and begins_pairs(word[0]):
        return Sought(frozenset({bare(word).encode()}))  # a pair; its second character is a term too
    plain = bare(fold(word))
    exact = plain[:TERM_LIMIT].encode()
    every = view.languages or ("",)
    if len(every) == 1:
        return Sought(frozenset({exact, *_terms(word, plain, every[0], analysis)}), frozenset({exact}))
    having: dict[bytes, list[str]] = {}
    for language in every:
        for term in _terms(word, plain, language, analysis):
            having.setdefault(term, []).append(fold(language))
    spoken = [(term, frozenset(some)) for term, some in having.items() if len(some) < len(every)]
    return Sought(
        frozenset({exact, *(term for term, some in having.items() if len(some) == len(every))}),
        frozenset({exact}),
        tuple((term, some) for term, some in spoken if term != exact),
    )


def _terms(word: str, plain: str, language: str, analysis: Analysis) -> Iterable[bytes]:
    """What a word, without accents a plain one, is in notes of one language."""
    terms = analysis.of(language).forms(word).terms
    if not onsets.vary(plain, language):
        return terms
    others = {form[:TERM_LIMIT].encode() for form in onsets.otherwise(plain, language)}
    return {*terms, *others}


def found(view: View, fields: Iterable[str], sought: Sought) -> dict[str, PostingLists]:
    """By field (Whoosh's name of it), the documents with a word there, with their postings."""
    every = [view.corpus.everywhere(term) for term in sought.terms]
    found: dict[str, PostingLists] = {}
    for field in fields:
        anywhere = [one for where in every for one in where.get(field, ())]
        spoken = [view.corpus.spoken(field, term, languages) for term, languages in sought.spoken]
        found[field] = [*anywhere, *chain.from_iterable(spoken)] if spoken else anywhere
    return found


def having(view: View, fields: Iterable[str], sought: Sought) -> Mask:
    """The documents of a view with a word in any of some fields (Whoosh's names of them)."""
    return corpus.having(chain.from_iterable(found(view, fields, sought).values()), view.mask)
