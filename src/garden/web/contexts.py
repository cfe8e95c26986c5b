"""What each template is given: one frozen value, as ``page``.

Whoever writes a template of their own reads here what there is. Besides
``page``, every template may use ``site`` (a `Site`) and these:

    note_url(note)  kind_url(kind)  tag_url(tag)  file_url(path)  folder_url(path)
    cards_url(kind)  filter_url(field, value)  words_url(text)  heading_fragment(anchor)
    static_url(name)  integrity(name)  series_url(name)
    plugin_file(plugin, name)      of a file in the plugin's static/
    feed_url(what, name)           without .atom or .json, which stand after it
    person_url(name)               empty for who is in no public note
    kind_of(name)                  the NoteKind of a word in front matter
    by_role(people)  credits(people)  count(3, "note")
    text|day  key|label  lang|direction

Their parts are in `garden.web.parts`; what pages to wander by are given is in
`garden.web.browsing`. Text is escaped by the template engine, and
characters that cannot be seen are named. Only what is annotated ``Markup`` is HTML
already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from markupsafe import Markup

from garden.core.lately import Lately
from garden.history.annals import Tended
from garden.model import (
    FacetValue,
    Heading,
    Hit,
    Instead,
    NavItem,
    Note,
    NoteKind,
    PluginInfo,
    Query,
    WayOn,
)
from garden.web.parts import (
    Branch,
    CardToCut,
    Choice,
    ChoiceGroup,
    Crumb,
    DateCount,
    Described,
    Folder,
    FormsOfAsking,
    Island,
    KindCount,
    ListPage,
    MapRow,
    Origin,
    ShownPanel,
    WayIn,
    Wish,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The garden as every page shows it, as ``site``."""

    name: str
    """The garden's name."""
    tagline: str
    """One line about it; may be empty."""
    language: str
    """Language of the pages, and of notes that name none."""
    licence: str
    """The garden's licence in words; may be empty."""
    sheets: tuple[str, ...]
    """Addresses of the style sheets, the garden's own last."""
    scripts: tuple[str, ...]
    """Addresses of the scripts; every page works without."""
    nav: tuple[NavItem, ...]
    """Entries of the navigation, the first of them in order; all are on ``/explore``."""
    opensearch: bool
    """Whether browsers can search it from their address bar: it must know its own address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """``home.html``."""

    total: int
    """Public notes in the garden."""
    first: Note | None
    """The index or README that stands for the folder of all notes, unless a door leads to it."""
    first_words: str
    """Its content note, else its summary, else how it begins; empty without it."""
    doors: tuple[Note, ...]
    """Notes that a mood leads to; ``note.door`` is the mood."""
    panels: tuple[ShownPanel, ...]
    """What plugins show on the home page."""
    tended: tuple[Lately, ...]
    """Notes tended lately, the latest first, each with when, and by whom where git tells."""
    kinds: tuple[KindCount, ...]
    """Kinds that have notes."""
    ways_in: tuple[WayIn, ...]
    """By what ties notes together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(ListPage):
    """``search.html``."""

    query: Query
    """What was asked."""
    hits: tuple[Hit, ...]
    """The notes of this page of results."""
    folded: int
    """How many of all notes found are shown beneath one much like them."""
    kept: tuple[tuple[str, str], ...]
    """Names and values that the form hands on with a new question."""
    notices: tuple[str, ...]
    """How the question was bent to fit, in sentences."""
    mended: str
    """The question as it was read, when words of it were mended; else empty."""
    as_typed: str
    """Address of the same search for the words as they were typed; empty when none were mended."""
    offered: str
    """A question that may have been meant; empty when there is none."""
    as_offered: str
    """Address of the same search for that question; empty when there is none."""
    instead: Instead | None
    """What may have been meant by values that no note has; None where all are there, or none is like it."""
    as_meant: str
    """Address of the same search with these; empty when there are none."""
    chosen: tuple[Choice, ...]
    """Filters in force; the address of each lets go of it."""
    left_out: int
    """When nothing was found, how many notes there are without those filters; else 0."""
    understood: tuple[Choice, ...]
    """What the question asks besides plain words; the address of each asks without it."""
    groups: tuple[ChoiceGroup, ...]
    """What the results can be narrowed by."""
    sorts: tuple[Choice, ...]
    """The orders there are."""
    kinds: tuple[KindCount, ...]
    """On the first page, kinds of note that the question is the name of."""
    dates: tuple[DateCount, ...]
    """On the first page, days and months that the question names and that notes are of."""
    near: tuple[Note, ...]
    """Notes with names like the question when nothing was found; else empty."""
    tags: tuple[FacetValue, ...]
    """Tags to try when nothing was found; else empty."""
    feed: str
    """Address of a feed of the same search, as Atom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingPage:
    """``asking.html``: how to ask."""

    groups: tuple[FormsOfAsking, ...]
    """All forms of a question, those of plugins' fields last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """``note.html`` and the templates of kinds."""

    note: Note
    """The note."""
    kind: NoteKind
    """Its kind."""
    html: Markup
    """Its text, sanitised."""
    contents: tuple[Heading, ...]
    """Headings for a table of contents; empty for a short note."""
    facts: Mapping[str, Any]
    """The kind's own front matter that is set, in the kind's order; without what is in ``told``."""
    told: Mapping[str, Any]
    """Those to read rather than look up, such as a list of sentences; empty for a
    kind with a template of its own, which shows them in its own way."""
    crumbs: tuple[Crumb, ...]
    """The folders it lies in."""
    ways_on: tuple[WayOn, ...]
    """Where to go next, each with its reason; the author's choices come first."""
    panels: tuple[ShownPanel, ...]
    """Panels below the text."""
    asides: tuple[ShownPanel, ...]
    """Panels beside the text on wide screens."""
    previous: Note | None
    """The note before in its series."""
    next: Note | None
    """The note after in its series."""
    folder: Folder | None
    """What lies in the folder that this note stands for, if it does."""
    consent: str
    """A line on the consent of those whose words these are; may be empty."""
    licence: str
    """What the note stands under, the garden's licence where it names none; may be empty."""
    licence_url: str
    """Where that can be read; empty where that is not known surely."""
    lineage: tuple[Origin, ...]
    """What it was adapted from."""
    leaves: bool
    """Whether what leaves the garden may hold it: its data, and its text to take along."""
    citation: str
    """How to cite the note."""
    address: str
    """Its path on this site; with ``.md`` the text as written, with ``.json`` the data,
    with ``.bib`` and ``.csl.json`` what reference managers read."""
    tended: Tended | None
    """Who tended it and when, as git tells; None where it does not."""
    history: str
    """Address of its history; empty where git tells of none."""
    edit: str
    """Where its file can be edited, on the garden's forge; empty where that is not known."""
    mail: str
    """An e-mail to be written that passes the note on."""
    map: str
    """Address of the map around it; empty for a note that is on none."""
    drawing: str
    """Address of the data of which a script draws that map."""
    described: Described
    """What the page says of itself to programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsPage:
    """``kinds.html``."""

    kinds: tuple[KindCount, ...]
    """All kinds, those with most notes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPage(ListPage):
    """``kind.html``."""

    kind: NoteKind
    """The kind."""
    notes: tuple[Note, ...]
    """Its notes on this page of the list."""
    layout: Literal["titles", "newest", "cards"]
    """How to show them: as rows by title, as rows with the latest first, as cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    """``cards.html``: the notes of a kind, to print and cut out."""

    kind: NoteKind
    """The kind."""
    total: int
    """Notes of the kind."""
    shown: int
    """How many of them are on the sheets."""
    sheets: tuple[tuple[CardToCut, ...], ...]
    """The cards of each sheet of paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsPage:
    """``tags.html``."""

    tree: tuple[Branch, ...]
    """All tags; ``a/b`` is under ``a``."""
    most_used: tuple[FacetValue, ...]
    """Those with most notes, where there are very many; else empty."""
    folded: bool
    """Whether what is under a tag is behind a fold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPage(ListPage):
    """``tag.html``."""

    tag: str
    """The tag, as most often written."""
    crumbs: tuple[Crumb, ...]
    """The tags above it."""
    branches: tuple[Branch, ...]
    """The tags right under it."""
    notes: tuple[Note, ...]
    """Its notes on this page of the list, those of tags under it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPage(ListPage):
    """``folder.html``."""

    folder: Folder
    """What lies in it; its notes are those of this page of the list."""
    crumbs: tuple[Crumb, ...]
    """The folders above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPage(ListPage):
    """``wanted.html``."""

    wishes: tuple[Wish, ...]
    """The most wished for first, on this page of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(ListPage):
    """``map.html``: the map as tables, around a note or of all."""

    start: Note | None
    """The note whose map it is; None for the map of all."""
    steps: int
    """How far from it notes are shown."""
    nearer: str
    """Address of the same with a step less; empty where there is none."""
    farther: str
    """Address of the same with a step more; empty where there is none."""
    notices: tuple[str, ...]
    """What of the question could not be heeded, in sentences."""
    rows: tuple[MapRow, ...]
    """Around a note all, the nearest first; else this page of the list, the best linked first."""
    left_out: int
    """Notes that would be shown too, were there fewer."""
    links: int
    """Links between the notes that are shown."""
    groups: tuple[ChoiceGroup, ...]
    """What the map can be narrowed by."""
    chosen: tuple[Choice, ...]
    """Filters in force; the address of each lets go of it."""
    islands: tuple[Island, ...]
    """Groups of notes that nothing links with the largest; on the map of all."""
    alone: int
    """Notes that are linked with no other; on the map of all."""
    drawing: str
    """Address of the data of which a script draws the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """``about.html``."""

    total: int
    """Public notes in the garden."""
    generation: int
    """Number of the index's generation that this page was made from."""
    plugins: tuple[PluginInfo, ...]
    """Plugins, what they add and how they are."""
    kinds: tuple[KindCount, ...]
    """Kinds that have notes."""
    history: str
    """What is not known of the notes' history, in a sentence; empty where all is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """``missing.html``: nothing is at this address."""

    near: tuple[Note, ...]
    """Notes whose titles or names are like it."""
    search: str
    """Address of a search for its words; empty when it has none."""
    wish: Wish | None
    """Set when notes link to it and no one has written it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPage:
    """``withdrawn.html``: the stone where a note was. Nothing of the note is in it."""

    message: str
    """A sentence for the reader."""
    day: date | None
    """The day on which it was taken back, if that is known."""
    why: str
    """Why, in the words of whoever took it back; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """``error.html``."""

    status: int
    """The HTTP status."""
    title: str
    """A few plain words."""
    message: str
    """What happened and what to do."""
