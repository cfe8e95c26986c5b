"""Gardens of any size that look like real ones, the same for the same seed.

Notes are 2 kB on average with front matter, headings, links to one another, lists,
and now and then a table, a quotation, a callout or code. A few notes are linked to
by very many, and most by a few.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks.words import Words

T = TypeVar("T")

KINDS = {"note": 40, "story": 20, "practice": 12, "prompt": 10, "maxim": 8, "gathering": 5, "theme": 5}
TAGS = 120
PEOPLE = 60
MEAN_BYTES = 2048

SETTINGS = """\
title = "A measured garden"

[kinds.story]
plural = "stories"

[kinds.theme]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """What a note is called."""

    path: str
    title: str
    kind: str


def garden_of(n: int, folder: Path, seed: int = 1) -> tuple[str, ...]:
    """Makes a garden of ``n`` notes in ``folder``; gives the notes' ids."""
    rng = random.Random(seed)
    writer = _Writer(rng, n)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "garden.toml").write_text(SETTINGS, "utf-8")
    for name in writer.names:
        path = folder / "notes" / name.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(writer.note(name), "utf-8")
    return tuple(name.path.removesuffix(".md") for name in writer.names)


class _Writer:
    """Writes the notes of one garden."""

    def __init__(self, rng: random.Random, n: int) -> None:
        self._rng = rng
        self._words = Words(rng)
        self._tags = self._words.telling(TAGS)
        self._people = [" ".join(self._words.telling(2)).title() for _ in range(PEOPLE)]
        self._titles: set[str] = set()
        self.names = [self._name(number) for number in range(n)]
        self._blocks: dict[Callable[[], str], int] = {
            self._paragraph: 60,
            self._list: 14,
            self._heading: 14,
            self._quotation: 5,
            self._table: 3,
            self._code: 2,
            self._callout: 2,
        }

    def _name(self, number: int) -> _Name:
        title = self._words.title()
        while title in self._titles:
            title = self._words.title()
        self._titles.add(title)
        kind = self._rng.choices(list(KINDS), list(KINDS.values()))[0]
        slug = title.lower().replace(" ", "-")
        return _Name(path=f"{kind}/{number % 23:02}/{slug}.md", title=title, kind=kind)

    def note(self, name: _Name) -> str:
        """The whole text of a note."""
        parts = [self._front_matter(name)]
        wanted = min(max(self._rng.lognormvariate(0, 0.5) * MEAN_BYTES * 0.7, 500), 12_000)
        while sum(map(len, parts)) < wanted:
            block = self._rng.choices(list(self._blocks), list(self._blocks.values()))[0]
            parts.append(block())
        return "\n\n".join((*parts, self._paragraph(self._link()))) + "\n"

    def _front_matter(self, name: _Name) -> str:
        rng = self._rng
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(2800))
        tags = ", ".join(dict.fromkeys(self._popular(self._tags) for _ in range(rng.randint(1, 4))))
        lines = [
            f"title: {name.title}",
            f"kind: {name.kind}",
            f"tags: [{tags}]",
            f"authors: [{self._popular(self._people)}]",
            f"date: {day}",
            f"summary: {self._words.sentence()}",
            "next:",
            f"  - to: {self._popular(self.names).title}",
            f"    when: {' '.join(self._words.some(5))}",
        ]
        if name.kind == "practice":
            lines += [
                f"time: {rng.randrange(10, 90, 5)}",
                f"people: {rng.randint(2, 6)}-{rng.randint(7, 40)}",
            ]
        return "\n".join(("---", *lines, "---"))

    def _popular(self, things: list[T]) -> T:
        """One of many, the first far more often than the last."""
        return things[int(len(things) * self._rng.random() ** 2.5)]

    def _link(self) -> str:
        other = self._popular(self.names)
        slug = other.path.rpartition("/")[2].removesuffix(".md")
        if self._rng.random() < 0.04:
            return f"[[{self._words.title()}]]"  # one that no one has written yet
        return self._rng.choice((f"[[{slug}]]", f"[[{slug}|{' '.join(self._words.some(2))}]]"))

    def _piece(self) -> str:
        word = " ".join(self._words.some(self._rng.randint(1, 2)))
        return self._rng.choice(
            (f"*{word}*", f"**{word}**", f"`{word}`", f"[{word}](https://example.org/{word[:4]})")
        )

    def _paragraph(self, *pieces: str) -> str:
        sentences = [self._words.sentence(*pieces)]
        for _ in range(self._rng.randint(1, 4)):
            chance = self._rng.random()
            extra = (self._link(),) if chance < 0.12 else (self._piece(),) if chance < 0.3 else ()
            sentences.append(self._words.sentence(*extra))
        return " ".join(sentences)

    def _heading(self) -> str:
        return f"{'#' * self._rng.choice((2, 2, 2, 3))} {self._words.title()}\n\n{self._paragraph()}"

    def _list(self) -> str:
        mark = self._rng.choice(("-", "-", "1.", "- [ ]"))
        return "\n".join(f"{mark} {self._words.sentence()}" for _ in range(self._rng.randint(3, 6)))

    def _quotation(self) -> str:
        return f"> {self._words.sentence()}\n> {self._words.sentence()}"

    def _callout(self) -> str:
        return f"> [!tip] {self._words.title()}\n> {self._words.sentence()}"

    def _table(self) -> str:
        rows = [self._words.some(3) for _ in range(self._rng.randint(3, 6))]
        head = f"| {' | '.join(self._words.some(3))} |\n|---|---|---|"
        return "\n".join((head, *(f"| {' | '.join(row)} |" for row in rows)))

    def _code(self) -> str:
        one, two = self._words.telling(2)
        return f"```python\ndef {one}({two}: int) -> int:\n    return {two} + 1\n```"
