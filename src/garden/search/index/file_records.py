"""The states of files as a generation keeps them: of all as they once were, and of those changed later.

To write the states of ten thousand files takes as long as all else that one changed note asks for.
So they are written seldom, and the file that holds them goes from one generation to the next as it
is, with another beside it that tells what became of files since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Self

from garden.model import Problem
from garden.search.engine import FileState, Known

ALL, LATER = "files.json", "later.json"
MOST = 256
"""Files that are told of beside; where more have changed, all are written anew."""

Files = tuple[Mapping[str, FileState], frozenset[str]]
"""The state of each file by path, and the paths of attachments."""

_PROBLEM_FIELDS = tuple(field.name for field in fields(Problem))
_problem_values = attrgetter(*_PROBLEM_FIELDS)
_PLAIN = FileState._fields.index("problems")
"""Fields of a file's state before the problems, which most files have none of."""

_encoded = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class FileRecords:
    """What a generation keeps of files."""

    all: memoryview | bytes
    later: memoryview | bytes

    @classmethod
    def of(cls, files: Mapping[str, memoryview]) -> Self:
        """Those among the files of a generation."""
        return cls(files[ALL], files[LATER])

    def read(self) -> Files:
        """The state of each file by path, and the attachments."""
        states, attachments = _to_files(bytes(self.all))
        for path, state in _to_later(bytes(self.later)).items():
            if state is None:
                states.pop(path, None)
            else:
                states[path] = state
        return states, attachments

    def changes(
        self, before: Known | None, states: Mapping[str, FileState], attachments: Iterable[str]
    ) -> dict[str, bytes]:
        """What to write into a generation that takes over the files of this one, by name.

        ``before`` is what this one knows; nothing where the other begins anew.
        """
        if before is not None and before.attachments == frozenset(attachments):
            paths = _to_later(bytes(self.later)).keys() | before.files.keys() - states.keys()
            paths |= {path for path, state in states.items() if before.files.get(path) is not state}
            if len(paths) <= MOST:
                return {LATER: _from_later({path: states.get(path) for path in paths})}
        return {ALL: _from_files(states, attachments), LATER: _from_later({})}


NO_FILES = FileRecords(b"", b"{}")


def _from_files(files: Mapping[str, FileState], attachments: Iterable[str]) -> bytes:
    """The states of all files, and the attachments, as bytes; column by column, to be read at once."""
    ordered = dict(sorted(files.items()))
    kept = {
        "paths": list(ordered),
        "states": list(zip(*(state[:_PLAIN] for state in ordered.values()), strict=True)) or [()] * _PLAIN,
        "problems": {path: _rows(state.problems) for path, state in ordered.items() if state.problems},
        "attachments": sorted(attachments),
    }
    return _encoded(kept).encode()


def _from_later(files: Mapping[str, FileState | None]) -> bytes:
    """What became of files since all were written, as bytes: their states, None for one that is gone."""
    rows = {path: state and [*state[:_PLAIN], _rows(state.problems)] for path, state in sorted(files.items())}
    return _encoded(rows).encode()


def _to_later(data: bytes) -> dict[str, FileState | None]:
    """The inverse of `_from_later`."""
    return {path: _state(*row) if row else None for path, row in json.loads(data).items()}


def _state(note_id: str, fingerprint: str, size: int, mtime_ns: int, problems: list[list[Any]]) -> FileState:
    return FileState(note_id, fingerprint, size, mtime_ns, _problems(problems))


def _to_files(data: bytes) -> tuple[dict[str, FileState], frozenset[str]]:
    """The inverse of `_from_files`; of nothing, none."""
    if not data:
        return {}, frozenset()
    kept = json.loads(data)
    files = dict(zip(kept["paths"], map(FileState, *kept["states"]), strict=True))
    for path, rows in kept["problems"].items():
        files[path] = files[path]._replace(problems=_problems(rows))
    return files, frozenset(kept["attachments"])


def _rows(problems: Iterable[Problem]) -> list[Sequence[Any]]:
    return list(map(_problem_values, problems))


def _problems(rows: Iterable[list[Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**dict(zip(_PROBLEM_FIELDS, row, strict=False))) for row in rows)
