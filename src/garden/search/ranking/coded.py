"""Which notes have a code as it was typed: anywhere, in a field, or one that begins so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from garden.search import parameters
from garden.search.arrays import Mask
from garden.search.documents.corpus import PostingLists, View, having
from garden.search.index import schema
from garden.search.query import notices
from garden.search.query.nodes import Sign
from garden.search.ranking import expanding
from garden.search.ranking.phrases import Placed
from garden.search.ranking.results import Result
from garden.search.ranking.wanted import Wanted
from garden.search.words.analysis import CODED
from garden.search.words.unspaced import has_unspaced

MOST = 4096
"""Codes that one beginning stands for."""


class Standing(NamedTuple):
    """Where a code stands."""

    mask: Mask
    codes: frozenset[str]
    """It, or all that begin so."""
    crowded: tuple[str, ...] = ()
    """The beginning, where there may be more of these."""


def standing(sign: Sign, within: Sequence[str], view: View, among: Mask) -> Standing:
    """The notes that have a code as it was typed, in some fields of words or in any.

    ``among`` are those that have its words there. They decide where the index does not know the field.
    """
    if within and has_unspaced(sign.text):
        mask = view.having(schema.TYPED, sign.text.encode()) & among
        return Standing(mask, frozenset({sign.text}))
    places = _places(within)
    if sign.begun:
        return _beginning(sign.text.encode(), places, view)
    found = [one for field, mark in places for one in view.corpus.postings(field, mark + sign.text.encode())]
    return Standing(having(found, view.mask), frozenset({sign.text}))


def unfinished(sign: Sign, within: Sequence[str], view: View) -> tuple[Mask, frozenset[str]] | None:
    """The notes with a code that begins with one that none has, and these: ``wb-30`` is half of ``wb-3000i``.

    None where there is no such code, and where the code was to be taken as it stands.
    """
    if not sign.exact or sign.strict or sign.is_initials:
        return None
    found = _beginning(sign.text.encode(), _places(within), view)
    return (found.mask, found.codes) if found.mask.any() else None


def raising(mask: Mask, idf: float) -> Result:
    """Notes with a code as it was typed: they gain by that, beside what they gain by its words."""
    gain = parameters.AS_TYPED * idf
    return Result(mask, lambda docs: np.full(len(docs), gain))


def _places(within: Sequence[str]) -> list[tuple[str, bytes]]:
    """The fields of the index in which codes are looked for, each with what stands before them."""
    return [(schema.text_field(name), CODED) for name in within] or [(schema.TYPED, b"")]


def _beginning(text: bytes, places: Sequence[tuple[str, bytes]], view: View) -> Standing:
    codes: set[str] = set()
    lists: list[PostingLists] = []
    left = MOST
    for field, mark in places:
        begun = [one for one, _ in islice(expanding.visible(field, mark + text, view), left)]
        left -= len(begun)
        codes.update(one.term.removeprefix(mark).decode() for one in begun)
        lists.append(view.corpus.postings_of(field, begun))
    every = (one for found in lists for one in found)
    return Standing(having(every, view.mask), frozenset(codes), () if left else (text.decode(),))


def placed(place: int, sign: Sign, fields: Iterable[str], view: View) -> Placed:
    """A code at a place of a phrase: where the last of its words stands."""
    term = CODED + sign.text.encode()
    found = {name: view.corpus.postings(schema.text_field(name), term) for name in fields}
    return Placed(place, Wanted(0.0, codes=frozenset({sign.text})), found)


def not_as_written(sign: Sign, words: Sequence[str], within: Sequence[str]) -> str:
    """A sentence on a code that no note has, or none in the field asked for; of it, ``words`` are sought."""
    field = schema.spoken_name(within[0]) if within else ""
    return notices.not_as_written(sign.typed, words, field=field, begun=sign.begun)
