"""Codes: what is written with signs and means itself: ``C++``, ``.NET``, ``A&E``, ``2.7.4``, ``NHS-12``.

Its words are indexed as any others; the whole is one more term beside them, so
that it is found as it was typed and not every note with a ``c``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from garden.search.words.analysis import CODED, TERM_LIMIT, WORD
from garden.search.words.letters import bare
from garden.search.words.thousands import grouped
from garden.search.words.unspaced import has_unspaced

_CODE = re.compile(
    r"""(?<![^\W_])(?:
        \#[^\W_]++(?:[-._/][^\W_]++)*+             # a tag
      | \.[^\W_]++(?:[-._@][^\W_]++)*+[+\#]*+      # .NET
      | [0-9]{1,3}+(?:,[0-9]{3})++\.[0-9]++        # 1,240.50
      | [^\W_]++(?:(?:[-._@&][^\W_]++)++[+\#]*+    # node.js, 2.7.4, kitchen_table.md, a@b.example, A&E
                 | [+\#]++)                        # C++, F#
    )""",
    re.VERBOSE,
)
_SIGN = re.compile(
    r"[-._@&+#](?:(?<=[^\W_][-._@&])(?=[^\W_])|(?<=[^\W_][+#])|(?<![^\W_].)(?<=[.#])(?=[^\W_]))", re.DOTALL
)
"""A sign by which a code is one; looks at its neighbours only where there is one."""
_NAMES_ONE = re.compile(r"[\d._@]")
_BEGUN = re.compile(r"(?<![^\W_])[^\W_]++(?:[-._@&][^\W_]++)*+(?:[+\#]++|[-._@&])?\Z")
"""What may be the beginning of one, at the end of a text."""
_ENDING = re.compile(r"(?=[^.]*[-_])([^.@&]+)\.[^\W\d_][^\W_]{0,4}")
"""The name of a file with its ending: that is left out as often as not."""
_OTHER_SIGNS = "\u2010\u2011\u2212\ufe63\uff0d\uff0b\uff03\uff06"
_DASH = "\u2013"
"""What stands for a hyphen in a span, as printers set it: ``2\u20134pm``; mostly it stands in a sentence."""
_MOST_INITIALS = 4
"""Letters of a word that may be written with dots after each ..."""
_DEGREE = 3
"""... and of one that may have a single one: more are those of a site or a file, as ``x.org``."""
_HAS_OTHER_SIGNS = re.compile(f"[{_OTHER_SIGNS}]|{_DASH}(?=[^\\W_])")
_SIGNS = str.maketrans(_OTHER_SIGNS + _DASH, "-----+#&-")


class Code(NamedTuple):
    """A code in a text."""

    start: int
    end: int
    folded: str
    """As it is compared: without case and accents."""
    alone: bool
    """Whether its words say little without its signs: ``C++`` is not ``C``."""
    exact: bool
    """Whether it names one thing: a version, a number, the name of a file; a word with hyphens does not."""

    @property
    def stands(self) -> bool:
        """Whether the index knows where in a text it stands; of a number in groups it is that number."""
        return (self.alone or self.exact) and not self.folded.isdecimal() and not has_unspaced(self.folded)


def asked(text: str) -> list[Code]:
    """The codes in a question; and its numbers in groups, which are found as one.

    What the address of a page asks for, as in ``?a=1&b=2``, is none.
    """
    found = [code for code in map(_read, _written(text)) if not _is_in_an_address(text, code)]
    for start, end, number in grouped(text):
        if all(end <= code.start or code.end <= start for code in found):
            found.append(Code(start, end, number, alone=False, exact=True))
    return sorted(found)


def initials(word: str) -> set[str]:
    """The ways to write a short word with dots: ``n.h.s``, and if it has three letters ``ph.d``, ``m.sc``."""
    if not 2 <= len(word) <= _MOST_INITIALS:
        return set()
    ways = {".".join(word)}
    return ways if len(word) != _DEGREE else ways | {f"{word[:2]}.{word[2]}", f"{word[0]}.{word[1:]}"}


def without_dots(code: str) -> str:
    """The word that a code is which is one of the `initials` of it; empty for any other."""
    word = code.replace(".", "")
    return word if word.isalpha() and code in initials(word) else ""


def begun(text: str) -> Code | None:
    """The code that a text ends with the beginning of, if that is more than words with hyphens: ``2.7.``."""
    ready = _with_plain_signs(text)
    found = _BEGUN.search(ready)
    if found is None or found[0].isalnum():
        return None
    code = _kind(found.start(), found.end(), folded(found[0]))
    return code if code.stands else None


def is_alone(text: str) -> bool:
    """Whether a text is one code, and its words say little without its signs."""
    found = asked(text)
    return len(found) == 1 and found[0].alone and len(text) == found[0].end - found[0].start


def _read(written: re.Match[str]) -> Code:
    return _kind(written.start(), written.end(), folded(written[0]))


def _kind(start: int, end: int, code: str) -> Code:
    alone = code[0] == "." or code[-1] in "+#" or "&" in code
    exact = code[0] != "#" and _NAMES_ONE.search(code) is not None
    return Code(start, end, code, alone, exact)


def _is_in_an_address(text: str, code: Code) -> bool:
    return "&" in code.folded and "=" in text[max(0, code.start - 1) : code.end + 1]


def standing(text: str) -> Iterator[tuple[int, int, str]]:
    """The codes in a text, in order: where each begins and ends, and how it is compared.

    The ends of a span are codes as well: who asks for ``11.30`` seeks ``9.30-11.30`` too. So is the name of
    a file without its ending.
    """
    for code in _written(text):
        written, start = code[0], code.start()
        yield start, code.end(), folded(written)
        first, _, last = written.partition("-")
        if len(written) <= TERM_LIMIT and first[0].isdigit() and last[:1].isdigit() and "-" not in last:
            for end in _CODE.finditer(f"{first} {last}"):
                yield start + end.start(), start + end.end(), folded(end[0])
        elif named := _ENDING.fullmatch(written):
            yield start, start + named.end(1), folded(named[1])


def placed(code: str) -> bytes:
    """The term of a code, as it is compared, where its last word stands; empty for most with hyphens."""
    return CODED + code.encode() if _kind(0, 0, code).stands else b""


def ends_a_word(text: str, end: int) -> bool:
    """Whether no mark follows that belongs to the last letter of a code in a `joinable` text."""
    following = text[end : end + 1]
    return following.isascii() or text[end - 1] in "+#" or WORD.match(following) is None


def _with_plain_signs(text: str) -> str:
    # Few texts have another, and to translate one takes as long as all the rest.
    return text if text.isascii() or not _HAS_OTHER_SIGNS.search(text) else text.translate(_SIGNS)


def _written(text: str) -> Iterator[re.Match[str]]:
    """Codes as they are written. A text has few of them, so it is their signs that are looked for."""
    ready = _with_plain_signs(text)
    end = 0
    for sign in _SIGN.finditer(ready):
        if (at := sign.start()) < end:
            continue  # in the code before
        end = max(ready.rfind(" ", end, at), ready.rfind("\n", end, at), end)
        while end <= at and (code := _CODE.search(ready, end)):
            yield code
            end = code.end()


def folded(code: str) -> str:
    """A code as it is compared: without case, width and accents.

    A version is without the letter before it, a number without what parts its thousands.
    """
    code = code.replace(",", "")
    if code.isascii():
        plain = code.lower()
    else:
        plain = bare(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", code).casefold()))
    return (plain[1:] if plain[:1] == "v" and plain[1:2].isdigit() else plain)[:TERM_LIMIT]
