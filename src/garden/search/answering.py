"""A query to a page: understood, matched, filtered, counted, ordered, quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from garden.model import EMPTY, Excerpt, Facet, Hit, Note, Page, Query
from garden.search.arrays import Integers, Mask
from garden.search.deadline import SHOWING, UNMARKED, Deadline
from garden.search.documents import facets
from garden.search.documents.copies import Folded
from garden.search.documents.corpus import View
from garden.search.highlighting.passages import Marker, Passage
from garden.search.highlighting.told import Told, told
from garden.search.query import grammar, nodes, notices
from garden.search.query.question import Question
from garden.search.ranking import filtering, matching, nearness, scoring
from garden.search.ranking.filtering import Chosen
from garden.search.ranking.results import Found
from garden.search.ranking.wanted import unseen
from garden.search.understanding import addresses, beginnings, called, labels, mending, reading, spellings
from garden.search.understanding.instead import instead
from garden.search.understanding.known import KnownWords
from garden.search.understanding.understood import understood
from garden.search.words.analysis import Analyser, Analysis
from garden.search.words.ordinary import is_ordinary

MAX_PER_PAGE = 100
MORE_PLACES = 2
"""Further sections of one note that are shown."""
MOST_ALIKE = 50
"""Notes that say nearly the same as one and are named with it."""
_LOOKED_AT = 4 * grammar.MAX_CHARACTERS
"""Characters of a question that anything is done with, blanks before it among them."""


def answer(query: Query, view: View, analysis: Analysis) -> Page:
    """One page of what is found."""
    chosen = filtering.chosen(query.filters, view)
    filters = chosen.masks
    query = replace(query, filters=chosen.values) if chosen.values != query.filters else query

    deadline = Deadline()

    def read(**how: bool) -> tuple[_Read, Mask]:
        read = _find(query, view, analysis, filters, deadline, **how)
        return read, reduce(np.logical_and, filters.values(), read.found.mask)

    asked, mask = read()
    if asked.offered and not mask.any():
        asked, mask = read(rare=True)  # what would be offered is better than nothing
    found = asked.found
    total = int(np.count_nonzero(mask))
    left_out = 0 if total else int(np.count_nonzero(found.mask))
    results = _folded(query, view, found, mask)
    sentence, meant = instead(query, asked.question, [*found.missing, *chosen.missing], view)
    query, place = _placed(query, total - len(results.beneath))
    docs = _page(query, view, found, results.mask)
    hits, late = _hits(docs, view, found, results, analysis)
    said = (*asked.notices, *chosen.notices, sentence, *place, *late)
    return Page(
        query=query,
        hits=hits,
        total=total,
        folded=len(results.beneath),
        left_out=left_out,
        facets=_facets(view, found.mask, chosen) if query.facets else (),
        notice=" ".join(dict.fromkeys(filter(None, said))),
        mended=asked.mended,
        offered=asked.offered,
        instead=meant,
        understood=tuple(understood(asked.question)),
        near=() if total or left_out else called.near(_unusual(asked.question.tree, view), view),
    )


def _unusual(tree: nodes.All, view: View) -> Iterator[str]:
    """What a question asks for, but words in everyday use: names like these have nothing to do with it."""
    texts = (sought.text for sought in nodes.words(tree))
    return (text for text in texts if not is_ordinary(text, view.languages))


class _Read(NamedTuple):
    """A question as it was read, and what it found."""

    question: Question
    found: Found
    notices: list[str]
    mended: str
    offered: str


def _find(
    query: Query,
    view: View,
    analysis: Analysis,
    filters: Mapping[str, Mask],
    deadline: Deadline,
    *,
    rare: bool = False,
) -> _Read:
    text = query.text[:_LOOKED_AT]
    text = text if query.exactly else addresses.as_filter(labels.as_filter(text, view), view)
    words = KnownWords(view, analysis)
    asked = reading.read(text, view, analysis, words, exactly=query.exactly, rare=rare)
    tree, changes, offers = asked.tree, asked.mended.changes, asked.mended.offers
    spelled = tree if query.exactly else spellings.with_other_spellings(tree, text, words)
    among = reduce(np.logical_and, filters.values(), view.mask)
    found = nearness.raised(matching.find(spelled, view, analysis, deadline), view, among)
    if asked.ends_with_last:
        whole = found
        found = beginnings.begun(whole, tree, asked.last, view, analysis, words, deadline)
        if np.count_nonzero(found.mask) > np.count_nonzero(whole.mask):  # unfinished more likely than a slip
            offers = {words: read for words, read in offers.items() if words != (asked.last,)}
    if not query.exactly:
        found = called.first(found, text, view)
    phrases, apart = nodes.phrases(tree), 0
    if phrases and not (found.mask & among).any():
        loosened = nodes.loosened(tree)
        loose = nearness.raised(matching.find(loosened, view, analysis, deadline), view, among)
        if (loose.mask & among).any():
            found, tree, apart = loose, loosened, phrases
    none = "None of these notes" if filters or nodes.narrows(tree) else "No note"
    reserved = {*view.corpus.layout.names, *grammar.OPERATORS}
    return _Read(
        asked.question,
        found,
        [*asked.notices, *_less_than_asked(found, among, none, apart), *found.notices],
        mending.rewritten(text, changes, reserved) if changes else "",
        mending.rewritten(text, {**changes, **offers}, reserved) if offers else "",
    )


def _less_than_asked(found: Found, among: Mask, none: str, apart: int) -> Iterator[str]:
    """What is told where the best of what was found is not all that was asked for.

    ``none`` begins the sentence; ``apart`` counts phrases whose words were looked for one by one.
    """
    if share := found.share(among):
        yield notices.partly(none, len(found.words), share)
    elif apart:
        yield notices.apart(none, apart)
    elif found.is_in_parts(among):
        yield notices.in_pieces(none, len(found.words))


def _placed(query: Query, results: int) -> tuple[Query, list[str]]:
    """The query with a page that exists."""
    size = min(max(query.per_page, 1), MAX_PER_PAGE)
    pages = max(1, -(-results // size))
    page = min(max(query.page, 1), pages)
    beyond = [f"There is no page {query.page}; this is the last one."] if query.page > pages else []
    return replace(query, page=page, per_page=size), beyond


def _facets(view: View, mask: Mask, chosen: Chosen) -> tuple[Facet, ...]:
    """Counts of every facet; its own filter is left aside, so that alternatives stay in sight."""
    corpus, masks = view.corpus, chosen.masks
    every = corpus.facets.counts(np.flatnonzero(reduce(np.logical_and, masks.values(), mask)))
    shown: list[Facet] = []
    for name, counts in every.items():
        spellings, values = view.shown(name), chosen.values.get(name, ())
        stretches: dict[str, int] = {}
        if name in masks:
            others = [filtered for other, filtered in masks.items() if other != name]
            found = reduce(np.logical_and, others, mask)
            counts = corpus.table(name).counts(np.flatnonzero(found))
            meant = chosen.stretches.get(name, EMPTY)
            stretches = {value: int(np.count_nonzero(found & those)) for value, those in meant.items()}
        if spellings or values:
            field = corpus.layout.values[name]
            shown.append(facets.facet(field, corpus.table(name), counts, spellings, values, stretches))
    return tuple(facet for facet in shown if facet.values)


def _page(query: Query, view: View, found: Found, mask: Mask) -> list[int]:
    """The documents of a page, in order; ties always in the same one."""
    start, end = (query.page - 1) * query.per_page, query.page * query.per_page
    if query.sort == "relevance" and found.scores is not None:
        return scoring.best(np.flatnonzero(mask), found.scores, end, view.corpus.id)[start:]
    docs: list[int] = _listed(query, view, mask)[start:end].tolist()
    return docs


def _listed(query: Query, view: View, mask: Mask) -> Integers:
    """Documents in an order that has nothing to do with the question."""
    order = view.corpus.by_title if query.sort == "title" else view.corpus.by_date
    return order[mask[order]]


def _folded(query: Query, view: View, found: Found, mask: Mask) -> Folded:
    """What was found, those notes folded that say nearly the same as one before them."""
    if not found.wanted:  # a list that answers no words is left as it is
        return Folded(mask)

    def in_order(docs: Integers) -> Integers:
        if query.sort == "relevance" and found.scores is not None:
            return docs[np.argsort(-found.scores[docs], kind="stable")]  # as `_page`: ties are by id
        among = np.zeros_like(mask)
        among[docs] = True
        return _listed(query, view, among)

    return view.copies.folded(mask, in_order)


def _hits(
    docs: list[int], view: View, found: Found, results: Folded, analysis: Analysis
) -> tuple[tuple[Hit, ...], list[str]]:
    """The notes of a page with where they answer, as far as there is time, and what is told of that."""
    deadline, late = Deadline(SHOWING), False
    markers: dict[Analyser, Marker] = {}
    hits: list[Hit] = []
    for number, doc in enumerate(docs):
        if number and not late and deadline.passed:
            markers, late, found = {}, True, found._replace(wanted=())
        note = view.corpus.note(doc)
        analyser = analysis.of(note.lang)
        marker = markers.get(analyser)
        if marker is None:
            wanted = [one.in_language(note.lang) for one in found.wanted]
            marker = markers[analyser] = Marker(wanted, analyser)
        hits.append(_hit(doc, note, marker, view, found, results))
    return tuple(hits), [UNMARKED] if late else []


def _hit(doc: int, note: Note, marker: Marker, view: View, found: Found, results: Folded) -> Hit:
    title, (best, *more), seen = marker.read(
        note.title, view.corpus.sections(doc), fallback=note.summary, most=1 + MORE_PLACES
    )
    left = unseen(found.wanted, doc, seen)
    beside = told(note, doc, marker, found.wanted, left) if left else Told()
    others = results.under(doc)
    return Hit(
        note=note,
        score=0.0 if found.scores is None else round(float(found.scores[doc]), 6),
        title=title,
        heading=best.heading,
        anchor=best.anchor,
        heading_marked=best.heading_marked,
        snippet=best.fragments,
        more=tuple(map(_excerpt, more)),
        by_tags=beside.tags,
        by_aliases=beside.aliases,
        by_people=beside.people,
        by_keys=beside.keys,
        alike=tuple(map(view.corpus.note, others[:MOST_ALIKE])),
        alike_unlisted=max(len(others) - MOST_ALIKE, 0),
    )


def _excerpt(passage: Passage) -> Excerpt:
    return Excerpt(
        heading=passage.heading,
        anchor=passage.anchor,
        snippet=passage.fragments,
        heading_marked=passage.heading_marked,
    )
