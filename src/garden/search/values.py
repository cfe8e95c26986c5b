"""Which values of a field a reader means: as they are written, by other names, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence

from garden import languages
from garden.search.corpus import View
from garden.search.facets import Mask, parts, plain
from garden.search.known import FROM_LENGTH

_SHOWN = 40
"""Characters of a value that a sentence repeats."""


def meant(field: str, text: str, view: View) -> tuple[Mask, str]:
    """The documents with a value that is meant; where there are none, a sentence on one much like it.

    A kind may be called by its title or its plural, a language by its name in English or in
    itself; without a note in the language of a region, those in the language are meant.
    """
    table = view.corpus.table(field)
    mask = view.mask & table.mask(table.like(text))
    if not mask.any():
        mask = view.mask & table.mask(_called(field, text, view))
    return mask, "" if mask.any() else _instead(field, text, view)


def _called(field: str, text: str, view: View) -> list[str]:
    """The values that go by another name."""
    sought = plain(text)
    values = view.shown(field).values()
    found = [value for value in values if sought in map(plain, _names(field, value, view))]
    if not found and field == "lang":
        found = view.corpus.table(field).like(languages.primary(text))
    return found


def _names(field: str, value: str, view: View) -> Sequence[str]:
    """What else a value is called."""
    if field == "kind":
        return view.corpus.layout.kind_names.get(value, ())
    return languages.names(value) if field == "lang" else ()


def _instead(field: str, text: str, view: View) -> str:
    """A sentence with the value, or the name of one, that may have been meant; empty when none is near."""
    from rapidfuzz import process  # most values that are asked for are there
    from rapidfuzz.distance import OSA

    sought = plain(text)
    slips = max((slips for slips, length in FROM_LENGTH.items() if len(sought) >= length), default=0)
    values = sorted(view.shown(field).values())
    known = {part: value for value in values for part in parts(value)}
    known |= {plain(name): name for value in values for name in (*_names(field, value, view), value)}
    near = process.extractOne(sought, known.keys(), scorer=OSA.distance, score_cutoff=slips)
    if near is None:
        return ""
    title = (view.corpus.layout.values[field].title or field.replace("_", " ")).lower()
    return f"There is no {title} '{text[:_SHOWN]}' here; did you mean '{known[near[0]]}'?"
