"""Titles and aliases that several notes have."""

from __future__ import annotations

from collections.abc import Iterator

from garden.core.checks.ground import Ground
from garden.links import fold
from garden.model import Note, Problem


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
