"""Titles and aliases that several notes have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from garden.characters import named
from garden.core.checks.ground import Ground
from garden.links import fold
from garden.model import Note, Problem

LONG_TITLE = 150
"""Letters of a title from which lists and cards are filled by it."""
MANY_LINKS = 500
"""Links to one note, from which nobody looks them through."""


def titles(note: Note, ground: Ground) -> Iterator[Problem]:
    """A title that another note has: told at all but the first."""
    first = ground.titles[fold(note.title)][0]
    if first.id != note.id:
        yield ground.at_key(
            note,
            "title",
            "title-twice",
            f"'{first.path}' has the title '{note.title}' too, so readers cannot tell them apart.",
            "Say in one of the titles what makes it another note.",
        )


def shape(note: Note, ground: Ground) -> Iterator[Problem]:
    """A title that does not fit where titles stand, or does not read as it is written."""
    if len(note.title) > LONG_TITLE:
        yield ground.at_key(
            note,
            "title",
            "title-long",
            f"The title has {len(note.title)} letters, and lists and cards have room for {LONG_TITLE}.",
            "Write a shorter title, and put the rest into summary:.",
        )
    if (shown := named(note.title)) != note.title:
        yield ground.at_key(
            note,
            "title",
            "title-unseen",
            f"The title has characters that cannot be seen: '{shown[:LONG_TITLE]}'.",
            "Take them out, or write the title anew by hand.",
        )


def crowded(note: Note, ground: Ground) -> Iterator[Problem]:
    """More links to one note than anyone looks through: from many others, or from this one alone."""
    if (count := ground.linking[note.id]) >= MANY_LINKS:
        yield Problem(
            path=note.path,
            code="links-many",
            message=f"{count:,} notes link to this one, more than anyone looks through.",
            fix="A tag or a series may say better what these notes have in common.",
        )
    for target, times in Counter(found.to for _, found in ground.links(note)).items():
        if target is not None and times >= MANY_LINKS:
            yield Problem(
                path=note.path,
                code="links-many",
                message=f"This note links to '{target}' {times:,} times, more than anyone follows.",
                fix="Link to it where it helps, once in each part.",
            )


def aliases(note: Note, ground: Ground) -> Iterator[Problem]:
    """Aliases that another note has as its alias, its title or its name."""
    for alias in note.aliases:
        others = [other for other in ground.aliases[fold(alias)] if other.id < note.id]
        others += ground.titles.get(fold(alias), ())
        meant = ground.view.resolve(alias, note)
        if meant.to not in (None, note.id) and (other := ground.view.snapshot.note(str(meant.to))):
            others.append(other)
        rivals = [other for other in others if other.id != note.id]
        if rivals:
            yield ground.at_key(
                note,
                "aliases",
                "alias-taken",
                f"The alias '{alias}' means '{rivals[0].path}' too.",
                "Take it out of one of them.",
            )
