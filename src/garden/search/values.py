"""Which values of a field a reader means: as they are written, by other names, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from garden import languages
from garden.search.arrays import Mask
from garden.search.corpus import View
from garden.search.notices import listed
from garden.search.wording import parts, plain

_SHOWN = 40
"""Characters of a value that a sentence repeats."""
_MOST_NAMED = 3
"""Values that are not there that one sentence names."""


def meant(field: str, text: str, view: View) -> tuple[Mask, str]:
    """The documents with a value that is `named`; where there are none, a sentence on one much like it.

    A language is meant with what is spoken of it in its regions: ``lang:en`` is en-GB as well.
    """
    found = named(field, text, view)
    if field == "lang" and "-" not in text:
        spoken = {languages.primary(value) for value in found}
        found = [value for value in view.shown(field).values() if languages.primary(value) in spoken]
    mask = view.mask & view.corpus.table(field).mask(found)
    return mask, "" if mask.any() else instead([(field, text)], view)


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


def instead(asked: Sequence[tuple[str, str]], view: View) -> str:
    """That there are no such values, each of a field, in one sentence; and which may have been meant.

    Empty for numbers, dates and the like; only the first few are named.
    """
    told = list(islice(filter(None, (_missing(field, text, view) for field, text in asked)), _MOST_NAMED + 1))
    if not told:
        return ""
    named, others = told[:_MOST_NAMED], told[_MOST_NAMED:]
    by_title: dict[str, list[str]] = {}
    for one in named:
        by_title.setdefault(one.title, []).append(f"'{one.text}'")
    what = listed([f"no {title} {listed(texts, 'or')}" for title, texts in by_title.items()], "and")
    there_is_none = f"There is {what} here{', nor others that were asked for' if others else ''}"
    if near := [f"'{near}'" for near in dict.fromkeys(one.near for one in named if one.near)]:
        return f"{there_is_none}; did you mean {listed(near, 'and')}?"
    if len(told) == 1 and told[0].order:
        return f"{there_is_none}; there are {', '.join(map(repr, told[0].order))}."
    return f"{there_is_none}."


class _Missing(NamedTuple):
    """A value that is not there."""

    title: str
    """Of its field."""
    text: str
    """As it was asked for, cut."""
    near: str
    """One much like it; empty for none."""
    order: Sequence[str]
    """What values of its field there may be, where it is none of these."""


def _missing(field: str, text: str, view: View) -> _Missing | None:
    """What to tell of a value that is not there; nothing of numbers, dates and the like."""
    declared = view.corpus.layout.values[field]
    near, sought = _near(field, text, view), plain(text)
    order = declared.order if sought not in map(plain, declared.order) else ()
    if not (near or order) and field in view.corpus.layout.ordered:
        return None
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return _Missing((declared.title or field.replace("_", " ")).lower(), short, near, order)


def _near(field: str, text: str, view: View) -> str:
    """The value or name most like one that is not there; empty for none."""
    from garden.search.slips import Near  # most values that are asked for are there

    sought = plain(text)
    if any(map(str.isdigit, sought)):
        return ""  # another number is no slip
    values = sorted(view.shown(field).values())
    known = {part: value for value in values for part in parts(value)}
    known |= {plain(name): name for value in values for name in (*_names(field, value, view), value)}
    near = min(Near(tuple(known)).find(sought, is_whole=True), default=None)
    return "" if near is None else tuple(known.values())[near[1]]
