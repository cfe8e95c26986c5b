"""Paths with ``/`` in them, as trees of folders or tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from garden.links import fold, usual
from garden.web.parts import Branch, Crumb

DEEPEST = 8
"""Levels that are told apart; what is below belongs to the last of them."""


class Tree:
    """Paths, on how many notes each occurs, and what is under what.

    ``paths`` holds the paths of each note; a note counts once for a path and
    once for each path above it. Paths that differ only by case are one, shown
    as most often written.
    """

    def __init__(self, paths: Iterable[Iterable[str]], url: Callable[[str], str]) -> None:
        self._url = url
        self._counts: Counter[str] = Counter()
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for of_note in paths:
            steps = {step for path in of_note for step in lineage(path)}
            self._counts.update({fold(step) for step in steps})
            for step in steps:
                self._spellings[fold(step)][step] += 1
        self._under: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._counts):
            self._under[key.rpartition("/")[0]].append(key)

    def spelling(self, path: str) -> str | None:
        """How a path is most often written; None where there is none such."""
        spellings = self._spellings.get(fold(path.strip("/")))
        return usual(spellings) if spellings else None

    def branches(self, path: str = "", *, deep: bool = False) -> tuple[Branch, ...]:
        """What is right under a path; with ``deep``, with all that is under that."""
        return tuple(self._branch(key, deep=deep) for key in self._under.get(fold(path), ()))

    def _branch(self, key: str, *, deep: bool) -> Branch:
        path = self.spelling(key) or key
        return Branch(
            title=path.rpartition("/")[2],
            url=self._url(path),
            count=self._counts[key],
            branches=self.branches(key, deep=True) if deep else (),
        )


def lineage(path: str) -> tuple[str, ...]:
    """A path and those above it, from the top: ``a``, ``a/b``, ``a/b/c``."""
    parts = [part for part in path.split("/", DEEPEST - 1) if part]
    return tuple("/".join(parts[: i + 1]) for i in range(len(parts)))


def crumbs(path: str, url: Callable[[str], str]) -> tuple[Crumb, ...]:
    """The way to a path, without the path itself."""
    return tuple(Crumb(title=step.rpartition("/")[2], url=url(step)) for step in lineage(path)[:-1])
