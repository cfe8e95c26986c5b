"""What a reader may be about to type: names of notes, tags, kinds and people.

All words typed must stand in a name, the last of them as the beginning of one. A name
that is typed whole comes first, then those that begin with what was typed, then those
that have it further on; among equals what is used most, then the alphabet. Where these
are few, names with a slip of the fingers in it follow: one in a word of four letters,
two in one of eight, wherever it stands, a swap of neighbours counting once; then those
that begin so when blanks are letters like any other. Where all words typed are in use
every day, what has them is enough: who types "lift" means no "listening".

Words are compared without case, accents and width, and without an article drawn to them.
Scripts without blanks are taken by characters: a name is found by what stands anywhere in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from garden.links import fold
from garden.model import Suggestion
from garden.search.arrays import Integers
from garden.search.documents.corpus import View
from garden.search.words import analysis, onsets
from garden.search.words.ordinary import is_ordinary
from garden.search.words.slips import Near
from garden.search.words.unspaced import is_unspaced

LONGEST = 64
"""Characters typed that are looked at."""
MOST = 50
"""Suggestions given at most."""
_WORDS = 8
"""Words typed that are looked at."""
_NAME_WORDS = 40
"""Words of a name that it is found by."""
_RUN = 12
"""Characters of a script without blanks that are compared, from each."""
_FEW = 3
"""Found without a slip, so many are enough."""
_WHOLE, _BEGINS, _WITHIN, _SLIPPED, _NOT = 0, 1, 2, 3, 99
"""Kinds of match, the best first; each slip after the first adds two to `_SLIPPED`, as
being in no first word adds one."""
_LAST = "\U0010ffff"

Codes = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestible:
    """Something that can be suggested."""

    suggestion: Suggestion
    names: tuple[str, ...]
    """By which it is found; the label first."""
    uses: int
    """How many notes have it, or lead to it."""


class Suggestions:
    """Names of some things, ready to be looked up; never changes."""

    def __init__(self, known: Iterable[Suggestible], languages: Sequence[str] = ()) -> None:
        """``languages`` are those that the names are in: a word in use there is hardly a slip."""
        self._languages = languages
        order = sorted(known, key=lambda one: (-one.uses, fold(one.suggestion.label), one.suggestion.value))
        self._known = tuple(order)
        names = [(place, name, _read(name)) for place, one in enumerate(order) for name in one.names]
        self._places = np.array([place for place, _, _ in names], np.int64)
        self._names = tuple(name for _, name, _ in names)
        keys = sorted((" ".join(words), number) for number, (_, _, words) in enumerate(names) if words)
        self._keys = [key for key, _ in keys]
        self._by_key = np.array([number for _, number in keys], np.int64)
        self._words, self._ends, self._having, first = _invert([words for _, _, words in names])
        self._first = np.array(first, np.int64)
        self._near_words, self._near_keys = Near(self._words), Near(self._keys)

    def find(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The things most likely meant by the beginning of a name; nothing for one letter."""
        words = _read(text[:LONGEST])[:_WORDS]
        limit = min(limit, MOST)
        enough = len("".join(words)) > 1 or any(map(is_unspaced, words))
        if limit < 1 or not self._words or not enough:
            return ()
        codes = self._exact(words)
        enough_found = 1 if all(is_ordinary(word, self._languages) for word in words) else _FEW
        for more in (self._slipped, self._slipped_between):
            if np.unique(self._places[codes < _NOT]).size >= enough_found:
                break
            codes = np.minimum(codes, more(words))
        return tuple(self._best(codes, limit))

    def _exact(self, words: Sequence[str]) -> Codes:
        found = np.ones(len(self._names), np.bool_)
        for place, word in enumerate(words):
            having = np.zeros(len(self._names), np.bool_)
            having[self._of(*self._range(word, place == len(words) - 1))] = True
            found &= having
        codes = np.where(found, _WITHIN, _NOT).astype(np.int16)
        key = " ".join(words)
        first = bisect_left(self._keys, key)
        codes[self._by_key[first : bisect_left(self._keys, key + _LAST, first)]] = _BEGINS
        codes[self._by_key[first : bisect_right(self._keys, key, first)]] = _WHOLE
        return codes

    def _slipped(self, words: Sequence[str]) -> Codes:
        slips, begins = np.zeros(len(self._names), np.int16), np.zeros(len(self._words), np.bool_)
        for place, word in enumerate(words):
            having = np.full(len(self._names), _NOT, np.int16)
            near = self._near(word, place == len(words) - 1)
            for count, start, end in sorted(near, reverse=True):
                having[self._of(start, end)] = count
                begins[start:end] |= place == 0
            slips = np.minimum(slips + having, _NOT)
        codes = _SLIPPED + 2 * np.maximum(slips - 1, 0) + ~begins[self._first]
        return np.where(slips < _NOT, codes, _NOT)

    def _slipped_between(self, words: Sequence[str]) -> Codes:
        """Names that begin with all that was typed, a blank being a letter: ``teh kitchen``, ``soupand``."""
        codes = np.full(len(self._names), _NOT, np.int16)
        for count, number in self._near_keys.find(" ".join(words), is_whole=False):
            codes[self._by_key[number]] = _SLIPPED + 2 * count
        return codes

    def _near(self, word: str, is_last: bool) -> Iterator[tuple[int, int, int]]:
        """How many slips, and a range of words that have so many; the word's own range too."""
        yield 0, *self._range(word, is_last)
        for count, number in self._near_words.find(word, is_whole=not is_last):
            yield count, number, number + 1

    def _range(self, word: str, is_last: bool) -> tuple[int, int]:
        """The words that are this one, or begin with it."""
        is_run = is_unspaced(word)
        word = word[:_RUN] if is_run else word
        start = bisect_left(self._words, word)
        if is_last or is_run:
            return start, bisect_left(self._words, word + _LAST, start)
        return start, bisect_right(self._words, word, start)

    def _of(self, start: int, end: int) -> Integers:
        """Names with any word of a range."""
        return self._having[self._ends[start] : self._ends[end]]

    def _best(self, codes: Codes, limit: int) -> Iterator[Suggestion]:
        """Each thing once, by the best of its names; notes keep half of the room where there are so many."""
        names = np.flatnonzero(codes < _NOT)
        ordered = names[np.lexsort((self._places[names], codes[names]))]
        chosen: dict[int, int] = {}
        others: dict[int, int] = {}
        for name, place in zip(ordered.tolist(), self._places[ordered].tolist(), strict=True):
            if place in chosen or place in others:
                continue
            is_note = self._known[place].suggestion.kind == "note"
            room = limit - limit // 2
            fits = is_note or sum(self._known[p].suggestion.kind != "note" for p in chosen) < room
            (chosen if fits else others)[place] = name
            if len(chosen) == limit:
                break
        for place, name in list(chain(chosen.items(), others.items()))[:limit]:
            one = self._known[place]
            if one.suggestion.kind == "note" and self._names[name] != one.suggestion.label:
                yield structs.replace(one.suggestion, detail=self._names[name])
            else:
                yield one.suggestion


