"""Folders of notes: what lies in one."""

from __future__ import annotations

from garden.core import Garden
from garden.links import FOLDER_NOTES, fold
from garden.model import Note
from garden.web.parts import Branch, Folder
from garden.web.urls import folder_url


def folder_of(here: Garden, path: str) -> Folder | None:
    """What lies in a folder, public notes only; None where that is nothing."""
    prefix = f"{path}/" if path else ""
    inside = [note for note in here.notes() if note.id.startswith(prefix)]
    if path and not inside:
        return None
    right_here = tuple(note for note in inside if "/" not in note.id[len(prefix) :])
    return Folder(path=path, folders=_folders(inside, prefix), notes=right_here)


def stands_for(note: Note) -> str:
    """The folder of which a note is the index, or has the name; it may not be there."""
    folder, _, base = note.id.rpartition("/")
    inside = folder and fold(base) in {*FOLDER_NOTES, fold(folder.rpartition("/")[2])}
    return folder if inside else note.id


def _folders(inside: list[Note], prefix: str) -> tuple[Branch, ...]:
    counts: dict[str, int] = {}
    for note in inside:
        name, slash, _ = note.id[len(prefix) :].partition("/")
        if slash:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(counts, key=fold)
    return tuple(Branch(title=name, url=folder_url(f"{prefix}{name}"), count=counts[name]) for name in names)
