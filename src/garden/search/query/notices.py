"""What a reader is told of how a question was read and answered, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_MOST_NAMED = 3
"""Beginnings, or words of a code, that one sentence names ..."""
LONGEST_NAMED = 40
"""... and characters of what was typed that it repeats."""
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)


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


def not_as_written(code: str, words: Sequence[str], *, field: str = "", begun: bool = False) -> str:
    """A sentence on a code that no note has, in a field perhaps, and of which these words were looked for.

    It may be the beginning of any code that is ``begun`` so.
    """
    named = listed([f"'{word}'" for word in words], "or") if len(words) <= _MOST_NAMED else "parts of it"
    where, there = (f" in its {field}", " there") if field else ("", "")
    code = code[:LONGEST_NAMED]
    what = f"a code that begins with '{code}'{where}" if begun else f"'{code}'{where} as it is written"
    return f"No note has {what}; showing notes with {named}{there}."


def only_begun(code: str) -> str:
    """A sentence on a code that no note has and with which longer ones begin."""
    return f"No note has '{code[:LONGEST_NAMED]}' alone; showing notes with what begins so."


def partly(none: str, asked: int, most: int) -> str:
    """How many of the words that were asked for a note has at most; ``none`` begins the sentence."""
    if asked == 2:
        return f"{none} has both words; showing notes with one of them."
    written, most_written = (
        _NUMBERS[number] if number < len(_NUMBERS) else str(number) for number in (asked, most)
    )
    limit = "one of them" if most == 1 else f"up to {most_written}"
    return f"{none} has all {written} words; showing notes with {limit}."


def apart(none: str, phrases: int) -> str:
    """That the words of so many phrases stand apart in all notes."""
    said = "these words next to each other" if phrases == 1 else "all of these phrases"
    return f"{none} has {said}; showing notes with the words."


def in_pieces(none: str, words: int) -> str:
    """That no note has one of so many words whole, which are looked for in pieces."""
    this, it = ("this word", "it") if words == 1 else ("any of these words", "them")
    return f"{none} has {this} whole; showing notes with parts of {it}."
