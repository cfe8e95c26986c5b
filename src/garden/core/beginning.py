"""Begins a note: a text from its kind's skeleton, under a name that is free.

A skeleton is a note's text in which `{title}`, `{kind}`, `{date}` and `{author}` stand for what
they say. A line with a value that there is none of is left out: one with `{author}` where git knows
no name. All other lines stay as they are.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.characters import printable
from garden.errors import GitError, NoteError
from garden.history.git import Git
from garden.links import FOLDER_NOTES, fold
from garden.model import NoteKind, Problem
from garden.parsing.dates import day
from garden.store import NoteFile

if TYPE_CHECKING:
    from garden.core.garden import Garden

PLAIN = """
---
title: {title}
kind: {kind}
FIELDS
date: {date}
authors: [{author}]
---
"""
"""For kinds without a skeleton of their own; their fields stand in it, to be filled."""
_ITS_KEYS = frozenset({"title", "kind", "date", "authors"})
_PLACE = re.compile(r"\{(title|kind|date|author)\}")
_FENCE = "---"
_BARE = re.compile(r"[^\W\d_][\w ]*")
"""What YAML cannot take for anything but text."""
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_MOST_BYTES = 120
_KEPT = frozenset("LMN")
"""Letters, marks and digits, by the first letter of their Unicode category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A note that was begun."""

    path: str
    """Relative to the notes folder."""
    title: str
    kind: str


def begin(garden: Garden, kind: NoteKind, title: str) -> Begun:
    """Writes a new note. Raises NoteError when it cannot be written."""
    title = printable(" ".join(title.split())) or f"{kind.label} of {day(garden.today())}"
    values = {
        "title": title,
        "kind": kind.name,
        "date": garden.today().isoformat(),
        "author": author(garden),
    }
    text = filled(kind.skeleton or plain(kind), values)
    folder, stem = folder_of(garden, kind.name), slug(title) or kind.name
    taken = {fold(path) for path in garden.store.walk().notes}
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        path = f"{folder}{name}.md"
        number += 1
        if fold(path) in taken or (fold(name) in FOLDER_NOTES and fold(name) == fold(stem)):
            continue
        try:
            garden.store.create(path, text)
        except NoteError as error:
            if error.code != "file-there":
                raise
        else:
            return Begun(path=path, title=title, kind=kind.name)


def still_to_do(garden: Garden, begun: Begun) -> tuple[Problem, ...]:
    """What keeps a note that was begun from being read as it was meant, such as a consent with no name."""
    from garden.core.parser import NoteParser  # most of what begins a note needs none

    try:
        data = garden.store.read(begun.path)
    except NoteError as error:  # whoever edited it took it away, or wrote what cannot be read
        return (Problem.of(begun.path, error),)
    parser = NoteParser(garden.config, garden.host)
    opened = parser.open(NoteFile(begun.path, begun.path[: -len(".md")], len(data), 0), data)
    return parser.note(opened, parser.read(opened)).problems


def plain(kind: NoteKind) -> str:
    """The skeleton of a kind that has none of its own."""
    fields = "".join(f"{_scalar(name)}:\n" for name in kind.fields if name not in _ITS_KEYS)
    return PLAIN.replace("FIELDS\n", fields)


def filled(skeleton: str, values: dict[str, str]) -> str:
    """A skeleton with its values; those in the front matter are written as YAML reads them."""
    lines = []
    fences = 0
    for line in skeleton.strip("\n").split("\n"):
        fences += line.rstrip() == _FENCE
        names = _PLACE.findall(line)
        if any(not values[name] for name in names):
            continue
        write = _scalar if fences == 1 else str
        lines.append(_PLACE.sub(lambda place, write=write: write(values[place[1]]), line))  # type: ignore[misc]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    if _BARE.fullmatch(text) and text.strip() == text and text.lower() not in _WORDS_OF_YAML:
        return text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def slug(title: str) -> str:
    """A file's name for a title: letters of any script, digits, and hyphens between."""
    plain = unicodedata.normalize("NFC", title).lower()
    kept = (it if unicodedata.category(it)[0] in _KEPT else "-" for it in plain)
    name = re.sub("-+", "-", "".join(kept)).strip("-")
    while len(name.encode("utf-8")) > _MOST_BYTES:
        name = name[:-1]
    return name.strip("-")


def folder_of(garden: Garden, kind: str) -> str:
    """Where most notes of a kind are, with a slash; empty for the notes folder itself."""
    paths = (note.path for note in garden.everything.notes if note.kind == kind)
    folders = Counter(path.rpartition("/")[0] for path in paths)
    best = min(folders, key=lambda folder: (-folders[folder], folder), default="")
    return f"{best}/" if best else ""


def author(garden: Garden) -> str:
    """Who works here, as git knows them; empty where it does not."""
    try:
        said = Git(garden.config.root).text("config", "--get", "user.name")
    except GitError:  # no name, or no git
        return ""
    return printable(" ".join(said.split()))
