"""The sentence around a place in a text."""

from __future__ import annotations

import re

MAX_SIDE = 160
"""Characters that are kept before and after the place."""
_WINDOW = MAX_SIDE + 40
"""Characters that are searched for the sentence's ends."""

# A pattern that begins with one class of characters is looked for many times as fast as any other.
_END = re.compile(
    r"""[.!?…。！？｡](?:(?<=[.!?…])[.!?…]*["'”’»)\]]*\s+|(?<=[。！？｡])[。！？｡]*[」』”’）]*\s*)"""
)
_BLANKS = re.compile(r"\s\s+")
_LAST_WORD = re.compile(r"(?:.*[\s(\[\"'“‘«])?(.*)", re.DOTALL)
_ABBREVIATIONS = "approx bzw ca cf dr ed eds etc evtl ggf inkl jr mr mrs ms mt prof rev sr st str usw vgl vs"
_NOT_ENDING = frozenset(_ABBREVIATIONS.split())
_BEFORE_NUMBERS = frozenset({"art", "ch", "fig", "no", "nr", "p", "pp", "sec", "vol"})


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The parts of a sentence before ``text[start:end]`` and after it.

    Takes the same time whatever the text's length. A part that had to be cut
    shows it by ``…``.
    """
    return _BLANKS.sub(" ", _before(text, start)), _BLANKS.sub(" ", _after(text, end))


def _before(text: str, start: int) -> str:
    low = max(0, start - _WINDOW)
    begin = low
    for match in reversed(list(_END.finditer(text, low, start))):
        if _ends_sentence(text, match, text[match.end()] if match.end() < start else ""):
            begin = match.end()
            break
    part = text[begin:start].lstrip()
    if len(part) <= MAX_SIDE and (begin > low or not low):
        return part
    cut, blank, rest = part[-MAX_SIDE:].partition(" ")
    return "…" + (rest if blank and rest else cut)


def _after(text: str, end: int) -> str:
    stop = end + _WINDOW
    for match in _END.finditer(text, end, stop):
        if _ends_sentence(text, match, text[match.end() : match.end() + 1]):
            stop = match.end()
            break
    part = text[end:stop]
    if len(part) <= MAX_SIDE:
        return part.rstrip()
    rest, blank, cut = part[:MAX_SIDE].rpartition(" ")
    return (rest if blank and rest else cut) + "…"


def _ends_sentence(text: str, mark: re.Match[str], following: str) -> bool:
    """Whether these marks end a sentence, and not an abbreviation or an initial."""
    if following.islower():
        return False
    if mark.group()[0] != "." or mark.group()[1:2] == ".":
        return True
    word = _LAST_WORD.match(text, max(0, mark.start() - 20), mark.start())
    last = word[1].casefold() if word else ""
    if "." in last or (len(last) == 1 and last.isalpha()) or last in _NOT_ENDING:
        return False
    return not (last in _BEFORE_NUMBERS and following.isdigit())
