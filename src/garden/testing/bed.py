"""Bed: a garden in a test, its pages and its commands, with assertions that say what was there instead.

They raise AssertionError with a sentence of their own, so they read the same with and
without pytest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from garden.core import Garden
from garden.testing.gardens import Files, client, make_garden, run
from garden.testing.reading import Reading, read

if TYPE_CHECKING:
    from click.testing import Result
    from flask.testing import FlaskClient

_LONGEST = 4_000
"""Characters of what was there that a failure shows."""


class Bed:
    """A garden in a test; a context manager.

    A plugin that fails does not take a page down, so a test could pass without it. That
    is minded here: making the garden and looking at a page fail for what a plugin did
    wrong, with its hook, file and line, unless ``faults_allowed``.
    """

    def __init__(self, garden: Garden, *, faults_allowed: bool = False) -> None:
        self.garden = garden
        """The opened garden itself: ``bed.garden.note("soup")``, ``bed.garden.search(...)``."""
        self._faults_allowed = faults_allowed
        self._mind_faults()

    @classmethod
    def of(cls, folder: Path, files: Files, *, faults_allowed: bool = False) -> Self:
        """Makes a garden of files in a folder, as `make_garden` does."""
        return cls(make_garden(folder, files), faults_allowed=faults_allowed)

    @property
    def root(self) -> Path:
        """The garden's folder."""
        return self.garden.config.root

    @cached_property
    def client(self) -> FlaskClient:
        """A browser without windows, for what `page` is too simple for: forms, headers, data."""
        return client(self.garden)

    def page(self, path: str, *, status: int = 200) -> PageSeen:
        """Looks at a page; a redirect is followed. Fails for another status than the one expected."""
        answer = self.client.get(path, follow_redirects=True)
        self._mind_faults()
        seen = PageSeen(path=path, status=answer.status_code, html=answer.text)
        if answer.status_code != status:
            raise AssertionError(f"{path} has the status {answer.status_code}, not {status}.{seen.shown}")
        return seen

    def run(self, *args: str, stdin: str | None = None, exit_code: int = 0) -> Answer:
        """Runs ``garden ARGS`` in this garden. Fails for another exit code than the one expected."""
        answer = Answer(command=" ".join(("garden", *args)), result=run(args, self.root, stdin=stdin))
        if answer.result.exit_code != exit_code:
            raise AssertionError(
                f"'{answer.command}' ended with {answer.result.exit_code}, not {exit_code}.{answer.shown}"
            )
        return answer

    def _mind_faults(self) -> None:
        faults = () if self._faults_allowed else self.garden.host.faults
        if faults:
            told = [f"plugin {it.plugin}, {it.hook}: {it.message} ({it.where})" for it in faults]
            raise AssertionError("\n".join(["A plugin failed:", *told]))

    def close(self) -> None:
        """Lets go of the garden."""
        self.garden.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, kw_only=True)
class PageSeen:
    """A page as it came; each assertion gives the page again, so that they can be chained."""

    path: str
    status: int
    html: str
    """As it was sent."""

    @cached_property
    def _read(self) -> Reading:
        return read(self.html)

    @property
    def text(self) -> str:
        """What a reader sees, a line for each paragraph, heading or item."""
        return self._read.text

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, in order, as written."""
        return self._read.links

    @property
    def shown(self) -> str:
        """What it shows, for the end of a failure's message."""
        return _shown(self.text)

    def shows(self, *words: str) -> Self:
        """Fails unless a reader sees each of these; blanks and line breaks count as one blank."""
        for wanted in words:
            if _flat(wanted) not in _flat(self.text):
                raise AssertionError(f"{self.path} does not show {wanted!r}.{self.shown}")
        return self

    def hides(self, *words: str) -> Self:
        """Fails if a reader sees any of these."""
        for unwanted in words:
            if _flat(unwanted) in _flat(self.text):
                raise AssertionError(f"{self.path} shows {unwanted!r}.{self.shown}")
        return self

    def links_to(self, *addresses: str) -> Self:
        """Fails unless there is a link to each of these addresses."""
        for address in addresses:
            if address not in self.links:
                found = "\n".join(self.links)
                raise AssertionError(f"{self.path} does not link to {address}.{_shown(found)}")
        return self


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command printed, and how it ended."""

    command: str
    result: Result
    """As click gives it: ``exit_code``, ``stdout``, ``stderr``."""

    @property
    def text(self) -> str:
        """What it printed on standard output."""
        return self.result.stdout

    @property
    def shown(self) -> str:
        """What it printed, for the end of a failure's message."""
        return _shown(self.result.stdout + self.result.stderr)

    @property
    def data(self) -> Any:
        """What it printed with ``--json``."""
        return json.loads(self.text)

    def says(self, *words: str) -> Self:
        """Fails unless it printed each of these, on standard output or the error stream."""
        for wanted in words:
            if wanted not in self.result.stdout + self.result.stderr:
                raise AssertionError(f"'{self.command}' does not say {wanted!r}.{self.shown}")
        return self


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f" What is there:\n{cut.strip()}" if cut.strip() else " There is nothing."
