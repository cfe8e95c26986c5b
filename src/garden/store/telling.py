"""What the store says of what it leaves out or refuses."""

from __future__ import annotations

import errno
import os
import stat
from typing import Literal

from garden.errors import NoteError
from garden.model import Problem
from garden.store.names import is_encodable, visible_path


def outside(path: str) -> NoteError:
    """A path that no walk would give."""
    shown = path.encode("utf-8", "replace").decode("utf-8")
    return NoteError(f"'{shown}' is not a file of this garden.", code="path-outside")


def changed_meanwhile(path: str) -> NoteError:
    """A note that someone else has written since it was read."""
    return NoteError(
        f"'{path}' was changed by someone else meanwhile, so nothing was written. Try again.",
        code="file-changed",
    )


def not_a_file(path: str, status: os.stat_result) -> Problem | None:
    """A link, a pipe, a device; None for a plain file or a folder."""
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


def unnameable(path: str) -> Problem | None:
    """A name that is no text; None for any other."""
    if is_encodable(path):
        return None
    return Problem(
        path=visible_path(path),
        code="name-not-utf8",
        message="The name is not valid UTF-8, so it can have no address; it was left out.",
        fix="Rename it.",
    )


TOO_LARGE_FIX = "Split it, or raise max_note_bytes under [index] in garden.toml."


def too_large(path: str, size: int, limit: int) -> Problem:
    """A note over the limit."""
    return Problem(
        path=path,
        code="file-too-large",
        message=f"The file is {as_size(size)}, over the limit of {as_size(limit)}; it was left out.",
        fix=TOO_LARGE_FIX,
    )


def as_size(count: int) -> str:
    """Bytes in words."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{count / 2**10:.0f} kB"


def unreadable_folder(folder: str, error: OSError) -> Problem:
    """A folder that cannot be listed."""
    return Problem(
        path=visible_path(folder.rstrip("/")) or ".",
        code="folder-unreadable",
        message=f"The folder cannot be read: {error.strerror}.",
        fix="Allow reading it, or take it away.",
    )


def failed(error: OSError, done: Literal["read", "written"]) -> NoteError:
    """Why a file could not be opened or written."""
    if error.errno == errno.ENOENT:
        return NoteError("The file is gone.", code="file-gone")
    if error.errno in {errno.ELOOP, errno.ENOTDIR}:
        return NoteError(
            "There is a symbolic link on the way, which is not followed, or a file where a folder should be.",
            code="file-link",
        )
    code = "file-unreadable" if done == "read" else "file-unwritable"
    return NoteError(f"The file cannot be {done}: {error.strerror}.", code=code, fix="See what hinders it.")
