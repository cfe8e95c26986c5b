"""All that the page of one note shows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import render_template

from garden.core import Garden
from garden.core.licences import licence_url
from garden.core.visibility import Place, Reach, is_shown
from garden.host.guard import mistakes
from garden.model import Heading, Note, NoteKind
from garden.web.citing import cite
from garden.web.consents import consent_line
from garden.web.contexts import NotePage
from garden.web.describing import describe, mail_to
from garden.web.editing import edit_url
from garden.web.folders import folder_of, stands_for
from garden.web.lineage import lineage
from garden.web.map_question import MapQuestion
from garden.web.panels import show_all
from garden.web.parts import Folder, ShownPanel
from garden.web.trees import crumbs
from garden.web.trusted_html import sanitised
from garden.web.urls import folder_url

LONG = 4
"""Headings from which a note has a table of contents."""
DEEPEST = 3
"""Level of the headings that it still lists."""
SHORT = 40
"""Characters of an item up to which a list is looked up rather than read."""
IN_FOLDER = 60
"""Notes of its folder that a folder's own note lists."""
_SHOWN_ELSEWHERE = frozenset({"date", "tags", "summary", "title", "authors", "status", "series", "source"})

logger = logging.getLogger("garden.web")


def show_note(here: Garden, note: Note) -> str:
    """The note's page, by its kind's template; by ``note.html`` when that one fails."""
    return _show(here, note, render_template)


def render_note(here: Garden, note: Note, template: str, /, **values: Any) -> str:
    """A page of a plugin that shows a note whole, as its kind does.

    ``template`` begins with ``{% extends parent %}`` and fills what it will of the blocks of
    ``note.html``; besides ``values`` it is given the note's ``page``.
    """
    return _show(
        here, note, lambda parent, page: render_template(template, parent=parent, page=page, **values)
    )


def _show(here: Garden, note: Note, show: Callable[..., str]) -> str:
    kind = here.kind(note.kind)
    page = make_page(here, note, kind)
    if kind.template:
        try:
            return show(kind.template, page=page)
        except mistakes() as error:  # a kind's template is a plugin's; the note is still to be read
            _tell(here, kind, error)
    return show("note.html", page=page)


def make_page(here: Garden, note: Note, kind: NoteKind) -> NotePage:
    """The values of a note's page."""
    panels = show_all(here.host.note_panels(note, here), here)
    previous, following = here.series_neighbours(note)
    address = here.url(note)
    around = MapQuestion(start=note)
    facts = _facts(note, kind)
    licence = note.licence or here.config.licence
    # A kind with a template of its own decides there how each is shown.
    told = {name: it for name, it in facts.items() if _is_long(it) and not kind.template}
    return NotePage(
        note=note,
        kind=kind,
        html=sanitised(here.html(note)),
        contents=_contents(note, here.content(note).headings),
        facts={name: it for name, it in facts.items() if name not in told},
        told=told,
        crumbs=crumbs(note.id, folder_url),
        ways_on=here.ways_on(note),
        panels=_in_slot(panels, "main"),
        asides=_in_slot(panels, "aside"),
        previous=previous,
        next=following,
        folder=_folder(here, note),
        consent=consent_line(note),
        licence=licence,
        licence_url=licence_url(licence),
        lineage=lineage(here, note),
        leaves=is_shown(note, Place.PAGE, Reach.PUBLIC),
        tended=here.history.of(note),
        history=f"{address}/history" if here.history.of(note) else "",
        citation=cite(here, note),
        described=describe(here, note),
        mail=mail_to(here, note),
        address=address,
        edit=edit_url(note.path),
        map=around.url() if here.view.shows(note, Place.LIST) else "",
        drawing=around.url("/map.json"),
    )


def _contents(note: Note, headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    title = note.title.casefold()
    listed = tuple(it for it in headings if it.level <= DEEPEST and it.text and it.text.casefold() != title)
    return listed if len(listed) >= LONG else ()


def _facts(note: Note, kind: NoteKind) -> Mapping[str, Any]:
    """The kind's own front matter, in the kind's order; not what is empty or only names its people again."""
    names = {person.name for person in note.people}
    found = {name: note.meta.get(name) for name in kind.fields if name not in _SHOWN_ELSEWHERE}
    return {name: it for name, it in found.items() if it and not _repeats(it, names)}


def short_facts(note: Note, kind: NoteKind) -> Mapping[str, Any]:
    """Those of the kind's own front matter that are looked up rather than read."""
    return {name: it for name, it in _facts(note, kind).items() if not _is_long(it)}


def _repeats(value: Any, names: Collection[str]) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item in names for item in value)


def _is_long(value: Any) -> bool:
    """Whether a value is to be read, like a list of sentences, and not looked up, like a place."""
    if isinstance(value, list):
        return any(not isinstance(item, str) or len(item) > SHORT for item in value)
    return isinstance(value, dict)


def _in_slot(panels: tuple[ShownPanel, ...], slot: str) -> tuple[ShownPanel, ...]:
    return tuple(panel for panel in panels if panel.slot == slot)


def _folder(here: Garden, note: Note) -> Folder | None:
    folder = folder_of(here, stands_for(note))
    if folder is None:
        return None
    others = tuple(other for other in folder.notes if other.id != note.id)[:IN_FOLDER]
    if not others and not folder.folders:
        return None
    return Folder(path=folder.path, folders=folder.folders, notes=others)


def _tell(here: Garden, kind: NoteKind, error: BaseException) -> None:
    """Keeps the failure under the plugin whose template it is; those of the garden are only logged."""
    plugin = kind.template.partition("/")[0]
    if any(plugin == name for name, _ in here.host.template_folders):
        here.host.record_error(plugin, "template", error, place=kind.template)
    else:
        logger.warning("templates: %s of the kind %r failed (%s)", kind.template, kind.name, error)
