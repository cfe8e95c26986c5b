"""Real repositories for tests, each a few commits of a few files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from garden import Garden
from garden.testing import open_garden, write_files


class Repository:
    """A folder under git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".git").exists():
            self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, who: str = "Ada", at: str = "2025-03-03T10:00:00+01:00") -> str:
        """Runs git as someone at some time; gives what it says."""
        mail = f"{who.replace(' ', '.').lower()}@example.org"
        said = {
            **os.environ,
            "GIT_AUTHOR_NAME": who,
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_NAME": who,
            "GIT_COMMITTER_EMAIL": mail,
            "GIT_COMMITTER_DATE": at,
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder, env=said, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(
        self,
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        who: str = "Ada",
        at: str = "2025-03-03T10:00:00+01:00",
        message: str = "tend",
    ) -> str:
        """Writes files, takes away those that are None, and commits all; gives the commit's id."""
        for path in [path for path, text in (files or {}).items() if text is None]:
            (self.folder / path).unlink()
        write_files(self.folder, {path: text for path, text in (files or {}).items() if text is not None})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, who=who, at=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository, the folder of a garden to be."""
    return Repository(tmp_path / "garden")


OpenedAt = Callable[[Path], Garden]


@pytest.fixture
def opened() -> Iterator[OpenedAt]:
    """Opens the garden in a folder and indexes it."""
    with ExitStack() as gardens:

        def at(folder: Path) -> Garden:
            garden = gardens.enter_context(open_garden(folder))
            garden.reindex()
            return garden

        yield at
