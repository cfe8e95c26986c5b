"""Files written whole or not at all, in a folder that is open."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
"""Opens a file that must not be there yet."""


def replace(name: str, data: bytes, folder: int) -> None:
    """Puts a file with this content in the place of the one of this name, if there is one."""
    aside = put_aside(name, data, folder)
    try:
        exchange(aside, name, folder)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)


def put_aside(name: str, data: bytes, folder: int) -> str:
    """Writes what is to be in the place of a file beside it, and gives the name of that."""
    mode = None
    with contextlib.suppress(FileNotFoundError):
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.ELOOP, "not a plain file")
        mode = stat.S_IMODE(status.st_mode)
    aside = f".{os.urandom(8).hex()}.new"
    write_new(aside, data, folder, mode=mode)
    return aside


def write_new(name: str, data: bytes, folder: int, *, mode: int | None = None) -> None:
    """Writes a file of a name that is free, for good; FileExistsError where it is not."""
    new = os.open(name, _CREATE, 0o666, dir_fd=folder)
    try:
        with os.fdopen(new, "wb") as file:
            if mode is not None:
                os.fchmod(new, mode)
            file.write(data)
            file.flush()
            os.fsync(new)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)
        raise


def exchange(aside: str, name: str, folder: int) -> None:
    """Puts what was written aside in its place, for good."""
    os.replace(aside, name, src_dir_fd=folder, dst_dir_fd=folder)
    os.fsync(folder)
