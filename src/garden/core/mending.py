"""What `garden check --fix` mends: only what is certain, only by editing text where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from garden.core.checks.ground import Ground
from garden.core.checks.links import mended_target
from garden.core.parser import NoteParser
from garden.core.rewriting import rewrite
from garden.core.rules import RULES
from garden.core.source import Source
from garden.errors import NoteError
from garden.model import Link, Note, Problem
from garden.store import NoteFile

if TYPE_CHECKING:
    from garden.core.garden import Garden


def mend(garden: Garden, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Mends what can be of these problems, and says each mend in a sentence.

    The files change, the index does not. Raises NoteError when none could be written; then
    nothing has changed.
    """
    paths = {problem.path for problem in problems if problem.code in RULES and RULES[problem.code].mends}
    ground = Ground(garden)
    said: list[str] = []
    changed: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    for note in ground.view.notes:
        if note.path in paths:
            try:
                data = garden.store.read(note.path)
            except NoteError:  # it is gone or has become unreadable since it was checked: nothing is certain
                continue
            sentences, source = _of_note(note, Source.of(data), ground)
            if sentences:
                changed[note.path], before[note.path] = source.data, data
                said += sentences
    if changed:
        garden.store.change(changed, of=before)
    return tuple(said)


def _of_note(note: Note, source: Source, ground: Ground) -> tuple[list[str], Source]:
    read = reader(ground.garden, note)
    links = read(source)
    mends = {number: page for number, link in enumerate(links) if (page := _page(note, link, ground))}
    written = rewrite(source, mends, read)
    sentences = [
        f"{note.path}:{links[number].line}: '{links[number].target}' is now '{mends[number]}'."
        for number in sorted(written.done)
    ]
    return sentences, written.source


def _page(note: Note, link: Link, ground: Ground) -> str:
    """The page to write in a link instead, or nothing."""
    found = ground.view.resolve(link.target, note, link.kind)
    mended = mended_target(ground, link, found)
    if mended is None:
        return ""
    again = ground.view.resolve(mended[1], note, link.kind)
    return mended[1] if again.to == found.to and not again.others else ""


def reader(garden: Garden, note: Note) -> Callable[[Source], Sequence[Link]]:
    """Reads the links of a note from a source of it."""
    parser = NoteParser(garden.config, garden.host)

    def read(source: Source) -> Sequence[Link]:
        data = source.data
        opened = parser.open(NoteFile(note.path, note.id, len(data), 0), data)
        return parser.read(opened).links

    return read
