"""Moves a note: its file, every link to it in its own style, and its old address.

All is worked out before anything is written. What every link of the garden means is held
against what it meant before, so that a note that is named alike elsewhere does not come
between; where that cannot be had, nothing is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from garden.core import front_edits
from garden.core.parser import NoteParser
from garden.core.respelling import is_beside, spelled
from garden.core.rewriting import rewrite
from garden.core.source import Source
from garden.errors import GitError, NoteError
from garden.history.git import Git
from garden.links import Name, Resolver, fold, keys_of, link_key
from garden.model import Link, Note, ParsedNote
from garden.store import NoteFile
from garden.store.names import assign_ids

if TYPE_CHECKING:
    from garden.core.garden import Garden


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moving a note comes to."""

    old: str
    new: str
    """Paths."""
    contents: Mapping[str, bytes]
    """New contents of files, the moved one by its new path."""
    read: Mapping[str, bytes]
    """What these files hold before, in the same way."""
    edits: tuple[str, ...]
    """What changes in them, a sentence each."""
    remarks: tuple[str, ...] = ()
    """What a person may want to look at."""


def plan(garden: Garden, note: Note, new: str) -> Move:
    """Works out a move to the path ``new``. Raises NoteError where it cannot be."""
    return _Mover(garden, note, new).plan()


def carry_out(garden: Garden, move: Move) -> bool:
    """Moves the files, all or none, and says whether git was told. Raises NoteError and GitError."""
    git = _tracking(garden, move.old)
    _rename(garden, git, move.old, move.new)
    try:
        garden.store.change(move.contents, of=move.read)
    except NoteError:
        _rename(garden, git, move.new, move.old)
        raise
    return git is not None


def _rename(garden: Garden, git: Git | None, old: str, new: str) -> None:
    garden.store.rename(old, new, by=_by_git(garden, git) if git else None)


def _by_git(garden: Garden, git: Git) -> Callable[[str, str], None]:
    folder = garden.config.notes_folder

    def move(old: str, new: str) -> None:
        git.run("mv", "--", str(folder / old), str(folder / new))

    return move


def _tracking(garden: Garden, path: str) -> Git | None:
    """The repository that knows a note, if one does."""
    git = Git.of(garden.config.notes_folder)
    if git is None:
        return None
    file = str(garden.config.notes_folder / path)
    try:
        git.run("ls-files", "--error-unmatch", "-z", "--", file)
    except GitError:  # it is not tracked: an ordinary file
        return None
    return git


