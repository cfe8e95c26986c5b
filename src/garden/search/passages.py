"""The passage of a note that answers a question best, with the words marked.

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
from garden.search.analysis import Analyser, Forms, bare, begins_pairs, fold, spaced, words_beginning
from garden.search.matching import Wanted

PASSAGE = 240
"""Characters of a passage, about."""
_LOOKED_AT = 128 * 1024
"""Characters of one note that are looked at for a passage."""
_LONGEST_SENTENCE = 400

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
_BLANKS = re.compile(r"\s+")

Span = tuple[int, int, frozenset[int]]
"""From, to, and which of the wanted words."""


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
        self._analyser = analyser
        self._known: dict[str, frozenset[int]] = {}
        self._letters = self._beginnings() if analyser.keeps_beginnings else frozenset()

    def _beginnings(self) -> frozenset[str]:
        """With what a word must begin to be worth a look, for stemming is dear; none for all words."""
        forms = [form.decode() for one in self._wanted for form in one.terms | one.exact]
        letters = {form[:1] for form in (*forms, *(one.prefix for one in self._wanted)) if form}
        return frozenset() if any(map(begins_pairs, letters)) else frozenset(letters)

    def marked(self, text: str) -> tuple[Fragment, ...]:
        """A whole text in pieces."""
        text = unicodedata.normalize("NFC", text)
        return _fragments(text, 0, len(text), [(start, end) for start, end, _ in self._spans(text)])

    def passage(self, sections: Sequence[Section], fallback: str = "") -> Passage:
        """The best passage; the beginning of ``fallback`` or of the note when no word is there."""
        best: tuple[float, int] | None = None
        left = _LOOKED_AT
        for place, section in enumerate(sections):
            worth = self._worth(section.text[:left]) + 0.5 * self._worth(section.heading)
            left -= len(section.text)
            if worth > 0 and (best is None or worth > best[0]):
                best = (worth, place)
            if left <= 0:
                break
        if best is None:
            return self._beginning(sections, fallback)
        section = sections[best[1]]
        return Passage(section.heading, section.anchor, self._window(section.text[:_LOOKED_AT]))

    def _beginning(self, sections: Sequence[Section], fallback: str) -> Passage:
        text = fallback.strip() or next((s.text for s in sections if s.text.strip()), "")
        return Passage("", "", self._window(text[:_LONGEST_SENTENCE]) if text else ())

    def _worth(self, text: str) -> float:
        """What a text says of the question: each word once, by its rarity."""
        found: set[int] = set()
        for word in {word for _, word in words_beginning(spaced(text), self._letters)}:
            found |= self._matches(word)
        return sum(self._wanted[number].weight for number in found)

    def _matches(self, word: str) -> frozenset[int]:
        """Which wanted words a written word, or a pair in it, is."""
        known = self._known.get(word)
        if known is None:
            found = (self._which(forms, bare(fold(word[a:b]))) for a, b, forms in self._analyser.parts(word))
            known = self._known[word] = frozenset[int]().union(*found)
        return known

    def _which(self, forms: Forms, plain: str) -> frozenset[int]:
        return frozenset(
            number
            for number, wanted in enumerate(self._wanted)
            if wanted.terms.intersection(forms.terms)
            or forms.exact in wanted.exact
            or (wanted.prefix and plain.startswith(wanted.prefix))
        )

    def _spans(self, text: str) -> list[Span]:
        """Matched stretches of a text in NFC, with what they match."""
        spans: list[Span] = []
        for at, word in words_beginning(spaced(text), self._letters):
            if not self._matches(word):
                continue
            for start, end, forms in self._analyser.parts(word):
                if hits := self._which(forms, bare(fold(word[start:end]))):
                    spans.append((at + start, at + end, hits))
        return spans

    def _window(self, text: str) -> tuple[Fragment, ...]:
        """The sentences of a text, about `PASSAGE` characters of them, that say most."""
        text = unicodedata.normalize("NFC", text).strip()
        spans = self._spans(text)
        begins = [start for start, _, _ in spans]

        def worth(window: tuple[int, int]) -> tuple[float, int, int]:
            """Different words first, then how many, then the earlier window."""
            first, last = bisect_left(begins, window[0]), bisect_left(begins, window[1])
            inside = [matches for _, _, matches in spans[first:last]]
            different = frozenset[int]().union(*inside)
            return sum(self._wanted[number].weight for number in different), len(inside), -window[0]

        start, end = max(_windows(list(_sentences(text))), key=worth)
        return _fragments(text, start, end, [(a, b) for a, b, _ in spans])


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
