"""Taking a note back: a stone where it was, and its words out of all that was made of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.core.stones import Stone, stone_of, written
from garden.history.reading import repository_of
from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden
    from garden.core.view import GardenView


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What became of a note that was taken back."""

    note: Note
    """As it was."""
    stone: Stone
    """What stands in its place."""
    linking: tuple[Note, ...]
    """Notes that link to it, and may repeat its words."""


def withdraw(garden: Garden, note: Note, *, why: str = "", keep_title: bool = False) -> Withdrawal:
    """Leaves a stone at the note's path, and nothing of its words in the index or beside it.

    Of a note that was withdrawn before, the day, the reason and the files stay what they
    were, unless there is a new reason. Raises NoteError where the file cannot be written,
    and what `Garden.purge` raises: then the stone is laid, and the same is to be asked again.
    """
    view = garden.everything
    before = stone_of(note)
    stone = Stone(
        date=before.date if before and before.date else garden.today(),
        why=why or (before.why if before else ""),
        files=before.files if before and before.files else files_of_it_alone(view, note),
    )
    linking = {link.source.id: link.source for link in view.links_to(note)}
    garden.store.write(note.path, written(stone, note.title if keep_title else ""))
    garden.purge()
    return Withdrawal(note=note, stone=stone, linking=tuple(linking.values()))


def files_of_it_alone(view: GardenView, note: Note) -> tuple[str, ...]:
    """Files that no other note shows or offers, sorted."""
    mine = view.files_of(note)
    if mine:
        mine = mine.difference(*(view.files_of(other) for other in view.notes if other.id != note.id))
    return tuple(sorted(mine))


def steps_to_purge(garden: Garden, note: Note) -> str:
    """What people must do for the words to leave the history of git too; empty where there is none."""
    root = repository_of(garden.config.root)
    if root is None:
        return ""
    path = (garden.config.notes_folder / note.path).relative_to(root).as_posix()
    return _STEPS.format(path=shlex.quote(path))


_STEPS = """\
Commit the stone first, then think of the past: git keeps every word that was ever committed,
and so do all clones. If the words must leave the history too, it has to be written anew.

1. Ask everyone who works on the garden to push what they have, and to wait.
2. In a fresh clone, put the stone aside and find all names that the note ever had:
       cp {path} ../stone.md
       git log --follow --name-only --format= -- {path} | sort -u
3. Take each of these names out of all commits (pip install git-filter-repo):
       git filter-repo --invert-paths --path {path}
   Without git-filter-repo, slower and with more to clear away:
       git filter-branch --index-filter 'git rm -q --cached --ignore-unmatch -- "$STONE"' -- --all
       git for-each-ref --format='delete %(refname)' refs/original | git update-ref --stdin
       git reflog expire --expire=now --all && git gc --prune=now
   (with STONE={path} in the environment, once for each name)
4. Lay the stone again, and push over what is there. filter-repo forgets the remote on purpose:
       cp ../stone.md {path} && git add {path} && git commit -m 'Lay a stone'
       git remote add origin ADDRESS
       git push --force --all && git push --force --tags
5. Everyone else throws their clone away and clones anew. To pull would bring the words back.
6. What this does not reach, someone must ask for: forks, pull requests and cached pages of the
   forge (its support can clear them), search engines, web archives, backups, printed copies.
"""
