"""The passages of a note that answer a question best, with the words marked.

Only the notes of one page are looked at again. What comes out is text in pieces,
matched or not; making HTML of it is for others.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from garden.model import Fragment, Section
from garden.search.analysis import Analyser
from garden.search.marking import Finder, Span
from garden.search.matching import Wanted

PASSAGE = 240
"""Characters of a passage, about."""
_LOOKED_AT = 128 * 1024
"""Characters of one note that are looked at for a passage."""
_LONGEST_SENTENCE = 400
_AROUND = 2000
"""Characters of a long section before and after its best place that sentences are sought in."""
_WORTH_MORE = 0.5
"""How much of what the best section says another must say to be shown as well."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|[。！？]|\n+")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a note answers, and how it reads there."""

    heading: str
    anchor: str
    fragments: tuple[Fragment, ...]


class Marker:
    """Marks the words of one question in texts of one language."""

    def __init__(self, wanted: Sequence[Wanted], analyser: Analyser) -> None:
        self._wanted = wanted
        self._finder = Finder(wanted, analyser)

    def marked(self, text: str) -> tuple[Fragment, ...]:
        """A whole text in pieces."""
        text = unicodedata.normalize("NFC", text)
        return _fragments(text, 0, len(text), [(start, end) for start, end, _ in self._finder.spans(text)])

    def passage(self, sections: Sequence[Section], fallback: str = "") -> Passage:
        """The best passage; the beginning of ``fallback`` or of the note when no word is there."""
        return self.passages(sections, fallback, most=1)[0]

    def passages(self, sections: Sequence[Section], fallback: str = "", *, most: int) -> list[Passage]:
        """The best passage as `passage` gives it, then others under a heading that say nearly as much."""
        worths: list[tuple[float, int]] = []
        left = _LOOKED_AT
        for place, section in enumerate(sections):
            if left <= 0:
                break
            inside = self._worth(section.text[:left])
            worth = inside + 0.5 * self._worth(section.heading)
            left -= len(section.text)
            if worth > 0 and (not worths or (inside and section.anchor) or worth > worths[0][0]):
                worths.append((worth, place))
        if not worths:
            return [self._beginning(sections, fallback)]
        worths.sort(key=lambda pair: (-pair[0], pair[1]))
        best = worths[0][0]
        chosen = [
            sections[place]
            for number, (worth, place) in enumerate(worths[:most])
            if not number or (worth >= _WORTH_MORE * best and sections[place].anchor)
        ]
        return [
            Passage(section.heading, section.anchor, self._window(section.text[:_LOOKED_AT]))
            for section in chosen
        ]

    def _beginning(self, sections: Sequence[Section], fallback: str) -> Passage:
        text = fallback.strip() or next((s.text for s in sections if s.text.strip()), "")
        return Passage("", "", self._window(text[:_LONGEST_SENTENCE]) if text else ())

    def _worth(self, text: str) -> float:
        """What a text says of the question: each word once, by its rarity."""
        return sum(self._wanted[number].weight for number in self._finder.numbers(text))

    def _window(self, text: str) -> tuple[Fragment, ...]:
        """The sentences of a text, about `PASSAGE` characters of them, that say most."""
        text = unicodedata.normalize("NFC", text).strip()
        spans = self._finder.spans(text)
        if len(text) > 4 * _AROUND:
            text, spans = self._surroundings(text, spans)
        begins = [start for start, _, _ in spans]
        start, end = max(
            _windows(list(_sentences(text))),
            key=lambda window: (*self._says(spans, begins, window), -window[0]),
        )
        return _fragments(text, start, end, [(a, b) for a, b, _ in spans])

    def _says(
        self, spans: Sequence[Span], begins: Sequence[int], window: tuple[int, int]
    ) -> tuple[float, int]:
        """What stands in a window: different words first, then how many."""
        inside = spans[bisect_left(begins, window[0]) : bisect_left(begins, window[1])]
        if not inside:
            return 0.0, 0
        different = frozenset[int]().union(*(matches for _, _, matches in inside))
        return sum(self._wanted[number].weight for number in different), len(inside)

    def _surroundings(self, text: str, spans: list[Span]) -> tuple[str, list[Span]]:
        """The part of a long text around the place that says most, so that not all need be sentences."""
        begins = [start for start, _, _ in spans]
        best = max(begins, key=lambda at: (*self._says(spans, begins, (at, at + PASSAGE)), -at), default=0)
        start, end = max(0, best - _AROUND), best + _AROUND
        if start:  # at the beginning of a word
            start = text.find(" ", start, best) + 1 or start
        return text[start:end], [(a - start, b - start, hits) for a, b, hits in spans if start <= a < end]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Places of sentences; one that is too long is parted between words."""
    start = 0
    for boundary in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        while boundary - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = cut + 1 if cut > start else start + _LONGEST_SENTENCE
            yield start, cut
            start = cut
        if boundary > start:
            yield start, boundary
            start = boundary


def _windows(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """For each sentence the stretch that begins with it, as long as a passage may be."""
    yield from ((0, 0),) if not sentences else ()
    last = 0
    for first, (start, end) in enumerate(sentences):
        last = max(last, first)
        while last + 1 < len(sentences) and sentences[last + 1][1] - start <= PASSAGE:
            last += 1
        yield start, max(end, sentences[last][1])


def _fragments(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[Fragment, ...]:
    """A stretch of a text in pieces, matched or not; spans that touch or overlap are one."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for a, b in _joined(spans):
        a, b = max(a, start), min(b, end)
        if b > a >= at:
            pieces += [(text[at:a], False), (text[a:b], True)]
            at = b
    pieces.append((text[at:end].rstrip(), False))
    return tuple(Fragment(text=_BLANKS.sub(" ", part), matched=matched) for part, matched in pieces if part)


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    open_: tuple[int, int] | None = None
    for a, b in spans:
        if open_ is not None and a <= open_[1]:
            open_ = (open_[0], max(open_[1], b))
        else:
            if open_ is not None:
                yield open_
            open_ = (a, b)
    if open_ is not None:
        yield open_
