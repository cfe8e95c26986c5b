"""Scripts that do not part words with blanks: what is written in them is taken by pairs of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

_UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u109f\u1780-\u17df\u17ea-\u17ff"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, but for their digits; Japanese, Chinese; Korean, whose words carry their
particles."""
_BEYOND = re.compile("[^\0-\u0dff\u2000-\u2e7f]")
"""All of those scripts and others: what is no letter up to Sinhala, nor quotation mark, dash or arrow."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_unspaced(piece: str) -> bool:
    """Whether a piece begins in a script without blanks."""
    return _may_be_unspaced(piece) and _unspaced().match(piece) is not None


def has_unspaced(word: str) -> bool:
    """Whether a word has characters of a script without blanks."""
    return _may_be_unspaced(word) and _unspaced().search(word) is not None


def parts(word: str) -> list[str]:
    """A word parted where scripts with and without blanks meet."""
    return _part().findall(word) if _may_be_unspaced(word) else [word] if word else []


def parted(word: str) -> Iterator[tuple[int, str]]:
    """As `parts`, each with its place."""
    ends = accumulate(map(len, found := parts(word)))
    return ((end - len(part), part) for end, part in zip(ends, found, strict=True))


def pairs(run: str) -> list[str]:
    """Overlapping pairs of characters, then the last one: every character begins one term."""
    return [run[i : i + 2] for i in range(len(run))]


def begins_pairs(piece: str) -> bool:
    """Whether a piece is one character of a script that is indexed by pairs."""
    return len(piece) == 1 and is_unspaced(piece)


def may_end_otherwise(word: str) -> bool:
    """Whether the last pair of a word may be an ending that comes and goes: Chinese characters are none."""
    return _HAN.match(word[-1:]) is None


def _may_be_unspaced(word: str) -> bool:
    """Whether a closer look is worth its while; a quick one tells of most words that it is not."""
    return not word.isascii() and _BEYOND.search(word) is not None


# So many characters in a pattern take some milliseconds to compile: not before a word asks for it.
@cache
def _part() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")
