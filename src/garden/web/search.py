"""Search: the page, and the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from flask import Blueprint, Response, jsonify, request
from msgspec.structs import replace

from garden.core import Garden
from garden.links import fold
from garden.model import Facet, FacetValue, Field, Instead, Page, Query
from garden.web.contexts import SearchPage
from garden.web.current import garden, render
from garden.web.dates import dates_asked
from garden.web.kinds import kinds_in_use
from garden.web.paging import paging
from garden.web.parts import Choice, ChoiceGroup, KindCount
from garden.web.questions import read_question
from garden.web.shapes import search_shape
from garden.web.text import label, language
from garden.web.urls import feed_of_search, paged, search_url, toggling

FILTERS = frozenset({"kind", "tag", "author", "lang", "year"})
"""What every garden can be narrowed by. Named here as well as in the engine's layout, since an
address is read before anything is asked; a test holds the two together."""
AT_ONCE = 7
"""Choices of a field that are shown before the fold."""
TAGS_TO_TRY = 12
_PAGES = {"kind": "/kinds/", "tag": "/tags/", "author": "/people/", "year": "/years/"}
"""By field, where all of its values are."""
_MEASURED = re.compile(r"[<>=≤≥.…\d]")
"""How a number or a date begins, and what is compared with one."""
_ORDERS = {"relevance": "Best first", "newest": "Newest first", "title": "By title"}

pages = Blueprint("garden_search", __name__)


@pages.get("/search")
def search() -> str:
    """The notes that answer a question, with what they can be narrowed by."""
    here = garden()
    found, notices = _find(here)
    first = search_url(replace(found.query, page=1))
    page = SearchPage(
        query=found.query,
        hits=found.hits,
        folded=found.folded,
        kept=tuple((name, value) for name, values in found.query.filters.items() for value in values),
        notices=tuple(_apart(notices, found.instead)),
        mended=found.mended,
        as_typed=search_url(replace(found.query, exactly=True, page=1)) if found.mended else "",
        offered=found.offered,
        as_offered=search_url(replace(found.query, text=found.offered, page=1)) if found.offered else "",
        instead=found.instead,
        as_meant=search_url(found.instead.query) if found.instead else "",
        chosen=_chosen(here, found),
        left_out=found.left_out,
        understood=_understood(found),
        groups=tuple(_group(here, facet, found.query) for facet in found.facets if _is_useful(facet)),
        sorts=_sorts(found.query),
        paging=paging(found.query.page, found.pages, found.total, lambda n: paged(first, n)),
        kinds=_kinds_called(here, found.query.text) if found.query.page == 1 else (),
        dates=tuple(dates_asked(here, found.query)) if found.query.page == 1 else (),
        near=found.near,
        tags=() if found.total else here.tags()[:TAGS_TO_TRY],
        feed=feed_of_search(found.query),
    )
    return render("search.html", page)


@pages.get("/search.json")
def search_json() -> Response:
    """The same for programs."""
    with garden().reading(public=True) as here:
        found, notices = _find(here)
        return jsonify(search_shape(found, notices))


def filter_names(here: Garden) -> frozenset[str]:
    """Names of fields that a search can be narrowed by: every garden's and the plugins'."""
    return FILTERS.union(field.name for field in here.fields.values() if field.type != "text")


def _find(here: Garden) -> tuple[Page, tuple[str, ...]]:
    """The results, and all that is to be said of how they came about."""
    asked = read_question(request.args, filter_names(here))
    found = here.search(asked.query)
    return found, tuple(sentence for sentence in (found.notice, *asked.notices) if sentence)


def _apart(notices: Iterable[str], instead: Instead | None) -> Iterator[str]:
    """What is to be said without the sentence that has a link in it."""
    for notice in notices:
        before, _, after = notice.partition(instead.sentence) if instead else (notice, "", "")
        yield from filter(None, map(str.strip, (before, after)))


def _kinds_called(here: Garden, text: str) -> tuple[KindCount, ...]:
    """The kinds of note that a question is the name of: who asks for "maxims" may want all of them."""
    asked = fold(text).strip()
    return tuple(
        entry
        for entry in kinds_in_use(here)
        if asked in {fold(name) for name in (entry.kind.name, entry.kind.label, entry.kind.plural_label)}
    )


def _understood(found: Page) -> tuple[Choice, ...]:
    """The parts of the question that can be taken away one by one."""
    return tuple(
        Choice(
            label=part.label,
            value=part.without,
            count=0,
            url=search_url(replace(found.query, text=part.without, page=1)),
            chosen=True,
        )
        for part in found.understood
    )


def _chosen(here: Garden, found: Page) -> tuple[Choice, ...]:
    """The filters in force, also those that no facet shows; with their field where they say little alone."""
    facets = (facet for facet in found.facets if facet.name in found.query.filters)
    counts = {(facet.name, value.value): value for facet in facets for value in facet.values}
    pairs = [(name, value) for name, values in found.query.filters.items() for value in values]
    known = [counts.get(pair, FacetValue(value=pair[1], count=0, chosen=True)) for pair in pairs]
    choices = (
        _choice(here, name, value, found.query, toggling(found.query, name))
        for (name, _), value in zip(pairs, known, strict=True)
    )
    return tuple(
        choice
        if _says_itself(name, choice.value, here.fields.get(name))
        else replace(choice, label=f"{label(name, here.fields)}: {choice.label}")
        for (name, _), choice in zip(pairs, choices, strict=True)
    )


def _says_itself(name: str, value: str, field: Field | None) -> bool:
    """Whether a chosen value is understood without its field: no comparison, no range and no bare number."""
    if name == "year":
        return value.isdecimal()
    if field is None or not (field.order or field.type in {"number", "date"}):
        return True
    return value in field.order or not _MEASURED.match(value)


def _group(here: Garden, facet: Facet, query: Query) -> ChoiceGroup:
    url = toggling(query, facet.name)
    choices = [_choice(here, facet.name, value, query, url) for value in facet.values]
    first = [c for i, c in enumerate(choices) if i < AT_ONCE or c.chosen]
    rest = [c for i, c in enumerate(choices) if i >= AT_ONCE and not c.chosen]
    if len(rest) == 1:  # a fold for one saves nothing
        first, rest = choices, []
    return ChoiceGroup(
        name=facet.name,
        title=facet.title or label(facet.name),
        choices=tuple(first),
        more=tuple(rest),
        unlisted=facet.unlisted,
        full_list=_PAGES.get(facet.name, ""),
    )


def _choice(here: Garden, name: str, value: FacetValue, query: Query, url: Callable[[str], str]) -> Choice:
    chosen = value.value in query.filters.get(name, ())
    return Choice(
        label=value.label or _label(here, name, value.value),
        value=value.value,
        count=value.count,
        url=url(value.value),
        chosen=chosen,
    )


def _label(here: Garden, name: str, value: str) -> str:
    """What a reader sees for a value that the facet itself has no words for."""
    if name == "lang":
        return language(value)
    return here.kind(value).label if name == "kind" else value


def _is_useful(facet: Facet) -> bool:
    """A field with one value, not chosen, narrows nothing."""
    return len(facet.values) > 1 or any(value.chosen for value in facet.values)


def _sorts(query: Query) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label=words,
            value=sort,
            count=0,
            url=search_url(replace(query, sort=sort, page=1)),
            chosen=query.sort == sort,
        )
        for sort, words in _ORDERS.items()
    )
