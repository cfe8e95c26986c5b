"""Values of front matter that their keys cannot hold, and keys that are nearly known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from garden.core.checks.ground import Ground
from garden.model import Field, Note, Problem
from garden.parsing.dates import read_date
from garden.parsing.reader import plain
from garden.parsing.slips import GUARDS, nearly

LINES = frozenset(
    {
        "title",
        "kind",
        "summary",
        "lang",
        "series",
        "section",
        "status",
        "licence",
        "license",
        "rights",
        "visibility",
        "door",
        "content_note",
    }
)
"""Keys that hold one line of text."""
KNOWN = LINES | {
    "tags",
    "aliases",
    "authors",
    "author",
    "teller",
    "scribe",
    "host",
    "translator",
    "date",
    "created",
    "updated",
    "modified",
    "next",
    "related",
    "source",
    "adapted_from",
    "consent",
    "draft",
    "private",
    "hidden",
    "publish",
    "published",
    "public",
    "withdrawn",
    "description",
    "cover",
}
"""Keys that core reads."""
_LEAST = 5
"""Letters of a key from which on one that is nearly it is taken for a slip."""
_NEAR = 0.86
_NEAR_KIND = 0.75
_DIGIT = re.compile(r"\d")


def values(note: Note, ground: Ground) -> Iterator[Problem]:
    """Values of another sort than their key holds, by what the note's kind and the fields say."""
    for key, value in note.meta.items():
        if value is None:
            continue
        if key in LINES and isinstance(value, (dict, list)) and len(value) != 1:
            fix = f"Write it on one line after '{key}:', in quotation marks if there is a colon in it."
            yield ground.at_key(note, key, "value-unfit", f"'{key}:' holds one line of text.", fix)
    own = ground.garden.kind(note.kind).fields
    for key in own:
        field = ground.garden.fields.get(key)
        if field is not None and key in note.meta:
            yield from _of_field(note, key, field, note.meta[key], ground)


def _of_field(note: Note, key: str, field: Field, value: Any, ground: Ground) -> Iterator[Problem]:
    for text in value if isinstance(value, list) else [value]:
        if not isinstance(text, str) or not text.strip():
            continue
        if field.type == "date" and read_date(text) is None:
            fix = "Write it as year-month-day, for example 2026-03-14."
            yield ground.at_key(note, key, "value-unfit", f"'{text}' after '{key}:' is no date.", fix)
        if field.type == "number" and not _DIGIT.search(text):
            fix = "Write it in figures."
            yield ground.at_key(note, key, "value-unfit", f"'{text}' after '{key}:' is no number.", fix)


def keys(note: Note, ground: Ground) -> Iterator[Problem]:
    """Keys that no one knows, and that are nearly one that is known."""
    known = _known(ground)
    for key in note.meta:
        name = plain(key)
        if name in known or len(name) < _LEAST or nearly(name, GUARDS):  # the last was told when it was read
            continue
        if near := difflib.get_close_matches(name, known, n=1, cutoff=_NEAR):
            if near[0] in note.meta or name.rstrip("s") == near[0].rstrip("s"):
                continue  # both are there, or it is a plural: meant so
            message = f"'{key}:' is no key that is known; it is nearly '{near[0]}:'."
            yield ground.at_key(note, key, "key-misspelt", message, f"Write '{near[0]}:' if you mean that.")


def kind(note: Note, ground: Ground) -> Iterator[Problem]:
    """A kind that no one declared and no other note has, and that is nearly one that there is."""
    known = ground.garden.kinds
    if note.kind in known or len(note.kind) < _LEAST or len(ground.view.notes_of(note.kind, None)) > 1:
        return
    for near in difflib.get_close_matches(note.kind, known, n=1, cutoff=_NEAR_KIND):
        message = f"'{note.kind}' is no kind that is known; it is nearly '{near}'."
        fix = f"Write 'kind: {near}' if you mean that."
        yield ground.at_key(note, "kind", "kind-misspelt", message, fix)


def _known(ground: Ground) -> Mapping[str, None]:
    kinds = (key for kind in ground.garden.kinds.values() for key in kind.fields)
    return dict.fromkeys((*sorted(KNOWN), *kinds, *ground.garden.fields))
