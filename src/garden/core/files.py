"""Notes as their files have them now, for pages: a body is made from the file when a page asks.

The file may have changed since it was indexed. Then what was indexed of it and its text
would not belong together: `as_it_is` gives a note that does, all of one reading of the file.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from garden.core.visibility import Place, has_lapsed
from garden.errors import NoteError
from garden.model import Content, Note
from garden.store import NoteFile, fingerprint

if TYPE_CHECKING:
    from datetime import date

    from garden.config import Config
    from garden.core.parser import NoteParser
    from garden.core.view import GardenView
    from garden.host import PluginHost
    from garden.markdown import Body
    from garden.parsing.note import Opened
    from garden.store import Store


class Files:
    """The files of one garden's notes."""

    def __init__(self, config: Config, host: PluginHost, store: Store) -> None:
        self._config = config
        self._host = host
        self._store = store

    @cached_property
    def _parser(self) -> NoteParser:
        from garden.core.parser import NoteParser  # most commands parse nothing

        return NoteParser(self._config, self._host)

    def body(self, view: GardenView, note: Note, today: date) -> Body:
        """The body for a page, made when the first one of this generation asks; empty for what is gone."""
        from garden.markdown import Body  # the command line never renders

        if (known := view.bodies.known(note.fingerprint)) is not None:
            return known
        try:
            return self._read(view, note, today)[1]
        except NoteError:
            return Body(content=Content(), html="")

    def as_it_is(self, view: GardenView, note: Note, today: date) -> Note:
        """The note that belongs to its body: as it was indexed, or as its file says that changed since."""
        if view.bodies.known(note.fingerprint) is not None:
            return note
        try:
            opened, body = self._read(view, note, today)
        except NoteError:
            return note
        return (
            note if opened.fingerprint == note.fingerprint else self._parser.note(opened, body.content).note
        )

    def raw(self, view: GardenView, note: Note, today: date) -> str:
        """The file as text. Raises NoteError when it cannot be read, or was hidden meanwhile."""
        data = self._store.read(note.path)
        if fingerprint(data) != note.fingerprint:
            self._opened(view, note, today, data)
        return data.decode("utf-8-sig", "replace")

    def _read(self, view: GardenView, note: Note, today: date) -> tuple[Opened, Body]:
        opened = self._opened(view, note, today, self._store.read(note.path))
        body = self._parser.render(opened)
        # By what was read: what was written since is never taken for what is in the index.
        return opened, view.bodies.get(opened.fingerprint, lambda: body)

    def _opened(self, view: GardenView, note: Note, today: date, data: bytes) -> Opened:
        """The file as it is now; NoteError when the note was hidden since it was indexed."""
        file = NoteFile(path=note.path, id=note.id, size=len(data), mtime_ns=0)
        opened = self._parser.open(file, data)
        if opened.fingerprint != note.fingerprint:
            now = self._parser.note(opened, Content()).note  # its front matter says who may see it
            if not view.shows(now, Place.PAGE) or has_lapsed(now, today):
                raise NoteError("The note is no longer shown.", code="note-hidden")
        return opened
