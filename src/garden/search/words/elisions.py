"""What an apostrophe leaves of words: the t of ``don't``, the l of ``l'eau``, the dell of ``dell'acqua``.

Such words say nothing by themselves, in whichever language the garden is. Nor does all of ``don't``: it
finds notes where it is all that is asked, as it was typed and not by its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from garden.search.words.analysis import WORD, fold, spaced, written
from garden.search.words.letters import bare

_SIGNS = "'\u2019\u2018\uff07`\xb4"
"""As people type an apostrophe."""
# Only where a word begins, lest a long one be looked at from each of its letters.
_JOINED = re.compile(f"(?<!{WORD.pattern[:-1]}){WORD.pattern}+(?:[{_SIGNS}]{WORD.pattern}+)++")
_ENDS = frozenset({"d", "ll", "m", "re", "s", "t", "ve"})
_BEGINNINGS = frozenset({
    "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu",
    "un", "gl", "agl", "dagl", "degl", "negl", "sugl", "all", "coll", "dall", "dell", "nell", "sull",
    "anch", "com", "cos", "dov", "quell", "quest", "senz", "tutt",
})  # fmt: skip
"""Of French and Italian words; single letters are such in any language."""
_LETTERS = tuple("cdjlmnst")
_VOWELS = frozenset("aeiouyh")
"""With what words begin that a vowel is left out before."""
_BEFORE_ENDS = frozenset({
    "i", "you", "he", "she", "it", "we", "they", "that", "there", "here", "this",
    "who", "what", "where", "when", "why", "how",
})  # fmt: skip


def without(word: str) -> Iterator[str]:
    """What a bare word may be behind an apostrophe that was left out: the eau of ``leau``."""
    for left in (*sorted(_BEGINNINGS, key=len, reverse=True), *_LETTERS):
        rest = word.removeprefix(left)
        if rest != word and rest[:1] in _VOWELS:
            yield rest


def words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text as they are written, and whether each is one that an apostrophe leaves."""
    if not any(sign in text for sign in _SIGNS):
        yield from ((word, False) for word in written(text))
        return
    text = spaced(text)
    end = 0
    for joined in _JOINED.finditer(text):
        yield from ((word, False) for word in WORD.findall(text, end, joined.start()))
        parts = WORD.findall(joined[0])
        folded = [bare(fold(part)) for part in parts]
        for place, part in enumerate(parts):
            yield part, _is_left(folded, place)
        end = joined.end()
    yield from ((word, False) for word in WORD.findall(text, end))


def _is_left(parts: list[str], place: int) -> bool:
    part, following = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
    if len(part) == 1:
        return part.isalpha()
    if place and part in _ENDS:
        return True
    return bool(following) and (part in _BEGINNINGS or _is_no(part, following))


def _is_no(part: str, following: str) -> bool:
    """Whether two parts are a ``not`` that was drawn to the word before it."""
    return following == "t" and part.endswith("n")


def contraction(text: str) -> str:
    """The English contraction that a text is, signs around it aside; empty for any other text.

    All of it says nothing by itself, as ``don't`` and ``we're`` do; "Ama's" does.
    """
    found = [joined for _, _, joined in standing(spaced(text))]
    if len(found) != 1 or len(written(text)) != 2:
        return ""
    first, last = found[0].split("'")
    return found[0] if _is_no(first, last) or (first in _BEFORE_ENDS and last in _ENDS) else ""


def standing(text: str) -> Iterator[tuple[int, int, str]]:
    """The words with apostrophes in a `spaced` text, in order: where each begins and ends, and folded."""
    for joined in _JOINED.finditer(text):
        yield joined.start(), joined.end(), "'".join(bare(fold(part)) for part in WORD.findall(joined[0]))
