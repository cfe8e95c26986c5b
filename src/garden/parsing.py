"""A note's bytes to a Note and its Content: pure, lenient, and saying what it could not read.

Real vaults hold text where lists belong, dates in six shapes and ``tag`` for
``tags``. What can be read is read; what cannot is a Problem with its line, and
the note goes in with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from garden import frontmatter
from garden.errors import NoteError
from garden.links import fold
from garden.model import Content, NextChoice, Note, ParsedNote, Person, Problem, Visibility

ROLES = ("author", "teller", "scribe", "host", "translator")
"""Roles that are front-matter keys too: ``teller: Ama`` is an author with that role."""

_TITLE_LIMIT = 500
_DATE_FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%A, %d %B %Y", "%A, %B %d, %Y",
    "%Y-%m", "%B %Y", "%Y%m%d", "%Y",
)  # fmt: skip
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_KIND = re.compile(r"[^\w-]+")
_TRUE, _FALSE = {"true", "yes", "on", "1", "y"}, {"false", "no", "off", "0", "n"}

Tell = Callable[[str, str, str], None]
"""Keeps a problem: (code, message, fix)."""


def parse(
    path: str,
    note_id: str,
    data: bytes,
    *,
    fingerprint: str,
    language: str,
    read_body: Callable[[str, int], Content],
) -> ParsedNote:
    """Reads one note; never raises for what it holds.

    ``read_body(text, first_line)`` gives a body's content: a parse, or what a
    cache kept of one. ``language`` is for notes that name none.
    """
    problems: list[Problem] = []
    text = _decode(data, path, problems)
    parts = frontmatter.split(text)
    meta: Mapping[str, Any] = {}
    try:
        loaded = frontmatter.load(parts)
        if loaded is None:
            parts = frontmatter.whole(text)
        else:
            meta = loaded.values
            problems.extend(_duplicate(path, key, parts) for key in loaded.duplicates)
    except NoteError as error:
        problems.append(_problem(path, error))
    if parts.unclosed:
        problems.append(_unclosed(path))
    content = read_body(parts.body, parts.first_line)
    problems.extend(replace(problem, path=path) for problem in content.problems)
    reader = _Reader(meta, _teller(path, parts, problems))
    note = _note(reader, path, note_id, fingerprint, content, language)
    return ParsedNote(note=note, content=content, problems=tuple(problems))


def _note(
    meta: _Reader, path: str, note_id: str, fingerprint: str, content: Content, language: str
) -> Note:
    return Note(
        id=note_id,
        path=path,
        fingerprint=fingerprint,
        title=_title(meta, note_id, content),
        kind=_kind(meta.line("kind", "type")),
        tags=_tags((*meta.words("tags", "tag", "keywords"), *content.tags)),
        aliases=_aliases(meta),
        people=_people(meta),
        date=meta.date("date", "created", "published_at"),
        updated=meta.date("updated", "modified", "lastmod"),
        summary=meta.line("summary", "description", "abstract"),
        lang=_lang(meta, language),
        status=meta.line("status").lower(),
        series=meta.line("series"),
        section=meta.line("section"),
        next=_next(meta),
        related=tuple(_unlinked(text) for text in meta.texts("related")),
        licence=meta.line("licence", "license"),
        rights=meta.line("rights"),
        source=meta.line("source"),
        content_note=meta.line("content_note", "content-note", "content_warning"),
        door=meta.line("door"),
        visibility=_visibility(meta),
        words=content.words,
        meta=dict(meta.values),
    )


class _Reader:
    """Front matter, asked leniently: keys by any of their names, values by the type wanted."""

    def __init__(self, values: Mapping[str, Any], tell: Tell) -> None:
        self.values = values
        self.tell = tell
        self._lower = {key.lower(): value for key, value in reversed(values.items())}

    def get(self, *names: str) -> Any:
        """The first value that is not empty under any of these names, whatever their case."""
        for name in names:
            value = self.values.get(name)
            if value is None:
                value = self._lower.get(name)
            if value not in (None, "", [], {}):
                return value
        return None

    def line(self, *names: str) -> str:
        """One line of text; a list gives its first."""
        return next(iter(self.texts(*names)), "")

    def texts(self, *names: str) -> tuple[str, ...]:
        """All texts in the value, lists within lists opened, mappings as ``key: value``."""
        return tuple(text for text in map(_line, _flat(self.get(*names))) if text)

    def words(self, *names: str) -> tuple[str, ...]:
        """As `texts`, with ``a, b`` taken apart; for tags, ``#a #b`` too."""
        return tuple(word for text in self.texts(*names) for word in _apart(text))

    def date(self, *names: str) -> date | None:
        """A date in any shape that means one day; the others are told."""
        text = self.line(*names)
        if not text:
            return None
        found = read_date(text)
        if found is None:
            key = next(name for name in names if self.get(name) is not None)
            self.tell(
                "date-unreadable",
                f"'{_short(text)}' after '{key}:' is not a date that exists, or can be read in two ways.",
                "Write it as year-month-day, for example 2026-03-14.",
            )
        return found

    def flag(self, *names: str) -> bool | None:
        """True or False for the words that mean so, else None."""
        text = self.line(*names).lower()
        return True if text in _TRUE else False if text in _FALSE else None


