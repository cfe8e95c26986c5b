"""The bytes of a note file to a parsed note, with the syntax of a garden's plugins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from garden import config, markdown
from garden.host import PluginHost
from garden.model import Content, ParsedNote
from garden.parsing.note import parse
from garden.store import NoteFile, fingerprint

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class NoteParser:
    """Parses notes; threads may share one."""

    def __init__(self, settings: config.Config, host: PluginHost) -> None:
        self._language = settings.language
        self._detects_language = settings.detect_language
        self._host = host

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
