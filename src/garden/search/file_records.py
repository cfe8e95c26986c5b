"""The states of files as a generation keeps them: of all as they once were, and of those changed later.

To write the states of ten thousand files takes as long as all else that one changed note asks for.
So they are written seldom, and the file that holds them goes from one generation to the next as it
is, with another beside it that tells what became of files since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from garden.search import records
from garden.search.engine import FileState, Known

ALL, LATER = "files.json", "later.json"
MOST = 256
"""Files that are told of beside; where more have changed, all are written anew."""

Files = tuple[Mapping[str, FileState], frozenset[str]]
"""The state of each file by path, and the paths of attachments."""


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
        states, attachments = records.to_files(bytes(self.all))
        for path, state in records.to_later(bytes(self.later)).items():
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
            paths = records.to_later(bytes(self.later)).keys() | before.files.keys() - states.keys()
            paths |= {path for path, state in states.items() if before.files.get(path) is not state}
            if len(paths) <= MOST:
                return {LATER: records.from_later({path: states.get(path) for path in paths})}
        return {ALL: records.from_files(states, attachments), LATER: records.from_later({})}


NO_FILES = FileRecords(b"", b"{}")
