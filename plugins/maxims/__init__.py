"""Maxims: short sentences to steer by, one for each day and one for each note it fits."""

from __future__ import annotations

import hashlib
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from garden import NavItem, Note, NoteKind, Panel, WayOn, hookimpl, texts

if TYPE_CHECKING:
    from flask import Blueprint

    from garden import Config, Garden

GARDEN_API = 1

KIND = "maxim"
PAGE = "/-/maxims/"

LINK_WEIGHT, TAG_WEIGHT, WORD_WEIGHT = 5.0, 2.0, 0.5
"""What a link, a shared tag and a shared word say for a maxim beside a note."""
TEXT_READ = 20_000
"""Characters of a note's text that are looked at for words in common."""
MOST_WAYS = 3

WORD = re.compile(r"\w{4,}")
_COMMON = """
about after again also been before being could does down each from have into just like made make
more most much never nobody only other over people said same some still such than that their them
then there these they thing things this those through time very want well were what when where
which while will with without would your
"""
COMMON = frozenset(_COMMON.split())
"""English words that say nothing of what a note is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maxim:
    """A maxim as the templates show it."""

    note: Note
    said_by: str
    """Who said it; may be empty."""
    source: str
    """Where or to whom; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a maxim goes with a note, and why."""

    note: Note
    score: float
    why: str


SKELETON = """
---
title: {title}
kind: {kind}
said_by:
source:
date: {date}
scribe: {author}
---
When it was said, and what it is for.
"""


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A maxim is its title; who said it and where may stand beside."""
    yield NoteKind(
        name=KIND,
        plural="maxims",
        icon="✦",
        description="A short sentence to steer by.",
        fields=("said_by", "source"),
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is something to see."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Maxims", url=PAGE, order=50)


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """The page with all maxims as cards."""
    from flask import Blueprint, render_template  # only a site needs Flask

    pages = Blueprint("maxims", __name__)

    @pages.get("/")
    def cards() -> str:
        maxims = [as_maxim(note) for note in garden.notes(kind=KIND)]
        return render_template("maxims/cards.html", maxims=maxims)

    yield pages


@hookimpl
def garden_home_panels(garden: Garden) -> Iterator[Panel]:
    """Today's maxim."""
    note = garden.of_the_day(KIND)
    if note is not None:
        yield Panel(
            title="A maxim for today",
            template="maxims/today.html",
            context={"maxim": as_maxim(note)},
            order=20,
        )


@hookimpl
def garden_note_panels(note: Note, garden: Garden) -> Iterator[Panel]:
    """The maxim that fits a note best, where one fits at all."""
    fit = best_fit(note, garden) if note.kind != KIND else None
    if fit is not None:
        yield Panel(
            title="A maxim for this",
            template="maxims/fit.html",
            context={"maxim": as_maxim(fit.note), "why": fit.why},
            slot="aside",
            order=60,
        )


@hookimpl
def garden_ways_on(note: Note, garden: Garden, few: bool) -> Iterator[WayOn]:
    """From a maxim to the notes in which it can be seen at work; from others, at need, to one that fits."""
    if note.kind != KIND:
        if few and (fit := best_fit(note, garden)) is not None:
            yield WayOn(note=fit.note, reason=f"a maxim for this: {fit.why}")
        return
    for fit in uses(note, garden):
        yield WayOn(note=fit.note, reason=fit.why, weight=fit.score)


def as_maxim(note: Note) -> Maxim:
    """A maxim with what its front matter says of its origin."""
    return Maxim(note=note, said_by=", ".join(texts(note.meta.get("said_by"))), source=note.source)


