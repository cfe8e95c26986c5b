"""Which fields a note has for searching; `fields` says how Whoosh keeps each.

Three kinds of fields, told apart by a prefix so that no plugin's field can meet
one of ours: ``t_`` words to search, ``v_`` whole values to filter and count, and
what the engine needs of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial

from garden.model import EMPTY, Field, Visibility
from garden.search.query import spans

VERSION = 16
"""Raised when a field is kept in another way; the index is then built anew."""

TEXTS = ("title", "aliases", "headings", "tags", "body", "meta")
"""Fields of words that every note has, besides plugins' ``text`` fields."""

VALUES = (
    Field(name="kind", title="Kind", facet=True, many=False),
    Field(name="tag", title="Tag", facet=True),
    Field(name="author", title="Person", facet=True),
    Field(name="lang", title="Language", facet=True, many=False),
    Field(name="year", title="Year", type="number", facet=True, many=False),
)
"""Fields of whole values that every note has, besides plugins'."""

_OWN = frozenset({*TEXTS, *(field.name for field in VALUES)})

SPELLINGS = {
    "aliases": ("aliases", "alias"),
    "headings": ("headings", "heading"),
    "body": ("body", "text"),
    "tag": ("tag", "tags"),
    "author": ("author", "authors", "by", "person"),
    "lang": ("lang", "language"),
}
"""How readers may write a field's name in a question."""

FLAGS = {
    "alias": ("alias", "aliases"),
    "attachment": ("attachment", "attachments", "file", "files"),
    "author": ("author", "authors", "person"),
    "code": ("code",),
    "date": ("date", "dates"),
    "heading": ("heading", "headings"),
    "image": ("image", "images", "picture", "pictures", "photo", "photos"),
    "link": ("link", "links"),
    "summary": ("summary",),
    "table": ("table", "tables"),
    "tag": ("tag", "tags"),
}
"""What a note may have, and how readers may write it after ``has:``."""

EXACT, LINK, HAS, TYPED = "exact", "link", "has", "typed"
"""Terms without positions: exact forms of words, keys of links, what a note has; codes, and
words with their accents."""
ID, NOTE, FRONT, LINKS, SECTIONS = "id", "note", "front", "links", "sections"
"""Columns: id; the note, its front matter, its links and its text as `records` keeps them."""
OUTLINE, GIST = "outline", "gist"
"""Columns: what `alike` compares texts by, and what it finds those by that are to be compared."""
VISIBILITY, DAY, UNTIL = "visibility", "day", "until"
"""Columns: who may see it, its date, the last day of its consent."""
_VISIBILITIES = tuple(Visibility)
"""A note's visibility is kept as its place here, from 1."""
NAME_KEYS, LINK_KEYS = "name_keys", "link_keys"
"""Columns as `keys` keeps them: keys by which the note can be meant, and of what it links to."""

COLUMNS_OF_BYTES = (ID, NOTE, FRONT, LINKS, SECTIONS, OUTLINE, GIST, NAME_KEYS, LINK_KEYS)

_KEY_LIMIT = 200
"""Bytes of a link's key; longer ones are cut, and so are those looked for."""

SEPARATOR = "\x1f"
"""Between the values of a value field; no value holds it."""


@dataclass(frozen=True)
class Layout:
    """The fields of one garden; what questions ask of them is worked out once."""

    texts: tuple[str, ...]
    """Names of fields of words."""
    values: Mapping[str, Field]
    """Fields of whole values, by name."""
    link_prefix: str = ""
    """As in `garden.links`: keys of names are kept with it."""
    kind_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What readers call each kind, the word to show first."""
    apart: frozenset[str] = frozenset()
    """Kinds that stand apart from what the garden is about; see `garden.search.documents.prior`."""

    @cached_property
    def names(self) -> dict[str, str]:
        """What a reader may write before a colon, to the field that is meant."""
        own = [name for name in (*self.texts, *self.values) if name not in {"tags", "meta"}]
        spelled = {spelling: name for name in own for spelling in SPELLINGS.get(name, ())}
        return spelled | {name: name for name in own}

    @cached_property
    def flags(self) -> dict[str, str]:
        """What a reader may write after ``has:``, to the flag or the plugin's field that is meant."""
        spelled = {spelling: flag for flag, spellings in FLAGS.items() for spelling in spellings}
        return spelled | {name: name for name in (*self.texts, *self.values) if name not in _OWN}

    @cached_property
    def ordered(self) -> dict[str, spans.Reader]:
        """How what is compared is read in those fields of whole values that have an order."""
        readers: dict[str, spans.Reader] = {"number": spans.numbers, "date": spans.days}
        fields = self.values.items()
        declared = {name: partial(spans.places, order=field.order) for name, field in fields if field.order}
        return declared | {name: readers[field.type] for name, field in fields if field.type in readers}

    def digest(self) -> str:
        """Changes when the index must be built anew for other fields."""
        declared = [asdict(field) for field in self.values.values()]
        return hashlib.sha256(json.dumps([VERSION, self.texts, declared]).encode()).hexdigest()


def layout(
    plugin_fields: Iterable[Field],
    *,
    link_prefix: str = "",
    kind_names: Mapping[str, Sequence[str]] = EMPTY,
    apart: Iterable[str] = (),
) -> Layout:
    """The fields of a garden with these declared by plugins.

    A plugin's field of a core name is left out: the core's stays what it is.
    """
    declared = {field.name: field for field in plugin_fields if field.name not in _OWN}
    texts = sorted(field.name for field in declared.values() if field.type == "text")
    values = sorted((f for f in declared.values() if f.type != "text"), key=lambda f: f.name)
    return Layout(
        texts=(*TEXTS, *texts),
        values={field.name: field for field in (*VALUES, *values)},
        link_prefix=link_prefix,
        kind_names=dict(kind_names),  # which goes to other processes, as no view of another mapping does
        apart=frozenset(apart),
    )


def spoken_name(name: str) -> str:
    """A field as readers know it."""
    return "text" if name == "body" else name.replace("_", " ")


def text_field(name: str) -> str:
    """Whoosh's name of a field of words."""
    return f"t_{name}"


def value_field(name: str) -> str:
    """Whoosh's name of a field of whole values."""
    return f"v_{name}"


def visibility_code(visibility: Visibility) -> int:
    """The number that a note's visibility is kept as."""
    return _VISIBILITIES.index(visibility) + 1


def link_term(key: str) -> bytes:
    """The term under which a link's key is indexed."""
    return key.encode("utf-8", "surrogatepass")[:_KEY_LIMIT]
