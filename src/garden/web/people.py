"""People: everyone who had a part in a note, and what one of them had a part in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from garden.core import Garden
from garden.core.contributors import Contributor, contributors
from garden.core.visibility import Place
from garden.links import fold
from garden.model import Note
from garden.web.browsing import Letter, PeoplePage, PersonPage
from garden.web.current import garden, render
from garden.web.paging import page_of
from garden.web.parts import Jump, Paging, Stretch
from garden.web.text import role_phrase, roles_in_order
from garden.web.urls import paged, person_url

PER_PAGE = 240
"""Names on a page."""
FEW = 40
"""People up to whom no letters are needed to find one."""
AT_ONCE = 12
"""Notes of one role that are shown beside those of others."""
MOST_LETTERS = 60
"""Beginnings of names up to which each has a link; more say nothing at a glance."""
OTHERS = "#"
"""Stands for a letter where a name begins with none."""
ALL = "/people/"

pages = Blueprint("garden_people", __name__)


@pages.get("/people/")
def people() -> str:
    """Everyone by name, with the number of their notes."""
    everyone = tuple(garden().kept(contributors).values())
    shown, paging = page_of(everyone, ALL, PER_PAGE)
    page = PeoplePage(
        groups=tuple(_groups(shown)) if len(everyone) > FEW else (Letter(title="", anchor="", people=shown),),
        letters=_letters(everyone) if paging.pages > 1 else (),
        paging=paging,
    )
    return render("people.html", page)


def _groups(shown: Iterable[Contributor]) -> Iterator[Letter]:
    for letter, those in groupby(shown, _letter):
        yield Letter(title=letter, anchor=_anchor(letter), people=tuple(those))


@pages.get("/people/<anything:name>")
def person(name: str) -> str | Response:
    """One person's notes by role, or those of one role; other spellings lead to the usual one."""
    here = garden()
    found = here.kept(contributors).get(fold(name))
    if found is None:
        abort(404)
    if found.name.strip() != name.strip():
        return redirect(person_url(found.name))
    roles = roles_in_order(found.parts)
    chosen = request.args.get("role", "")
    chosen = chosen if chosen in found.parts else ""
    parts, paging = _parts(found, roles) if not chosen and len(roles) > 1 else _all(found, roles[0], chosen)
    about = _about(here, found.name)
    return render(
        "person.html", PersonPage(person=found, about=about, parts=parts, paging=paging, chosen=chosen)
    )


def _parts(found: Contributor, roles: Sequence[str]) -> tuple[tuple[Stretch, ...], None]:
    """The newest notes of each role."""
    parts = (
        Stretch(
            title=_heading(found, role),
            notes=found.parts[role][:AT_ONCE],
            total=len(found.parts[role]),
            url=person_url(found.name, role) if len(found.parts[role]) > AT_ONCE else "",
        )
        for role in roles
    )
    return tuple(parts), None


def _all(found: Contributor, only: str, chosen: str) -> tuple[tuple[Stretch, ...], Paging]:
    """All notes of the role that was chosen, or of the only one, a page at a time."""
    role = chosen or only
    shown, paging = page_of(found.parts[role], person_url(found.name, chosen))
    return (Stretch(title=_heading(found, role), notes=shown, total=paging.total),), paging


def _heading(found: Contributor, role: str) -> str:
    """``Told by Ama Boateng``."""
    return f"{role_phrase(role)} {found.name}"


def _about(here: Garden, name: str) -> Note | None:
    """A note with a person's name for its title or an alias."""
    to = here.resolve(name).to
    note = here.note(to) if to is not None else None
    if note is None or not here.view.shows(note, Place.LIST):
        return None
    return note if fold(name) in map(fold, (note.title, *note.aliases)) else None


def _letter(found: Contributor) -> str:
    """What a name is looked up under: its first letter, without marks."""
    first = unicodedata.normalize("NFD", fold(found.name))[:1].upper()[:1]
    return first if first.isalpha() else OTHERS


def _anchor(letter: str) -> str:
    return f"letter-{ord(letter):x}"


def _letters(everyone: Sequence[Contributor]) -> tuple[Jump, ...]:
    """Where each letter begins; nothing where there are too many to choose from."""
    places: dict[str, int] = {}
    for place, found in enumerate(everyone):
        places.setdefault(_letter(found), place)
    if len(places) > MOST_LETTERS:
        return ()
    return tuple(
        Jump(title=letter, url=f"{paged(ALL, place // PER_PAGE + 1)}#{_anchor(letter)}")
        for letter, place in places.items()
    )
