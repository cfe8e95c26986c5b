"""The ways to write front matter, as handlers of python-frontmatter.

Its handlers find and split; `Format.read` loads within our bounds and knows of
keys that are written twice, which a plain dictionary cannot.
"""

from __future__ import annotations

import json
import re
import tomllib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from garden.errors import NoteError
from garden.frontmatter import events
from garden.frontmatter.meta import MAX_CHARACTERS, Meta, as_text, too_large


class Format(BaseHandler, ABC):
    """One way to write front matter.

    ``FM_BOUNDARY`` matches where it begins; ``split`` raises ValueError when it
    has no end.
    """

    END_DELIMITER = ""
    starts_below = False
    """Whether what can be loaded begins on the line after the fence."""
    key = re.compile(r"")
    """Found in every text that is meant as front matter, and not in prose."""

    @abstractmethod
    def read(self, front: str) -> Meta:
        """Loads a front matter; NoteError, with a line counted in it, for what cannot be read."""


class _Yaml(Format):
    """``---`` to ``---`` or ``...``."""

    FM_BOUNDARY = re.compile(r"\A-{3,}[ \t]*$", re.MULTILINE)
    END_DELIMITER = "---"
    starts_below = True
    key = re.compile(r"""^["']?[\w-]+["']?[ \t]*:(?:\s|\Z)""", re.MULTILINE)
    _CLOSE = re.compile(r"^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE)
    _CLOSE_INDENTED = re.compile(r"^[ \t]+-{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)
    _PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
    _LONE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")

    def split(self, text: str) -> tuple[str, str]:
        try:
            return _between(text, self._CLOSE)
        except ValueError:
            return _between(text, self._CLOSE_INDENTED)

    def read(self, front: str) -> Meta:
        try:
            return self._read(front)
        except yaml.YAMLError as error:
            raise _yaml_error(error) from None

    def _read(self, front: str) -> Meta:
        try:
            return events.read(front)
        except yaml.YAMLError:
            # libyaml refuses escaped surrogates, which is how JSON writes emoji.
            mended = self._LONE.sub(r"\\ufffd", self._PAIR.sub(_join_pair, front))
            if mended == front:
                raise
            return events.read(mended)


class _Toml(Format):
    """``+++`` to ``+++``."""

    FM_BOUNDARY = re.compile(r"\A\+{3,}[ \t]*$", re.MULTILINE)
    END_DELIMITER = "+++"
    starts_below = True
    _CLOSE = re.compile(r"^[ \t]*\+{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)
    # tomllib's time grows with the square of a key's parts: minutes for 64 kB of "a.a.a".
    _LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""")

    def split(self, text: str) -> tuple[str, str]:
        return _between(text, self._CLOSE)

    def read(self, front: str) -> Meta:
        if found := self._LONG_KEY.search(front):
            raise too_large("has a key of more than 64 parts", front.count("\n", 0, found.start()) + 1)
        try:
            return Meta(values=as_text(tomllib.loads(front)))
        except tomllib.TOMLDecodeError as error:
            message = re.sub(r" \(at .*\)$", "", str(error))
            line = re.search(r"\(at line (\d+)", str(error))
            raise _unreadable("TOML", message, int(line[1]) if line else front.count("\n")) from None
        except ValueError:  # Python's own limit
            found = re.search(r"[\da-fA-F_]{3500}", front)
            at = front.count("\n", 0, found.start()) + 1 if found else 1
            raise _unreadable("TOML", "a number has more than 4,300 digits", at) from None
        except RecursionError:
            raise too_large("is nested too deeply") from None


class _Json(Format):
    """An object, from its ``{`` to its ``}``."""

    FM_BOUNDARY = re.compile(r'\A\{[ \t]*(?:$|")', re.MULTILINE)
    END_DELIMITER = "}"
    key = re.compile(r'"[^"\n]*"[ \t]*:')
    _CLOSE = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
    _REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")

    def split(self, text: str) -> tuple[str, str]:
        try:
            _, end = json.JSONDecoder(parse_int=str).raw_decode(text[: MAX_CHARACTERS + 1])
        except (ValueError, RecursionError):
            # Not as it should be: up to a brace that stands alone, for whoever mends it.
            front, body = _between(text, self._CLOSE)
            return text[: text.index("\n") + 1] + front + "}", body
        rest = self._REST_OF_LINE.match(text, end)
        if rest is None:
            raise ValueError
        return text[:end], text[rest.end() :]

    def read(self, front: str) -> Meta:
        duplicates: tuple[str, ...] = ()

        def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
            nonlocal duplicates  # those of the object that ends last, the outermost
            duplicates = _twice(key for key, _ in items)
            return dict(items)

        try:
            values = json.loads(front, parse_int=str, parse_float=str, object_pairs_hook=pairs)
        except json.JSONDecodeError as error:
            raise _unreadable("JSON", error.msg, error.lineno) from None
        except RecursionError:
            raise too_large("is nested too deeply") from None
        return Meta(values=as_text(values), duplicates=duplicates)


class _Logseq(Format):
    """``key:: value`` lines at the very top."""

    FM_BOUNDARY = re.compile(r"\A[\w-]+::(?:[ \t]|$)", re.MULTILINE)
    _LINES = re.compile(r"(?:[ \t]*[\w-]+::(?:[ \t].*)?(?:\n|\Z))+")

    def split(self, text: str) -> tuple[str, str]:
        match = self._LINES.match(text)
        assert match is not None  # its first line is what was detected
        return match.group(), text[match.end() :]

    def read(self, front: str) -> Meta:
        pairs = [line.split("::", 1) for line in front.rstrip("\n").split("\n")]
        keys = [key.strip() for key, _ in pairs]
        values = [value.strip() or None for _, value in pairs]
        return Meta(values=as_text(dict(zip(keys, values, strict=True))), duplicates=_twice(keys))


FORMATS: tuple[Format, ...] = (_Yaml(), _Toml(), _Json(), _Logseq())
"""In the order in which they are tried; no text fits two."""


def _between(text: str, close: re.Pattern[str]) -> tuple[str, str]:
    """(front, body) around the closing fence; ValueError when there is none."""
    opened = text.find("\n") + 1
    match = close.search(text, opened) if opened else None
    if match is None:
        raise ValueError
    return text[opened : match.start()], text[match.end() :]


def _join_pair(match: re.Match[str]) -> str:
    return b"".join(int(half, 16).to_bytes(2, "big") for half in match.groups()).decode("utf-16-be")


def _twice(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key, count in Counter(keys).items() if count > 1)


def _yaml_error(error: yaml.YAMLError) -> NoteError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return NoteError(
        f"The front matter is not valid YAML: {said}.",
        code="front-matter-yaml",
        line=mark.line + 1 if mark else 1,
        fix="See this line: a text with ': ', '#', '@', '[' or quotes in it must stand in quotation marks.",
    )


def _unreadable(language: str, said: str, line: int) -> NoteError:
    return NoteError(
        f"The front matter is not valid {language}: {said[:1].lower()}{said[1:]}.",
        code=f"front-matter-{language.lower()}",
        line=line,
        fix="Correct this line, or take the front matter out.",
    )
