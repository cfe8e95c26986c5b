"""Front matter: a note's text to (meta, body, first body line).

YAML between ``---``, TOML between ``+++``, JSON from ``{`` to ``}`` and
Logseq's ``key:: value`` lines are read; a text without any is all body. The
splitting and the choice of format are python-frontmatter's handlers; loading is
bounded here, since a hundred thousand brackets crash YAML's composer and nine
lines of aliases unfold to gigabytes.

Scalars stay text, null is None: what ``no``, ``0x1D`` or ``12:30`` mean is for
the field that holds them to say (`garden.parsing`).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from garden.errors import NoteError

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 8
MAX_NODES = 2_000

# Without libyaml the same loader in Python is 13 times slower, not different.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_ESCAPED_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOGSEQ = re.compile(r"(?:[ \t]*[\w-]+::(?:[ \t].*)?(?:\n|\Z))+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A note's text taken apart, front matter not yet loaded."""

    front: str
    """Text of the front matter without its fences; empty when there is none."""
    front_line: int
    """Line of ``front``'s first character, from 1."""
    body: str
    first_line: int
    """Line of ``body``'s first character, from 1."""
    handler: BaseHandler | None
    """What can load ``front``; None when there is no front matter."""
    unclosed: bool = False
    """Whether a fence was opened with a key after it and never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Front matter, loaded."""

    values: Mapping[str, Any]
    duplicates: tuple[str, ...] = ()
    """Keys written twice at the top level; the last one counts."""


