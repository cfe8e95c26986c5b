"""Questions, and what answers them.

What a page makes by the hundred is a `Struct`: frozen as a dataclass is, and made in a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct, field

from garden.model.base import EMPTY
from garden.model.notes import Note


class Query(Struct, frozen=True, kw_only=True):
    """A reader's question, within bounds."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)
    """Field name to chosen values: OR within a field, AND across fields."""
    page: int = 1
    """Counted from 1."""
    per_page: int = 10
    sort: Literal["relevance", "newest", "title"] = "relevance"
    facets: bool = True
    """Whether to count the values of what was found."""
    exactly: bool = False
    """Whether the words are meant as they are written: nothing is mended or completed."""


class Fragment(Struct, frozen=True, kw_only=True):
    """A piece of a snippet or a title: plain text, matched or not."""

    text: str
    matched: bool = False


class Excerpt(Struct, frozen=True, kw_only=True):
    """Another place of a note that answers a question."""

    heading: str
    """The heading it stands under, and ..."""
    anchor: str
    """... its anchor."""
    snippet: tuple[Fragment, ...]
    heading_marked: tuple[Fragment, ...] = ()
    """The heading in pieces."""


class Hit(Struct, frozen=True, kw_only=True):
    """A note that was found."""

    note: Note
    score: float
    title: tuple[Fragment, ...]
    heading: str = ""
    """The heading the snippet stands under, and ..."""
    anchor: str = ""
    """... its anchor; both empty at the top of a note."""
    heading_marked: tuple[Fragment, ...] = ()
    """The heading in pieces."""
    snippet: tuple[Fragment, ...] = ()
    more: tuple[Excerpt, ...] = ()
    """Up to two other sections that answer nearly as well."""
    by_tags: tuple[tuple[Fragment, ...], ...] = ()
    """Up to five tags that have a word of the question which no title, heading or snippet shows, and ..."""
    by_aliases: tuple[tuple[Fragment, ...], ...] = ()
    """... up to five aliases. Words that say nothing by themselves count only where none is shown."""
    by_people: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()
    """The people of the note whose names have such a word, each by the name as the note has it."""
    by_keys: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()
    """Up to three texts of front matter, each with its key, that have such a word which no tag or alias, or
    person of the note, has either; a garden gives those of notes alone whose file anyone may read."""
    alike: tuple[Note, ...] = ()
    """Notes that answer as well, say nearly the same and have no hit of their own, on any page ..."""
    alike_unlisted: int = 0
    """... and how many more there are, where they are very many."""

    @property
    def under(self) -> str:
        """The heading, where it says more than the note's title; else empty."""
        return "" if self.heading.casefold() == self.note.title.casefold() else self.heading


class FacetValue(Struct, frozen=True, kw_only=True):
    """One value of a facet with the number of notes it would give."""

    value: str
    count: int
    label: str = ""
    """What a reader sees; the value itself when empty."""
    chosen: bool = False


class Facet(Struct, frozen=True, kw_only=True):
    """The values of one field among the notes found, most frequent first."""

    name: str
    title: str
    values: tuple[FacetValue, ...]
    unlisted: int = 0
    """How many values more there are among the notes found: those that come last."""


class Instead(Struct, frozen=True, kw_only=True):
    """Values of fields that a question asks for and that no note has, and what may have been meant."""

    told: str
    """Half a sentence: "There is no tag 'fod' here; did you mean"."""
    near: tuple[str, ...]
    """Values, or names of values, that there are and that are much like those."""
    query: Query
    """The same question with these."""

    @property
    def sentence(self) -> str:
        """All of it, as it stands in the page's notice."""
        *others, last = (f"'{value}'" for value in self.near)
        return f"{self.told} {', '.join(others)}{' and ' if others else ''}{last}?"


class Understood(Struct, frozen=True, kw_only=True):
    """A part of a question that is more than plain words: a phrase, a field, a date ..."""

    label: str
    """In a few plain words: "tag: listening", "before 2024"."""
    without: str
    """The question's text without it."""


class Page(Struct, frozen=True, kw_only=True):
    """One page of results, all of one generation of the index."""

    query: Query
    hits: tuple[Hit, ...]
    """In order."""
    total: int
    """Notes found, on all pages; those that share a hit are counted each."""
    folded: int = 0
    """How many of these have no hit of their own, since they say nearly the same as one that has."""
    left_out: int = 0
    """When nothing was found: notes that answer the question, and that the filters beside it leave out."""
    facets: tuple[Facet, ...] = ()
    notice: str = ""
    """How the question was bent or cut to fit, in a sentence; else empty."""
    mended: str = ""
    """The question as it was read, when words of it that no note has were mended; else empty."""
    offered: str = ""
    """The question as it may have been meant, when a word of it is rare and much like a common one."""
    instead: Instead | None = None
    """What may have been meant by values that no note has; the notice says it too."""
    near: tuple[Note, ...] = ()
    """When nothing was found: notes whose names are somewhat like the question."""
    understood: tuple[Understood, ...] = ()
    """What the question's text was read as, in order."""
    generation: int = 0

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-(self.total - self.folded) // self.query.per_page))


class Suggestion(Struct, frozen=True, kw_only=True):
    """Something that a reader may be about to type the name of."""

    label: str
    """Its name as readers know it."""
    value: str
    """The note's id, the tag, the kind's word in front matter, or the person's name."""
    kind: Literal["note", "tag", "kind", "person"]
    detail: str = ""
    """For a note the alias that it was found by, if it was; else how many notes there are: ``3 notes``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A note that has to do with another one, and by what that shows."""

    note: Note
    words: tuple[str, ...] = ()
    """Telling words that both have, as the other one writes them, the most telling first."""
    named: bool = False
    """Whether one of the two names the other, linked or not."""
    between: Note | None = None
    """A note that both are linked with, the one with the fewest links; None where there is none."""

    @property
    def why(self) -> str:
        """Half a sentence that says what it has to do with the other one."""
        if len(self.words) > 1 or (self.words and not self.named):
            first = self.words[:3]
            return f"both speak of {' and '.join(filter(None, (', '.join(first[:-1]), first[-1])))}"
        if self.named:
            return "one of them names the other"
        return f"both are linked with “{self.between.title}”" if self.between else "akin"
