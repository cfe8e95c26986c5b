"""Numbers written in groups as one: ``11,340``, ``11.340`` and ``11 340`` are ``11340`` as well.

So are those of telephones, which begin with 0 or + and have nine digits or more, parted by blanks or
hyphens: people paste them as one, and notes have them in groups of any size. Ten digits in groups of three,
three and four are one wherever they begin, as the number of a patient. Their parts are indexed as any others;
the number as one stands beside the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from garden.search.words.analysis import WORD
from garden.search.words.letters import ZEROS
from garden.search.words.unspaced import is_unspaced

_DIGITS = "0-9" + "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in ZEROS)
_FIRST = "1-9" + "".join(f"{chr(zero + 1)}-{chr(zero + 9)}" for zero in ZEROS)
_SIGNS = ",.'\u2019\u066c"
_BETWEEN = rf"{_SIGNS} \xa0\u2009\u202f"
"""What stands between groups: sign or blank, the same in all of one number."""

# One to three digits, then groups of exactly three: no version such as 3.11, no date, no row of numbers.
# Or ten digits, 943 476 5919.
_NUMBER = re.compile(
    rf"[{_FIRST}](?<![{_DIGITS}].)(?<![{_DIGITS}][{_SIGNS}].)[{_DIGITS}]{{0,2}}"
    rf"(?P<between>[{_BETWEEN}])[{_DIGITS}]{{3}}"
    rf"(?:(?P=between)[{_DIGITS}]{{4}}(?<=[{_DIGITS}]{{3}}.[{_DIGITS}]{{3}}.[{_DIGITS}]{{4}})"
    rf"|(?:(?P=between)[{_DIGITS}]{{3}}){{0,2}})"
    rf"(?!(?P=between)?[{_DIGITS}])"
)
"""Looks at what stands before only where there is a digit."""
_TELEPHONE = re.compile(
    r"[0-9](?:(?<=0)(?<![0-9].)(?<![0-9][ -].)\)?[0-9]|(?<=\+[1-9]))[0-9]{0,3}\)?[ \xa0-][0-9]{2,8}"
    r"(?:[ \xa0-][0-9]{2,8}){0,4}(?![ \xa0-]?[0-9])"
)
"""Begins with a digit, since that is sought in a third of the time of what it must be."""
_FEWEST, _MOST = 9, 12
"""Digits of a telephone's number: a date has eight."""
_GROUP = re.compile("[0-9]+")
_DATE, _HOURS = [2, 2, 4], {4}
"""Digits of groups that are none: 01-10-2026 with an hour behind it, or 0900 1000 1100."""


def grouped(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers in a text that are written in groups: where each begins and ends, and the same as one.

    In scripts without blanks a word may stand at either end of a number.
    """
    found = _thousands(text)
    if "0" in text or "+" in text:  # most texts have no telephone
        found = iter(sorted([*found, *_telephones(text)], key=re.Match.start))
    last = 0
    for one in found:
        start, end = one.span()
        if start >= last and _ends(text, start - 1) and _ends(text, end):
            last = end
            yield start, end, "".join(filter(str.isdecimal, one[0]))


def _thousands(text: str) -> Iterator[re.Match[str]]:
    for found in _NUMBER.finditer(text):
        start = found.start()
        if not (text[start - 1 : start] == found["between"] and text[start - 2 : start - 1].isdecimal()):
            yield found


def _telephones(text: str) -> Iterator[re.Match[str]]:
    for found in _TELEPHONE.finditer(text):
        sizes = [len(group) for group in _GROUP.findall(found[0])]
        if _FEWEST <= sum(sizes) <= _MOST and sizes[:3] != _DATE and set(sizes) != _HOURS:
            yield found


def _ends(text: str, at: int) -> bool:
    """Whether the character there, beside a number, is of no word that the number would be in."""
    return not 0 <= at < len(text) or WORD.match(text, at, at + 1) is None or is_unspaced(text[at])