class _Yaml(YAMLHandler):
    """``---`` to ``---`` or ``...``; loads with our budgets."""

    FM_BOUNDARY = re.compile(r"\A-{3,}[ \t]*$", re.MULTILINE)
    _CLOSE = re.compile(r"^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        return _between(text, self._CLOSE)

    def load(self, fm: str, **_: object) -> Meta:
        return _Builder(fm).meta()


class _Toml(BaseHandler):
    """``+++`` to ``+++``."""

    FM_BOUNDARY = re.compile(r"\A\+{3,}[ \t]*$", re.MULTILINE)
    _CLOSE = re.compile(r"^\+{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        return _between(text, self._CLOSE)

    def load(self, fm: str) -> Meta:
        return Meta(values=_as_text(tomllib.loads(fm)))


class _Json(JSONHandler):
    """An object from the first line to a ``}`` that stands alone on its line."""

    FM_BOUNDARY = re.compile(r"\A\{[ \t]*$", re.MULTILINE)
    _CLOSE = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        front, body = _between(text, self._CLOSE)
        return f"{{\n{front}}}", body

    def load(self, fm: str, **_: object) -> Meta:
        return Meta(values=_as_text(json.loads(fm, parse_int=str, parse_float=str)))


class _Logseq(BaseHandler):
    """``key:: value`` lines at the very top."""

    FM_BOUNDARY = re.compile(r"\A[ \t]*[\w-]+::(?:[ \t]|$)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        match = _LOGSEQ.match(text)
        if match is None:
            raise ValueError
        return match.group(), text[match.end() :]

    def load(self, fm: str) -> Meta:
        pairs = (line.split("::", 1) for line in fm.splitlines())
        return Meta(values={key.strip(): value.strip() or None for key, value in pairs})


_HANDLERS: tuple[BaseHandler, ...] = (_Yaml(), _Toml(), _Json(), _Logseq())


def split(text: str) -> Parts:
    """Takes a note's text apart; a leading BOM and blank lines are no obstacle. Never raises."""
    text = text.removeprefix("\ufeff")
    start = len(text) - len(text.lstrip())
    # Blanks before the fence belong to it; blanks before a body without one are the body's.
    lead, rest = text[:start], text[start:]
    line = lead.count("\n") + 1
    for handler in _HANDLERS:
        if not handler.detect(rest):
            continue
        try:
            front, body = handler.split(rest)
        except ValueError:
            return Parts(
                front="", front_line=1, body=text, first_line=1, handler=None, unclosed=_looks_like_keys(rest)
            )
        first = line + rest[: len(rest) - len(body)].count("\n")
        offset = 0 if isinstance(handler, _Json | _Logseq) else 1
        return Parts(front=front, front_line=line + offset, body=body, first_line=first, handler=handler)
    return Parts(front="", front_line=1, body=text, first_line=1, handler=None)


def load(parts: Parts) -> Meta | None:
    """The front matter's values; None when what stands there is no mapping at all.

    A note that begins with a thematic break has a "front matter" that is
    prose: YAML reads it as one string, and it belongs to the body. Raises
    NoteError, with the line in the file, for what cannot be read.
    """
    if parts.handler is None:
        return Meta(values={})
    if len(parts.front) > MAX_CHARACTERS:
        raise NoteError(
            f"The front matter is longer than {MAX_CHARACTERS // 1024} kB.",
            code="front-matter-too-large",
            line=parts.front_line,
            fix="Move long texts below the front matter.",
        )
    try:
        meta: Meta | None = parts.handler.load(parts.front)  # type: ignore[assignment]
    except _NotAMappingError:
        return None
    except NoteError as error:
        error.line = parts.front_line + (error.line or 1) - 1
        raise
    except yaml.YAMLError as error:
        raise _yaml_error(error, parts.front_line) from None
    except (ValueError, RecursionError) as error:
        raise _other_error(error, parts.front_line) from None
    return meta


def whole(text: str) -> Parts:
    """The text as body alone, for a front matter that turned out to be none."""
    return Parts(front="", front_line=1, body=text.removeprefix("\ufeff"), first_line=1, handler=None)


class _NotAMappingError(Exception):
    """YAML that is a list or a text at the top: no front matter."""


def _between(text: str, close: re.Pattern[str]) -> tuple[str, str]:
    """(front, body) around the closing fence; ValueError when there is none."""
    opened = text.find("\n") + 1
    match = close.search(text, opened) if opened else None
    if match is None:
        raise ValueError
    return text[opened : match.start()], text[match.end() :]


def _looks_like_keys(text: str) -> bool:
    second = text.split("\n", 2)[1:2]
    return bool(second and re.match(r"""["']?[\w -]+["']?\s*[:=]""", second[0]))


class _Builder:
    """Builds values from YAML's events, counting as it goes.

    Events are produced by a state machine that does not recurse, so depth, nodes
    and aliases can be refused before anything unfolds.
    """

    def __init__(self, text: str) -> None:
        self._loader = _Loader(_SURROGATE.sub("\ufffd", _ESCAPED_PAIR.sub(_join_pair, text)))
        self._nodes = 0
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._duplicates: list[str] = []

    def meta(self) -> Meta:
        try:
            value = self._document()
        finally:
            self._loader.dispose()
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise _NotAMappingError
        return Meta(values=value, duplicates=tuple(self._duplicates))

    def _document(self) -> Any:
        for event in self._events():
            if isinstance(event, yaml.NodeEvent):
                return self._node(event, 0)
        return None

    def _events(self) -> Iterator[Any]:
        while self._loader.check_event():
            yield self._loader.get_event()

    def _node(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self._nodes
        self._spend(1, event)
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.style is None or event.style == ""
            value: Any = None if plain_null and event.value in _NULLS else _mend(event.value)
        elif depth >= MAX_DEPTH:
            raise _too_much(event, f"The front matter is nested more than {MAX_DEPTH} levels deep.")
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        else:
            value = self._mapping(depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, self._nodes - before)
        return value

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_event in self._until(yaml.MappingEndEvent):
            key = self._key(key_event, depth)
            if depth == 0 and key in mapping:
                self._duplicates.append(key)
            mapping[key] = self._node(self._loader.get_event(), depth + 1)
        return mapping

    def _key(self, event: Any, depth: int) -> str:
        value = self._node(event, depth + 1)
        # `- {{ name }}` and `? [a, b]` give keys that are lists or mappings.
        return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)

    def _until(self, end: type) -> Iterator[Any]:
        while not self._loader.check_event(end):
            yield self._loader.get_event()
        self._loader.get_event()

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise _too_much(event, f"The front matter uses *{event.anchor}, which is not defined before it.")
        value, size = self._anchors[event.anchor]
        self._spend(size, event)
        return value

    def _spend(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _too_much(event, f"The front matter holds more than {MAX_NODES:,} values.")


def _too_much(event: Any, message: str) -> NoteError:
    return NoteError(
        message,
        code="front-matter-yaml",
        line=event.start_mark.line + 1,
        fix="Make it simpler, or move it below the front matter.",
    )


def _as_text(value: Any) -> Any:
    """TOML's and JSON's values as YAML's would be: text, None, lists, mappings."""
    budget = [MAX_NODES]

    def convert(item: Any, depth: int) -> Any:
        budget[0] -= 1
        if budget[0] < 0 or depth > MAX_DEPTH:
            raise NoteError(
                f"The front matter holds more than {MAX_NODES:,} values, or is nested over {MAX_DEPTH} levels deep.",
                code="front-matter-too-large",
                fix="Make it simpler, or move it below the front matter.",
            )
        match item:
            case None:
                return None
            case bool():
                return "true" if item else "false"
            case str():
                return _mend(item)
            case dict():
                return {_mend(str(key)): convert(inner, depth + 1) for key, inner in item.items()}
            case list():
                return [convert(inner, depth + 1) for inner in item]
            case _:  # numbers, and TOML's dates and times
                return item.isoformat() if hasattr(item, "isoformat") else str(item)

    return convert(value, 0)


def _join_pair(match: re.Match[str]) -> str:
    """One character for an escaped surrogate pair, as JSON writes emoji; libyaml refuses those."""
    return b"".join(int(half, 16).to_bytes(2, "big") for half in match.groups()).decode("utf-16-be")


def _mend(text: str) -> str:
    """Lone surrogates (YAML's and JSON's escapes make them) cannot be encoded: U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _yaml_error(error: yaml.YAMLError, front_line: int) -> NoteError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return NoteError(
        f"The front matter is not valid YAML: {said}.",
        code="front-matter-yaml",
        line=front_line + (mark.line if mark else 0),
        fix="Look at this line: texts with ': ', '#', '@', '[' or quotes in them need quotation marks around them.",
    )


def _other_error(error: Exception, front_line: int) -> NoteError:
    if isinstance(error, RecursionError):
        said, line = "it is nested too deeply", front_line
    else:
        said = str(error) or "it cannot be read"
        found = re.search(r"line (\d+)", said)
        line = front_line + (int(found.group(1)) - 1 if found else 0)
    return NoteError(
        f"The front matter cannot be read: {said}.",
        code="front-matter-unreadable",
        line=line,
        fix="Correct this line, or take the front matter out.",
    )
