"""The versions of a note and who last changed each paragraph: git is asked, for one page at a time.

Each version is judged by what it says itself, with the same decision as a note of today: one
from a time when the note was a draft, hidden, without consent or taken back is not shown, and
nothing from before it was taken back or its consent refused is: these are the words in question.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from garden.core.parser import NoteParser
from garden.core.visibility import Place, has_lapsed, is_shown
from garden.errors import GitError
from garden.history.annals import Touch
from garden.history.blobs import contents
from garden.history.git import Git
from garden.history.words import Difference, Work, differences, paragraphs
from garden.model import Content, Note, Visibility
from garden.search.bounded import BoundedCache
from garden.store import NoteFile

if TYPE_CHECKING:
    from garden.core.garden import Garden

MOST = 200
"""Versions of a note that are looked at, the latest; the others are in git."""
PER_PAGE = 10
_KEPT = 256
"""Answers kept for the next reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one commit made of a note."""

    when: date
    """By the clocks of whoever wrote it."""
    names: tuple[str, ...]
    """Who; the author first."""
    is_first: bool
    """Whether the note began with it."""
    moved: bool
    """Whether the note was moved."""
    is_shown: bool
    """Whether it may be seen."""
    differences: tuple[Difference, ...]
    """What it changed of the text; empty where it changed other things only."""
    more: bool
    """Whether it changed more than that."""
    whole: bool
    """Whether the one before it may not be seen, so that all of its text is new here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a note, and who changed it last."""

    text: str
    """As it is written."""
    when: date | None
    """When; None where that is not known, as for what is not in git yet."""
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What git has on a note."""

    versions: tuple[Version, ...] = ()
    """Those that were asked for, the latest first."""
    paragraphs: tuple[Paragraph, ...] = ()
    total: int = 0
    """Versions that can be asked for."""
    older: int = 0
    """Versions before these."""
    gates: tuple[str, ...] = ()
    """Content notes of what is shown, each once."""
    failed: bool = False
    """Whether git could not be asked."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What a note held once."""

    note: Note
    body: str


