"""What a reader asked in an address, as values within bounds.

Nothing here raises: what cannot be used is left out and told in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from werkzeug.datastructures import MultiDict

from garden.characters import BLANKS, CONTROLS, SURROGATES
from garden.model import Query

MAX_TEXT = 1000
"""Characters of a question that are handed on; the engine reads fewer and says so."""
MAX_VALUE = 200
"""Characters of a filter's value."""
MAX_VALUES = 12
"""Values of one filter, and ..."""
MAX_FILTERS = 12
"""... filters in one question."""

Sort = Literal["relevance", "newest", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)

_UNSEEN = re.compile(f"[{BLANKS}{CONTROLS}{SURROGATES}]+")
_NUMBER = re.compile(r"[0-9]{1,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, and what had to be left out of it."""

    query: Query
    notices: tuple[str, ...] = ()


def read_question(arguments: MultiDict[str, str], fields: Collection[str]) -> Question:
    """The query that ``/search`` was asked; names that are no field are left alone."""
    page, notice = read_page(arguments.get("page", ""))
    filters, left_out = read_filters(arguments, fields)
    sort = arguments.get("sort", "")
    unknown = "" if sort in {*SORTS, ""} else "That order is not known; the best come first."
    query = Query(
        text=clean(arguments.get("q", ""))[:MAX_TEXT],
        filters=filters,
        page=page,
        sort=next((known for known in SORTS if known == sort), "relevance"),
        exactly=arguments.get("exactly") == "1",
    )
    return Question(query=query, notices=tuple(filter(None, (notice, left_out, unknown))))


def read_page(text: str) -> tuple[int, str]:
    """A page number from 1, and a sentence when what was written is none."""
    text = text.strip()
    if not text:
        return 1, ""
    number = int(text) if _NUMBER.fullmatch(text) else 0
    return (number, "") if number else (1, "There is no such page; this is the first.")


def clean(text: str) -> str:
    """Text without controls and lone surrogates, trimmed."""
    return _UNSEEN.sub(" ", text).strip()


def read_filters(
    arguments: MultiDict[str, str], fields: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], str]:
    """The chosen values by field, each once, and what had to be left out, in sentences."""
    filters: dict[str, tuple[str, ...]] = {}
    too_many = too_long = False
    for name in (name for name in arguments if name in fields):
        cleaned = dict.fromkeys(clean(value) for value in arguments.getlist(name))
        values = [value for value in cleaned if value and len(value) <= MAX_VALUE]
        too_long = too_long or any(len(value) > MAX_VALUE for value in cleaned)
        if values and len(filters) < MAX_FILTERS:
            filters[name] = tuple(values[:MAX_VALUES])
        too_many = too_many or len(values) > MAX_VALUES or (bool(values) and name not in filters)
    told = (
        "There were too many filters; the first ones are in force." if too_many else "",
        f"A filter of more than {MAX_VALUE} characters was left out." if too_long else "",
    )
    return filters, " ".join(filter(None, told))