def best_fit(note: Note, garden: Garden) -> Fit | None:
    """The maxim that goes best with a note and does not stand on its page already."""
    chosen = {garden.resolve(choice.to, note).to for choice in note.next}
    linked = {found.to for _, found in garden.links(note)}
    linking = {backlink.source.id for backlink in garden.links_to(note)}
    words, tags = _words(_all_text(note, garden)), _folded(note.tags)
    shelf = garden.kept(_shelf)
    maxims = [shelf.maxims[place] for place in shelf.met(tags, words, linked | linking)]
    maxims = [maxim for maxim in maxims if maxim.id not in chosen]
    beside = [_Beside(maxim, tags, words, maxim.id in linked, maxim.id in linking) for maxim in maxims]
    scores = [one.score for one in beside]
    score = max(scores, default=0.0)
    if score < TAG_WEIGHT:
        return None
    equals = (one for one, its_score in zip(beside, scores, strict=True) if its_score == score)
    best = max(equals, key=lambda one: _turn(note, one.maxim))
    return Fit(note=best.maxim, score=score, why=best.why)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All maxims by what a note may have in common with them, so that not all are set beside each."""

    maxims: tuple[Note, ...]
    places: Mapping[str, int]
    """Where each stands among ``maxims``, by id."""
    tags: Mapping[str, set[int]]
    words: Mapping[str, set[int]]

    def met(self, tags: Iterable[str], words: Iterable[str], ids: Iterable[str | None]) -> set[int]:
        """Places of the maxims that fit: with one of the ids or tags, or with words that say as much."""
        found = {self.places[name] for name in ids if name and name in self.places}
        found.update(*(self.tags[tag] for tag in tags if tag in self.tags))
        shared = Counter(chain.from_iterable(self.words[word] for word in words if word in self.words))
        return found | {place for place, count in shared.items() if count * WORD_WEIGHT >= TAG_WEIGHT}


def _shelf(garden: Garden) -> _Shelf:
    maxims = garden.notes(kind=KIND)
    tags: dict[str, set[int]] = defaultdict(set)
    words: dict[str, set[int]] = defaultdict(set)
    for place, maxim in enumerate(maxims):
        for tag in _folded(maxim.tags):
            tags[tag].add(place)
        for word in _said(maxim.title, maxim.summary):
            words[word].add(place)
    return _Shelf(maxims, {maxim.id: place for place, maxim in enumerate(maxims)}, dict(tags), dict(words))


def uses(maxim: Note, garden: Garden) -> Iterator[Fit]:
    """Notes that lead to a maxim, or share its tags: those that fit best, the best first."""
    linking = {backlink.source.id: backlink.source for backlink in garden.links_to(maxim)}
    tagged = {note.id: note for tag in maxim.tags for note in garden.notes(tag=tag)}
    beside = [
        (note, _Beside(maxim, _folded(note.tags), frozenset(), note.id in linking, comes=False))
        for note in {**tagged, **linking}.values()
        if note.kind != KIND
    ]
    best = heapq.nsmallest(MOST_WAYS, beside, key=lambda one: (-one[1].score, one[0].id))
    for note, one in best:
        yield Fit(note=note, score=one.score, why="this maxim at work" if one.leads else one.why)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A maxim beside a note of these tags and words."""

    maxim: Note
    tags: frozenset[str]
    words: frozenset[str]
    leads: bool
    """Whether the note links to it ..."""
    comes: bool
    """... or it to the note."""

    @property
    def score(self) -> float:
        tags = len(self.tags & _folded(self.maxim.tags))
        words = len(self.words & _said(self.maxim.title, self.maxim.summary))
        return LINK_WEIGHT * (self.leads + self.comes) + TAG_WEIGHT * tags + WORD_WEIGHT * words

    @property
    def why(self) -> str:
        """The best reason."""
        if self.leads:
            return "linked from this note"
        if self.comes:
            return "it leads to this note"
        if tags := [tag for tag in self.maxim.tags if tag.casefold() in self.tags]:
            return f"both are about {_listed(tags)}"
        return f"both speak of {_listed(sorted(self.words & _said(self.maxim.title, self.maxim.summary)))}"


def _listed(words: list[str]) -> str:
    """``a``, ``a and b``; no more than two."""
    return " and ".join(word.rpartition("/")[2].replace("-", " ") for word in words[:2])


def _all_text(note: Note, garden: Garden) -> Iterator[str]:
    yield note.title
    yield note.summary
    left = TEXT_READ
    for section in garden.sections(note):
        yield section.text[:left]
        left -= len(section.text)
        if left <= 0:
            return


@lru_cache(maxsize=4096)
def _said(title: str, summary: str) -> frozenset[str]:
    """The words of a maxim, which is set beside every note."""
    return _words((title, summary))


@lru_cache(maxsize=4096)
def _folded(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tag.casefold() for tag in tags)


def _words(parts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in parts for word in WORD.findall(text.casefold())) - COMMON


def _turn(note: Note, maxim: Note) -> bytes:
    """Decides between equals, always in the same way for the same two notes."""
    return hashlib.sha256(f"{note.id}\n{maxim.id}".encode()).digest()
