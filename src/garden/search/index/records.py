"""Notes, links and texts as bytes, and back: what the index keeps of each.

JSON and not pickle, so that reading runs nothing. Lone surrogates (file names
that are no UTF-8) survive, because all is written in ASCII. Texts, which every
snippet reads, are kept plain behind the lengths of their parts: no decoder has
to look for where they end.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from datetime import date
from itertools import accumulate
from operator import attrgetter
from sys import intern
from typing import Any, get_type_hints

import msgspec

from garden.model import Consent, Link, NextChoice, Note, Person, Scope, Section
from garden.search.bounded import BoundedCache
from garden.search.index.columns import BytesColumn

_FRONTS_KEPT = 256 * 1024
"""Characters of a segment's front matter that are held ready: a page asks for it several times."""
_COMPRESS_FROM = 1024
"""Bytes of a record from which compressing is worth its time."""

_NOTE_FIELDS = tuple(name for name in Note.__struct_fields__ if name != "meta")
"""Front matter as it was written is kept apart: few who ask for a note ask for it."""
_note_values = attrgetter(*_NOTE_FIELDS)
_COMMON = tuple(map(_NOTE_FIELDS.index, ("kind", "lang", "status", "series", "section", "licence", "rights")))
"""What many notes say alike."""
_TAGS, _PEOPLE, _NEXT, _CONSENT = map(_NOTE_FIELDS.index, ("tags", "people", "next", "consent"))
_KEPT: Mapping[str, Any] = {
    **get_type_hints(Note),
    "people": tuple[tuple[str, str], ...],
    "next": tuple[tuple[str, str], ...],
    "consent": tuple[tuple[str, ...], tuple[str, ...], frozenset[Scope], date | None, str] | None,
}
_Values: Any = tuple[tuple(_KEPT[name] for name in _NOTE_FIELDS)]  # type: ignore[misc]
"""What a note is kept as, attribute by attribute."""
_decoded = msgspec.json.Decoder(_Values).decode
_CONSENT_FIELDS = Consent.__struct_fields__
_LINK_FIELDS = Link.__struct_fields__
_link_values = attrgetter(*_LINK_FIELDS)


def from_note(note: Note) -> bytes:
    """A note as bytes, without its front matter."""
    return _packed(_encoded(_note_values(note)))


def to_note(data: bytes, meta: Mapping[str, Any]) -> Note:
    """The inverse of `from_note`, with what stands for its front matter.

    What many notes say is kept in memory once.
    """
    values = _note_of(_unpacked(data))
    for place in _COMMON:
        values[place] = intern(values[place])
    values[_TAGS] = tuple(map(intern, values[_TAGS]))
    if values[_PEOPLE]:
        values[_PEOPLE] = tuple(
            [Person(name=intern(name), role=intern(role)) for name, role in values[_PEOPLE]]
        )
    if values[_NEXT]:
        values[_NEXT] = tuple([NextChoice(to=to, when=when) for to, when in values[_NEXT]])
    if values[_CONSENT]:
        values[_CONSENT] = Consent(**dict(zip(_CONSENT_FIELDS, values[_CONSENT], strict=True)))
    return Note(**dict(zip(_NOTE_FIELDS, values, strict=True)), meta=meta)


def _note_of(data: bytes) -> list[Any]:
    """What is kept of a note, attribute by attribute."""
    try:
        return list(_decoded(data))
    except msgspec.DecodeError:  # a lone surrogate, which is no JSON to others than Python
        return list(msgspec.convert(json.loads(data), _Values))


def from_front(meta: Mapping[str, Any]) -> bytes:
    """The front matter of a note as bytes; empty for none."""
    return _packed(_encoded(dict(meta))) if meta else b""


def to_front(data: bytes) -> dict[str, Any]:
    """The inverse of `from_front`."""
    front: dict[str, Any] = json.loads(_unpacked(data)) if data else {}
    return front


