"""Values of fields as they are compared with what a reader writes, and told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from garden.links import fold
from garden.search.analysis import bare

_BEFORE_TITLES = "\"'“”‘’«»([{#*-–— "
_PARTS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A value without what makes no difference to readers: case and accents."""
    return bare(fold(text))


def in_order(title: str) -> str:
    """What a title is put in order by: no case, no accents, no signs that it begins with."""
    return plain(title).lstrip(_BEFORE_TITLES)


def listed(names: Sequence[str], word: str) -> str:
    """Names one after another, with ``and`` or ``or`` before the last of them."""
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last


def parts(value: str) -> set[str]:
    """The words of a value, each in its plain form."""
    return set(_PARTS.split(plain(value))) - {""}
