"""What the templates of pages to wander by are given, as `garden.web.contexts` says of all others."""

from __future__ import annotations

from dataclasses import dataclass

from garden.core.care import Task
from garden.core.contributors import Contributor
from garden.core.lately import Lately
from garden.core.series import Series
from garden.core.versions import Answer
from garden.history.annals import Tended
from garden.model import Note, PluginInfo
from garden.web.parts import Jump, ListPage, Paging, Stretch, WayIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorePage:
    """``explore.html``: all ways in."""

    kinds: tuple[WayIn, ...]
    """By what notes are."""
    ties: tuple[WayIn, ...]
    """By what ties them together."""
    more: tuple[WayIn, ...]
    """Other pages: by chance, those of plugins, those for whoever tends the garden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlugin:
    """A plugin as its page tells of it."""

    info: PluginInfo
    """All that is known of it, such as its name, its summary, its faults and how often each was."""
    origin: str
    """Where it comes from, in words."""
    location: str
    """Its file in the garden, or its distribution with the version; empty for one that comes with Garden."""
    state: str
    """How it is, in words; empty for one that is well, or left out."""
    hooks: tuple[tuple[str, str], ...]
    """The hooks that it answers, each with the address of its page in the guide, if that is here."""
    well: bool
    """Whether it works and has made no mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginsPage:
    """``plugins.html``."""

    working: tuple[ToldPlugin, ...]
    """Those that are well."""
    ailing: tuple[ToldPlugin, ...]
    """Those that failed, rest, or made mistakes."""
    left_out: tuple[ToldPlugin, ...]
    """Those that have nothing to do here, and say why."""
    notices: tuple[str, ...]
    """Sentences about others that are not loaded, and why."""
    switched_off: tuple[str, ...]
    """Names that the garden's settings switch off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """People whose names begin with the same letter."""

    title: str
    """The letter, or a sign for those that begin with none; empty where there are few people in all."""
    anchor: str
    """The id of its place in the page."""
    people: tuple[Contributor, ...]
    """The people, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(ListPage):
    """``people.html``: everyone who had a part."""

    groups: tuple[Letter, ...]
    """Those of this page of the list."""
    letters: tuple[Jump, ...]
    """All letters; empty where there is one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """``person.html``: what one person had a part in."""

    person: Contributor
    """The person."""
    about: Note | None
    """A note that has their name."""
    parts: tuple[Stretch, ...]
    """Their notes by role, the newest first; one where a role was chosen."""
    paging: Paging | None
    """Where we are in the notes of the one role; None while there are several."""
    chosen: str
    """The role that was chosen, as in front matter; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSeriesPage(ListPage):
    """``all_series.html``."""

    series: tuple[Series, ...]
    """Those of this page of the list, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage(ListPage):
    """``series.html``: one series."""

    series: Series
    """The series."""
    notes: tuple[Note, ...]
    """Its notes on this page of the list, in their order."""
    first: int
    """Place of the first of them in the series, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsPage:
    """``years.html``."""

    years: tuple[Jump, ...]
    """Years with their notes, the latest first."""
    most: int
    """Notes of the year that has most."""
    undated: int
    """Notes without a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(ListPage):
    """``year.html``: the notes of a year."""

    year: str
    """Four digits."""
    months: tuple[Stretch, ...]
    """Its notes on this page of the list by month, the latest first."""
    jumps: tuple[Jump, ...]
    """All months of the year that have notes."""
    before: str
    """The year with notes before this one; empty where there is none."""
    after: str
    """The one after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedPage(ListPage):
    """``undated.html``: notes without a date."""

    notes: tuple[Note, ...]
    """Those of this page of the list, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendedStretch:
    """Notes that were last tended in the same stretch of time."""

    title: str
    """``This week``, ``March 2026``."""
    tended: tuple[Lately, ...]
    """The notes, each with when it was tended, and by whom where git tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatelyPage(ListPage):
    """``lately.html``: notes by the day on which they were last tended."""

    stretches: tuple[TendedStretch, ...]
    """Those of this page of the list, the latest first."""
    by_git: bool
    """Whether git tells of any; else all days are those that the notes bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendingTask:
    """One thing to tend."""

    task: Task
    """What it is and what helps."""
    edit: str
    """Address at which its file can be edited; empty where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendingPart:
    """Things to tend of one sort."""

    name: str
    """A word for it, the id of its place in the page."""
    title: str
    """Its heading."""
    why: str
    """What is the matter with all of them and what helps; a kind word where there are none."""
    tasks: tuple[TendingTask, ...]
    """The first of them."""
    total: int
    """How many there are in all."""
    open: bool
    """Whether they are few enough to be seen at once."""
    all: str
    """Address of the page that has all of them; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePage:
    """``care.html``: what wants tending."""

    parts: tuple[TendingPart, ...]
    """By what it is, those without anything too."""

    @property
    def total(self) -> int:
        """How many things there are to tend."""
        return sum(part.total for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(ListPage):
    """``history.html``: the versions of a note."""

    note: Note
    """The note."""
    tended: Tended
    """Who tended it and when."""
    answer: Answer
    """Its versions on this page of the list, as git has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphsPage:
    """``paragraphs.html``: the paragraphs of a note, each with who changed it last."""

    note: Note
    """The note."""
    tended: Tended
    """Who tended it and when."""
    answer: Answer
    """Its paragraphs."""
