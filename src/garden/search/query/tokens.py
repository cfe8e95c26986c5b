"""What a question is written with: its signs, words and phrases, one token after another."""

from __future__ import annotations

import re

from garden.characters import BLANKS, CONTROLS, SEPARATORS, SURROGATES
from garden.search.words.unspaced import has_unspaced

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<not>-+(?=[^\s)-])
            | (?:NOT\s+)*NOT(?:\s+(?=[^\s)])|(?=["(]))(?!(?:OR|AND)(?:[\s()]|$)))
    | "(?P<phrase>[^"]*)"
    | (?P<either>(?:OR|\|+)(?=[\s()]|$))
    | (?P<both>AND(?=[\s()]|$))
    | (?P<field>[^\W\d][\w-]*):(?=[^\s):])
    | (?P<word>[^\s()"]+)
    | (?P<other>.)""",
    re.VERBOSE,
)
_VALUE = re.compile(r'"([^"]*)"|([^\s()"]+)')
_UNWRITABLE = re.compile(f"[{BLANKS}{CONTROLS}{SEPARATORS}{SURROGATES}]")
_IN_HEBREW = re.compile('(?<=[א-ת])["“”](?=[א-ת])')
"""What stands for gershayim in a word and begins no phrase: ``צה"ל``."""
_QUOTES = str.maketrans("“”„‟«»＂（）：", '"""""""():')


def plain(text: str) -> str:
    """A question as it is read: without what no one can write, and its signs as a keyboard has them."""
    return with_gershayim(_UNWRITABLE.sub(" ", text)).translate(_QUOTES).strip()


def with_gershayim(text: str) -> str:
    """A text in which no quotation mark stands within a Hebrew word; as long as it was."""
    return _IN_HEBREW.sub("\u05f4", text)


def token(text: str, at: int) -> re.Match[str] | None:
    """What begins at a place of a plain question; what it is, its group tells. None at the end."""
    return _TOKEN.match(text, at)


def value(text: str, at: int) -> tuple[str, int] | None:
    """What stands there as the value of a field, and where it ends; None where nothing does."""
    found = _VALUE.match(text, at)
    return None if found is None else (found[1] or found[2] or "", found.end())


def reads_as_field(name: str, rest: str) -> bool:
    """Whether a word with a colon, and what stands right behind that, may be meant as a field.

    Not an address such as ``http://``, nor a single letter; nor where words are parted by no blanks.
    """
    return len(name) > 1 and rest[:1] not in {"/", "\\"} and not has_unspaced(name)
