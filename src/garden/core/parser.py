"""Reading and parsing of one note file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from garden import config, markdown
from garden.errors import NoteError
from garden.host import PluginHost
from garden.model import Content, ParsedNote, Problem
from garden.parsing.note import parse
from garden.store import NoteFile, Store, fingerprint

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one file: a parsed note, or the problem that kept it out."""

    file: NoteFile
    parsed: ParsedNote | None = None
    problem: Problem | None = None


class NoteParser:
    """Turns note files into parsed notes."""

    def __init__(self, settings: config.Config, host: PluginHost, store: Store) -> None:
        self._language = settings.language
        self._detects_language = settings.detect_language
        self._host = host
        self._store = store

    def read(self, file: NoteFile) -> Reading:
        """Reads and parses one file; what keeps it out is a problem, never an exception."""
        try:
            data = self._store.read(file.path)
        except NoteError as error:
            return Reading(file=file, problem=Problem.of(file.path, error))
        return Reading(file=file, parsed=self.parse(file, data))

    def parse(self, file: NoteFile, data: bytes) -> ParsedNote:
        """Parses a note's bytes."""
        return self._parse(
            file, data, lambda text, line: markdown.read(self._markdown, text, first_line=line)
        )

    def render(self, file: NoteFile, data: bytes) -> tuple[ParsedNote, markdown.Body]:
        """As `parse`, with the HTML of the note's body."""
        made: list[markdown.Body] = []

        def body(text: str, line: int) -> Content:
            made.append(markdown.render(self._markdown, text, first_line=line))
            return made[-1].content

        return self._parse(file, data, body), made[-1]

    def _parse(self, file: NoteFile, data: bytes, read_body: Callable[[str, int], Content]) -> ParsedNote:
        return parse(
            file.path,
            file.id,
            data,
            fingerprint=fingerprint(data),
            language=self._language,
            read_body=read_body,
            detects_language=self._detects_language,
        )

    @cached_property
    def _markdown(self) -> MarkdownIt:
        return markdown.build_parser(self._host.extend_markdown)
