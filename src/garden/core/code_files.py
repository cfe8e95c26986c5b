"""What a server reads only when it starts: the garden's own plugins, templates and settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from garden.config import FILE_NAME
from garden.history.pulling import CODE


def is_code(path: Path, root: Path) -> bool:
    """Whether a file of the garden at ``root`` is such a one, as far as its name tells."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    if any(part.startswith(".") or part == "__pycache__" for part in parts):
        return False
    return parts == (FILE_NAME,) or (len(parts) > 1 and parts[0] in CODE)


def code_files(root: Path) -> Mapping[Path, tuple[int, int]]:
    """The garden's code as it is now: each file with its time in nanoseconds and its bytes."""
    places = [root / name for name in CODE]
    found = {}
    for path in (*places, *(inside for place in places for inside in place.rglob("*"))):
        try:
            told = path.stat()
        except OSError:  # gone meanwhile, or never there
            continue
        if path.is_file() and is_code(path, root):
            found[path] = (told.st_mtime_ns, told.st_size)
    return found
