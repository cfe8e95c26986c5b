"""Which notes the filters of a question let through: values, spans of them, days, what notes have, links."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from garden.links import fold
from garden.model import Field
from garden.search.arrays import Mask
from garden.search.documents import linking, values
from garden.search.documents.corpus import View
from garden.search.index import schema
from garden.search.index.document import with_parents
from garden.search.query import spans
from garden.search.query.nodes import Between, Dated, Either, Has, Node, Not, Pointing, Value

_MOST = 64
"""Values of one field that are looked at."""


class Chosen(NamedTuple):
    """What a question is narrowed by beside its words."""

    masks: Mapping[str, Mask]
    """By field, the documents with any of the values chosen."""
    values: Mapping[str, tuple[str, ...]]
    """As the notes have them, else as they were asked for."""
    stretches: Mapping[str, Mapping[str, Mask]]
    """By field, the documents that a value means which is none of the notes': a month, say, of a year."""
    notices: Sequence[str]
    missing: Sequence[tuple[str, str]]
    """Values that no document has, each with its field before it."""


def chosen(filters: Mapping[str, Sequence[str]], view: View) -> Chosen:
    """Reads values chosen of fields as a question reads what it asks of them; a field's are alternatives."""
    masks: dict[str, Mask] = {}
    kept: dict[str, tuple[str, ...]] = {}
    stretches: dict[str, dict[str, Mask]] = {}
    notices: dict[str, None] = {}
    missing: dict[tuple[str, str], None] = {}
    for name, texts in filters.items():
        if name not in view.corpus.layout.values:
            notices.update(
                {f"There is no filter '{name[:40]}' here; it was left out.": None} if texts else {}
            )
            continue
        for text in texts[:_MOST]:
            one = _one(name, text, view)
            if not one.meant:
                stretches.setdefault(name, {})[one.text] = one.mask
            masks[name] = masks.get(name, np.zeros_like(one.mask)) | one.mask
            read = dict.fromkeys([*kept.get(name, ()), *(one.meant or [one.text])])
            kept[name] = tuple(read)
            notices.update({one.notice: None} if one.notice else {})
            missing.update({(name, one.text): None} if one.is_missing else {})
    told = list(notices)[:1]  # an address may hold any number
    return Chosen(masks, kept, stretches, told, list(missing))


class _One(NamedTuple):
    """A value that was chosen."""

    mask: Mask
    """The documents that it means."""
    text: str
    """As it was read."""
    meant: Sequence[str]
    """The notes' values that it is."""
    notice: str = ""
    """A sentence, where it was not read as it stands."""
    is_missing: bool = False
    """Whether it is a value that no note has."""


def _one(name: str, text: str, view: View) -> _One:
    """What a value means."""
    table, shown = view.corpus.table(name), view.shown(name)
    group = table.group(text)
    if group in shown:  # as nearly always: it was chosen from a list of them
        return _One(table.mask([text]), text, [shown[group]])
    node, notice = spans.asked(name, text, view.corpus.layout.ordered)
    if not isinstance(node, Value):
        return _One(passing(node, view)[0], node.text, [], notice)
    meant = values.named(name, node.text, view)
    mask = view.mask & table.mask(meant)
    folded = set(map(fold, meant))
    above = [value for value in meant if folded.isdisjoint(map(fold, list(with_parents(value))[:-1]))]
    if len(above) < len(meant) and np.array_equal(view.mask & table.mask(above), mask):
        meant = above  # as it was one thing that the reader chose: a tag, and what is below has it too
    return _One(mask, node.text, meant, notice, is_missing=not (meant or notice))


def passing(node: Between | Dated | Has | Pointing, view: View) -> tuple[Mask, str]:
    """The documents of a view that a filter lets through, and a sentence where that needs one."""
    corpus = view.corpus
    match node:
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
    """How much a value of a field is: a number, a day's ordinal, or its place in the order of others."""
    if field.type == "number":
        return float
    if field.type == "date":
        return lambda value: date.fromisoformat(value).toordinal()
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


def side_by_side(nodes: Sequence[Node], view: View) -> list[Node]:
    """The parts of a question to hold together; values of a field with only one are joined by OR."""
    kept: list[Node] = []
    single: dict[str, list[Node]] = {}
    for node in nodes:
        if isinstance(node, Value) and not view.corpus.layout.values[node.field].many:
            single.setdefault(node.field, []).append(node)
        elif not isinstance(node, Not):
            kept.append(node)
    return kept + [Either(tuple(same)) for same in single.values()]
