"""When the notes change: told by the system, some changes at a time.

Each folder is watched by itself, and only those that a walk of the notes goes through: the
library's own way of watching a folder with all in it would follow links out of the garden,
and watch what is ignored too. When a folder comes or goes, all are watched anew.
"""

from __future__ import annotations

import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from garden.store import Store

TOGETHER_MS = 1600
"""Changes that follow each other closely are told together, after this time at the latest."""
_STEP_MS = 50
"""What follows closely; also how often it is looked whether to end."""
_TRIES = 5
"""A folder may go while it is being watched."""
_PASSING = re.compile(
    r"""
    .*~ | \#.*\# | .*\.(?:sw[a-z]|tmp|temp|bak|part|crdownload|new) | .*___jb_(?:tmp|old)___ | 4913
    | .*\.sb-[0-9a-f]+-\w+ | ~\$.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""Names of files that editors and browsers make for a moment: Emacs, Vim, JetBrains', macOS', Office."""


class UnwatchableError(Exception):
    """The system cannot tell of changes here; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is watched: the folders of a garden's notes, and where git tells that it has done something."""

    store: Store
    git_folder: Path | None = None
    """Where ``HEAD`` lies; None without git."""

    def folders(self) -> frozenset[Path]:
        """The folders as they are now."""
        found = {self.store.root / folder for folder in self.store.folders()}
        if self.git_folder is not None:
            # Every commit, checkout and pull adds a line to logs/HEAD.
            found |= {self.git_folder, self.git_folder / "logs"}
        return frozenset(folder for folder in found if _is_folder(folder) and os.access(folder, os.R_OK))

    def minds(self, path: Path) -> bool:
        """Whether a change of this file may make another index, or another history."""
        if self.git_folder is not None and path.parent in {self.git_folder, self.git_folder / "logs"}:
            return path.name == "HEAD"
        if _PASSING.fullmatch(path.name) or not path.is_relative_to(self.store.root):
            return False
        return self.store.minds(path.relative_to(self.store.root).as_posix())

    def paths(self, files: Iterable[Path]) -> frozenset[str]:
        """Paths in the notes folder, of those that a walk would look at."""
        root = self.store.root
        inside = (file.relative_to(root).as_posix() for file in files if file.is_relative_to(root))
        return frozenset(filter(self.store.minds, inside))


Told = frozenset[str] | None
"""Paths in the notes folder; None for any. It is empty where git did something and no file changed."""
Opener = Callable[[list[str], bool, bool, int, bool, bool], RustNotify]


def watch(area: Area, ended: threading.Event, *, notify: Opener = RustNotify) -> Iterator[Told]:
    """Gives the paths of what has changed whenever something may have, until ``ended`` is set.

    None first, when watching has begun: what changed before has not been seen. Raises
    UnwatchableError, also when watching ends.
    """
    while not ended.is_set():
        folders, watcher = _opened(area, notify)
        with watcher:
            yield None
            while not ended.is_set():
                found = watcher.watch(TOGETHER_MS, _STEP_MS, 0, ended)
                if isinstance(found, str):  # told to end
                    return
                changes = [(Change(kind), Path(path)) for kind, path in found]
                if any(_is_of_folders(kind, path, folders) for kind, path in changes):
                    break  # and something is told when the new ones are watched
                minded = {path for _, path in changes if area.minds(path)}
                if minded:
                    yield area.paths(minded)


def _opened(area: Area, notify: Opener) -> tuple[frozenset[Path], RustNotify]:
    for left in reversed(range(_TRIES)):
        folders = area.folders()
        if area.store.root not in folders:
            raise UnwatchableError("the folder is gone")
        try:
            return folders, notify(sorted(map(str, folders)), False, False, 0, False, False)
        except FileNotFoundError:
            if not left:
                raise UnwatchableError("its folders come and go") from None
        except (OSError, WatchfilesRustInternalError) as error:
            raise UnwatchableError(str(error)) from error
    raise AssertionError("unreachable")


def _is_of_folders(kind: Change, path: Path, folders: frozenset[Path]) -> bool:
    """Whether a folder came or went. One that a link leads to is none of ours."""
    if kind is Change.modified:
        return False
    return path in folders or (kind is Change.added and path.parent in folders and _is_folder(path))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
