"""What a reader may be about to type: names of notes, tags, kinds and people.

All words typed must stand in a name, the last of them as the beginning of one. A name
that is typed whole comes first, then those that begin with what was typed, then those
that have it further on; among equals what is used most, then the alphabet. Where these
are few, names with a slip of the fingers in it follow: one in a word of four letters,
two in one of eight, wherever it stands, a swap of neighbours counting once; then those
that begin so when blanks are letters like any other.

Words are compared without case, accents and width. Scripts without blanks are taken
by characters: a name is found by what stands anywhere in it.

Slips are counted by rapidfuzz, in those texts alone that have enough of the first letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from garden.links import fold, keys_of, link_key
from garden.model import Suggestion
from garden.search import analysis
from garden.search.corpus import View

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
_ONE_SLIP, _TWO_SLIPS = 4, 8
"""Letters from which a word may have them."""

_WHOLE, _BEGINS, _WITHIN, _SLIPPED, _NOT = 0, 1, 2, 3, 99
"""Kinds of match, the best first; each slip after the first adds two to `_SLIPPED`, as
being in no first word adds one."""
_LAST = "\U0010ffff"

Codes = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Something that can be suggested."""

    suggestion: Suggestion
    names: tuple[str, ...]
    """By which it is found; the label first."""
    uses: int
    """How many notes have it, or lead to it."""


class Suggestions:
    """Names of some things, ready to be looked up; never changes."""

    def __init__(self, known: Iterable[Known]) -> None:
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
        self._near_words, self._near_keys = _Near(self._words), _Near(self._keys)

    def find(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The things most likely meant by the beginning of a name; nothing for one letter."""
        words = _read(text[:LONGEST])[:_WORDS]
        limit = min(limit, MOST)
        enough = len("".join(words)) > 1 or any(map(analysis.is_unspaced, words))
        if limit < 1 or not self._words or not enough:
            return ()
        codes = self._exact(words)
        for more in (self._slipped, self._slipped_between):
            if np.unique(self._places[codes < _NOT]).size >= _FEW:
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
        is_run = analysis.is_unspaced(word)
        word = word[:_RUN] if is_run else word
        start = bisect_left(self._words, word)
        if is_last or is_run:
            return start, bisect_left(self._words, word + _LAST, start)
        return start, bisect_right(self._words, word, start)

    def _of(self, start: int, end: int) -> NDArray[np.int64]:
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
                yield replace(one.suggestion, detail=self._names[name])
            else:
                yield one.suggestion


class _Near:
    """Texts to be found although a few letters are wrong.

    Each slip takes away one letter of the first ones at most, and moves the others by one
    place at most: texts that lack more of them are passed over without being compared.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._letters = {slips: _letters(texts, 4 * slips + slips) for slips in (1, 2)}

    def find(self, typed: str, *, is_whole: bool) -> Iterator[tuple[int, int]]:
        """How many slips, and the number of a text that is, or else begins, like this."""
        # In a script without blanks each slip would be another word.
        slips = 0 if analysis.is_unspaced(typed) else (len(typed) >= _ONE_SLIP) + (len(typed) >= _TWO_SLIPS)
        if not slips:
            return
        (letters,) = _letters([typed], 4 * slips)
        shared = np.bitwise_count(self._letters[slips] & letters)
        numbers = np.flatnonzero(shared + slips >= np.bitwise_count(letters)).tolist()
        texts = [self._texts[number] for number in numbers]
        if is_whole:
            yield from ((count, numbers[place]) for count, place in _compared(typed, texts, slips))
            return
        ends = range(len(typed) - slips, len(typed) + slips + 1)
        for count, place in _compared(typed, [text[: len(typed)] for text in texts], 2 * slips):
            if count > slips:  # or is it a letter too many or too few?
                count = min(OSA.distance(typed, texts[place][:end], score_cutoff=slips) for end in ends)
            if count <= slips:
                yield count, numbers[place]


def _compared(typed: str, texts: Sequence[str], slips: int) -> Iterator[tuple[int, int]]:
    """How many slips, and the place of a text that has no more."""
    found = process.extract(typed, texts, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return ((int(count), place) for _, count, place in found)


def _letters(texts: Sequence[str], size: int) -> NDArray[np.uint64]:
    """The set of the first letters of each text, a bit for each (for some, the same one)."""
    if not texts:
        return np.empty(0, np.uint64)
    cut = np.array([text[:size] for text in texts], f"U{size}")
    codes = cut.view(np.uint32).reshape(len(texts), size)
    bits = np.where(codes > 0, np.uint64(1) << (codes % 64).astype(np.uint64), np.uint64(0))
    letters: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return letters


def suggestions(view: View, kind_names: Mapping[str, Sequence[str]], link_prefix: str) -> Suggestions:
    """All that may be suggested to whom a view is for; ``kind_names`` are words for kinds."""
    return Suggestions(chain(_notes(view, link_prefix), _values(view, kind_names)))


def _notes(view: View, link_prefix: str) -> Iterator[Known]:
    links = _links(view)
    for doc in np.flatnonzero(view.mask).tolist():
        note = view.corpus.note(doc)
        keys = keys_of(note.id, note.title, note.aliases, prefix=link_prefix)
        yield Known(
            suggestion=Suggestion(label=note.title, value=note.id, kind="note"),
            names=(note.title, *note.aliases),
            uses=sum(links[key] for key in keys),
        )


def _links(view: View) -> Counter[str]:
    """How many notes link to each key; to what it leads is not asked, since this only orders."""
    counts: Counter[str] = Counter()
    keys: dict[str, str] = {}
    for segment, base in view.corpus.parts:
        mask = view.mask[base : base + segment.size].tolist()
        for doc, targets in segment.targets():
            if mask[doc]:
                counts.update(
                    {keys.get(target) or keys.setdefault(target, link_key(target)) for target in targets}
                )
    return counts


def _values(view: View, kind_names: Mapping[str, Sequence[str]]) -> Iterator[Known]:
    kinds = {"tag": "tag", "kind": "kind", "author": "person"}
    for field, kind in kinds.items():
        counts = view.corpus.table(field).counts(np.flatnonzero(view.mask))
        for group, value in view.shown(field).items():
            names = tuple(dict.fromkeys((*kind_names.get(value, ()), value))) if kind == "kind" else (value,)
            uses = int(counts[group])
            detail = f"{uses:,} note{'' if uses == 1 else 's'}"
            found = Suggestion(label=names[0], value=value, kind=kind, detail=detail)  # type: ignore[arg-type]
            yield Known(suggestion=found, names=names, uses=uses)


def _read(text: str) -> list[str]:
    """The words of a name, folded and without accents; runs of scripts without blanks by themselves."""
    pieces = (piece for word in analysis.written(text) for piece in analysis.runs(word))
    return [piece[:LONGEST] for piece in pieces if piece]


def _invert(names: Sequence[Sequence[str]]) -> tuple[list[str], list[int], NDArray[np.int64], list[int]]:
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
    """What a word is looked up by: itself, or what begins with each of its characters."""
    if not analysis.is_unspaced(word):
        return [word]
    return [word[start : start + _RUN] for start in range(len(word))]
