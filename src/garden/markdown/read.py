"""Reads a note's body: one parse gives what it says and, for a page, how it looks.

Most notes that are indexed are looked at by no one before they change again, so
HTML is made of the same tokens when a page asks, and not before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from garden.characters import BOM, CONTROLS, NO_CHARACTERS, SURROGATES, surely_clean
from garden.markdown import words
from garden.markdown.body import Body
from garden.markdown.reading import Reading
from garden.model import Content, Problem, Section

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BODY = 256 * 1024
"""Bytes; a longer body is shown as plain text."""

_CONTROL = re.compile(f"[\x85{CONTROLS}{BOM}{NO_CHARACTERS}]")
_SURROGATE = re.compile(f"[{SURROGATES}]")


def read(md: MarkdownIt, text: str, *, first_line: int = 1) -> Content:
    """What a body says: links, headings, text by section.

    ``text`` is a note without its front matter, ``first_line`` the line of the
    file at which it begins. Never raises for what a note says.
    """
    return _read(md, text, first_line, lambda tokens, env: "").content


def render(md: MarkdownIt, text: str, *, first_line: int = 1) -> Body:
    """As `read`, with the HTML."""
    return _read(md, text, first_line, lambda tokens, env: md.renderer.render(tokens, md.options, env))


def _read(md: MarkdownIt, text: str, first_line: int, to_html: Callable[[list[Token], Any], str]) -> Body:
    if not surely_clean(text):
        text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    if len(text) > MAX_BODY // 4 and len(text.encode()) > MAX_BODY:
        return _plain(text, _too_long(first_line))
    reading = Reading(first_line=first_line)
    env = reading.environment()
    try:
        html = to_html(md.parse(text, env), env)
    except Exception as error:  # noqa: BLE001 - a plugin's rule may raise anything; the note is still shown
        return _plain(text, _failed(first_line, error))
    content = Content(
        links=tuple(filter(None, reading.links)),
        headings=tuple(reading.headings),
        sections=tuple(reading.sections),
        tags=tuple(name for _, name in reading.tags.values()),
        words=reading.words,
        has=frozenset(reading.has),
        problems=tuple(reading.problems.values()),
    )
    return Body(content=content, html=html)


def _plain(text: str, problem: Problem) -> Body:
    """A body that is not formatted: its text, to be read and searched, and why."""
    content = Content(
        sections=(Section(heading="", anchor="", text=text),) if text.strip() else (),
        words=words.count(text),
        problems=(problem,),
    )
    return Body(content=content, html=f'<pre class="plain" tabindex="0">{escapeHtml(text)}</pre>\n')


def _too_long(line: int) -> Problem:
    return Problem(
        path="",
        code="body-too-long",
        message=f"This note has more than {MAX_BODY // 1024} kB of text and is shown without formatting.",
        fix="Split it into several notes that link to each other.",
        line=line,
    )


def _failed(line: int, error: Exception) -> Problem:
    return Problem(
        path="",
        code="markdown-failed",
        message=f"This note could not be formatted ({type(error).__name__}: {error}).",
        fix="If a plugin adds syntax, see what `garden plugins` says of it.",
        line=line,
    )
