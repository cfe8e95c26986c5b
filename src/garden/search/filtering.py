"""Which notes the filters of a question let through: values, spans of them, days, what notes have, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from garden.search import linking, schema, values
from garden.search.corpus import View
from garden.search.facets import Mask
from garden.search.nodes import Between, Dated, Has, Pointing, Value

_MEASURES: Mapping[str, Callable[[str], float]] = {
    "number": float,
    "date": lambda value: date.fromisoformat(value).toordinal(),
}
"""How much a value is, by the type of its field."""


def passing(node: Value | Between | Dated | Has | Pointing, view: View) -> tuple[Mask, str]:
    """The documents of a view that a filter lets through, and a sentence where that needs one."""
    corpus = view.corpus
    match node:
        case Value(name, text):
            return values.meant(name, text, view)
        case Between(name, low, high):
            measure = _MEASURES[corpus.layout.values[name].type]
            table = corpus.table(name)
            return view.mask & table.mask(table.between(low, high, measure)), ""
        case Dated(first, last):
            days = corpus.numbers(schema.DAY)
            return view.mask & (days > 0) & (days >= first) & (days <= last), ""
        case Has(what):
            return view.mask & _having(what, view), ""
        case Pointing(text):
            mask, known = linking.pointing(view, text)
            return mask, "" if known else _wished(text, mask)


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
