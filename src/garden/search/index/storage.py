"""Whoosh's files, read without copying and written without overwriting.

Whoosh copies a whole segment into memory for each reader (`BufferFile`), reads by
seeking on a shared file, and opens whatever lies in its folder. Here it reads
from views of memory that was mapped and checked before, at positions given with
each read, so that threads share one reader.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from garden.search.index.mapping import mapped
from garden.search.stock import BufferFile, FileStorage, Storage, StructFile


class Cursor:
    """A file object over a view, as far as Whoosh and pickle read one."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes, or the rest."""
        end = len(self._view) if size is None or size < 0 else self._at + size
        data = bytes(self._view[self._at : end])
        self._at += len(data)
        return data

    def readline(self) -> bytes:
        """The next line; pickle asks for it."""
        start = self._at
        while self._at < len(self._view):
            self._at += 1
            if self._view[self._at - 1] == 0x0A:
                break
        return bytes(self._view[start : self._at])

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Moves to a place, counted from the start, from here or from the end."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._view)}[whence]
        self._at = base + place
        return self._at

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at


class ViewFile(BufferFile):  # type: ignore[misc]
    """Whoosh's `BufferFile` without its copy; ``get`` reads at a position and shares nothing."""

    def __init__(self, view: memoryview, name: str = "") -> None:
        self.view = view
        self._buf = view
        self._name = name
        self.file = Cursor(view)
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    def subset(self, position: int, length: int, name: str = "") -> ViewFile:
        """A part of the file, as a file."""
        return ViewFile(self.view[position : position + length], name or self._name)

    def close(self) -> None:
        """Lets go of nothing: the view belongs to its generation."""
        self.is_closed = True


class SealedStorage(Storage):  # type: ignore[misc]
    """Files by name that were checked before; there are no others, and none can be made."""

    supports_mmap = False  # no second mapping of what is mapped already
    readonly = True

    def __init__(self, files: Mapping[str, memoryview]) -> None:
        self._files = files

    def list(self) -> list[str]:
        """Names of all files."""
        return list(self._files)

    def file_exists(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._files

    def file_length(self, name: str) -> int:
        """Size in bytes."""
        return len(self._files[name])

    def open_file(self, name: str, **_: Any) -> ViewFile:
        """A file to read; NameError, as Whoosh expects, when there is none."""
        try:
            return ViewFile(self._files[name], name)
        except KeyError:
            raise NameError(name) from None

    def close(self) -> None:
        """Lets go of nothing: readers of other threads may go on."""


class DraftStorage(FileStorage):  # type: ignore[misc]
    """The folder of a generation in the making.

    Its files may be hard links to published ones, so no file is ever opened for
    writing that exists, and files are read through views here as well.
    """

    supports_mmap = False

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)
        self._open: list[StructFile] = []

    def create_file(self, name: str, excl: bool = True, mode: str = "wb", **options: Any) -> StructFile:
        """A new file; FileExistsError when there is one."""
        file = Path(self._fpath(name)).open(mode.replace("w", "x"))  # noqa: SIM115 - Whoosh closes it
        made = StructFile(file, name=name, **options)
        self._open.append(made)
        return made

    def open_file(self, name: str, **_: Any) -> ViewFile:
        """A file to read."""
        return ViewFile(mapped(Path(self._fpath(name))), name)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Whoosh's folder for files that do not stay."""
        folder = Path(self._fpath(name or "temporary"))
        # Not by Whoosh's `create`, which keeps what it catches, and so all that its callers hold.
        folder.mkdir(exist_ok=True)
        inner = DraftStorage(folder)
        inner._open = self._open
        return inner

    def abandon(self) -> None:
        """Closes what a failed writer left open."""
        for file in self._open:
            if not file.is_closed:
                with suppress(OSError, ValueError):  # the disk may be full; the file goes anyway
                    file.close()
