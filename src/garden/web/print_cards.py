"""Notes of a kind as cards to print and cut out: how large the letters may be, and which sheet each lies on.

A card never cuts its text off. How much room it needs is reckoned here from the letters
it has; one that is too long for a card lies on two, on a sheet of its own, or on as many
as it takes. The measures are those of ``static/cards.css``, which shows them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort

from garden.core import Garden
from garden.core.visibility import is_for_paper
from garden.model import EMPTY, Field, Note, NoteKind
from garden.web.contexts import CardsPage
from garden.web.note_page import short_facts
from garden.web.parts import CardToCut
from garden.web.text import by_role, gate, label

MOST = 240
"""Cards of one page: thirty sheets."""
CELLS = 8
"""Cells of a sheet: four rows of two, which A4 and Letter both hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A size of card: room for words, and how large they are."""

    name: str
    width: float
    """Millimetres of a line."""
    height: float
    """Millimetres of all lines."""
    title: float
    """Points of the title ..."""
    text: float
    """... and of what is below."""
    cells: int = 1


FORMS = (
    Form(name="large", width=80, height=43, title=20, text=10.5),
    Form(name="medium", width=80, height=43, title=16, text=10),
    Form(name="small", width=80, height=43, title=13, text=9.5),
    Form(name="tiny", width=80, height=43, title=11, text=9),
    Form(name="wide", width=172, height=43, title=13, text=9.5, cells=2),
    Form(name="page", width=172, height=225, title=16, text=11, cells=CELLS),
)
"""The sizes, the largest letters first; what fits into none of them is `ENDLESS`."""
ENDLESS = Form(name="endless", width=172, height=math.inf, title=14, text=11, cells=CELLS)

_MM = 25.4 / 72
_LETTER = 0.6
"""Width of a letter in parts of its size, in the widest of the faces that we name."""
_WASTE = 1.12
"""What lines lose at their ends, since words are not parted."""
_TITLE_LINE, _TEXT_LINE = 1.25, 1.4
_GAP = 2.0
_FOOT = 7.5


def cards_page(here: Garden, kind: NoteKind) -> CardsPage:
    """All notes of a kind by title, as far as `MOST`, on sheets; 404 for a kind that there is not."""
    notes = tuple(filter(is_for_paper, here.notes(kind=kind.name)))
    if not notes and kind.name not in here.kinds:
        abort(404)
    cards = [card_of(note, kind, here.config.name, here.fields) for note in notes[:MOST]]
    return CardsPage(kind=kind, total=len(notes), shown=len(cards), sheets=tuple(sheets_of(cards)))


def card_of(note: Note, kind: NoteKind, garden: str, fields: Mapping[str, Field] = EMPTY) -> CardToCut:
    """A note's card in the largest form that holds it, its facts called as the fields of their names are."""
    text = gate(note.content_note) if note.content_note else " ".join(note.summary.split())
    facts = tuple((name, _told(value)) for name, value in short_facts(note, kind).items())
    people = " · ".join(f"{phrase} {', '.join(names)}" for phrase, names in by_role(note.people))
    told = " · ".join(f"{label(name, fields)}: {words}" for name, words in facts)
    below = tuple(filter(None, (text, told)))
    form = next(
        (it for it in FORMS if _height(it, note.title, below, (people, garden)) <= it.height), ENDLESS
    )
    return CardToCut(note=note, text=text, facts=facts, people=people, form=form.name)


def sheets_of(cards: Iterable[CardToCut]) -> Iterator[tuple[CardToCut, ...]]:
    """The cards in sheets: those of one cell by title, then the larger ones, none of them parted."""
    cells = {form.name: form.cells for form in (*FORMS, ENDLESS)}
    sheet: list[CardToCut] = []
    used = 0
    for card in sorted(cards, key=lambda card: (cells[card.form], card.form == ENDLESS.name)):
        size = cells[card.form]
        start = used + -used % min(size, 2)  # what is two cells wide begins a row
        if sheet and start + size > CELLS:
            yield tuple(sheet)
            sheet, start = [], 0
        sheet.append(card)
        used = start + size
    if sheet:
        yield tuple(sheet)


def _height(form: Form, title: str, below: Iterable[str], foot: Iterable[str]) -> float:
    """Millimetres that a title, what is below it, and a foot of more than two lines take in a form."""
    height = _lines(title, form.width, form.title) * form.title * _TITLE_LINE * _MM
    for words in below:
        height += _lines(words, form.width, form.text) * form.text * _TEXT_LINE * _MM + _GAP
    feet = max(_lines(words, form.width / 2 - _GAP, _FOOT) for words in foot)
    return height + max(0, feet - 2) * _FOOT * _TITLE_LINE * _MM


def _lines(words: str, width: float, size: float) -> int:
    """Lines of a text; at least as many as its longest word has when it must be parted."""
    letters = sum(map(_breadth, words))
    return max(1, math.ceil(letters * _WASTE * _LETTER * size * _MM / width))


def _breadth(letter: str) -> float:
    """Width of a letter beside a usual one."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1 / _LETTER
    return 1.3 if letter.isupper() else 1.0


def _told(value: Any) -> str:
    """Front matter of any shape, in a line."""
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_told(inner)}" for name, inner in value.items())
    return ", ".join(map(_told, value)) if isinstance(value, list) else " ".join(str(value).split())
