"""What a change touches: the notes that changed, and whatever names them.

A check of a change looks at the changed notes whole, and elsewhere at what names one of
them: a link may be broken in a note that no one has opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.core.parser import NoteParser
from garden.errors import GitError
from garden.history.git import Git
from garden.links import keys_of, link_key
from garden.model import Link, Note
from garden.parsing.texts import names_in
from garden.store import NoteFile

if TYPE_CHECKING:
    from garden.core.garden import Garden

_ENDING = ".md"
_AT_ONCE = 200
"""Old notes that git is asked for together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A part of a garden."""

    paths: frozenset[str] = frozenset()
    """Of notes, relative to the notes folder; of those that are gone, too."""
    keys: frozenset[str] = frozenset()
    """By which links reach what changed, as it was and as it is (`garden.links.link_key`)."""

    def named_by(self, links: Iterable[Link]) -> frozenset[tuple[int, str]]:
        """Line and target of those links that may mean what changed."""
        return frozenset((link.line, link.target) for link in links if link_key(link.target) in self.keys)

    def names(self, note: Note) -> bool:
        """Whether a note's front matter names what changed, or is named as it is."""
        return any(link_key(text) in self.keys for text in (note.title, *names_in(note.meta)))


def since(garden: Garden, revision: str) -> Touched:
    """What changed since a revision of the repository, whether committed or not. Raises GitError."""
    git = Git.of(garden.config.notes_folder)
    if git is None:
        raise GitError(
            "There is no git repository here, so no one knows what changed. Name the files to check."
        )
    commit = _commit(git, revision)
    changed = _changed(git, commit)
    above = _above(garden, git)
    notes = {path.removeprefix(above): path for path in changed if path.startswith(above)}
    notes = {path: full for path, full in notes.items() if path.lower().endswith(_ENDING)}
    old = _old_names(garden, git, commit, notes)
    now = [note for note in garden.everything.notes if note.path in notes]
    prefix = garden.config.web.link_prefix
    keys = [keys_of(note.id, note.title, note.aliases, prefix=prefix) for note in (*old, *now)]
    gone = (keys_of(path[: -len(_ENDING)], "", (), prefix=prefix) for path in notes)
    return Touched(paths=frozenset(notes), keys=frozenset().union(*keys, *gone))


def _commit(git: Git, revision: str) -> str:
    """The id of a revision; before the first commit, that of having nothing."""
    try:
        named = git.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        if revision != "HEAD":
            raise GitError(f"The repository has no revision '{revision}'.") from None
        named = git.text("hash-object", "-t", "tree", "--stdin")
    return named.strip()


def _changed(git: Git, commit: str) -> tuple[str, ...]:
    """Paths of files that are not as they were, from the top of the repository."""
    told = git.run("diff", "--name-only", "-z", "--no-renames", commit, "--")
    new = git.run("ls-files", "-z", "--others", "--exclude-standard")
    return tuple(map(os.fsdecode, filter(None, (told + new).split(b"\0"))))


def _above(garden: Garden, git: Git) -> str:
    """The path of the notes folder in the repository, with a slash; empty where they are the same."""
    inside = os.path.relpath(garden.config.notes_folder, git.folder.resolve())
    return "" if inside == "." else f"{inside}/"


def _old_names(garden: Garden, git: Git, commit: str, notes: Mapping[str, str]) -> Iterator[Note]:
    """The notes as they were; what was not there, or cannot be asked for, is left out."""
    parser = NoteParser(garden.config, garden.host)
    asked = [(path, full) for path, full in notes.items() if "\n" not in full]
    for at in range(0, len(asked), _AT_ONCE):
        portion = asked[at : at + _AT_ONCE]
        wanted = b"".join(os.fsencode(f"{commit}:{full}\n") for _, full in portion)
        answer = git.run("cat-file", "--batch", put=wanted)
        for path, _ in portion:
            head, _, answer = answer.partition(b"\n")
            if not head.endswith(b" missing") and (size := head.rpartition(b" ")[2]).isdigit():
                data, answer = answer[: int(size)], answer[int(size) + 1 :]
                file = NoteFile(path, path[: -len(_ENDING)], len(data), 0)
                opened = parser.open(file, data)
                yield parser.note(opened, parser.read(opened)).note
