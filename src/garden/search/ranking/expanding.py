"""Which terms the beginning of a word stands for: "garde*" for those of gardens and gardening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from garden.search.arrays import Mask
from garden.search.documents.corpus import Begun, PostingLists, View
from garden.search.index import schema
from garden.search.ranking.scoring import Listed
from garden.search.ranking.sought import looked_for
from garden.search.words.analysis import Analysis

MAX_EXPANSIONS = 64
"""Words that one beginning stands for where it is asked for: the most frequent ones."""
MAX_WALK = 65_536
"""Terms that are counted to find them: more than begin alike in gardens of people."""
_MAX_FORMS = 4096
"""Forms of which the stems are looked up, where a field has none but these."""


class Expanded(NamedTuple):
    """The terms that a beginning stands for."""

    prefix: str
    """As it is compared."""
    terms: frozenset[bytes]
    where: Mapping[str, Sequence[Begun]]
    """All that begin so in each field (Whoosh's name of it), where that was found out; else nothing."""
    is_cut: bool
    """Whether there may be more of them."""

    @property
    def stems(self) -> frozenset[bytes]:
        """Those that begin otherwise: stems of forms that begin so."""
        return frozenset(term for term in self.terms if not self.begins(term))

    def begins(self, term: bytes) -> bool:
        """Whether a term is one that begins so."""
        return term.startswith(self.prefix.encode())


def expanded(
    text: str, fields: Sequence[str], view: View, analysis: Analysis, most: int = MAX_EXPANSIONS
) -> Expanded:
    """The most frequent terms that begin so in some fields, exact forms among them."""
    prefix = text.encode()
    frequencies: dict[bytes, int] = {}
    where: dict[str, list[Begun]] = {}
    left = MAX_WALK
    names = [schema.EXACT] if len(fields) > 1 else []
    for name in [*names, *map(schema.text_field, fields)]:
        begun = list(islice(visible(name, prefix, view), left))
        left -= len(begun)
        where[name] = [one for one, _ in begun]
        for one, documents in begun:
            frequencies[one.term] = frequencies.get(one.term, 0) + documents
    if not frequencies and len(fields) == 1:  # "listeni": a field keeps the stems of its words alone
        frequencies = _stems(prefix, view, analysis)
    best = sorted(frequencies, key=lambda term: (-frequencies[term], term))
    whole = any(where.values()) and left > 0
    return Expanded(text, frozenset(best[:most]), where if whole else {}, len(best) > most or not left)


def visible(field: str, prefix: bytes, view: View) -> Iterator[tuple[Begun, int]]:
    """The terms of a field that begin so in notes of a view, each with how many of these have it.

    Terms of other notes do not count towards any limit: they would tell what those say.
    """
    every = ((one, view.spread(field, one)) for one in view.corpus.beginning(field, prefix))
    return ((one, documents) for one, documents in every if documents)


def _stems(prefix: bytes, view: View, analysis: Analysis) -> dict[bytes, int]:
    """Stems of the forms that begin so, with how many notes have such a form."""
    stems: dict[bytes, int] = {}
    for form, documents in islice(visible(schema.EXACT, prefix, view), _MAX_FORMS):
        for stem in looked_for(form.term.decode(), view, analysis).stems:
            stems[stem] = stems.get(stem, 0) + documents
    return stems


def listed(view: View, begun: Expanded, fields: Iterable[str]) -> Listed:
    """Where any of the words stands that begin so."""

    def found(field: str) -> PostingLists:
        if not begun.where:
            return view.corpus.postings(field, *begun.terms)
        known = [one for one in begun.where.get(field, ()) if one.term in begun.terms]
        return view.corpus.postings_of(field, known)

    by_field = {name: found(schema.text_field(name)) for name in fields}
    return Listed(by_field, found(schema.EXACT) if len(by_field) > 1 else ())


def placed(
    begun: Expanded, fields: Iterable[str], view: View, analysis: Analysis, among: Mask
) -> dict[str, PostingLists]:
    """By field, where the words that begin so stand in documents, as far as these are in a mask."""

    def likely(field: str) -> Iterator[Begun]:
        for one in begun.where.get(field, ()):
            if one.term in begun.terms and (one.kept.documents > 1 or among[one.base + one.kept.first]):
                yield one

    # A form stands where its stem does, which may begin otherwise: "listeni" is of "listen".
    forms = {one.term.decode() for one in likely(schema.EXACT)}
    stems = {stem for form in forms for stem in looked_for(form, view, analysis).stems}
    others = [stem for stem in sorted(stems | begun.terms) if not begun.where or not begun.begins(stem)]
    found: dict[str, PostingLists] = {}
    for name in fields:
        field = schema.text_field(name)
        read = ((one.segment.postings_of(field, one.term, one.kept), one.base) for one in likely(field))
        own = [(postings.docs + base, postings) for postings, base in read]
        found[name] = [*own, *view.corpus.find(field, *others)]
    return found
