"""Note files under one root: found, read and written; nothing outside it.

The walk follows no link, opens nothing that could block and reads nothing over
the limit; what it leaves out, it says. A path that the walk did not give is
refused, whatever it looks like.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from garden.errors import NoteError
from garden.links import fold
from garden.model import Problem

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_OWN_PARTS = frozenset({"garden.toml", "plugins", "templates"})
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFile:
    """A note's file as the walk met it."""

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
        self._own_parts = _OWN_PARTS if root == garden_root else frozenset()
        self._ignore = tuple(ignore)

    def walk(self) -> Walk:
        """Finds all notes and attachments; an empty walk where the folder is gone."""
        problems: list[Problem] = []
        notes: dict[str, os.stat_result] = {}
        attachments: list[str] = []
        for path, status in self._files(problems):
            if not is_note(path):
                attachments.append(path)
            elif status.st_size > self._max_bytes:
                problems.append(_too_large(path, status.st_size, self._max_bytes))
            else:
                notes[path] = status
        ids = assign_ids(notes)
        files = {
            path: NoteFile(path=path, id=ids[path], size=status.st_size, mtime_ns=status.st_mtime_ns)
            for path, status in notes.items()
        }
        problems.extend(_alike(notes))
        return Walk(
            notes=files,
            attachments=tuple(sorted(attachments)),
            problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.code))),
        )

    def read(self, path: str) -> bytes:
        """The bytes of a note; NoteError for what is not a plain text file within the limit."""
        with self._open(path) as file:
            data = os.read(file, self._max_bytes + 1)
            while len(data) <= self._max_bytes and (more := os.read(file, self._max_bytes + 1 - len(data))):
                data += more
        if len(data) > self._max_bytes:
            raise NoteError(
                f"The file is larger than {_size(self._max_bytes)}.", code="file-too-large", fix=_TOO_LARGE_FIX
            )
        if b"\0" in data[:8192]:
            raise NoteError(
                "The file is not text: it holds NUL bytes.",
                code="file-binary",
                fix="Save it as UTF-8 text, or give it another ending than .md.",
            )
        return data

    def open_attachment(self, path: str) -> int:
        """A file descriptor for an attachment of the last walk; NoteError as in `read`."""
        return self._open(path).__enter__()

    def write(self, path: str, text: str) -> None:
        """Writes a note whole or not at all; NoteError for a path outside the root."""
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts or not is_note(path):
            raise NoteError(f"'{path}' is not a note of this garden.", code="path-outside")
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(self.root):
            raise NoteError(f"'{path}' leads out of the garden.", code="path-outside")
        aside = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            with aside.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)

    def _files(self, problems: list[Problem]) -> Iterator[tuple[str, os.stat_result]]:
        """Plain files with their status, in no order; tells in ``problems`` what it passes over."""
        ignored = _matcher(self._ignore)
        for folder, folders, files, folder_fd in os.fwalk(self.root, onerror=_teller(self.root, problems)):
            prefix = os.path.relpath(folder, self.root)
            prefix = "" if prefix == "." else f"{prefix}/"
            folders[:] = [
                name
                for name in sorted(folders)
                if self._enter(name, f"{prefix}{name}", folder_fd, problems) and not ignored(f"{prefix}{name}/")
            ]
            for name in files:
                path = f"{prefix}{name}"
                if name.startswith(".") or ignored(path) or (not prefix and name in self._own_parts):
                    continue
                status = _status(name, folder_fd)
                if status is None:
                    continue  # gone between listing and looking: as if it had not been there
                problem = _not_a_file(path, status) if _is_named(path) else _unnameable(path)
                if problem is None:
                    yield path, status
                elif is_note(path):
                    problems.append(problem)

    def _enter(self, name: str, path: str, folder_fd: int, problems: list[Problem]) -> bool:
        if name.startswith(".") or name in SKIPPED_FOLDERS or path in self._own_parts:
            return False
        if not _is_named(path):
            problems.append(_unnameable(path))
            return False
        status = _status(name, folder_fd)
        if status is not None and stat.S_ISLNK(status.st_mode):
            problems.append(_linked(path))
            return False
        return status is not None

    @contextlib.contextmanager
    def _opened_folder(self, parts: tuple[str, ...]) -> Iterator[int]:
        """A descriptor of a folder under the root, reached without following any link."""
        folder = os.open(self.root, _FOLDER & ~_NO_FOLLOW)
        try:
            for part in parts:
                inner = os.open(part, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
            yield folder
        finally:
            os.close(folder)

    @contextlib.contextmanager
    def _open(self, path: str) -> Iterator[int]:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise NoteError(f"'{path}' is not a file of this garden.", code="path-outside")
        try:
            with self._opened_folder(parts[:-1]) as folder:
                file = os.open(parts[-1], _READ, dir_fd=folder)
        except OSError as error:
            raise _unreadable(error) from None
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise NoteError("This is not a plain file.", code="file-special", fix="Take it away.")
            yield file
        finally:
            os.close(file)


def is_note(path: str) -> bool:
    """Whether the path ends as a note's does; a dot elsewhere is part of the name."""
    return path[-3:].lower() == ".md" and path.rpartition("/")[2] not in {".md", ".MD"}


def assign_ids(paths: Iterable[str]) -> dict[str, str]:
    """Path to id: the path without ``.md``, in NFC.

    Where another file has that id already (names that differ only by Unicode
    form), the name as it is on disk serves, and if need be with its ending: both
    notes stay reachable.
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    ordered = sorted(paths, key=lambda path: (unicodedata.normalize("NFC", path) != path, path))
    for path in ordered:
        candidates = (unicodedata.normalize("NFC", path[:-3]), path[:-3], path)
        ids[path] = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(ids[path])
    return ids


def _matcher(patterns: tuple[str, ...]):  # type: ignore[no-untyped-def]
    if not patterns:
        return lambda path: False
    from pathspec import GitIgnoreSpec  # only gardens that ignore something pay for it

    return GitIgnoreSpec.from_lines(patterns).match_file


def _status(name: str, folder_fd: int) -> os.stat_result | None:
    try:
        return os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
    except OSError:
        return None


def _is_named(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _teller(root: Path, problems: list[Problem]):  # type: ignore[no-untyped-def]
    def tell(error: OSError) -> None:
        if error.errno == errno.ENOENT:
            return
        path = os.path.relpath(os.fsdecode(error.filename or root), root)
        problems.append(
            Problem(
                path=visible_path(path),
                code="folder-unreadable",
                message=f"The folder cannot be read: {error.strerror}.",
                fix="Allow reading it, or take it away.",
            )
        )

    return tell


def visible_path(path: str) -> str:
    """A path that can be printed and encoded, whatever bytes it was made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _not_a_file(path: str, status: os.stat_result) -> Problem | None:
    if stat.S_ISREG(status.st_mode):
        return None
    if stat.S_ISLNK(status.st_mode):
        return _linked(path)
    return Problem(
        path=path,
        code="file-special",
        message="This is a pipe, socket or device, not a plain file; it was left out.",
        fix="Take it away, or put a text file in its place.",
    )


def _linked(path: str) -> Problem:
    return Problem(
        path=path,
        code="file-link",
        message="This is a symbolic link; links are not followed, so that nothing outside the garden is shown.",
        fix="Put the file or folder itself here.",
    )


def _unnameable(path: str) -> Problem:
    return Problem(
        path=visible_path(path),
        code="name-not-utf8",
        message="The name is not valid UTF-8, so it can have no address; it was left out.",
        fix="Rename it.",
    )


_TOO_LARGE_FIX = "Split it, or raise max_note_bytes under [index] in garden.toml."


def _too_large(path: str, size: int, limit: int) -> Problem:
    return Problem(
        path=path,
        code="file-too-large",
        message=f"The file is {_size(size)}, over the limit of {_size(limit)}; it was left out.",
        fix=_TOO_LARGE_FIX,
    )


def _size(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{size / 2**10:.0f} kB"


def _unreadable(error: OSError) -> NoteError:
    if error.errno in {errno.ELOOP, errno.ENOTDIR}:
        return NoteError("This is a symbolic link, which is not followed.", code="file-link")
    if error.errno == errno.ENOENT:
        return NoteError("The file is gone.", code="file-gone")
    return NoteError(f"The file cannot be read: {error.strerror}.", code="file-unreadable", fix="Allow reading it.")


def _alike(paths: Iterable[str]) -> Iterator[Problem]:
    """Notes whose names differ only by case or Unicode form; some systems cannot keep both."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(fold(path), []).append(path)
    for group in groups.values():
        first, *others = sorted(group)
        for path in others:
            yield Problem(
                path=path,
                code="name-alike",
                message=f"Its name differs from '{first}' only by upper and lower case or by Unicode form.",
                fix="Rename one of them: some computers cannot keep both, and links may reach the wrong one.",
            )
