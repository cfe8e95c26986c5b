"""The passages of a note that answer a question best, with the words marked.

Only the notes of one page are looked at again. What comes out is text in pieces,
matched or not; making HTML of it is for others.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple, TypeVar

from garden.model import Fragment, Section
from garden.search.highlighting.marking import Finder
from garden.search.ranking.wanted import Span, Wanted
from garden.search.words.analysis import Analyser

PASSAGE = 240
"""Characters of a passage, about."""
_LOOKED_AT = 128 * 1024
"""Characters of one note that are looked at for a passage."""
_LONGEST_SENTENCE = 400
_WHOLE = 3.0
"""How much a phrase says, by what all single words of the question say: where one stands, in a heading
too, comes before where its words stand apart."""
_AROUND = 2000
"""Characters of a long section before and after its best place that sentences are sought in."""
_WORTH_MORE = 0.5
"""How much of what the best section says another must say to be shown as well."""

_SENTENCE_END = re.compile(r"[.!?…。！？\n](?:(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|(?<=\n)\n*)")
"""Begins with one of a few signs, so that it is sought only where one is."""
_BLANKS = re.compile(r"\s+")

_NONE: frozenset[int] = frozenset()
T = TypeVar("T")


class Shown(NamedTuple):
    """A text as it is shown, or the part of it that is."""

    fragments: tuple[Fragment, ...]
    """In pieces, matched or not."""
    told: frozenset[int]
    """Which of the wanted words it has."""


class Passage(NamedTuple):
    """Where a note answers, and how it reads there."""

    heading: str
    anchor: str
    fragments: tuple[Fragment, ...]
    heading_marked: tuple[Fragment, ...]
    told: frozenset[int]
    """Which of the wanted words it shows, in its heading or below it."""


class Read(NamedTuple):
    """What a note says to a question."""

    title: tuple[Fragment, ...]
    passages: list[Passage]
    told: frozenset[int]
    """Which of the wanted words these show."""


_Marked = tuple[str, list[Span]]
"""A text in NFC without blanks around it, and where the wanted words stand in it."""


class Marker:
    """Marks the words of one question in texts of one language."""

    def __init__(self, wanted: Sequence[Wanted], analyser: Analyser) -> None:
        every = sum(one.weight for one in wanted if not one.words)
        self._weights = [one.weight + (_WHOLE * every if one.words else 0.0) for one in wanted]
        self._finder = Finder(wanted, analyser)
        self._worths: dict[frozenset[int], float] = {}

    def having(self, texts: Iterable[tuple[T, str]], numbers: frozenset[int]) -> Iterator[tuple[T, Shown]]:
        """Those of some texts that have one of these wanted words; each comes with what it is told by.

        What says most of them comes first, and what says little beside it only for a word that is new.
        Of a long text what says most. All are looked through at once.
        """
        normal = list(dict.fromkeys((by, _normal(text)) for by, text in texts))
        every = self._finder.spans_of([text for _, text in normal])
        having: list[tuple[float, frozenset[int], T, str, list[Span]]] = []
        for (by, text), spans in zip(normal, every, strict=True):
            if spans and (hits := numbers.intersection(chain.from_iterable(hits for _, _, hits in spans))):
                having.append((self._weight(hits), hits, by, text, spans))
        having.sort(key=itemgetter(0), reverse=True)
        told = _NONE
        for worth, hits, by, text, spans in having:
            if hits - told or worth >= _WORTH_MORE * having[0][0]:
                told |= hits
                yield by, self._window(text, spans, numbers)

    def read(self, title: str, sections: Sequence[Section], fallback: str = "", *, most: int = 1) -> Read:
        """What a note says to the question, in ``most`` passages or fewer.

        The best one, then others under a heading that say nearly as much; the beginning of
        ``fallback`` or of the note when no word is in any section.
        """
        marked = self._looked_through(title, sections)
        shown = _whole(*next(marked))
        passages = self._passages(marked, sections, fallback, most)
        return Read(shown.fragments, passages, shown.told.union(*[passage.told for passage in passages]))

    def _passages(
        self, marked: Iterator[_Marked], sections: Sequence[Section], fallback: str, most: int
    ) -> list[Passage]:
        answering: list[tuple[float, int, _Marked, _Marked]] = []
        for place, (heading, text) in enumerate(zip(marked, marked, strict=True)):
            if not (heading[1] or text[1]):
                continue  # as most of a long note
            inside = self._weight(self._finder.told(*text))
            worth = inside + 0.5 * self._weight(self._finder.told(*heading))
            anchored = inside and sections[place].anchor
            if worth > 0 and (not answering or anchored or worth > answering[0][0]):
                answering.append((worth, place, text, heading))
        if not answering:
            return [self._beginning(sections, fallback)]
        answering.sort(key=lambda one: (-one[0], not _are_together(one[2][1]), one[1]))
        best = answering[0][0]
        chosen = [
            (sections[place], text, heading)
            for number, (worth, place, text, heading) in enumerate(answering[:most])
            if not number or (worth >= _WORTH_MORE * best and sections[place].anchor)
        ]
        return [_passage(section, self._window(*text), _whole(*heading)) for section, text, heading in chosen]

    def _looked_through(self, title: str, sections: Sequence[Section]) -> Iterator[_Marked]:
        """A title, then each heading and text, as much as is looked at: all at once, in half of the time."""
        texts = [_normal(title)]
        left = _LOOKED_AT
        for section in sections:
            if left <= 0:
                break
            texts += [_normal(section.heading), _normal(section.text[:left])]
            left -= len(section.text)
        return zip(texts, self._finder.spans_of(texts), strict=True)

    def _beginning(self, sections: Sequence[Section], fallback: str) -> Passage:
        text = fallback.strip() or next((s.text for s in sections if s.text.strip()), "")
        text = _normal(text[:_LONGEST_SENTENCE])
        shown = self._window(text, self._finder.spans(text))
        return Passage("", "", shown.fragments, (), shown.told)

    def _weight(self, numbers: frozenset[int]) -> float:
        """What some of the wanted words say together: each once, by its rarity."""
        known = self._worths.get(numbers)
        if known is None:
            known = self._worths[numbers] = sum(self._weights[number] for number in numbers)
        return known

    def _window(self, text: str, spans: list[Span], numbers: frozenset[int] | None = None) -> Shown:
        """The sentences of a text, about `PASSAGE` characters of them, that say most.

        ``numbers`` are the words by which to choose, where others are marked as well.
        """
        if len(text) <= PASSAGE:
            return _whole(text, spans)
        wanted = spans if numbers is None else [span for span in spans if not numbers.isdisjoint(span[2])]
        if len(text) > 4 * _AROUND:
            start, end = self._surroundings(text, wanted)
            text, spans, wanted = text[start:end], _within(start, end, spans), _within(start, end, wanted)
        last = wanted[-1][0] if wanted else 0
        start, end = self._best_window(_sentence_ends(text, last + PASSAGE), wanted)
        return _shown(text, start, end, spans)

    def _best_window(self, ends: Sequence[int], spans: Sequence[Span]) -> tuple[int, int]:
        """Where the sentences that say most begin and end; the first ones when nothing is said.

        Most sentences of a text are near none of the words, so it goes from word to word.
        """
        begins = [start for start, _, _ in spans]
        best, most = _window(ends, 0), (0.0, False, 0)
        done = 0  # sentences with which no other window begins
        for at in begins:
            last = bisect_right(ends, at)
            first = last
            while first > done and _window(ends, first - 1)[1] > at:
                first -= 1
            for number in range(max(first, done), last + 1):
                window = _window(ends, number)
                if (says := self._says(spans, begins, window)) > most:
                    best, most = window, says
            done = max(done, last + 1)
        return best

    def _says(
        self, spans: Sequence[Span], begins: Sequence[int], window: tuple[int, int]
    ) -> tuple[float, bool, int]:
        """What stands in a window: different words first, then whether next to each other, then how many."""
        first, last = bisect_left(begins, window[0]), bisect_left(begins, window[1])
        if first == last:
            return 0.0, False, 0
        matches = spans[first][2]
        for _, _, more in spans[first + 1 : last]:
            matches = matches if more is matches else matches | more
        return self._weight(matches), len(matches) > 1 and _are_together(spans[first:last]), last - first

    def _surroundings(self, text: str, spans: list[Span]) -> tuple[int, int]:
        """The part of a long text around the place that says most, so that not all need be sentences."""
        begins = [start for start, _, _ in spans]
        best = max(begins, key=lambda at: (*self._says(spans, begins, (at, at + PASSAGE)), -at), default=0)
        start, end = max(0, best - _AROUND), best + _AROUND
        if start:  # at the beginning of a word
            start = text.find(" ", start, best) + 1 or start
        return start, end


def _normal(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def _passage(section: Section, text: Shown, heading: Shown) -> Passage:
    told = text.told | heading.told
    return Passage(section.heading, section.anchor, text.fragments, heading.fragments, told)


def _within(start: int, end: int, spans: Iterable[Span]) -> list[Span]:
    """Those that begin in a part of a text, with their places in it."""
    return [(a - start, b - start, hits) for a, b, hits in spans if start <= a < end]


def _are_together(spans: Sequence[Span]) -> bool:
    """Whether two different words stand next to each other, as those of a phrase do."""
    return any(
        start - end <= 1 and before is not after and before != after
        for (_, end, before), (start, _, after) in pairwise(spans)
    )


def _sentence_ends(text: str, past: int) -> list[int]:
    """Where sentences end, up to one past a place; one that is too long is parted between words."""
    ends: list[int] = []
    start = 0
    for boundary in chain((match.end() for match in _SENTENCE_END.finditer(text)), (len(text),)):
        if start > past:
            break
        while boundary - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            start = cut + 1 if cut > start else start + _LONGEST_SENTENCE
            ends.append(start)
        if boundary > start:
            ends.append(boundary)
            start = boundary
    return ends


def _window(ends: Sequence[int], first: int) -> tuple[int, int]:
    """The stretch that begins with a sentence, as long as a passage may be."""
    start = ends[first - 1] if first else 0
    last = bisect_right(ends, start + PASSAGE) - 1
    return start, ends[max(first, last)] if ends else 0


def _whole(text: str, spans: Sequence[Span]) -> Shown:
    return _shown(text, 0, len(text), spans)


def _shown(text: str, start: int, end: int, spans: Sequence[Span]) -> Shown:
    """A stretch of a text; spans that touch or overlap are one."""
    marked: list[tuple[int, int]] = []
    told = last = _NONE
    for a, b, hits in spans:
        a, b = max(a, start), min(b, end)
        if a < b and hits is not last:  # most often they are the same
            told, last = told | hits, hits
        if marked and a <= marked[-1][1]:
            marked[-1] = marked[-1][0], max(marked[-1][1], b)
        elif a < b:
            marked.append((a, b))
    pieces: list[tuple[str, bool]] = []
    at = start
    for a, b in marked:
        pieces += [(text[at:a], False), (text[a:b], True)]
        at = b
    pieces.append((text[at:end].rstrip(), False))
    window = text[start:end]
    if not _has_plain_blanks(window):
        pieces = [(_with_plain_blanks(part), matched) for part, matched in pieces]
    return Shown(tuple([Fragment(text=part, matched=matched) for part, matched in pieces if part]), told)


def _has_plain_blanks(text: str) -> bool:
    """Whether a text has no blanks but single plain ones: of all blanks these alone are printable."""
    return text.isprintable() and "  " not in text


def _with_plain_blanks(text: str) -> str:
    plain = text.replace("\n", " ")  # in a tenth of the time of the pattern, which few texts need besides
    return plain if _has_plain_blanks(plain) else _BLANKS.sub(" ", plain)
