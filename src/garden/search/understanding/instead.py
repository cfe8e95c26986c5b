"""Values that a question asks for and that no note has, and the same question with those like them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from garden.model import Instead, Query
from garden.search.documents import values
from garden.search.documents.corpus import View
from garden.search.query.notices import listed
from garden.search.query.question import Question
from garden.search.words.unspaced import is_unspaced
from garden.search.words.wording import parts, plain

_SHOWN = 40
"""Characters of a value that a sentence repeats."""
_MOST_NAMED = 3
"""Values that are not there that one sentence names."""
_SHORT = 3
"""Letters of a value in which hardly a slip can be told."""
_BARE = re.compile(r"(?!(?:OR|AND|NOT)$)\w[\w-]*")
"""A value that needs no quotation marks."""

Missing = Sequence[tuple[str, str]]
"""Values that no note has, each with its field before it."""


def instead(query: Query, question: Question, missing: Missing, view: View) -> tuple[str, Instead | None]:
    """A sentence on values that are not there, and what may have been meant, if there is such.

    Nothing is said of numbers, dates and the like; only the first few values are named.
    """
    if not missing:
        return "", None
    typed = [(node.field, node.text) for node, *_ in question.values]
    asked = [*(one for one in typed if one in missing), *missing]  # in the order in which they were typed
    all_told = (_missing(field, text, view) for field, text in dict.fromkeys(asked))
    told = list(islice(filter(None, all_told), _MOST_NAMED + 1))
    if not told:
        return "", None
    named, others = told[:_MOST_NAMED], told[_MOST_NAMED:]
    by_title: dict[str, list[str]] = {}
    for one in named:
        by_title.setdefault(one.title, []).append(f"'{one.text}'")
    what = listed([f"no {title} {listed(texts, 'or')}" for title, texts in by_title.items()], "and")
    there_is_none = f"There is {what} here{', nor others that were asked for' if others else ''}"
    if near := {one.asked: one.near for one in named if one.near}:
        meant = Instead(
            told=f"{there_is_none}; did you mean",
            near=tuple(dict.fromkeys(near.values())),
            query=_with(near, query, question),
        )
        return meant.sentence, meant
    if len(told) == 1 and told[0].order:
        return f"{there_is_none}; there are {', '.join(map(repr, told[0].order))}.", None
    return f"{there_is_none}.", None


def _with(near: Mapping[tuple[str, str], str], query: Query, question: Question) -> Query:
    """A query with other values of fields, in its text and beside it."""
    text = query.text
    places = [one for one in question.values if (one[0].field, one[0].text) in near]
    if places:
        text = question.text
    for node, start, end in reversed(places):  # what comes before stays where it is
        text = f"{text[:start]}{_written(near[node.field, node.text])}{text[end:]}"
    filters = {
        name: tuple(dict.fromkeys(near.get((name, value), value) for value in chosen))
        for name, chosen in query.filters.items()
    }
    return replace(query, text=text, filters=filters, page=1)


def _written(value: str) -> str:
    return value if _BARE.fullmatch(value) else '"{}"'.format(value.replace('"', " "))


class _Missing(NamedTuple):
    """A value that is not there."""

    asked: tuple[str, str]
    """Its field, and it as it was asked for."""
    title: str
    """Of its field."""
    text: str
    """It, cut."""
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
    return _Missing((field, text), (declared.title or field.replace("_", " ")).lower(), short, near, order)


def _near(field: str, text: str, view: View) -> str:
    """The value or name most like one that is not there; empty for none."""
    from garden.search.words.slips import Near  # most values that are asked for are there

    sought = plain(text)
    if any(map(str.isdigit, sought)):
        return ""  # another number is no slip
    shown = sorted(view.shown(field).values())
    known = {part: value for value in shown for part in parts(value)}
    known |= {plain(name): name for value in shown for name in (*values.names(field, value, view), value)}
    if near := min(Near(tuple(known)).find(sought, is_whole=True), default=None):
        return tuple(known.values())[near[1]]
    return next((known[one] for one in known if _left_out(sought, one)), "")


def _left_out(typed: str, meant: str) -> bool:
    """Whether a short value is one that there is but for a letter; other slips in it make another word."""
    if not len(typed) == _SHORT == len(meant) - 1 or is_unspaced(typed):
        return False
    return any(meant[:place] + meant[place + 1 :] == typed for place in range(1, len(meant)))
