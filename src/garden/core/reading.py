"""Note files to documents for the index.

A `DocumentReader` is what a process needs for that: the store, the parser with the
plugins' syntax, the plugins' values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from garden.core.parser import NoteParser
from garden.core.processes import PORTION
from garden.errors import NoteError
from garden.host import PluginHost
from garden.model import Problem
from garden.search.engine import Document
from garden.search.index.document import document
from garden.store import NoteFile, Store

if TYPE_CHECKING:
    from garden.config import Config


class Outcome(NamedTuple):
    """What reading a file gave; a tuple, since processes send one for each file."""

    path: str
    fingerprint: str
    """Empty when it gave no note."""
    problems: tuple[Problem, ...]


Tell = Callable[[Outcome], None]


class DocumentReader:
    """Reads files into documents; what keeps one out is a problem, never an exception."""

    def __init__(self, settings: Config, host: PluginHost) -> None:
        self._host = host
        self._store = Store.of(settings)
        self._parser = NoteParser(settings, host)

    def documents(self, files: Iterable[NoteFile], tell: Tell) -> Iterator[Document]:
        """The documents of files; ``tell`` is given what became of each file, some at a time."""
        waiting = iter(files)
        while portion := tuple(islice(waiting, PORTION)):
            texts = [(file, data) for file in portion if (data := self._text(file, tell)) is not None]
            opened = [self._parser.open(file, data) for file, data in texts]
            contents = [self._parser.read(each) for each in opened]
            parsed = list(map(self._parser.note, opened, contents))
            values = [self._host.index_values(each.note) for each in parsed]
            yield from [
                document(each, its, self._host.fields) for each, its in zip(parsed, values, strict=True)
            ]
            for each in parsed:
                tell(Outcome(each.note.path, each.note.fingerprint, each.problems))

    def _text(self, file: NoteFile, tell: Tell) -> bytes | None:
        try:
            return self._store.read(file.path)
        except NoteError as error:
            tell(Outcome(file.path, "", (Problem.of(file.path, error),)))
            return None