def suggestions(view: View) -> Suggestions:
    """All that may be suggested to whom a view is for."""
    return Suggestions(chain(_notes(view), _values(view)), view.languages)


def _notes(view: View) -> Iterator[Suggestible]:
    docs = np.flatnonzero(view.mask)
    for doc, links in zip(docs.tolist(), view.graph.incoming[docs].tolist(), strict=True):
        note = view.corpus.note(doc)
        yield Suggestible(
            suggestion=Suggestion(label=note.title, value=note.id, kind="note"),
            names=(note.title, *note.aliases),
            uses=links,
        )


def _values(view: View) -> Iterator[Suggestible]:
    kind_names = view.corpus.layout.kind_names
    kinds = {"tag": "tag", "kind": "kind", "author": "person"}
    for field, kind in kinds.items():
        counts = view.corpus.table(field).counts(np.flatnonzero(view.mask))
        for group, value in view.shown(field).items():
            names = tuple(dict.fromkeys((*kind_names.get(value, ()), value))) if kind == "kind" else (value,)
            uses = int(counts[group])
            detail = f"{uses:,} note{'' if uses == 1 else 's'}"
            found = Suggestion(label=names[0], value=value, kind=kind, detail=detail)  # type: ignore[arg-type]
            yield Suggestible(suggestion=found, names=names, uses=uses)


def _read(text: str) -> list[str]:
    """The words of a name, folded and without accents; runs of scripts without blanks by themselves."""
    if text.isascii():  # such words are themselves, in small letters
        return [word[:LONGEST] for word in analysis.written(text.lower())]
    pieces = (piece for word in analysis.written(text) for piece in analysis.runs(word))
    return [piece[:LONGEST] for piece in pieces if piece]


def _invert(names: Sequence[Sequence[str]]) -> tuple[list[str], list[int], Integers, list[int]]:
    """Sorted words; where the names of each end in ...; names by word; the first word of each name."""
    having: dict[str, list[int]] = {}
    for number, words in enumerate(names):
        for word in words[:_NAME_WORDS]:
            for found_by in _found_by(word):
                entry = having.setdefault(found_by, [])
                if not entry or entry[-1] != number:
                    entry.append(number)
    ordered = sorted(having)
    numbers = {word: number for number, word in enumerate(ordered)}
    ends = [0, *np.cumsum([len(having[word]) for word in ordered]).tolist()]
    joined = np.fromiter(chain.from_iterable(having[word] for word in ordered), np.int64)
    return ordered, ends, joined, [numbers[_found_by(words[0])[0]] if words else 0 for words in names]


def _found_by(word: str) -> list[str]:
    """What a word is looked up by: itself and what its article stands before, or each place in a run."""
    if not is_unspaced(word):
        return [word] if word.isascii() else [word, *filter(None, [onsets.alone(word)])]
    return [word[start : start + _RUN] for start in range(len(word))]
