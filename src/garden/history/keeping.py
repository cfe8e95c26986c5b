"""The history of a garden as it is kept beside the index, so that no page asks git.

    HEADER     one line of JSON: format, what it was read from, lengths and digests of the rest
    SUMMARY    who tended each note and when; what pages need
    TOUCHES    a line of JSON a note: its versions; only a note's own history reads its line

Written aside and put in place whole. Whatever does not add up is as if it were not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from garden.history.annals import Annals, Closed, Tended, Touch, moment, tended

FILE = "history.json"
FORMAT = 2
"""Changes with what is kept, and with how it is read from git."""

_ID = re.compile(r"[0-9a-f]{40,64}|")


class UnreadableError(Exception):
    """There is no such file, or it is not as it was written. Never leaves this room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a history was read from; it holds as long as this is the same."""

    head: str = ""
    """Id of the last commit; empty where there is none."""
    shallow: str = ""
    """Digest of where this clone has earlier commits cut off; empty where it has them all."""
    mailmap: str = ""
    """Digest of the file that says which names are one person's."""
    folder: str = ""
    """Where the notes are from the repository's top; empty or ending with ``/``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What pages know of the history."""

    origin: Origin = field(default_factory=Origin)
    notice: str = ""
    """What of the history is not known, in a sentence; empty where all is."""
    notes: Mapping[str, Tended] = field(default_factory=dict)
    """By path from the repository's top."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where the touches of a note stand in the file: from, and how many bytes."""
    people: tuple[str, ...] = ()
    """Names, as the touches count them."""
    header: bytes = b""
    """The first line: a file that begins otherwise was written anew, and has other places."""


def write(file: Path, origin: Origin, notice: str, annals: Annals) -> None:
    """Puts a history in the place of the one kept before. Raises OSError."""
    people = {name: number for number, name in enumerate(annals.people)}
    rows: dict[str, list[Any]] = {}
    lines: list[bytes] = []
    at = 0
    for path, touches in annals.notes.items():
        line, row = touches[:2] if isinstance(touches, Closed) else _closed(touches, people)
        lines.append(line)
        rows[path] = [at, len(line), *row]
        at += len(line) + 1
    summary = _dumped({"people": list(people), "notes": rows, "moved": annals.moved})
    rest = b"".join(line + b"\n" for line in lines)
    header = {
        "format": FORMAT,
        "head": origin.head,
        "shallow": origin.shallow,
        "mailmap": origin.mailmap,
        "folder": origin.folder,
        "notice": notice,
        "summary": [len(summary), sha256(summary).hexdigest()],
        "touches": [len(rest), sha256(rest).hexdigest()],
    }
    _replace(file, b"".join((_dumped(header), b"\n", summary, b"\n", rest)))


def origin_of(file: Path) -> tuple[Origin, str]:
    """What the kept history was read from, and its notice. Raises UnreadableError."""
    with _reading(file) as data:
        header = json.loads(data.readline())
        return _origin(header), str(header["notice"])


def read(file: Path) -> Kept:
    """What pages know. Raises UnreadableError."""
    with _reading(file) as data:
        line = data.readline()
        header = json.loads(line)
        summary = json.loads(_checked(data.read(header["summary"][0]), header["summary"][1]))
        begin = len(line) + header["summary"][0] + 1
        people, rows = summary["people"], summary["notes"]
        return Kept(
            origin=_origin(header),
            notice=str(header["notice"]),
            notes={path: _tended(row[2:], people) for path, row in rows.items()},
            places={path: (begin + row[0], row[1]) for path, row in rows.items()},
            people=tuple(people),
            header=line,
        )


def read_annals(file: Path, origin: Origin) -> Annals:
    """All of it, to go on from where ``origin`` ended. Raises UnreadableError, also for another origin."""
    annals = Annals()
    with _reading(file) as data:
        header = json.loads(data.readline())
        if _origin(header) != origin:  # another process went on meanwhile
            raise UnreadableError("It was written anew meanwhile.")
        summary = json.loads(_checked(data.read(header["summary"][0]), header["summary"][1]))
        data.read(1)
        lines = _checked(data.read(header["touches"][0]), header["touches"][1]).splitlines()
        annals.people = people = [str(name) for name in summary["people"]]
        annals.moved = {str(old): str(new) for old, new in summary["moved"].items()}

        def opened(line: bytes) -> list[Touch]:
            return [_touch(one, people) for one in json.loads(line)]

        for (path, row), line in zip(summary["notes"].items(), lines, strict=True):
            annals.notes[path] = Closed(line, row[2:], opened)
    return annals


def touches_of(file: Path, kept: Kept, path: str) -> tuple[Touch, ...]:
    """The touches of one note, the oldest first. Raises UnreadableError."""
    begin, length = kept.places[path]
    with _reading(file) as data:
        if data.readline() != kept.header:
            raise UnreadableError("It was written anew meanwhile.")
        data.seek(begin)
        return tuple(_touch(one, kept.people) for one in json.loads(data.read(length)))


def _closed(touches: list[Touch], people: dict[str, int]) -> tuple[bytes, list[Any]]:
    """A note's line, and its row of the summary without its place."""
    numbered = [
        [one.at, one.zone, [people.setdefault(name, len(people)) for name in one.names], one.old, one.new]
        + [1] * one.moved
        for one in touches
    ]
    return _dumped(numbered), _row(tended(touches), people)


def _row(it: Tended, people: Mapping[str, int]) -> list[Any]:
    created = [*_clock(it.created), [people[name] for name in it.by]] if it.created else []
    changed = [*_clock(it.changed), [people[name] for name in it.last]]
    return [created, changed, [people[name] for name in it.names], it.versions]


def _clock(when: Any) -> tuple[int, int]:
    return int(when.timestamp()), int(when.utcoffset().total_seconds() // 60)


def _tended(row: list[Any], people: Sequence[str]) -> Tended:
    created, changed, names, versions = row
    return Tended(
        created=moment(created[0], created[1]) if created else None,
        by=tuple(people[number] for number in created[2]) if created else (),
        changed=moment(changed[0], changed[1]),
        last=tuple(people[number] for number in changed[2]),
        names=tuple(people[number] for number in names),
        versions=versions,
    )


def _touch(row: list[Any], people: Sequence[str]) -> Touch:
    at, zone, names, old, new, *moved = row
    return Touch(at, zone, tuple(people[number] for number in names), old, new, bool(moved))


def _origin(header: Mapping[str, Any]) -> Origin:
    if header["format"] != FORMAT:
        raise UnreadableError("It is of another version.")
    if not _ID.fullmatch(header["head"]):
        raise UnreadableError("It names no commit.")
    return Origin(
        head=header["head"], shallow=header["shallow"], mailmap=header["mailmap"], folder=header["folder"]
    )


def _checked(data: bytes, digest: str) -> bytes:
    if sha256(data).hexdigest() != digest:
        raise UnreadableError("It is not as it was written.")
    return data


def _dumped(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[Any]:
    try:
        with file.open("rb") as data:
            yield data
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"It cannot be read ({error}).") from error


def _replace(file: Path, data: bytes) -> None:
    aside = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with aside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
