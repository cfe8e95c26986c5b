"""How many words a text has, also where words are not set apart by blanks."""

from __future__ import annotations

import re

_SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese, Khmer."""
_EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana, Han."""
_UNSPACED = re.compile(f"([{_SOUTH_EAST}])|[{_EAST}]")
_HAS_UNSPACED = re.compile(f"[{_SOUTH_EAST}{_EAST}]")
"""Found, or not, many times as fast."""
_LETTERS_A_WORD_SOUTH_EAST_ASIA = 4
_LETTERS_A_WORD_EAST_ASIA = 2
"""Rough means; good enough for a reading time in minutes."""


def count(text: str) -> int:
    """Words between blanks, and an estimate for scripts that write none."""
    if text.isascii() or not _HAS_UNSPACED.search(text):
        return len(text.split())
    groups = _UNSPACED.findall(text)
    south_east = sum(map(bool, groups))
    east = len(groups) - south_east
    spaced = len(_UNSPACED.sub(" ", text).split())
    return spaced + -(-south_east // _LETTERS_A_WORD_SOUTH_EAST_ASIA) + -(-east // _LETTERS_A_WORD_EAST_ASIA)
