"""Which notes the filters of a question let through: values, spans of them, days, what notes have, links."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date

from garden.links import fold
from garden.model import Field
from garden.search import linking, schema, values
from garden.search.corpus import View
from garden.search.facets import Mask
from garden.search.nodes import Between, Dated, Has, Pointing, Value

_MEASURES: Mapping[str, Callable[[str], float]] = {
    "number": float,
    "date": lambda value: date.fromisoformat(value).toordinal(),
}
"""How much a value is, by the type of its field; of others, its place in their order."""


def passing(node: Value | Between | Dated | Has | Pointing, view: View) -> tuple[Mask, str]:
    """The documents of a view that a filter lets through, and a sentence where that needs one."""
    corpus = view.corpus
    match node:
        case Value(name, text):
            return values.meant(name, text, view)
        case Between(name, low, high):
            table, measure = corpus.table(name), _measure(corpus.layout.values[name])
            return view.mask & table.mask(table.between(low, high, measure)), ""
        case Dated(first, last):
            days = corpus.numbers(schema.DAY)
            return view.mask & (days > 0) & (days >= first) & (days <= last), ""
        case Has(what):
            return view.mask & _having(what, view), ""
        case Pointing(text):
            mask, known = linking.pointing(view, text)
            return mask, "" if known else _wished(text, mask)


def _measure(field: Field) -> Callable[[str], float]:
    if field.type in _MEASURES:
        return _MEASURES[field.type]
    places = {fold(value): place for place, value in enumerate(field.order)}
    return lambda value: places.get(fold(value), math.nan)


def _having(what: str, view: View) -> Mask:
    corpus = view.corpus
    field = {"heading": "headings", "alias": "aliases"}.get(what, what)
    if field in corpus.layout.texts:
        return corpus.numbers(schema.text_field(field)) > 0
    if what in corpus.layout.values:
        return corpus.table(what).any()
    if what == "date":
        return corpus.numbers(schema.DAY) > 0
    return view.having(schema.HAS, what.encode())


def _wished(name: str, mask: Mask) -> str:
    short = name if len(name) <= 60 else f"{name[:60]}…"
    rest = "; some notes wish for it" if mask.any() else ""
    return f"There is no note called '{short}' here{rest}."
