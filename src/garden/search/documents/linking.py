"""Which notes link to which, found by the keys of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from garden.links import keys_of, link_key
from garden.model import Link, Resolution
from garden.search.arrays import Mask
from garden.search.documents.corpus import Corpus, View
from garden.search.index import records, schema
from garden.search.index.schema import link_term

_NOTHING = -1
"""Instead of a document, where a link leads to none that is seen."""


def links(corpus: Corpus, doc: int) -> tuple[Link, ...]:
    """Links from a document, in order."""
    segment, place = corpus.place(doc)
    return records.to_links(segment.column(schema.LINKS)[place])


def _with_keys(corpus: Corpus, keys: Iterable[str]) -> Iterator[int]:
    """Documents with a link of any of these keys."""
    for term in {link_term(key) for key in keys}:
        for docs, _ in corpus.postings(schema.LINK, term):
            yield from docs[corpus.live[docs]].tolist()


def sources(view: View, note_id: str) -> Iterator[tuple[int, Link]]:
    """Links to a note from others, each with the document that has it, by id of that and order in it.

    Others of any visibility are among them. Where a link could mean several notes, it means one of the view.
    """
    corpus = view.corpus
    doc = corpus.docs.get(note_id)
    if doc is None:
        return
    note = corpus.note(doc)
    keys = keys_of(note.id, note.title, note.aliases, prefix=corpus.layout.link_prefix)
    by_id = {corpus.id(source): source for source in _with_keys(corpus, keys)}
    for source_id in sorted(by_id.keys() - {note_id}):
        for link in links(corpus, by_id[source_id]):
            if link_key(link.target) not in keys:
                continue
            if _meant(view, corpus.resolve(link.target, source_id, link.kind)) == doc:
                yield by_id[source_id], link


def pairs(view: View) -> Iterator[tuple[int, int]]:
    """Which documents link to which others, among those a reader sees; each pair once."""
    corpus, graph = view.corpus, view.graph
    for source, target in zip(*(side.tolist() for side in graph.pairs()), strict=True):
        if source not in graph.doubtful:
            yield source, target
    for source in sorted(graph.doubtful):
        source_id = corpus.id(source)
        found = (corpus.resolve(link.target, source_id, link.kind) for link in links(corpus, source))
        targets = {_meant(view, each) for each in found} - {source, _NOTHING}
        yield from ((source, target) for target in targets)


def _meant(view: View, found: Resolution) -> int:
    """The document that a reader takes a link to mean: the first of those that it could mean and are seen."""
    docs = (view.corpus.docs[one] for one in (found.to, *found.others) if one is not None)
    return next((doc for doc in docs if view.mask[doc]), _NOTHING)


def pointing(view: View, name: str) -> tuple[Mask, bool]:
    """Documents a reader sees that link to the note of a name, or wish for it, and whether there is one.

    A note that the reader does not see is as good as none: what links to its name is
    found by what is written there, whether it exists or not.
    """
    corpus = view.corpus
    meant = _meant(view, corpus.resolve(name, "", "wikilink"))
    mask = np.zeros(corpus.size, np.bool_)
    if meant != _NOTHING:
        mask[[doc for doc, _ in sources(view, corpus.id(meant))]] = True
    else:
        mask[list(_with_keys(corpus, {link_key(name)} - {""}))] = True
    return mask & view.mask, meant != _NOTHING
