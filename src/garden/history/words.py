"""What changed from one text to another, word by word, as people read it.

Paragraphs are compared first, and the words of those that differ. Python's matcher may take
time that grows with the square of a text and worse, so work is counted before it is done:
where it would be too much, the whole is shown as taken out and put in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

WORK = 10_000_000
"""Steps of comparing for one page of differences; about a second at the worst."""
ALIKE = 0.3
"""Share of words in common under which two paragraphs are another and not the same, changed."""
PAIRED = 400
"""Pairs of paragraphs that are looked at to find which became which."""
CONTEXT = 160
"""Characters of unchanged text that are shown on either side of a change."""
SHOWN = 6_000
"""Characters of changes that are shown of one version."""

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")

Kind = Literal["same", "out", "in", "gap"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: as it was, taken ``out``, or put ``in``; a ``gap`` holds the
    number of paragraphs that are as they were.
    """

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed in one place, or that nothing did."""

    parts: tuple[Part, ...]


class Work:
    """What may still be compared."""

    def __init__(self, steps: int = WORK) -> None:
        self._left = steps

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether two sequences may be compared; counts the work if so."""
        cost = _cost(before, after)
        if cost > self._left:
            return False
        self._left -= cost
        return True


def _cost(before: Sequence[str], after: Sequence[str]) -> int:
    """Steps at the worst: every pair of equal elements, for each part that the matcher splits into.

    Of many elements it leaves out those that are more than one in a hundred.
    """
    most = len(after) // 100 + 1 if len(after) >= 200 else len(after)
    times = {one: count for one, count in Counter(after).items() if count <= most}
    return sum(times.get(one, 0) for one in before) * min(len(before), len(after))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as they are written."""
    return [one.strip() for one in _BLANK.split(text) if one.strip()]


def differences(before: str, after: str, work: Work) -> tuple[tuple[Difference, ...], bool]:
    """Where two texts differ, in order, and whether more differs than is shown."""
    shown: list[Difference] = []
    room = SHOWN
    for one in _all(paragraphs(before), paragraphs(after), work):
        if one.parts[0].kind != "gap":
            if room <= 0:
                return tuple(shown), True
            one, room = _fitted(one, room)
        shown.append(one)
    return tuple(shown), room <= 0


def _all(before: list[str], after: list[str], work: Work) -> Iterator[Difference]:
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    if head:
        yield _gap(head)
    inner, outer = before[head : len(before) - tail], after[head : len(after) - tail]
    if work.allows(inner, outer):
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, inner, outer, autojunk=True).get_opcodes():
            if tag == "equal":
                yield _gap(i2 - i1)
            else:
                yield from _changed(inner[i1:i2], outer[j1:j2], work)
    else:
        yield from _changed(inner, outer, work)
    if tail:
        yield _gap(tail)


def _changed(before: list[str], after: list[str], work: Work) -> Iterator[Difference]:
    """Paragraphs in the place of others: those that are alike word by word, all others whole."""
    for old, new in _pairs(before, after):
        if old is not None and new is not None:
            yield Difference(parts=_words(old, new, work))
        elif old is not None:
            yield Difference(parts=(Part("out", old),))
        elif new is not None:
            yield Difference(parts=(Part("in", new),))


def _pairs(before: list[str], after: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Which paragraph became which, in order, so that together they are most alike."""
    if len(before) * len(after) > PAIRED:
        yield from zip_longest(before, after)
        return
    old, new = [set(_WORD.findall(one)) for one in before], [set(_WORD.findall(one)) for one in after]
    like = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    i = j = 0
    while i < len(old) or j < len(new):
        here = best[i][j]
        if i < len(old) and here == best[i + 1][j]:
            yield before[i], None
            i += 1
        elif j < len(new) and here == best[i][j + 1]:
            yield None, after[j]
            j += 1
        else:
            yield before[i], after[j]
            i, j = i + 1, j + 1


def _likeness(one: set[str], other: set[str]) -> float:
    """Share of words that two paragraphs have in common; 0 for too few."""
    share = len(one & other) / max(len(one | other), 1)
    return share if share >= ALIKE else 0.0


def _words(before: str, after: str, work: Work) -> tuple[Part, ...]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    inner, outer = old[head : len(old) - tail], new[head : len(new) - tail]
    whole = (Part("out", before), Part("in", after))
    if not work.allows(inner, outer):
        return whole
    matcher = SequenceMatcher(None, inner, outer, autojunk=True)
    blocks = matcher.get_opcodes()
    alike = head + tail + sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag == "equal")
    if alike < ALIKE * max(len(old), len(new)):
        return whole
    parts = [("same", "".join(old[:head]), "".join(old[:head]))] if head else []
    parts += [(tag, "".join(inner[i1:i2]), "".join(outer[j1:j2])) for tag, i1, i2, j1, j2 in blocks]
    if tail:
        parts.append(("equal", "".join(old[-tail:]), "".join(old[-tail:])))
    return tuple(_joined(parts))


def _joined(parts: list[tuple[str, str, str]]) -> Iterator[Part]:
    """Parts in which a blank between two changed words is no word that stayed."""
    out = put = ""
    for place, (tag, old, new) in enumerate(parts):
        between = old.isspace() and 0 < place < len(parts) - 1
        if tag in ("equal", "same") and not (between and (out or put)):
            yield from _change(out, put)
            out = put = ""
            yield Part("same", old)
        else:
            out, put = out + old, put + new
    yield from _change(out, put)


def _change(out: str, put: str) -> Iterator[Part]:
    if out and out == put:
        yield Part("same", out)
        return
    if out:
        yield Part("out", out)
    if put:
        yield Part("in", put)


def _fitted(one: Difference, room: int) -> tuple[Difference, int]:
    """A difference with long stretches that stayed cut in their middle, and no longer than there is room."""
    parts = []
    last = len(one.parts) - 1
    for place, part in enumerate(one.parts):
        text = part.text
        if part.kind == "same":
            text = _without_middle(text, begins=place == 0, ends=place == last)
        if len(text) > room:
            text = f"{text[:room]} …"
        parts.append(Part(part.kind, text))
        room -= len(text)
        if room <= 0:
            break
    return Difference(parts=tuple(parts)), room


def _without_middle(text: str, *, begins: bool, ends: bool) -> str:
    """A stretch that stayed, its ends beside changes kept."""
    if len(text) <= 2 * CONTEXT + 40:
        return text
    before = "" if begins else text[:CONTEXT].rpartition(" ")[0]
    after = "" if ends else text[-CONTEXT:].partition(" ")[2]
    return f"{before} … {after}"


def _gap(count: int) -> Difference:
    return Difference(parts=(Part("gap", str(count)),))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two sequences begin with in common."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
