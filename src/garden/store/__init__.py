"""Note files under one root: found, read and written; nothing outside it.

The walk follows no link, opens nothing that could block and leaves out what is over
the limit; what it leaves out, it says. To read or write, each folder on the way
is opened by the descriptor of the one before, so that nothing exchanged for a
link between looking and opening leads out. What the walk passes over without a word (hidden
files, the garden's own settings and code, what is ignored) cannot be read by its path either.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from garden.errors import NoteError
from garden.store.names import is_encodable, is_note
from garden.store.telling import TOO_LARGE_FIX, as_size, changed_meanwhile, failed, outside
from garden.store.walking import FOLDER, SETTINGS, NoteFile, Tree, Walk
from garden.store.writing import exchange, put_aside, replace, write_new

if TYPE_CHECKING:
    from garden.config import Config

__all__ = ["NoteFile", "Store", "Walk", "fingerprint"]

_READ = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
)


class Store:
    """The note files of one garden.

    ``ignore`` holds patterns as in ``.gitignore``; ``max_bytes`` bounds a note.
    """

    def __init__(self, root: Path, *, garden_root: Path, ignore: Iterable[str] = (), max_bytes: int) -> None:
        self.root = root
        self._max_bytes = max_bytes
        # Without settings it is any folder of notes, whose plugins/ may be notes on plugins.
        is_garden = root == garden_root and (root / SETTINGS).exists()
        self._tree = Tree(root, is_garden=is_garden, ignore=ignore, max_bytes=max_bytes)

    @classmethod
    def of(cls, settings: Config) -> Self:
        """The store of a garden with these settings."""
        return cls(
            settings.notes_folder,
            garden_root=settings.root,
            ignore=settings.ignore,
            max_bytes=settings.index.max_note_bytes,
        )

    def walk(self, met: Callable[[int], None] = lambda _: None) -> Walk:
        """Finds all notes and attachments; an empty walk where the folder is gone.

        ``met`` is told after each folder how many files were met so far.
        """
        return self._tree.walk(met)

    def walk_again(self, before: Walk, paths: Iterable[str]) -> Walk:
        """What a walk finds where nothing has changed since the one ``before`` but at these paths."""
        now: dict[str, os.stat_result | None] = {}
        for path in paths:
            if self.minds(path):
                try:
                    now[path] = self._status(path)
                except OSError:  # only a walk can say what that is
                    return self.walk()
        if any(status and not stat.S_ISREG(status.st_mode) for status in now.values()):
            return self.walk()
        return self._tree.walk_again(before, now)

    def folders(self) -> Iterator[str]:
        """Paths of the folders that a walk goes through; the root is the empty one, others end in ``/``."""
        return self._tree.folders()

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

    def change(self, contents: Mapping[str, bytes], *, of: Mapping[str, bytes]) -> None:
        """Gives several notes another content: all of them or none.

        ``of`` is what each held as it was read: where someone has written another since, nothing
        is changed. Everything is written aside before the first file is exchanged; if one cannot
        be, those that were are put back. Raises NoteError as `read` and `write` do.
        """
        for path in contents:
            if not is_note(path):
                raise outside(path)
            if self.read(path) != of[path]:
                raise changed_meanwhile(path)
        aside: dict[str, str] = {}
        done: dict[str, bytes] = {}
        try:
            for path, data in contents.items():
                with self._folder_of(path) as (folder, name):
                    aside[path] = put_aside(name, data, folder)
            for path in contents:
                done[path] = of[path]
                with self._folder_of(path) as (folder, name):
                    exchange(aside[path], name, folder)
                    del aside[path]
        except OSError as error:
            for path, data in done.items():
                with self._folder_of(path) as (folder, name):
                    replace(name, data, folder)
            raise failed(error, "written") from None
        finally:
            for path, left in aside.items():
                with contextlib.suppress(FileNotFoundError), self._folder_of(path) as (folder, _):
                    os.unlink(left, dir_fd=folder)

    # --- opening ----------------------------------------------------------------------

    def _parts(self, path: str) -> tuple[str, ...]:
        """A path taken apart; NoteError for what no walk would give."""
        parts = tuple(path.split("/"))
        if not all(parts) or "\0" in path or not is_encodable(path):
            raise outside(path)
        folders = ("/".join(parts[:end]) for end in range(1, len(parts)))
        if self._tree.passes_over(path, False) or any(
            self._tree.passes_over(folder, True) for folder in folders
        ):
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

    def _status(self, path: str) -> os.stat_result | None:
        """What is at a path, None for nothing; OSError also where a link is on the way."""
        try:
            with self._folder_of(path) as (folder, name):
                return os.stat(name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return None

    @contextlib.contextmanager
    def _folder_of(self, path: str) -> Iterator[tuple[int, str]]:
        """A descriptor of the folder that a file is in, and the file's name."""
        *folders, name = self._parts(path)
        with self._opened_folder(folders) as folder:
            yield folder, name

    @contextlib.contextmanager
    def _opened_folder(self, parts: Iterable[str], *, make: bool = False) -> Iterator[int]:
        """A descriptor of a folder under the root, reached without following any link."""
        folder = os.open(self.root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            for part in parts:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, dir_fd=folder)
                inner = os.open(part, FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
            yield folder
        finally:
            os.close(folder)


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
