"""The stone where a withdrawn note was: when it was taken back and why, and nothing of the note."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from garden.model import Note, Visibility
from garden.parsing.dates import read_date
from garden.parsing.reader import TRUE, value_of
from garden.parsing.texts import line, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Stone:
    """What ``withdrawn:`` of a note's front matter says."""

    date: datetime.date | None = None
    """The day it was taken back, where that is told."""
    why: str = ""
    """In the words of whoever withdrew it; may be empty."""
    files: tuple[str, ...] = ()
    """Paths of files that only this note showed: they stay back with it."""


def stone_of(note: Note) -> Stone | None:
    """The stone of a note that was withdrawn; None for any other."""
    if note.visibility is not Visibility.WITHDRAWN:
        return None
    said = value_of(note.meta, "withdrawn")
    if isinstance(said, dict):
        parts = {key.strip().lower(): value for key, value in said.items()}
        return Stone(
            date=read_date(" ".join(texts(parts.get("date")))),
            why=line(" ".join(texts(parts.get("why") or parts.get("reason")))),
            files=texts(parts.get("files")),
        )
    words = line(" ".join(texts(said)))
    when = read_date(words)
    return Stone(date=when, why="" if when or words.lower() in TRUE else words)


def written(stone: Stone, title: str = "") -> str:
    """The file of a stone; JSON's strings are YAML's as well, whatever they hold."""
    lines = [
        *([f"title: {_quoted(title)}"] if title else []),
        "withdrawn:",
        f"  date: {stone.date.isoformat() if stone.date else ''}",
        *([f"  why: {_quoted(stone.why)}"] if stone.why else []),
        *(["  files:", *(f"    - {_quoted(path)}" for path in stone.files)] if stone.files else []),
    ]
    return "---\n" + "".join(f"{one}\n" for one in lines) + "---\n"


def _quoted(words: str) -> str:
    return json.dumps(words.encode("utf-8", "replace").decode(), ensure_ascii=False)
