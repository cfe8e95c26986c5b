"""Note files under one root: found, read and written; nothing outside it.

The walk follows no link, opens nothing that could block and reads nothing over
the limit; what it leaves out, it says. To read or write, each folder on the way
is opened by the descriptor of the one before, so that nothing exchanged for a
link between looking and opening leads out. What the walk passes over without a word (hidden files,
the garden's own settings and code, what is ignored) cannot be read by its path
either.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from garden.errors import NoteError
from garden.model import Problem
from garden.store.names import alike, assign_ids, is_encodable, is_note
from garden.store.telling import (
    TOO_LARGE_FIX,
    as_size,
    failed,
    not_a_file,
    outside,
    too_large,
    unnameable,
    unreadable_folder,
)
from garden.store.writing import exchange, put_aside, replace, write_new

if TYPE_CHECKING:
    from garden.config import Config

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_SETTINGS = "garden.toml"
_OWN_PARTS = frozenset({_SETTINGS, "plugins", "templates"})
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0)
_FOLDER = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_DIRECTORY", 0)


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


class Store:
    """The note files of one garden.

    ``ignore`` holds patterns as in ``.gitignore``; ``max_bytes`` bounds a note.
    """

    def __init__(self, root: Path, *, garden_root: Path, ignore: Iterable[str] = (), max_bytes: int) -> None:
        self.root = root
        self._max_bytes = max_bytes
        self._ignore = tuple(ignore)
        # Without settings it is any folder of notes, whose plugins/ may be notes on plugins.
        self._is_garden = root == garden_root and (root / _SETTINGS).exists()

    @classmethod
    def of(cls, settings: Config) -> Self:
        """The store of a garden with these settings."""
        return cls(
            settings.notes_folder,
            garden_root=settings.root,
            ignore=settings.ignore,
            max_bytes=settings.index.max_note_bytes,
        )

    def walk(self) -> Walk:
        """Finds all notes and attachments; an empty walk where the folder is gone."""
        problems: list[Problem] = []
        notes: dict[str, os.stat_result] = {}
        attachments: list[str] = []
        for path, status in self._files(problems):
            if not is_note(path):
                attachments.append(path)
            elif status.st_size > self._max_bytes:
                problems.append(too_large(path, status.st_size, self._max_bytes))
            else:
                notes[path] = status
        ids = assign_ids(notes)
        files = {
            path: NoteFile(path, ids[path], status.st_size, status.st_mtime_ns)
            for path, status in notes.items()
        }
        problems.extend(alike(notes))
        return Walk(
            notes=files,
            attachments=tuple(sorted(attachments)),
            problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.code))),
        )

    def folders(self) -> Iterator[str]:
        """Paths of the folders that a walk goes through; the root is the empty one, others end in ``/``."""
        waiting: list[tuple[str, os.stat_result | None]] = [("", None)]
        while waiting:
            folder, seen = waiting.pop()
            yield folder
            for name, status in self._listed(folder, seen, []):
                path = f"{folder}{name}"
                if stat.S_ISDIR(status.st_mode) and not self._passes_over(path, True):
                    waiting.append((f"{path}/", status))

    def minds(self, path: str) -> bool:
        """Whether a walk would look at a file of this path, if there is one."""
        try:
            self._parts(path)
        except NoteError:
            return False
        return True

    def read(self, path: str) -> bytes:
        """The bytes of a note; NoteError for what is not a plain text file within the limit."""
        try:
            with os.fdopen(self._open(path), "rb") as file:
                # Asked for all that is allowed, Python would make room for it first.
                size = min(os.fstat(file.fileno()).st_size, self._max_bytes)
                data = file.read(size + 1)
                if len(data) > size:  # it grew
                    data += file.read(self._max_bytes - size)
        except OSError as error:
            raise failed(error, "read") from None
        if len(data) > self._max_bytes:
            raise NoteError(
                f"The file is larger than {as_size(self._max_bytes)}.",
                code="file-too-large",
                fix=TOO_LARGE_FIX,
            )
        if b"\0" in data[:8192]:
            raise NoteError(
                "The file is not text: it holds NUL bytes.",
                code="file-binary",
                fix="Save it as UTF-8 text, or give it another ending than .md.",
            )
        return data

    def open_attachment(self, path: str) -> int:
        """A descriptor of a plain file, for the caller to close; NoteError for anything else."""
        return self._open(path)

    def write(self, path: str, text: str) -> None:
        """Writes a note whole or not at all, and makes the folders on the way.

        Raises NoteError for a path outside the root or through a link, and for
        what cannot be written.
        """
        parts = self._parts(path)
        if not is_note(path):
            raise outside(path)
        try:
            with self._opened_folder(parts[:-1], make=True) as folder:
                replace(parts[-1], text.encode("utf-8", "replace"), folder)
        except OSError as error:
            raise failed(error, "written") from None

    def create(self, path: str, text: str) -> None:
        """Writes a note that is not there yet, whole or not at all.

        NoteError as `write`, and with the code ``file-there`` when it is there.
        """
        parts = self._parts(path)
        if not is_note(path):
            raise outside(path)
        try:
            with self._opened_folder(parts[:-1], make=True) as folder:
                write_new(parts[-1], text.encode("utf-8", "replace"), folder)
        except FileExistsError:
            raise NoteError("There is such a file already.", code="file-there") from None
        except OSError as error:
            raise failed(error, "written") from None

    def rename(self, old: str, new: str, *, by: Callable[[str, str], None] | None = None) -> None:
        """Gives a note's file another path, where nothing is yet; ``by`` does it, or we do.

        Raises NoteError as `create` does, and whatever ``by`` raises.
        """
        before, after = self._parts(old), self._parts(new)
        if not is_note(old) or not is_note(new):
            raise outside(new)
        try:
            with (
                self._opened_folder(before[:-1]) as here,
                self._opened_folder(after[:-1], make=True) as there,
            ):
                with contextlib.suppress(FileNotFoundError):
                    os.stat(after[-1], dir_fd=there, follow_symlinks=False)
                    raise NoteError("There is such a file already.", code="file-there")
                if by is None:
                    os.rename(before[-1], after[-1], src_dir_fd=here, dst_dir_fd=there)
                else:
                    by(old, new)
        except OSError as error:
            raise failed(error, "written") from None

    def change(self, contents: Mapping[str, bytes | None]) -> None:
        """Writes several notes, or takes them away where the content is None: all of it or none.

        Everything is written aside before the first file is exchanged; if one cannot be, those
        that were are put back. Raises NoteError as `write` does.
        """
        for path in contents:
            self._parts(path)
            if not is_note(path):
                raise outside(path)
        before = {path: self._now(path) for path in contents}
        aside: dict[str, str] = {}
        done: list[str] = []
        try:
            for path, data in contents.items():
                if data is not None:
                    with self._opened_folder(self._parts(path)[:-1], make=True) as folder:
                        aside[path] = put_aside(self._parts(path)[-1], data, folder)
            for path, data in contents.items():
                done.append(path)
                with self._opened_folder(self._parts(path)[:-1]) as folder:
                    if data is None:
                        os.unlink(self._parts(path)[-1], dir_fd=folder)
                    else:
                        exchange(aside[path], self._parts(path)[-1], folder)
                        del aside[path]
        except OSError as error:
            self._put_back({path: before[path] for path in done})
            raise failed(error, "written") from None
        finally:
            for path, name in aside.items():
                with (
                    contextlib.suppress(FileNotFoundError),
                    self._opened_folder(self._parts(path)[:-1]) as folder,
                ):
                    os.unlink(name, dir_fd=folder)

    def _now(self, path: str) -> bytes | None:
        """The bytes of a note, or None where there is none."""
        try:
            return self.read(path)
        except NoteError as error:
            if error.code == "file-gone":
                return None
            raise

    def _put_back(self, contents: Mapping[str, bytes | None]) -> None:
        for path, data in contents.items():
            name = self._parts(path)[-1]
            with self._opened_folder(self._parts(path)[:-1]) as folder:
                if data is not None:
                    replace(name, data, folder)
                else:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=folder)

    # --- finding ----------------------------------------------------------------------

    def _files(self, problems: list[Problem]) -> Iterator[tuple[str, os.stat_result]]:
        """Plain files with their status, in no order; tells in ``problems`` what it passes over."""
        waiting: list[tuple[str, os.stat_result | None]] = [("", None)]
        while waiting:
            folder, seen = waiting.pop()
            for name, status in self._listed(folder, seen, problems):
                path = f"{folder}{name}"
                is_folder = stat.S_ISDIR(status.st_mode)
                if self._passes_over(path, is_folder):
                    continue
                if not (path.isascii() and (is_folder or stat.S_ISREG(status.st_mode))) and (
                    problem := unnameable(path) or not_a_file(path, status)
                ):
                    problems.append(problem)
                elif is_folder:
                    waiting.append((f"{path}/", status))
                else:
                    yield path, status

    def _listed(
        self, folder: str, seen: os.stat_result | None, problems: list[Problem]
    ) -> list[tuple[str, os.stat_result]]:
        """The names in a folder, with their status; an unreadable folder is told.

        ``seen`` is its status as its own folder was listed: one that was exchanged
        since, or that is reached through one that was, is not listed.
        """
        found = []
        try:
            with _opened(self.root / folder, seen) as opened, os.scandir(opened) as entries:
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

    def _passes_over(self, path: str, is_folder: bool) -> bool:
        """Whether a path is none of a reader's business, and no one's mistake either."""
        name = path.rpartition("/")[2]
        if name.startswith(".") or (self._is_garden and path in _OWN_PARTS):
            return True
        if is_folder:
            return name in SKIPPED_FOLDERS or self._ignored(f"{path}/")
        return self._ignored(path)

    @cached_property
    def _ignored(self) -> Callable[[str], bool]:
        if not self._ignore:
            return lambda path: False
        from pathspec import GitIgnoreSpec  # only gardens that ignore something pay for it

        return GitIgnoreSpec.from_lines(self._ignore).match_file

    # --- opening ----------------------------------------------------------------------

    def _parts(self, path: str) -> tuple[str, ...]:
        """A path taken apart; NoteError for what no walk would give."""
        parts = tuple(path.split("/"))
        if not all(parts) or "\0" in path or not is_encodable(path):
            raise outside(path)
        folders = ("/".join(parts[:end]) for end in range(1, len(parts)))
        if self._passes_over(path, False) or any(self._passes_over(folder, True) for folder in folders):
            raise outside(path)
        return parts

    def _open(self, path: str) -> int:
        parts = self._parts(path)
        try:
            with self._opened_folder(parts[:-1]) as folder:
                file = os.open(parts[-1], _READ, dir_fd=folder)
        except OSError as error:
            raise failed(error, "read") from None
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise NoteError("This is not a plain file.", code="file-special", fix="Take it away.")
        return file

    @contextlib.contextmanager
    def _opened_folder(self, parts: tuple[str, ...], *, make: bool = False) -> Iterator[int]:
        """A descriptor of a folder under the root, reached without following any link."""
        folder = os.open(self.root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            for part in parts:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, dir_fd=folder)
                inner = os.open(part, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
            yield folder
        finally:
            os.close(folder)


@contextlib.contextmanager
def _opened(folder: Path, seen: os.stat_result | None) -> Iterator[int]:
    """A descriptor of a folder; NotADirectoryError when it is not the one that was seen."""
    opened = os.open(folder, _FOLDER)
    try:
        if seen is not None and not os.path.samestat(seen, os.fstat(opened)):
            raise NotADirectoryError(errno.ENOTDIR, "Exchanged while looking")
        yield opened
    finally:
        os.close(opened)


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
