"""Codes: what is written with signs in it and means itself, such as ``C++``, ``.NET``, ``2.7.4``, ``NHS-12``.

Its words are indexed as any others; the whole is one more term beside them, so
that it is found as it was typed and not every note with a ``c``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from garden.search.analysis import TERM_LIMIT, bare
from garden.search.thousands import grouped

_CODE = re.compile(
    r"""(?<![^\W_])(?:
        \#[^\W_]++(?:[-._/][^\W_]++)*+             # a tag
      | \.[^\W_]++(?:[-._@][^\W_]++)*+[+\#]*+      # .NET
      | [^\W_]++(?:(?:[-._@][^\W_]++)++[+\#]*+     # node.js, 2.7.4, kitchen_table.md, a@b.example
                 | [+\#]++)                        # C++, F#
    )""",
    re.VERBOSE,
)
_SIGN = re.compile(
    r"[-._@+#](?:(?<=[^\W_][-._@])(?=[^\W_])|(?<=[^\W_][+#])|(?<![^\W_].)(?<=[.#])(?=[^\W_]))", re.DOTALL
)
"""A sign by which a code is one; looks at its neighbours only where there is one."""
_OTHER_SIGNS = "\u2010\u2011\u2212\ufe63\uff0d\uff0b\uff03"
_HAS_OTHER_SIGNS = re.compile(f"[{_OTHER_SIGNS}]")
_SIGNS = str.maketrans(_OTHER_SIGNS, "-----+#")


class Code(NamedTuple):
    """A code in a text."""

    start: int
    end: int
    folded: str
    """As it is compared: without case and accents."""
    alone: bool
    """Whether its words say little without its signs: ``C++`` is not ``C``."""
    exact: bool
    """Whether it names one thing, as a version or a file's name does, and a hyphened word does not."""


def codes(text: str) -> Iterator[Code]:
    """The codes in a text, in order."""
    ready = _with_plain_signs(text)
    for found in _CODE.finditer(ready):
        code = found[0]
        alone = code[0] == "." or code[-1] in "+#"
        exact = any(sign.isdigit() or sign in "._@" for sign in code) and code[0] != "#"
        yield Code(found.start(), found.end(), folded(code), alone, exact)


def asked(text: str) -> list[Code]:
    """The codes in a question; and its numbers with their thousands apart, which are found as one."""
    found = list(codes(text))
    for start, end, number in grouped(text):
        if all(end <= code.start or code.end <= start for code in found):
            found.append(Code(start, end, number, alone=False, exact=False))
    return sorted(found)


def _with_plain_signs(text: str) -> str:
    # Few texts have another, and to translate one takes as long as all the rest.
    return text if text.isascii() or not _HAS_OTHER_SIGNS.search(text) else text.translate(_SIGNS)


def terms(texts: Iterable[str]) -> set[bytes]:
    """The codes of texts, as they are indexed."""
    return {folded(code).encode() for text in texts for code in _written(text)}


def _written(text: str) -> Iterator[str]:
    """Codes as they are written. A text has few of them, so it is their signs that are looked for."""
    ready = _with_plain_signs(text)
    end = 0
    for sign in _SIGN.finditer(ready):
        if (at := sign.start()) < end:
            continue  # in the code before
        end = max(ready.rfind(" ", end, at), ready.rfind("\n", end, at), end)
        while end <= at and (code := _CODE.search(ready, end)):
            yield code[0]
            end = code.end()


def folded(code: str) -> str:
    """A code as it is compared: without case, width and accents; a version without the letter before it."""
    if code.isascii():
        plain = code.lower()
    else:
        plain = bare(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", code).casefold()))
    return (plain[1:] if plain[:1] == "v" and plain[1:2].isdigit() else plain)[:TERM_LIMIT]
