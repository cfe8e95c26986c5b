"""Which values of a field a reader means: as they are written, by other names, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence

from garden import languages
from garden.search.corpus import View
from garden.search.facets import Mask
from garden.search.wording import parts, plain

_SHOWN = 40
"""Characters of a value that a sentence repeats."""


def meant(field: str, text: str, view: View) -> tuple[Mask, str]:
    """The documents with a value that is `named`; where there are none, a sentence on one much like it."""
    mask = view.mask & view.corpus.table(field).mask(named(field, text, view))
    return mask, "" if mask.any() else _instead(field, text, view)


def named(field: str, text: str, view: View) -> list[str]:
    """The values that are meant, as most of the notes have them that may be seen; none for nothing like it.

    A kind may be called by its title or its plural, a language by its name in English or in
    itself; without a note in the language of a region, those in the language are meant.
    """
    return _like(field, text, view) or _called(field, text, view)


def _like(field: str, text: str, view: View) -> list[str]:
    """The values that are written so, or nearly."""
    shown = view.shown(field)
    return [shown[group] for group in view.corpus.table(field).like(text, shown)]


def _called(field: str, text: str, view: View) -> list[str]:
    """The values that go by another name."""
    sought = plain(text)
    values = view.shown(field).values()
    found = [value for value in values if sought in map(plain, _names(field, value, view))]
    if not found and field == "lang":
        found = _like(field, languages.primary(text), view)
    return found


def _names(field: str, value: str, view: View) -> Sequence[str]:
    """What else a value is called."""
    if field == "kind":
        return view.corpus.layout.kind_names.get(value, ())
    return languages.names(value) if field == "lang" else ()


def _instead(field: str, text: str, view: View) -> str:
    """That there is no such value, and which may have been meant; empty for numbers, dates and the like."""
    from garden.search.slips import Near  # most values that are asked for are there

    values, sought = sorted(view.shown(field).values()), plain(text)
    known = {part: value for value in values for part in parts(value)}
    known |= {plain(name): name for value in values for name in (*_names(field, value, view), value)}
    near = min(Near(tuple(known)).find(sought, is_whole=True), default=None)
    declared = view.corpus.layout.values[field]
    title = declared.title or field.replace("_", " ")
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    there_is_none = f"There is no {title.lower()} '{short}' here"
    if near is not None and not any(map(str.isdigit, sought)):  # another number is no slip
        return f"{there_is_none}; did you mean '{tuple(known.values())[near[1]]}'?"
    if declared.order and sought not in map(plain, declared.order):
        return f"{there_is_none}; there are {', '.join(map(repr, declared.order))}."
    return "" if field in view.corpus.layout.ordered else f"{there_is_none}."