def read_date(text: str) -> date | None:
    """A day from text: ISO with or without time, ``14.03.2026``, ``14 March 2026``,
    ``March 14, 2026``, ``2026-03``, ``2026``, or milliseconds since 1970.

    ``03/04/2026`` is read only where one reading is possible; ambiguous or
    impossible days give None.
    """
    text = text.strip().strip("\"'[]")
    if match := _SLASHED.fullmatch(text):
        return _slashed(*map(int, match.groups()))
    if text.isdecimal() and 11 <= len(text) <= 14:
        return _from_epoch(int(text))
    if len(text) > 10 and text[4:5] == "-" and text[10:11] in {"T", "t", " "}:
        text = text[:10]
    text = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text)
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _slashed(first: int, second: int, year: int) -> date | None:
    readings = set()
    for day, month in ((first, second), (second, first)):
        try:
            readings.add(date(year, month, day))
        except ValueError:
            continue
    return readings.pop() if len(readings) == 1 else None


def _from_epoch(milliseconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _title(meta: _Reader, note_id: str, content: Content) -> str:
    first = content.headings[0].text if content.headings else ""
    title = meta.line("title") or _line(first) or _from_name(note_id)
    return title if len(title) <= _TITLE_LIMIT else f"{title[: _TITLE_LIMIT - 1]}…"


def _from_name(note_id: str) -> str:
    """A title from a file's name; a folder's note is called as its folder."""
    folder, _, base = note_id.rpartition("/")
    if folder and fold(base) in {"index", "_index", "readme"}:
        base = folder.rpartition("/")[2]
    words = base.replace("-", " ").replace("_", " ").strip() if " " not in base else base.strip()
    return (words[:1].upper() + words[1:]) or base or note_id


def _kind(text: str) -> str:
    return _KIND.sub("-", text.lower()).strip("-") or "note"


def _tags(words: Iterable[str]) -> tuple[str, ...]:
    """Without ``#``, each once whatever its case; the first way of writing stays."""
    tags: dict[str, str] = {}
    for word in words:
        tag = "/".join(part.strip() for part in word.lstrip("#").split("/") if part.strip())
        if tag and tag.lower() not in {"none", "null"}:
            tags.setdefault(fold(tag), tag)
    return tuple(tags.values())


def _aliases(meta: _Reader) -> tuple[str, ...]:
    value = meta.get("aliases", "alias")
    # A lone text may be a comma string; an entry of a list is whole, commas and all.
    texts = meta.words("aliases", "alias") if isinstance(value, str) else meta.texts("aliases", "alias")
    return tuple(dict.fromkeys(alias.strip("/") for alias in texts if alias.strip("/")))


def _people(meta: _Reader) -> tuple[Person, ...]:
    people: dict[Person, None] = {}
    for value in (meta.get("authors"), meta.get("author")):
        people.update(dict.fromkeys(_persons(value, "author")))
    for role in ROLES[1:]:
        people.update(dict.fromkeys(_persons(meta.get(role), role)))
    return tuple(people)


def _persons(value: Any, role: str) -> Iterator[Person]:
    match value:
        case str():
            for name in _apart(value):
                yield Person(name=name, role=role)
        case list():
            for item in value:
                yield from _persons(item, role)
        case {"name": str(name), **rest}:
            yield Person(name=_line(name), role=_line(str(rest.get("role") or role)).lower())
        case dict():
            for key, names in value.items():
                yield from _persons(names, _line(key).lower())


def _next(meta: _Reader) -> tuple[NextChoice, ...]:
    value = meta.get("next")
    choices: list[NextChoice] = []
    for item in value if isinstance(value, list) else [value]:
        match item:
            case {"to": target, **rest}:
                targets, when = list(_flat(target)), _line(str(rest.get("when") or ""))
            case _:
                targets, when = list(_flat(item)), ""
        choices.extend(NextChoice(to=_unlinked(text), when=when) for text in targets if _unlinked(text))
    if len(choices) < (len(value) if isinstance(value, list) else 0):
        meta.tell("next-unreadable", "An entry of 'next:' does not say where it leads.", "Give it a line 'to: ...'.")
    return tuple(choices)


def _lang(meta: _Reader, language: str) -> str:
    text = meta.line("lang", "language")
    if text and not _LANG.fullmatch(text):
        meta.tell(
            "lang-unknown", f"'{_short(text)}' after 'lang:' is no language code.", "Write a code such as en, cy or pt-br."
        )
        text = ""
    return (text or language).replace("_", "-").lower()


def _visibility(meta: _Reader) -> Visibility:
    """Who may see the note; when in doubt, no one."""
    if meta.get("withdrawn") is not None and meta.flag("withdrawn") is not False:
        return Visibility.WITHDRAWN
    hidden = (
        meta.flag("draft") is True
        or meta.flag("publish", "published") is False
        or meta.line("status").lower() == "draft"
        or not _consents(meta)
    )
    text = meta.line("visibility").lower()
    known = {item.value: item for item in Visibility}
    if text and text not in known:
        meta.tell(
            "visibility-unknown",
            f"'{_short(text)}' after 'visibility:' is not known, so the note is hidden to be safe.",
            "Write public, unlisted or hidden.",
        )
        return Visibility.HIDDEN
    return Visibility.HIDDEN if hidden else known.get(text, Visibility.PUBLIC)


def _consents(meta: _Reader) -> bool:
    """Whether the consent, where one is written with a scope, covers this garden."""
    consent = meta.get("consent")
    scope = consent.get("scope") if isinstance(consent, dict) else None
    allowed = {word.lower() for text in _flat(scope) for word in _apart(text)}
    return not allowed or bool(allowed & {"garden", "public"})


def _flat(value: Any) -> Iterator[str]:
    """All texts in a value; a mapping gives ``key: value`` (``- Title: Subtitle`` is one title)."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _flat(item)
        case dict():
            for key, item in value.items():
                rest = ", ".join(_flat(item))
                yield f"{key}: {rest}" if rest else str(key)


def _apart(text: str) -> Iterator[str]:
    """``a, b`` to a and b; ``#a #b`` too."""
    pieces = re.split(r"[,;]", text) if re.search(r"[,;]", text) else re.split(r"\s+(?=#)", text)
    return (piece.strip() for piece in pieces if piece.strip())


def _unlinked(text: str) -> str:
    """A reference as plain target: ``[[a|b]]`` in front matter means a."""
    text = _line(text)
    if text.startswith("[[") and text.endswith("]]"):
        text = text[2:-2].split("|", 1)[0]
    return text.strip()


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _decode(data: bytes, path: str, problems: list[Problem]) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(
                path=path,
                code="not-utf8",
                message="The text is not valid UTF-8; characters that cannot be read are shown as �.",
                fix="Save the file as UTF-8.",
                line=data[: error.start].count(b"\n") + 1,
            )
        )
        text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _problem(path: str, error: NoteError) -> Problem:
    return Problem(path=path, code=error.code, message=str(error), fix=error.fix, line=error.line)


def _duplicate(path: str, key: str, parts: frontmatter.Parts) -> Problem:
    return Problem(
        path=path,
        code="front-matter-duplicate",
        message=f"'{_short(key)}' is written twice in the front matter; the last one counts.",
        fix="Take one of them out.",
        line=parts.front_line,
    )


def _unclosed(path: str) -> Problem:
    return Problem(
        path=path,
        code="front-matter-unclosed",
        message="The front matter is opened and never closed, so all of it is shown as text.",
        fix="Put a line of three dashes (---) after the last key.",
        line=1,
    )


def _teller(path: str, parts: frontmatter.Parts, problems: list[Problem]) -> Tell:
    """Tells about values; finds the line of the key it names, where it can."""

    def tell(code: str, message: str, fix: str) -> None:
        key = code.partition("-")[0]
        match = re.search(rf"^[ \t\"']*\w*{key}\w*[\"']?\s*[:=]", parts.front, re.MULTILINE | re.IGNORECASE)
        line = parts.front_line + (parts.front.count("\n", 0, match.start()) if match else 0)
        problems.append(Problem(path=path, code=code, message=message, fix=fix, line=line))

    return tell
