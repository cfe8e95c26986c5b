"""Numbers with their thousands apart as one: ``11,340``, ``11.340`` and ``11 340`` are ``11340`` as well.

Their parts are indexed as any others; the number as one stands beside the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from garden.search.analysis import WORD
from garden.search.letters import ZEROS
from garden.search.unspaced import is_unspaced

_DIGITS = "0-9" + "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in ZEROS)
_FIRST = "1-9" + "".join(f"{chr(zero + 1)}-{chr(zero + 9)}" for zero in ZEROS)
_SIGNS = ",.'\u2019\u066c"
_BETWEEN = rf"{_SIGNS} \xa0\u2009\u202f"
"""What stands between groups: sign or blank, the same in all of one number."""

# One to three digits, then groups of exactly three: no version such as 3.11, no date, no row of numbers.
_NUMBER = re.compile(
    rf"[{_FIRST}](?<![{_DIGITS}].)(?<![{_DIGITS}][{_SIGNS}].)[{_DIGITS}]{{0,2}}"
    rf"(?P<between>[{_BETWEEN}])[{_DIGITS}]{{3}}(?:(?P=between)[{_DIGITS}]{{3}}){{0,2}}"
    rf"(?!(?P=between)?[{_DIGITS}])"
)
"""Looks at what stands before only where there is a digit."""
_APART = re.compile(f"[{_BETWEEN}]")


def grouped(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers in a text with their thousands apart: where each begins and ends, and the same as one.

    In scripts without blanks a word may stand at either end of a number.
    """
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        in_a_row = text[start - 1 : start] == found["between"] and text[start - 2 : start - 1].isdecimal()
        if not in_a_row and _ends(text, start - 1) and _ends(text, end):
            yield start, end, _APART.sub("", found[0])


def _ends(text: str, at: int) -> bool:
    """Whether the character there, beside a number, is of no word that the number would be in."""
    return not 0 <= at < len(text) or WORD.match(text, at, at + 1) is None or is_unspaced(text[at])
