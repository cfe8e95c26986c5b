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
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from garden.errors import NoteError
from garden.links import fold
from garden.model import Problem

if TYPE_CHECKING:
    from garden.config import Config

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_SETTINGS = "garden.toml"
_OWN_PARTS = frozenset({_SETTINGS, "plugins", "templates"})
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
_FOLDER = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_DIRECTORY", 0)


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
        try:
            with os.fdopen(self._open(path), "rb") as file:
                # Asked for all that is allowed, Python would make room for it first.
                size = min(os.fstat(file.fileno()).st_size, self._max_bytes)
                data = file.read(size + 1)
                if len(data) > size:  # it grew
                    data += file.read(self._max_bytes - size)
        except OSError as error:
            raise _failed(error, "read") from None
        if len(data) > self._max_bytes:
            raise NoteError(
                f"The file is larger than {_size(self._max_bytes)}.",
                code="file-too-large",
                fix=_TOO_LARGE_FIX,
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
            raise _outside(path)
        try:
            with self._opened_folder(parts[:-1], make=True) as folder:
                _replace(parts[-1], text.encode("utf-8", "replace"), folder)
        except OSError as error:
            raise _failed(error, "written") from None

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
                if problem := _unnameable(path) or _not_a_file(path, status):
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
            problems.append(_unreadable_folder(folder, error))
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
        if not all(parts) or "\0" in path or not _is_encodable(path):
            raise _outside(path)
        folders = ("/".join(parts[:end]) for end in range(1, len(parts)))
        if self._passes_over(path, False) or any(self._passes_over(folder, True) for folder in folders):
            raise _outside(path)
        return parts

    def _open(self, path: str) -> int:
        parts = self._parts(path)
        try:
            with self._opened_folder(parts[:-1]) as folder:
                file = os.open(parts[-1], _READ, dir_fd=folder)
        except OSError as error:
            raise _failed(error, "read") from None
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


def _replace(name: str, data: bytes, folder: int) -> None:
    """Puts a file with this content in the place of the one of this name, if there is one."""
    mode = None
    with contextlib.suppress(FileNotFoundError):
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.ELOOP, "not a plain file")
        mode = stat.S_IMODE(status.st_mode)
    aside = f".{secrets.token_hex(8)}.new"
    try:
        with os.fdopen(os.open(aside, _CREATE, 0o666, dir_fd=folder), "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_note(path: str) -> bool:
    """Whether the path ends as a note's does; a dot elsewhere is part of the name."""
    name = path.rpartition("/")[2]
    return name[-3:].lower() == ".md" and len(name) > 3


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


def visible_path(path: str) -> str:
    """A path that can be printed and encoded, whatever bytes it was made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_encodable(path: str) -> bool:
    if path.isascii():
        return True
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _outside(path: str) -> NoteError:
    shown = path.encode("utf-8", "replace").decode("utf-8")
    return NoteError(f"'{shown}' is not a file of this garden.", code="path-outside")


def _not_a_file(path: str, status: os.stat_result) -> Problem | None:
    if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode):
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
        message="This is a symbolic link; links are not followed, so that nothing outside is shown.",
        fix="Put the file or folder itself here.",
    )


def _unnameable(path: str) -> Problem | None:
    if _is_encodable(path):
        return None
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


def _unreadable_folder(folder: str, error: OSError) -> Problem:
    return Problem(
        path=visible_path(folder.rstrip("/")) or ".",
        code="folder-unreadable",
        message=f"The folder cannot be read: {error.strerror}.",
        fix="Allow reading it, or take it away.",
    )


def _failed(error: OSError, done: Literal["read", "written"]) -> NoteError:
    if error.errno == errno.ENOENT:
        return NoteError("The file is gone.", code="file-gone")
    if error.errno in {errno.ELOOP, errno.ENOTDIR}:
        return NoteError(
            "There is a symbolic link on the way, which is not followed, or a file where a folder should be.",
            code="file-link",
        )
    code = "file-unreadable" if done == "read" else "file-unwritable"
    return NoteError(f"The file cannot be {done}: {error.strerror}.", code=code, fix="See what hinders it.")


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
                message=f"Its name differs from '{first}' only by case, blanks or Unicode form.",
                fix="Rename one of them: some computers cannot keep both, and links may reach the wrong one.",
            )
