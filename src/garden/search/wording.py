"""Values of fields as they are compared with what a reader writes, and what is told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from garden.links import fold
from garden.search.analysis import bare

_BEFORE_TITLES = "\"'“”‘’«»([{#*-–— "
_PARTS = re.compile(r"[\W_]+")
_MOST_NAMED = 3
"""Beginnings, or words of a code, that one sentence names ..."""
LONGEST_NAMED = 40
"""... and characters of what was typed that it repeats."""


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


def crowded(beginnings: Sequence[str]) -> Iterator[str]:
    """One sentence, however many beginnings were too short."""
    if beginnings:
        named = [f"'{beginning}'" for beginning in beginnings[:_MOST_NAMED]]
        named += ["others"] if len(beginnings) > _MOST_NAMED else []
        yield f"Many words begin with {listed(named, 'and')}; only the commonest were used."


def not_as_written(code: str, words: Sequence[str]) -> str:
    """A sentence on a code that no note has, and of which these words were looked for."""
    named = listed([f"'{word}'" for word in words], "or") if len(words) <= _MOST_NAMED else "parts of it"
    return f"No note has '{code[:LONGEST_NAMED]}' as it is written; showing notes with {named}."


def parts(value: str) -> set[str]:
    """The words of a value, each in its plain form."""
    return set(_PARTS.split(plain(value))) - {""}
