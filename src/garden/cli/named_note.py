"""The note that a word of the command line means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from garden.characters import printable

if TYPE_CHECKING:
    from garden.core import Garden
    from garden.model import Note


def named_note(garden: Garden, written: str) -> Note:
    """The one note of a path, an id, a title or another name, hidden ones too.

    Raises ClickException where there is none, or where several are called so.
    """
    view = garden.everything
    paths = {written, _inside(garden.config.notes_folder, written)}
    for note in view.notes:
        if note.id == written or note.path in paths:
            return note
    named = view.resolve(written, None)
    if named.others:
        meant = printable(" or ".join((str(named.to), *named.others[:3])))
        raise click.ClickException(f"'{printable(written)}' could mean {meant}. Write more of its path.")
    found = view.note(named.to or written)
    if found is None:
        raise click.ClickException(f"There is no note '{printable(written)}'. 'garden list' shows them all.")
    return found


def _inside(root: Path, written: str) -> str:
    """A path of this machine as notes have it; what lies elsewhere as it is."""
    path = Path(written).expanduser().resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else written
