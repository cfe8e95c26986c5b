"""A note's bytes to a Note and its Content: pure, lenient, and saying what it could not read.

Real vaults hold text where lists belong, dates in six shapes and ``tag`` for
``tags``. What can be read is read; what cannot is a Problem with its line, and
the note goes in with the rest. The body is read in between, by who knows markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from garden import frontmatter
from garden.errors import NoteError
from garden.frontmatter import Meta, Parts
from garden.model import Content, Heading, Note, ParsedNote, Problem
from garden.parsing import choices, names
from garden.parsing.consent import consent
from garden.parsing.people import people
from garden.parsing.reader import Reader, Tell
from garden.parsing.texts import short
from garden.parsing.visibility import may_mean_to_hide, visibility

_SUMMARY_LIMIT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A note's file taken apart: its front matter is read, its body is not."""

    path: str
    id: str
    fingerprint: str
    parts: Parts
    meta: Meta
    problems: tuple[Problem, ...] = ()

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self.parts.body

    @property
    def first_line(self) -> int:
        """The line of the file at which the body begins, from 1."""
        return self.parts.first_line


def take_apart(path: str, note_id: str, data: bytes, *, fingerprint: str) -> Opened:
    """Opens one note; never raises for what it holds."""
    problems: list[Problem] = []
    text = _decode(data, path, problems)
    parts, meta = _front_matter(text, path, problems)
    return Opened(
        path=path, id=note_id, fingerprint=fingerprint, parts=parts, meta=meta, problems=tuple(problems)
    )


def put_together(
    opened: Opened, content: Content, *, language: str, detects_language: bool = True
) -> ParsedNote:
    """The note of a file and of what its body says.

    ``language`` is for notes that name none, and whose text does not tell it for sure where
    ``detects_language``.
    """
    problems = [*opened.problems, *(replace(problem, path=opened.path) for problem in content.problems)]
    problems += _skipped(opened.path, content.headings)
    reader = Reader(opened.meta.values, _teller(opened.path, opened.parts, problems))
    spoken = names.lang(reader, language, content, detects=detects_language)
    note = _note(reader, opened, content, spoken)
    return ParsedNote(note=note, content=content, problems=tuple(problems))


def _front_matter(text: str, path: str, problems: list[Problem]) -> tuple[Parts, Meta]:
    parts = frontmatter.split(text)
    if parts.unclosed:
        problems.append(_unclosed(path, parts))
        return parts, _in_doubt(parts.body)
    try:
        meta = frontmatter.load(parts)
    except NoteError as error:
        problems.append(Problem.of(path, error))
        return parts, _in_doubt(parts.front)
    if meta is None:
        meta = _in_doubt(parts.front)
        if meta.values:
            problems.append(_no_front_matter(path, parts))
        return frontmatter.whole(text), meta
    problems.extend(_duplicate(path, key, parts) for key in meta.duplicates)
    return parts, meta


def _in_doubt(text: str) -> Meta:
    """What is taken of front matter that cannot be read: a colon in a title must not publish a draft."""
    return Meta(values={"visibility": "hidden"} if may_mean_to_hide(text) else {})


def _note(meta: Reader, opened: Opened, content: Content, lang: str) -> Note:
    given = consent(meta)
    return Note(
        id=opened.id,
        path=opened.path,
        fingerprint=opened.fingerprint,
        title=names.title(meta, opened.id, content),
        kind=names.kind(meta),
        tags=names.tags(meta, content.tags),
        aliases=names.aliases(meta),
        people=people(meta),
        date=meta.date("date", "created", "published_at"),
        updated=meta.date("updated", "modified", "lastmod"),
        summary=meta.line("summary", "description", "abstract", limit=_SUMMARY_LIMIT),
        lang=lang,
        status=meta.line("status").lower(),
        series=meta.line("series"),
        section=meta.line("section"),
        next=choices.next_choices(meta),
        related=choices.related(meta),
        licence=meta.line("licence", "license"),
        rights=meta.line("rights"),
        source=meta.line("source"),
        adapted_from=choices.adapted_from(meta),
        consent=given,
        content_note=meta.line("content_note", "content_notes", "content_warning", "content_warnings"),
        door=meta.line("door"),
        visibility=visibility(meta, given),
        words=content.words,
        meta=dict(meta.values),
    )


def _decode(data: bytes, path: str, problems: list[Problem]) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        before = _with_newlines(error.object[: error.start].decode("utf-8"))
        problems.append(
            Problem(
                path=path,
                code="not-utf8",
                message="The text is not valid UTF-8; characters that cannot be read are shown as �.",
                fix="Save the file as UTF-8.",
                line=before.count("\n") + 1,
            )
        )
    return _with_newlines(text)


def _with_newlines(text: str) -> str:
    """Lines that end with CRLF, or CR alone, end with a newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _skipped(path: str, headings: Iterable[Heading]) -> Iterator[Problem]:
    """The first heading that stands more than one level below the one before."""
    for above, heading in pairwise(headings):
        if heading.level > above.level + 1:
            yield Problem(
                path=path,
                code="heading-skipped",
                message=f"The heading '{short(heading.text)}' is of level {heading.level}, "
                f"and the one before of level {above.level}.",
                fix=f"Begin it with {'#' * (above.level + 1)}; screen readers lead through a page by levels.",
                line=heading.line,
            )
            return


def _duplicate(path: str, key: str, parts: Parts) -> Problem:
    return Problem(
        path=path,
        code="front-matter-duplicate",
        message=f"'{short(key)}' is written twice in the front matter; the last one counts.",
        fix="Take one of them out.",
        line=frontmatter.line_of(parts, key),
    )


def _unclosed(path: str, parts: Parts) -> Problem:
    return Problem(
        path=path,
        code="front-matter-unclosed",
        message="The front matter is opened and never closed, so all of it is shown as text.",
        fix=f"Put a line of {parts.unclosed} after the last key.",
        line=parts.front_line,
    )


def _no_front_matter(path: str, parts: Parts) -> Problem:
    return Problem(
        path=path,
        code="front-matter-yaml",
        message="What the note begins with cannot be read as front matter and may be there to hide the note, "
        "so it is hidden to be safe.",
        fix="Write each key at the beginning of its line, with a colon and a blank after it.",
        line=parts.front_line,
    )


def _teller(path: str, parts: Parts, problems: list[Problem]) -> Tell:
    """Tells about values, with the line of their key."""

    def tell(key: str, code: str, message: str, fix: str) -> None:
        line = frontmatter.line_of(parts, key)
        problems.append(Problem(path=path, code=code, message=message, fix=fix, line=line))

    return tell
