"""What notes are worth whatever the question: those that others lead to, a little more.

    score * (1 + 0.1 * log(1 + notes that link to it))

Measured on real gardens with the texts of links as questions, this helps finding the
note meant; a stronger one hurts questions that describe what they seek.

Links are told by their keys (`garden.links.link_key`) and not resolved: a link that two
notes could be meant by counts for both, and resolving all takes many times as long.
Of each segment the keys are read once; a new generation only counts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from garden.links import keys_of
from garden.search.dictionary import Terms
from garden.search.schema import link_term

if TYPE_CHECKING:
    from garden.search.corpus import Numbers, View

STRENGTH = 0.1

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Keys, by hash, each with a document of a segment."""

    keys: Integers
    docs: Integers


def links_of(terms: Terms, several: Mapping[bytes, NDArray[np.integer]]) -> Keys:
    """The keys of all links of a segment, each with the document the link stands in.

    ``several`` gives the documents of the terms that more than two have: of others the
    dictionary itself knows the first and the last.
    """
    keys = np.fromiter(map(hash, terms.names), np.int64, len(terms.names))
    few, two = terms.documents < 3, terms.documents == 2
    more = [np.full(len(docs), hash(term)) for term, docs in several.items()]
    return Keys(
        np.concatenate([keys[few], keys[two], *more]),
        np.concatenate([terms.first[few], terms.last[two], *several.values()]).astype(np.int64),
    )


def names_of(notes: Iterable[tuple[int, str, str, Iterable[str]]], prefix: str) -> Keys:
    """The keys by which notes can be meant: of each its document, id, title and aliases are given."""
    pairs = [
        (hash(link_term(key)), doc)
        for doc, note_id, title, aliases in notes
        for key in keys_of(note_id, title, aliases, prefix=prefix)
    ]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return Keys(both[:, 0], both[:, 1])


def incoming(view: View) -> Integers:
    """For each document the number of others that link to it, of those that this reader may see."""
    parts = view.corpus.parts
    links = _joined([(segment.link_keys, base) for segment, base in parts])
    if not len(links.keys):
        return np.zeros(view.corpus.size, np.int64)
    names = _joined([(segment.name_keys(view.corpus.link_prefix), base) for segment, base in parts])
    seen, shown = view.mask[links.docs], view.mask[names.docs]
    keys, sources = links.keys[seen], links.docs[seen]
    order = np.argsort(names.keys[shown], kind="stable")
    named, targets = names.keys[shown][order], names.docs[shown][order]
    first, last = np.searchsorted(named, keys, "left"), np.searchsorted(named, keys, "right")
    counts = last - first
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs = np.repeat(sources, counts) << 32 | targets[np.repeat(first, counts) + steps]
    pairs = np.unique(pairs[pairs >> 32 != pairs & 0xFFFFFFFF])
    return np.bincount(pairs & 0xFFFFFFFF, minlength=view.corpus.size)


def prior(view: View) -> Numbers | None:
    """What to multiply scores by; None where no note links to another."""
    counts = incoming(view)
    return 1.0 + STRENGTH * np.log1p(counts) if counts.any() else None


def _joined(parts: Iterable[tuple[Keys, int]]) -> Keys:
    """Keys of all segments, with documents as the corpus numbers them."""
    every = [Keys(np.empty(0, np.int64), np.empty(0, np.int64))]
    every += [Keys(part.keys, part.docs + base) for part, base in parts]
    return Keys(np.concatenate([one.keys for one in every]), np.concatenate([one.docs for one in every]))