def _plain(value: object) -> object:
    """What JSON does not know, in what it knows."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Person):
        return [value.name, value.role]
    if isinstance(value, NextChoice):
        return [value.to, value.when]
    if isinstance(value, Consent):
        return [value.givers, value.asked_by, sorted(value.scopes), value.until, value.words]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a note cannot hold a {type(value).__name__}")


_encoded = json.JSONEncoder(default=_plain, separators=(",", ":")).encode
"""Made once: `json.dumps` makes one anew for each note."""


class Fronts:
    """Front matter of one segment's notes, by document, read when it is asked for; shared by threads.

    Most of what a note would take in memory is that, and lists of many notes ask for none of it.
    """

    def __init__(self, column: BytesColumn) -> None:
        self._column = column
        self._kept = BoundedCache[int, dict[str, Any]](_FRONTS_KEPT, lambda front: len(str(front)))

    def of(self, doc: int) -> dict[str, Any]:
        """Keys and values of a document's."""
        return self._kept.get(doc, lambda: to_front(self._column[doc]))


class FrontMatter(Mapping[str, Any]):
    """Front matter of one note; equal to any mapping of the same keys and values."""

    __slots__ = ("_doc", "_fronts")

    def __init__(self, fronts: Fronts, doc: int) -> None:
        self._fronts = fronts
        self._doc = doc

    def __getitem__(self, key: str) -> Any:
        return self._fronts.of(self._doc)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fronts.of(self._doc))

    def __len__(self) -> int:
        return len(self._fronts.of(self._doc))

    def items(self) -> ItemsView[str, Any]:
        """At once, instead of key by key."""
        return self._fronts.of(self._doc).items()

    def values(self) -> ValuesView[Any]:
        """At once, instead of key by key."""
        return self._fronts.of(self._doc).values()

    def __or__(self, other: Mapping[str, Any]) -> dict[str, Any]:
        """Both, as of mappings that Python has itself."""
        return {**self, **other}

    def copy(self) -> dict[str, Any]:
        """One that may be changed."""
        return dict(self)

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        """A copy needs no index."""
        return dict, (self._fronts.of(self._doc),)

    def __repr__(self) -> str:
        return repr(self._fronts.of(self._doc))


def from_links(links: Iterable[Link]) -> bytes:
    """Links as bytes; empty for none."""
    rows = list(map(_link_values, links))
    return _packed(_encoded(rows)) if rows else b""


def to_links(data: bytes) -> tuple[Link, ...]:
    """The inverse of `from_links`."""
    if not data:
        return ()
    rows = json.loads(_unpacked(data))
    return tuple(Link(**dict(zip(_LINK_FIELDS, row, strict=True))) for row in rows)


def from_sections(sections: Sequence[Section]) -> bytes:
    """The text of a note as bytes; empty for none."""
    parts = [part for section in sections for part in (section.heading, section.anchor, section.text)]
    lengths = " ".join(map(str, map(len, parts)))
    code = "".join(
        f" {number} {start} {end}" for number, section in enumerate(sections) for start, end in section.code
    )
    return f"{lengths}\n{code}\n{''.join(parts)}".encode("utf-8", "surrogatepass") if parts else b""


def to_sections(data: bytes) -> tuple[Section, ...]:
    """The inverse of `from_sections`."""
    if not data:
        return ()
    lengths, places, text = data.decode("utf-8", "surrogatepass").split("\n", 2)
    ends = list(accumulate(map(int, lengths.split(" ")), initial=0))
    code: dict[int, list[tuple[int, int]]] = {}
    numbers = map(int, places.split())
    for section, start, end in zip(numbers, numbers, numbers, strict=True):
        code.setdefault(section, []).append((start, end))
    cuts = zip(ends[:-1:3], ends[1::3], ends[2::3], ends[3::3], strict=True)
    return tuple(
        [
            Section(heading=text[a:b], anchor=text[b:c], text=text[c:d], code=tuple(code.get(number, ())))
            for number, (a, b, c, d) in enumerate(cuts)
        ]
    )


def _packed(text: str) -> bytes:
    data = text.encode("ascii")
    return b"z" + zlib.compress(data, 1) if len(data) >= _COMPRESS_FROM else b"j" + data


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:]
