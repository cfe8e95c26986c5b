"""The bytes of a note file to a parsed note, with the syntax of a garden's plugins."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from garden import config, markdown
from garden.host import PluginHost
from garden.host.guard import STDOUT_ASIDE
from garden.model import Content, ParsedNote
from garden.parsing.note import Opened, put_together, take_apart
from garden.store import NoteFile, fingerprint

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class NoteParser:
    """Parses notes, in three steps: `open`, `read` or `render`, `note`. Threads may share one."""

    def __init__(self, settings: config.Config, host: PluginHost) -> None:
        self._language = settings.language
        self._detects_language = settings.detect_language
        self._host = host

    def open(self, file: NoteFile, data: bytes) -> Opened:
        """Takes a note's bytes apart."""
        return take_apart(file.path, file.id, data, fingerprint=fingerprint(data))

    def read(self, opened: Opened) -> Content:
        """What the note's body says."""
        parser = self._markdown
        with STDOUT_ASIDE:  # its rules may be a plugin's
            return markdown.read(parser, opened.body, first_line=opened.first_line)

    def render(self, opened: Opened) -> markdown.Body:
        """What the note's body says, with its HTML."""
        parser = self._markdown
        with STDOUT_ASIDE:
            return markdown.render(parser, opened.body, first_line=opened.first_line)

    def note(self, opened: Opened, content: Content) -> ParsedNote:
        """The note, given what its body says."""
        return put_together(opened, content, language=self._language, detects_language=self._detects_language)

    @cached_property
    def _markdown(self) -> MarkdownIt:
        return markdown.build_parser(self._host.extend_markdown)
