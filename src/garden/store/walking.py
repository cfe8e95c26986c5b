"""A folder of notes as a walk goes through it: what is there, and what is none of a reader's business.

No link is followed, and nothing is opened but folders.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from garden.model import Problem
from garden.store.names import NAME_ALIKE, alike, are_plain, assign_ids, is_note
from garden.store.telling import not_a_file, too_large, unnameable, unreadable_folder

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
SETTINGS = "garden.toml"
FOLDER = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_DIRECTORY", 0)
)
"""Opens a folder, and no link to one."""
_OWN_PARTS = frozenset({SETTINGS, "plugins", "templates"})

Entry = tuple[str, os.stat_result]
"""A path, and what is there; no link is followed to see it."""


class NoteFile(NamedTuple):
    """A note's file as the walk met it.

    A tuple with names, since every look at a garden makes one for each note, and a data
    class takes five times as long to make.
    """

    path: str
    id: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What is in the notes folder."""

    notes: Mapping[str, NoteFile]
    """By path."""
    attachments: tuple[str, ...]
    """Paths of all other plain files, sorted."""
    problems: tuple[Problem, ...]
    """What was left out, and names that are too alike; sorted by path."""


_NOTHING = Walk(notes={}, attachments=(), problems=())


class Tree:
    """A folder with all in it; ``is_garden`` where a garden's own settings and code lie in it too."""

    def __init__(self, root: Path, *, is_garden: bool, ignore: Iterable[str], max_bytes: int) -> None:
        self._root = root
        self._is_garden = is_garden
        self._ignore = tuple(ignore)
        self._max_bytes = max_bytes

    def walk(self, met: Callable[[int], None]) -> Walk:
        """Finds all notes and attachments; an empty walk where the folder is gone.

        ``met`` is told after each folder how many files were met so far.
        """
        problems: list[Problem] = []
        entries: list[Entry] = []
        for _, files in self._levels(problems):
            entries += files
            met(len(entries))
        return self._walk(_NOTHING, set(), problems, entries)

    def walk_again(self, before: Walk, now: Mapping[str, os.stat_result | None]) -> Walk:
        """The walk ``before`` with what is ``now`` at some paths: a plain file each, or nothing."""
        problems = [it for it in before.problems if it.path not in now and it.code != NAME_ALIKE]
        entries = [(path, status) for path, status in now.items() if status is not None]
        return self._walk(before, now.keys(), problems, entries)

    def _walk(
        self, before: Walk, without: Set[str], problems: list[Problem], entries: Iterable[Entry]
    ) -> Walk:
        """What was there ``before`` but at some paths, with more files added to it."""
        notes = dict(before.notes)
        for path in without:
            notes.pop(path, None)
        attachments = [path for path in before.attachments if path not in without]
        for path, status in entries:
            if not is_note(path):
                attachments.append(path)
            elif status.st_size > self._max_bytes:
                problems.append(too_large(path, status.st_size, self._max_bytes))
            else:
                known = before.notes.get(path)
                note_id = known.id if known else path[:-3]
                notes[path] = NoteFile(path, note_id, status.st_size, status.st_mtime_ns)
        if notes.keys() == before.notes.keys():  # texts changed, and no name
            problems.extend(it for it in before.problems if it.code == NAME_ALIKE)
        else:
            if not (are_plain(notes) and are_plain(before.notes)):
                ids = assign_ids(notes)
                notes = {path: file._replace(id=ids[path]) for path, file in notes.items()}
            problems.extend(alike(notes))
        return Walk(
            notes=notes,
            attachments=tuple(sorted(attachments)),
            problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.code))),
        )

    def folders(self) -> Iterator[str]:
        """Paths of the folders that a walk goes through; the root is the empty one, others end in ``/``."""
        return (folder for folder, _ in self._levels([]))

    def passes_over(self, path: str, is_folder: bool) -> bool:
        """Whether a path is none of a reader's business, and no one's mistake either."""
        return self._passes_over(path, path.rpartition("/")[2], is_folder)

    def _passes_over(self, path: str, name: str, is_folder: bool) -> bool:
        if name.startswith(".") or (self._is_garden and path in _OWN_PARTS):
            return True
        if is_folder and name in SKIPPED_FOLDERS:
            return True
        return bool(self._ignore) and self._ignored(f"{path}/" if is_folder else path)

    def _levels(self, problems: list[Problem]) -> Iterator[tuple[str, list[Entry]]]:
        """Each folder with its plain files, in no order; tells in ``problems`` what it passes over."""
        waiting: list[tuple[str, os.stat_result | None]] = [("", None)]
        while waiting:
            folder, seen = waiting.pop()
            files: list[Entry] = []
            for name, status in self._listed(folder, seen, problems):
                path = f"{folder}{name}"
                is_folder = stat.S_ISDIR(status.st_mode)
                if self._passes_over(path, name, is_folder):
                    continue
                if not (path.isascii() and (is_folder or stat.S_ISREG(status.st_mode))) and (
                    problem := unnameable(path) or not_a_file(path, status)
                ):
                    problems.append(problem)
                elif is_folder:
                    waiting.append((f"{path}/", status))
                else:
                    files.append((path, status))
            yield folder, files

    def _listed(self, folder: str, seen: os.stat_result | None, problems: list[Problem]) -> list[Entry]:
        """The names in a folder, with their status; an unreadable folder is told.

        ``seen`` is its status as its own folder was listed: one that was exchanged
        since, or that is reached through one that was, is not listed.
        """
        found = []
        try:
            with _opened(self._root / folder, seen) as opened, os.scandir(opened) as entries:
                for entry in entries:
                    try:
                        found.append((entry.name, entry.stat(follow_symlinks=False)))
                    except FileNotFoundError:  # gone between listing and looking: as if it had not been there
                        continue
        except FileNotFoundError:
            return []
        except OSError as error:
            problems.append(unreadable_folder(folder, error))
        return found

    @cached_property
    def _ignored(self) -> Callable[[str], bool]:
        from pathspec import GitIgnoreSpec  # only gardens that ignore something pay for it

        return GitIgnoreSpec.from_lines(self._ignore).match_file


@contextlib.contextmanager
def _opened(folder: Path, seen: os.stat_result | None) -> Iterator[int]:
    """A descriptor of a folder; NotADirectoryError when it is not the one that was seen."""
    opened = os.open(folder, FOLDER)
    try:
        if seen is not None and not os.path.samestat(seen, os.fstat(opened)):
            raise NotADirectoryError(errno.ENOTDIR, "Exchanged while looking")
        yield opened
    finally:
        os.close(opened)
