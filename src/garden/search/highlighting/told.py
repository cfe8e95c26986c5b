"""What of a note has words of a question that neither its title nor its passages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from garden.model import Fragment, Note
from garden.search.highlighting.passages import Marker, Shown
from garden.search.index.document import keyed
from garden.search.ranking.wanted import Wanted

_MOST_NAMES = 5
"""Tags of a note that are told, and as many aliases."""
_MOST_KEYS = 3
"""Texts of its front matter."""

Texts = tuple[tuple[Fragment, ...], ...]
"""Short texts, each in pieces."""
_Keyed = tuple[tuple[str, tuple[Fragment, ...]], ...]
"""Texts in pieces, each with its key."""


class Told(NamedTuple):
    """Names and texts that have such a word."""

    tags: Texts = ()
    aliases: Texts = ()
    people: _Keyed = ()
    """Each by the whole name."""
    keys: _Keyed = ()
    """Texts of front matter."""


def told(note: Note, doc: int, marker: Marker, wanted: Sequence[Wanted], unseen: frozenset[int]) -> Told:
    """What has one of the words ``unseen``: names of the note, and front matter for those in no name."""
    found: dict[str, list[tuple[str, Shown]]] = defaultdict(list)
    for (what, text), shown in marker.having(_near(note), unseen):
        found[what].append((text, shown))
    tags, aliases, people, ways = found["tags"], found["aliases"], found["people"], found["next"]
    left = unseen.difference(*[shown.told for _, shown in (*tags, *aliases, *people)])
    fronts = (wanted[number].front for number in left)  # it takes time to read what is there
    is_in_front = any(has is not None and has(doc) for has in fronts)
    front = marker.having(keyed(note), left) if is_in_front else ()
    keys = chain(front, (("next", shown) for _, shown in ways if left & shown.told))
    return Told(
        tuple(shown.fragments for _, shown in tags[:_MOST_NAMES]),
        tuple(shown.fragments for _, shown in aliases[:_MOST_NAMES]),
        _in_pieces(people),
        _in_pieces(islice(keys, _MOST_KEYS)),
    )


def _in_pieces(keyed: Iterable[tuple[str, Shown]]) -> _Keyed:
    return tuple((key, shown.fragments) for key, shown in keyed)


def _near(note: Note) -> Iterator[tuple[tuple[str, str], str]]:
    """What a note is found by and is at hand, each with what it is."""
    people = [person.name for person in note.people]
    ways = [choice.when for choice in note.next]
    for what, texts in (("tags", note.tags), ("aliases", note.aliases), ("people", people), ("next", ways)):
        for text in texts:
            yield (what, text), text