class _Mover:
    """One move being worked out."""

    def __init__(self, garden: Garden, note: Note, new: str) -> None:
        self._garden = garden
        self._note = note
        self._new = new
        self._parser = NoteParser(garden.config, garden.host)
        self._notes = garden.everything.notes
        walk = garden.store.walk()
        self._refuse_what_is_there(walk.notes, walk.attachments)
        self._new_id = assign_ids([*(path for path in walk.notes if path != note.path), new])[new]
        self._files = Resolver((Name(id=path, title=path) for path in walk.attachments), prefix=self._prefix)
        moved = self._moved_note()
        others = [_name(each) for each in self._notes if each.id != note.id]
        self._before = Resolver((*others, _name(note)), prefix=self._prefix)
        self._plainly = Resolver((*others, _name(moved)), prefix=self._prefix)
        aliases = (*moved.aliases, note.id)
        self._after = Resolver((*others, replace(_name(moved), aliases=aliases)), prefix=self._prefix)
        names = (keys_of(it.id, it.title, it.aliases, prefix=self._prefix) for it in (note, moved))
        self._keys = frozenset().union(*names)
        self._edits: list[str] = []
        self._remarks: list[str] = []

    @property
    def _prefix(self) -> str:
        return self._garden.config.web.link_prefix

    def _refuse_what_is_there(self, notes: Mapping[str, NoteFile], files: tuple[str, ...]) -> None:
        if self._new == self._note.path:
            raise NoteError("It is there already.", code="move-nowhere")
        alike = {fold(path): path for path in (*notes, *files) if path != self._note.path}
        if (there := alike.get(fold(self._new))) is not None:
            raise NoteError(f"'{there}' is there already. Choose another name.", code="file-there")

    def _moved_note(self) -> Note:
        """The note as it will be read in its new place: its title may be its file's name."""
        data = self._garden.store.read(self._note.path)
        return self._read(self._new, self._new_id, data).note

    def _read(self, path: str, note_id: str, data: bytes) -> ParsedNote:
        opened = self._parser.open(NoteFile(path, note_id, len(data), 0), data)
        return self._parser.note(opened, self._parser.read(opened))

    # --- the plan ---------------------------------------------------------------------

    def plan(self) -> Move:
        contents: dict[str, bytes] = {}
        read: dict[str, bytes] = {}
        for note in self._notes:
            is_moved = note.id == self._note.id
            if is_moved or self._may_change(note):
                source = Source.of(self._garden.store.read(note.path))
                changed = self._edited(note, source)
                if changed != source or is_moved:
                    path = self._new if is_moved else note.path
                    contents[path], read[path] = changed.data, source.data
                self._prove(note, changed)
        return Move(
            old=self._note.path,
            new=self._new,
            contents=contents,
            read=read,
            edits=tuple(self._edits),
            remarks=tuple(self._remarks),
        )

    def _may_change(self, note: Note) -> bool:
        """Whether anything in a note could mean something else afterwards."""
        links = self._garden.view.snapshot.links(note.id)
        named = front_edits.names(note.meta)
        return any(link_key(it.target) in self._keys for it in links) or any(
            link_key(name) in self._keys for name in named
        )

    def _edited(self, note: Note, source: Source) -> Source:
        is_moved = note.id == self._note.id
        path, note_id = (self._new, self._new_id) if is_moved else (note.path, note.id)

        def read(tried: Source) -> tuple[Link, ...]:
            return self._read(path, note_id, tried.data).content.links

        links = read(source)
        wanted = {number: page for number, link in enumerate(links) if (page := self._page(note, link))}
        written = rewrite(source, wanted, read)
        for number in sorted(written.done):
            link = links[number]
            self._edits.append(f"{note.path}:{link.line}: '{link.target}' becomes '{wanted[number]}'.")
        source, names = front_edits.renamed(written.source, lambda name: self._page(note, _as_link(name)))
        self._edits += [f"{note.path}: '{name}' becomes '{new}'." for name, new in names]
        return self._with_old_address(source) if is_moved else source

    def _page(self, note: Note, link: Link) -> str | None:
        """The page to write in a link of a note, where it must be another one."""
        source_id, folder = self._new_id if note.id == self._note.id else note.id, note.id.rpartition("/")[0]
        if not link.target.strip() or "://" in link.target:
            return None
        before = self._before.resolve(link.target, note.id, link.kind)
        if before.to is None:
            return self._file_page(note, link, source_id)
        to = self._new_id if before.to == self._note.id else before.to
        now = self._plainly.resolve(link.target, source_id, link.kind)
        beside = is_beside(link.target, folder, before.to, link.kind)
        stays = not beside or is_beside(link.target, source_id.rpartition("/")[0], to, link.kind)
        if now.to == to and stays and (before.others or not now.others):
            return None
        return spelled(
            link.target, to, source_id, link.kind, meant=before.to, was=folder, resolver=self._plainly
        )

    def _file_page(self, note: Note, link: Link, source_id: str) -> str | None:
        before = self._files.resolve(link.target, note.id, link.kind).to
        now = self._files.resolve(link.target, source_id, link.kind).to
        folder, here = note.id.rpartition("/")[0], source_id.rpartition("/")[0]
        if before is None:
            return None
        beside = is_beside(link.target, folder, before, link.kind)
        if before == now and (not beside or is_beside(link.target, here, before, link.kind)):
            return None
        return spelled(
            link.target, before, source_id, link.kind, meant=before, was=folder, resolver=self._files
        )

    def _with_old_address(self, source: Source) -> Source:
        """With the old id among the aliases, so that old links and addresses lead on."""
        alias = self._note.id
        before = self._read(self._new, self._new_id, source.data)
        if fold(alias) == fold(self._new_id) or fold(alias) in map(fold, before.note.aliases):
            return source

        def fits(tried: Source) -> bool:
            after = self._read(self._new, self._new_id, tried.data)
            same = [(it.target, it.heading, it.kind) for it in after.content.links] == [
                (it.target, it.heading, it.kind) for it in before.content.links
            ]
            wanted = {*before.note.aliases, alias.strip("/ ")}
            kept = _without_aliases(after.note) == _without_aliases(before.note)
            return same and kept and set(after.note.aliases) == wanted

        changed = front_edits.with_alias(source, alias, fits)
        if changed is None:
            self._remarks.append(f"Its old address is not kept: add '{alias}' to its aliases yourself.")
            return source
        self._edits.append(f"{self._note.path}: '{alias}' becomes an alias.")
        return changed

    # --- the proof --------------------------------------------------------------------

    def _prove(self, note: Note, source: Source) -> None:
        """Sees that every link of a note means what it meant. Raises NoteError where one does not."""
        is_moved = note.id == self._note.id
        path, source_id = (self._new, self._new_id) if is_moved else (note.path, note.id)
        old = self._read(note.path, note.id, self._garden.store.read(note.path))
        new = self._read(path, source_id, source.data)
        olds = [*old.content.links, *map(_as_link, front_edits.names(old.note.meta))]
        news = [*new.content.links, *map(_as_link, front_edits.names(new.note.meta))]
        for was, now in zip(olds, news, strict=True):
            meant = self._before.resolve(was.target, note.id, was.kind).to
            wanted = self._new_id if meant == self._note.id else meant
            found = self._after.resolve(now.target, source_id, now.kind).to
            if meant is None and found is not None:
                self._remarks.append(f"{path}:{now.line}: '{now.target}' led nowhere, and leads there now.")
            elif found != wanted:
                raise NoteError(
                    f"{note.path}:{was.line}: the link to '{was.target}' would lead elsewhere, and cannot be "
                    "written so that it does not. Write it in another way first, or choose another name.",
                    code="move-unsure",
                )


def _as_link(name: str) -> Link:
    """A name in front matter as a link by name."""
    return Link(target=name, kind="wikilink", line=1)


def _name(note: Note) -> Name:
    return Name(id=note.id, title=note.title, aliases=note.aliases)


def _without_aliases(note: Note) -> Note:
    meta = {key: value for key, value in note.meta.items() if key.lower() not in {"aliases", "alias"}}
    return structs.replace(note, aliases=(), meta=meta, fingerprint="")
