"""Which notes link to which, found by the keys of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from garden.links import keys_of, link_key
from garden.model import Link
from garden.search import records, schema
from garden.search.corpus import Corpus, View
from garden.search.facets import Mask
from garden.search.schema import link_term


def links(corpus: Corpus, doc: int) -> tuple[Link, ...]:
    """Links from a document, in order."""
    segment, place = corpus.place(doc)
    return records.to_links(segment.column(schema.LINKS)[place])


def with_keys(corpus: Corpus, keys: Iterable[str]) -> Iterator[int]:
    """Documents with a link of any of these keys."""
    for term in {link_term(key) for key in keys}:
        for docs, _ in corpus.postings(schema.LINK, term):
            yield from docs[corpus.live[docs]].tolist()


def sources(corpus: Corpus, note_id: str) -> Iterator[tuple[int, Link]]:
    """Links to a note from others, each with its document, by id of the source and order in it."""
    doc = corpus.docs.get(note_id)
    if doc is None:
        return
    note = corpus.note(doc)
    keys = keys_of(note.id, note.title, note.aliases, prefix=corpus.layout.link_prefix)
    by_id = {corpus.id(source): source for source in with_keys(corpus, keys)}
    for source_id in sorted(by_id.keys() - {note_id}):
        for link in links(corpus, by_id[source_id]):
            if link_key(link.target) not in keys:
                continue
            if corpus.resolver.resolve(link.target, source_id, link.kind).to == note_id:
                yield by_id[source_id], link


def pairs(view: View) -> Iterator[tuple[int, int]]:
    """Which documents link to which others, among those a reader sees; each pair once."""
    corpus, graph = view.corpus, view.graph
    doubtful = set(graph.doubtful.tolist())
    for source, target in zip(*(side.tolist() for side in graph.pairs()), strict=True):
        if source not in doubtful:
            yield source, target
    for source in sorted(doubtful):
        yield from ((source, target) for target in _targets(view, corpus.id(source)) if target != source)


def _targets(view: View, source_id: str) -> set[int]:
    """What a document links to, each link resolved; of notes that could be meant, one that is seen."""
    corpus = view.corpus
    found = set()
    for link in links(corpus, corpus.docs[source_id]):
        meant = corpus.resolver.resolve(link.target, source_id, link.kind)
        docs = (corpus.docs[one] for one in (meant.to, *meant.others) if one is not None)
        found.add(next((doc for doc in docs if view.mask[doc]), -1))
    return found - {-1}


def pointing(view: View, name: str) -> tuple[Mask, bool]:
    """Documents a reader sees that link to the note of a name, or wish for it, and whether there is one.

    A note that the reader does not see is as good as none: what links to its name is
    found by what is written there, whether it exists or not.
    """
    corpus = view.corpus
    found = corpus.resolver.resolve(name, "", "wikilink")
    seen = [one for one in (found.to, *found.others) if one is not None and view.mask[corpus.docs[one]]]
    mask = np.zeros(corpus.size, np.bool_)
    if seen:
        mask[[doc for doc, _ in sources(corpus, seen[0])]] = True
    else:
        mask[list(with_keys(corpus, {link_key(name)} - {""}))] = True
    return mask & view.mask, bool(seen)
