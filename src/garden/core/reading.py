"""Note files to documents for the index.

A `DocumentReader` is what a process needs for that: the store, the parser with the
plugins' syntax, the plugins' values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden.core.parser import NoteParser
from garden.host import PluginHost
from garden.model import Problem
from garden.search.document import document
from garden.search.engine import Document
from garden.store import NoteFile, Store

if TYPE_CHECKING:
    from garden.config import Config


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a file gave."""

    path: str
    fingerprint: str
    """Empty when it gave no note."""
    problems: tuple[Problem, ...]


Tell = Callable[[Outcome], None]


class DocumentReader:
    """Reads files into documents; what keeps one out is a problem, never an exception."""

    def __init__(self, settings: Config, host: PluginHost) -> None:
        self._host = host
        self._parser = NoteParser(settings, host, Store.of(settings))

    def documents(self, files: Iterable[NoteFile], tell: Tell) -> Iterator[Document]:
        """The documents of files; ``tell`` is given what became of each file."""
        for file in files:
            reading = self._parser.read(file)
            if reading.parsed is None:
                tell(Outcome(file.path, "", (reading.problem,) if reading.problem else ()))
                continue
            note = reading.parsed.note
            yield document(reading.parsed, self._host.index_values(note), self._host.fields)
            tell(Outcome(file.path, note.fingerprint, reading.parsed.problems))
