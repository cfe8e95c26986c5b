"""Kinds: all of them, and the notes of one."""

from __future__ import annotations

from flask import Blueprint, abort, request

from garden.core import Garden
from garden.core.dates import newest_by_kind
from garden.web.contexts import KindPage, KindsPage
from garden.web.current import garden, render
from garden.web.paging import page_of
from garden.web.parts import KindCount
from garden.web.print_cards import cards_page
from garden.web.urls import quoted

pages = Blueprint("garden_kinds", __name__)


@pages.get("/kinds/")
def kinds() -> str:
    """All kinds with what they are, those with most notes first."""
    return render("kinds.html", KindsPage(kinds=all_kinds(garden())))


@pages.get("/kinds/<name>")
def of_kind(name: str) -> str:
    """The notes of one kind, as suits them or as cards to print."""
    here = garden()
    if request.args.get("print") == "cards":
        return render("cards.html", cards_page(here, here.kind(name)))
    notes = here.notes(kind=name)
    if not notes and name not in here.kinds:
        abort(404)
    kind = here.kind(name)
    latest = here.kept(newest_by_kind).get(name, ())
    layout = kind.layout or ("newest" if latest and latest[len(latest) // 2].date else "titles")
    shown, paging = page_of(latest if layout == "newest" else notes, f"/kinds/{quoted(name)}")
    return render("kind.html", KindPage(kind=kind, notes=shown, layout=layout, paging=paging))


def kinds_in_use(here: Garden) -> tuple[KindCount, ...]:
    """Kinds that have notes, those with most first; last, what stands apart."""
    counts = [KindCount(kind=kind, count=count) for kind, count in here.kind_counts()]
    return tuple(sorted(counts, key=_place))


def _place(entry: KindCount) -> tuple[bool, int, str]:
    return bool(entry.kind.apart), -entry.count, entry.kind.plural_label


def all_kinds(here: Garden) -> tuple[KindCount, ...]:
    """As `kinds_in_use`, then those that no note is of yet."""
    used = kinds_in_use(here)
    names = {entry.kind.name for entry in used}
    return (*used, *(KindCount(kind=kind, count=0) for name, kind in here.kinds.items() if name not in names))
