"""Reading and parsing of one note file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from garden import cache, config, parsing
from garden.cache import ParseCache
from garden.errors import NoteError
from garden.host import PluginHost
from garden.model import Content, ParsedNote, Problem
from garden.store import NoteFile, Store, fingerprint

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one file: a parsed note, or the problem that kept it out."""

    file: NoteFile
    parsed: ParsedNote | None = None
    encoded: bytes | None = None
    """The content as the cache keeps it; None when it came from the cache."""
    problem: Problem | None = None


class NoteParser:
    """Turns note files into parsed notes."""

    def __init__(self, settings: config.Config, host: PluginHost, store: Store, parses: ParseCache) -> None:
        self._language = settings.language
        self._detects_language = settings.detect_language
        self._host = host
        self._store = store
        self._cache = parses

    def read(self, file: NoteFile) -> Reading:
        """Reads and parses one file; what keeps it out is a problem, never an exception."""
        try:
            data = self._store.read(file.path)
        except NoteError as error:
            return Reading(file=file, problem=Problem.of(file.path, error))
        encoded: list[bytes] = []
        parsed = self.parse(file, data, keep=encoded.append)
        return Reading(file=file, parsed=parsed, encoded=encoded[0] if encoded else None)

    def parse(
        self, file: NoteFile, data: bytes, *, keep: Callable[[bytes], None] | None = None
    ) -> ParsedNote:
        """Parses a note's bytes; ``keep`` is given the encoded content of a new parse."""
        digest = fingerprint(data)

        def body(text: str, first_line: int) -> Content:
            if (known := self._cache.get(digest)) is not None:
                return known
            content = self._read_markdown(text, first_line)
            if keep is not None:
                keep(cache.encode(content))
            return content

        return parsing.parse(
            file.path,
            file.id,
            data,
            fingerprint=digest,
            language=self._language,
            read_body=body,
            detects_language=self._detects_language,
        )

    def _read_markdown(self, text: str, first_line: int) -> Content:
        from garden import markdown  # not needed while every note comes from the cache

        return markdown.read(self._markdown, text, first_line=first_line)

    @cached_property
    def _markdown(self) -> MarkdownIt:
        from garden import markdown  # as above

        return markdown.build_parser(self._host.extend_markdown)
