"""On which line of a note's file something of its trail stands. Pure."""

from __future__ import annotations

import re

LINE_ENDS = re.compile(r"\r\n?|\n")
STEPS = re.compile(r"""(["']?)steps\1\s*[:=]|\[\[steps\]\]""", re.IGNORECASE)
ITEM = re.compile(r"\s*(-\s|-$)")
TABLE = re.compile(r"\[\[steps\]\]\s*$", re.IGNORECASE)


def line_of(text: str, place: int | None = None, word: str = "") -> int | None:
    """The line, from 1, of an entry of ``steps:``, or within it of a word; that of ``steps:`` where those
    cannot be told apart, and None where there is no such thing.
    """
    lines = LINE_ENDS.split(text)
    first = next((number for number, line in enumerate(lines) if STEPS.match(line.strip("{ \t"))), None)
    if first is None:
        return None
    *entries, stop = _entries(lines, first)
    if place is None or place >= len(entries):
        return first + 1
    begin, end = (*entries, stop)[place : place + 2]
    return next((number for number in range(begin, end) if word and word in lines[number]), begin) + 1


def _entries(lines: list[str], first: int) -> list[int]:
    """Where each entry begins, at a hyphen as far in as the first or at ``[[steps]]``; and where all end."""
    if TABLE.match(lines[first].strip()):
        fence = (number for number in range(first, len(lines)) if lines[number].rstrip() == "+++")
        stop = next(fence, len(lines))
        return [*(number for number in range(first, stop) if TABLE.match(lines[number].strip())), stop]
    found: list[int] = []
    depth = None
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        if ITEM.match(line) and indent == (indent if depth is None else depth):
            depth = indent
            found.append(number)
        elif depth is None or indent <= depth:
            return [*found, number]
    return [*found, len(lines)]