class Versions:
    """Answers for one garden. Threads may share one; one of them asks git at a time."""

    def __init__(self, garden: Garden) -> None:
        self._garden = garden
        self._parser = NoteParser(garden.config, garden.host)
        self._answers: BoundedCache[tuple[object, ...], Answer] = BoundedCache(_KEPT, lambda _: 1)
        self._lock = threading.Lock()

    def count(self, note: Note) -> int:
        """How many versions can be asked for."""
        tended = self._garden.history.of(note)
        return min(tended.versions, MOST) if tended else 0

    def page(self, note: Note, number: int) -> Answer:
        """One page of a note's versions, from 1. Never raises for what git does."""
        return self._answer("versions", note, number)

    def paragraphs(self, note: Note) -> Answer:
        """The note's paragraphs as they are now. Raises NoteError as `Garden.raw`, nothing for git."""
        return self._answer("paragraphs", note, 0)

    def _answer(self, what: str, note: Note, number: int) -> Answer:
        touches = self._garden.history.touches(note)
        chosen = touches[-MOST:]
        if not chosen:
            return Answer()
        last = chosen[-1]
        # What may be seen changes with the day, when a consent runs out.
        key = (what, note.id, note.fingerprint, last, len(touches), self._garden.today(), number)
        with self._lock:
            if (known := self._answers.known(key)) is not None:
                return known
            try:
                texts = self._texts(note, chosen)
            except GitError:
                return Answer(failed=True)
            if what == "versions":
                answer = self._versions(note, chosen, texts, number)
            else:
                answer = self._paragraphs(note, chosen, texts)
            answer = replace(answer, total=len(chosen), older=len(touches) - len(chosen))
            return self._answers.get(key, lambda: answer)

    def _texts(self, note: Note, touches: Sequence[Touch]) -> Mapping[str, _Text]:
        """What the note held, by the ids of git, the latest first where there is too much."""
        git = Git.of(self._garden.config.notes_folder)
        if git is None:
            raise GitError("There is no git here.")
        ids = [one for touch in reversed(touches) for one in (touch.new, touch.old)]
        found = contents(git, ids, most_each=self._garden.config.index.max_note_bytes)
        return {one: self._text(note, data) for one, data in found.items()}

    def _text(self, note: Note, data: bytes) -> _Text:
        file = NoteFile(path=note.path, id=note.id, size=len(data), mtime_ns=0)
        opened = self._parser.open(file, data)
        return _Text(self._parser.note(opened, Content()).note, opened.body)

    # --- versions ------------------------------------------------------------------------

    def _versions(
        self, note: Note, touches: Sequence[Touch], texts: Mapping[str, _Text], number: int
    ) -> Answer:
        seen = self._seen(touches, texts)
        end = max(0, len(touches) - (number - 1) * PER_PAGE)
        work = Work()
        versions: list[Version] = []
        shown: list[_Text] = []
        for touch in reversed(touches[max(0, end - PER_PAGE) : end]):
            new, old = seen.get(touch.new), seen.get(touch.old)
            versions.append(_version(touch, new, old, work))
            shown += [text for text in (new, old if new else None) if text is not None]
        gates = dict.fromkeys(
            one for one in (note.content_note, *(t.note.content_note for t in shown)) if one
        )
        return Answer(versions=tuple(versions), gates=tuple(gates))

    def _seen(self, touches: Sequence[Touch], texts: Mapping[str, _Text]) -> Mapping[str, _Text]:
        """What may be seen of what the note held; nothing from before it was taken back or refused."""
        seen: dict[str, _Text] = {}
        closed = False
        for touch in reversed(touches):
            for one in (touch.new, touch.old):
                text = texts.get(one)
                # Of what cannot be read it cannot be said that it was not the note taken back.
                closed = closed or (bool(one) and (text is None or _is_taken_back(text)))
                if not closed and text is not None and self._may_be_seen(text.note):
                    seen[one] = text
        return seen

    def _may_be_seen(self, note: Note) -> bool:
        return is_shown(note, Place.PAGE) and not has_lapsed(note, self._garden.today())

    # --- paragraphs ------------------------------------------------------------------------

    def _paragraphs(self, note: Note, touches: Sequence[Touch], texts: Mapping[str, _Text]) -> Answer:
        owners: dict[str, Touch] = {}
        for touch in touches:
            before = set(_keys(texts[touch.old].body)) if touch.old in texts else set()
            if touch.new in texts and (touch.old in texts or not touch.old):
                owners |= {key: touch for key in _keys(texts[touch.new].body) if key not in before}
        now = self._text(note, self._garden.raw(note).encode("utf-8", "replace"))
        found = []
        for text in paragraphs(now.body):
            touch_ = owners.get(_key(text))
            found.append(
                Paragraph(
                    text=text,
                    when=touch_.when.date() if touch_ else None,
                    names=touch_.names if touch_ else (),
                )
            )
        gates = (now.note.content_note,) if now.note.content_note else ()
        return Answer(paragraphs=tuple(found), gates=gates)


def _is_taken_back(text: _Text) -> bool:
    consent = text.note.consent
    refused = consent is not None and not consent.scopes
    return refused or text.note.visibility is Visibility.WITHDRAWN


def _version(touch: Touch, new: _Text | None, old: _Text | None, work: Work) -> Version:
    whole = new is not None and old is None and bool(touch.old)
    found: tuple[Difference, ...] = ()
    more = False
    if new is not None and (old is None or old.body != new.body):
        found, more = differences(old.body if old else "", new.body, work)
    return Version(
        when=touch.when.date(),
        names=touch.names,
        is_first=not touch.old,
        moved=touch.moved,
        is_shown=new is not None,
        differences=found,
        more=more,
        whole=whole,
    )


def _keys(body: str) -> Iterable[str]:
    return map(_key, paragraphs(body))


def _key(paragraph: str) -> str:
    return " ".join(paragraph.split())
