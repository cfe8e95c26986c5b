"""Files of the index as memory: mapped for reading, and never through a link."""

from __future__ import annotations

import errno
import mmap
import os
import stat
from itertools import count
from pathlib import Path
from weakref import WeakValueDictionary

_HELD = 1024
"""Reads of mappings before the system may have the pages that they came from: 64 MB at the most."""
_SAFE = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")


def mapped(path: Path, *, at_most: int = 1 << 40) -> memoryview:
    """The bytes of a regular file, mapped for reading.

    OSError for a link, a pipe, a device, and for what is larger than ``at_most``.
    """
    return mapped_with_state(path, at_most=at_most)[0]


def mapped_with_state(path: Path, *, at_most: int = 1 << 40) -> tuple[memoryview, os.stat_result]:
    """As `mapped`, with the state of the very file that was mapped."""
    descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _SAFE))
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_size > at_most:
            raise OSError(errno.EINVAL, "not a file of the index", str(path))
        size = state.st_size
        return memoryview(mmap.mmap(descriptor, size, access=mmap.ACCESS_READ) if size else b""), state
    finally:
        os.close(descriptor)


def let_go(view: memoryview) -> None:
    """Lets the system take back the pages of a mapping that was read from end to end.

    What is read of it again comes from the file, and the process holds that alone.
    """
    if isinstance(view.obj, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        view.obj.madvise(mmap.MADV_DONTNEED)


class Pages:
    """The mappings that a process reads a little of, here and there.

    Each read brings in the pages around it: in time all of the files would count as this process's.
    Who reads counts its reads here; often enough, all of these pages are let go of. One thread
    may read while another opens a newer index.
    """

    def __init__(self) -> None:
        self._mappings: WeakValueDictionary[int, mmap.mmap] = WeakValueDictionary()
        self._reads = count(1)

    def of(self, view: memoryview) -> None:
        """Lets go of this mapping's as well, as long as there is one."""
        if isinstance(view.obj, mmap.mmap):
            self._mappings[id(view.obj)] = view.obj

    def read(self) -> None:
        """Counts a read of any of them."""
        if next(self._reads) % _HELD == 0:
            for reference in self._mappings.valuerefs():  # copied at once, which no weak set can be
                if (mapping := reference()) is not None:
                    let_go(memoryview(mapping))


PAGES = Pages()
"""Those of this process: one for all of its gardens, as the system counts what a process holds."""
