"""Front matter of notes as it was written, read from the index when it is asked for.

Most of what a note would take in memory is that, and lists of many notes ask for none of it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import Any

from garden.search import records
from garden.search.bounded import BoundedCache
from garden.search.columns import BytesColumn

_KEPT = 256 * 1024
"""Characters of a segment's front matter that are held ready: a page asks for it several times."""


class Fronts:
    """Those of one segment, by document; shared by threads."""

    def __init__(self, column: BytesColumn) -> None:
        self._column = column
        self._kept = BoundedCache[int, dict[str, Any]](_KEPT, lambda front: len(str(front)))

    def of(self, doc: int) -> dict[str, Any]:
        """Keys and values of a document's."""
        return self._kept.get(doc, lambda: records.to_front(self._column[doc]))


class FrontMatter(Mapping[str, Any]):
    """That of one note; equal to any mapping of the same keys and values."""

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
