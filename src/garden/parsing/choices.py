"""Where a note's author sends its readers: ``next`` and ``related``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from garden.model import NextChoice
from garden.parsing.reader import Reader
from garden.parsing.texts import line, lines, targets


def next_choices(meta: Reader) -> tuple[NextChoice, ...]:
    """The author's choices, in order; an entry that leads nowhere is told."""
    value = meta.get("next")
    entries = [list(_choices(item)) for item in (value if isinstance(value, list) else [value])]
    if value is not None and not all(entries):
        meta.tell(
            "next",
            "next-unreadable",
            "An entry of 'next:' does not say where it leads.",
            "Give it a line 'to: ...'.",
        )
    return tuple(choice for choices in entries for choice in choices)


def _choices(item: Any) -> Iterator[NextChoice]:
    """Of one entry: a name, or ``to`` with ``when``."""
    when = ""
    if isinstance(item, dict):
        lower = {key.lower(): inner for key, inner in item.items()}
        when = line(", ".join(lines(lower.get("when"))))
        item = lower.get("to")
    for text in lines(item):
        for target in targets(text):
            yield NextChoice(to=target, when=when)


def related(meta: Reader) -> tuple[str, ...]:
    """Targets as written, each once."""
    return _targets(meta, "related")


def adapted_from(meta: Reader) -> tuple[str, ...]:
    """What the note was made from, as written, each once: notes, or addresses elsewhere."""
    return _targets(meta, "adapted_from", "based_on")


def _targets(meta: Reader, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target for text in meta.texts(*names) for target in targets(text)))
