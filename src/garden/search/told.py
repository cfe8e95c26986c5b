"""What of a note has words of a question that neither its title nor its passages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice, repeat
from typing import NamedTuple

from garden.model import Fragment, Note
from garden.search.document import keyed
from garden.search.passages import Marker, Shown

_MOST_NAMES = 5
"""Tags of a note that are told, and as many aliases."""
_MOST_KEYS = 3
"""Texts of its front matter."""

Texts = tuple[tuple[Fragment, ...], ...]
"""Short texts, each in pieces."""


class Told(NamedTuple):
    """Names and texts that have such a word."""

    tags: Texts = ()
    aliases: Texts = ()
    keys: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()
    """Texts of front matter, each with its key."""


def told(note: Note, marker: Marker, unseen: frozenset[int], in_front: frozenset[int]) -> Told:
    """What has one of these words: names of the note, and front matter for those in no name.

    ``in_front`` are those that front matter has: it takes time to read.
    """
    found: dict[str, list[Shown]] = defaultdict(list)
    for what, shown in marker.having(_near(note), unseen):
        found[what].append(shown)
    tags, aliases, people, ways = found["tags"], found["aliases"], found["people"], found["next"]
    # Whose note it is stands beside each hit.
    left = unseen.difference(*[shown.told for shown in (*tags, *aliases, *people)])
    front = marker.having(keyed(note), left) if left & in_front else ()
    keys = chain(front, (("next", shown) for shown in ways if left & shown.told))
    texts = tuple((key, shown.fragments) for key, shown in islice(keys, _MOST_KEYS))
    return Told(_names(tags), _names(aliases), texts)


def _names(shown: list[Shown]) -> Texts:
    return tuple(name.fragments for name in shown[:_MOST_NAMES])


def _near(note: Note) -> Iterator[tuple[str, str]]:
    """What a note is found by and is at hand, each with what it is."""
    yield from zip(repeat("tags"), note.tags)
    yield from zip(repeat("aliases"), note.aliases)
    yield from (("people", person.name) for person in note.people)
    yield from (("next", choice.when) for choice in note.next if choice.when)
