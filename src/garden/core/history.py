"""The history of one garden: who tended its notes and when, as git tells it.

Git is asked when the garden is indexed, and for the page of a note's history; all else
answers from what is kept beside the index.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, MutableMapping
from datetime import date
from typing import TYPE_CHECKING, Any

from garden.core.visibility import Place, is_shown
from garden.history import keeping
from garden.history.annals import Tended
from garden.history.keeping import Kept, UnreadableError
from garden.history.reading import bring_up_to_date
from garden.model import Note
from garden.store.names import is_note

if TYPE_CHECKING:
    from garden.config import Config
    from garden.core.view import GardenView
    from garden.history.annals import Touch

UNKNOWN = "It is not known yet who tended the notes and when; `garden index` finds out."

_log = logging.getLogger(__name__)


class History:
    """What git tells of a garden's notes. Threads may share one."""

    def __init__(self, config: Config) -> None:
        self._folder = config.notes_folder
        self._file = config.cache_folder / keeping.FILE
        self._read: tuple[object, Kept] = (None, Kept(notice=UNKNOWN))
        self._lock = threading.Lock()

    def refresh(self, *, anew: bool = False, progress: Callable[[int, int], None] | None = None) -> str:
        """Reads what git has since the last time, or everything where ``anew``; never raises for git.

        Gives a sentence on what is not known, if that was not said before. ``progress`` is told
        (commits read, commits to read) where there are many.
        """
        return bring_up_to_date(self._folder, self._file, is_note, anew=anew, progress=progress)

    @property
    def known(self) -> Kept:
        """All that is kept, read anew when it was written anew."""
        token = self._token()
        if token != self._read[0]:
            with self._lock:
                if token != self._read[0]:
                    self._read = token, self._kept()
        return self._read[1]

    def _token(self) -> object:
        try:
            state = self._file.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def _kept(self) -> Kept:
        try:
            return keeping.read(self._file)
        except UnreadableError as error:
            _log.warning("The history that was kept is of no use. %s `garden index` reads it anew.", error)
            return Kept(notice=UNKNOWN)

    @property
    def notice(self) -> str:
        """What is not known of the history, in a sentence for readers; empty where all is."""
        return self.known.notice

    def of(self, note: Note) -> Tended | None:
        """Who tended a note and when; None where git does not know, or no one may see the note."""
        if not is_shown(note, Place.PAGE):
            return None
        known = self.known
        return known.notes.get(known.origin.folder + note.path)

    def touches(self, note: Note) -> tuple[Touch, ...]:
        """The commits that changed a note, the oldest first; as `of` where there are none."""
        if self.of(note) is None:
            return ()
        known = self.known
        try:
            return keeping.touches_of(self._file, known, known.origin.folder + note.path)
        except UnreadableError as error:  # written anew this very moment
            _log.info("The history of %s could not be read. %s", note.path, error)
            return ()

    def kept(self, view: GardenView, today: date) -> MutableMapping[object, Any]:
        """What others made of a generation, as long as the history is the same too, and the day."""
        known = self.known
        if view.kept.get(History) is not known or view.kept.get(date) != today:
            view.kept = {History: known, date: today}
        return view.kept
