"""Folders of notes: what lies in one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from garden.core import Garden
from garden.links import FOLDER_NOTES, fold
from garden.model import Note
from garden.web.parts import Branch, Folder
from garden.web.urls import folder_url


def folder_of(here: Garden, path: str) -> Folder | None:
    """What lies in a folder, public notes only; None where that is nothing."""
    folders = here.kept(_by_folder)
    prefix = f"{path}/" if path else ""
    counts: Counter[str] = Counter()
    for folder, notes in folders.items():
        if folder and folder.startswith(prefix):
            counts[folder[len(prefix) :].partition("/")[0]] += len(notes)
    right_here = folders.get(path, ())
    if path and not right_here and not counts:
        return None
    return Folder(path=path, folders=_branches(prefix, counts), notes=right_here)


def _by_folder(here: Garden) -> Mapping[str, tuple[Note, ...]]:
    """Notes by the folder that they lie right in."""
    folders: dict[str, list[Note]] = defaultdict(list)
    for note in here.notes():
        folders[note.id.rpartition("/")[0]].append(note)
    return {folder: tuple(notes) for folder, notes in folders.items()}


def of_the_whole(here: Garden) -> Note | None:
    """The index or README that stands for the folder of all notes; None where lists show none."""
    own = (note for note in here.kept(_by_folder).get("", ()) if fold(note.id) in FOLDER_NOTES)
    return min(own, key=lambda note: FOLDER_NOTES.index(fold(note.id)), default=None)


def stands_for(note: Note) -> str:
    """The folder of which a note is the index, or has the name; it may not be there."""
    folder, _, base = note.id.rpartition("/")
    inside = folder and fold(base) in {*FOLDER_NOTES, fold(folder.rpartition("/")[2])}
    return folder if inside else note.id


def _branches(prefix: str, counts: Mapping[str, int]) -> tuple[Branch, ...]:
    names = sorted(counts, key=fold)
    return tuple(Branch(title=name, url=folder_url(f"{prefix}{name}"), count=counts[name]) for name in names)
