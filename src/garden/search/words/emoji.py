"""Emoji, and pictures like them: what is written with no letter and may be asked for all the same.

A note has each of its emoji as one more term beside its words, as it has codes: so 🍞 finds the notes
with it in title, text or tags. Of one that is put together, as a family is, each part is a term. The
tone of a skin and the wish for colour make no difference, and flags are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from garden.characters import VARIATIONS

_JOINER = "\u200d"
_TONES = "\U0001f3fb-\U0001f3ff"
_LETTER = "[\U0001f1e6-\U0001f1ff]"
"""Two of these are a flag."""
# Without arrows, and without numbers in circles, which are words.
_PICTURES = (
    "\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u25fb-\u25fe\u2600-\u2767\u2795-\u2797\u27b0\u2b50\u2b55"
    "\U0001f004\U0001f0cf\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001faff"
)
_PART = f"[{_PICTURES}][{VARIATIONS}{_TONES}]*+"
_EMOJI = re.compile(f"{_LETTER}{{2}}|{_PART}(?:{_JOINER}{_PART})*+")
_EACH = re.compile(f"{_LETTER}{{2}}|[{_PICTURES}]")
_LOW = re.compile(b"\xe2[\x8c\x8f\x97-\x9f\xad]")
"""With what the older ones begin in UTF-8, and few other signs; the newer ones with F0 9F."""


def found(text: str) -> list[str]:
    """The emoji in a text, in order, each once."""
    return list(dict.fromkeys(one for _, _, one in standing(text)))


def is_emoji(text: str) -> bool:
    """Whether a text is one, without what may stand after it."""
    return _EACH.fullmatch(text) is not None


def standing(text: str) -> Iterator[tuple[int, int, str]]:
    """The emoji in a text, in order: where each begins and ends, with what is drawn into it, and itself."""
    if text.isascii():
        return
    octets = text.encode("utf-8", "replace")  # most texts are told to have none in a tenth of the time
    if not (b"\xf0\x9f" in octets or _LOW.search(octets)):
        return
    for written in _EMOJI.finditer(text):
        for one in _EACH.findall(written[0]):
            yield written.start(), written.end(), one
