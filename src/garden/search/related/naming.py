"""Where notes are named: the title or an alias of one in the text of another, linked or not.

What has a name's words one after another is found by the index, word forms aside. Where the
name itself is to be shown, as whole words and not in code, the texts found are looked through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import numpy as np

from garden.markdown import sentence
from garden.model import Mention, Note, Section
from garden.search.arrays import Mask
from garden.search.documents.corpus import View
from garden.search.documents.names import names
from garden.search.query import nodes
from garden.search.ranking import matching
from garden.search.related.likeness import others
from garden.search.words.analysis import Analysis, fold, written
from garden.search.words.unspaced import is_unspaced
from garden.search.words.wording import in_order

_MOST_NAMES = 8
"""Names of one note that are looked for."""
_LOOKED_AT = 200
"""Notes whose text is looked through for a name."""


def naming(note: Note, view: View, analysis: Analysis) -> Mask:
    """The documents in whose text a name of the note stands, word forms aside."""
    found = np.zeros(view.corpus.size, np.bool_)
    for name, words in islice(names(note, view.common_words), _MOST_NAMES):
        sought = nodes.Phrase(tuple((place, nodes.Word(word)) for place, word in words), name)
        node: nodes.Node = sought if len(words) > 1 else sought.words[0][1]
        found |= matching.having(nodes.All((nodes.Within("body", node),)), view, analysis)
    return found


def named(sections: Sequence[Section], view: View) -> Mask:
    """The documents of which a name stands in a text, as it is but for case."""
    known = view.named
    found = np.zeros(view.corpus.size, np.bool_)
    words = [fold(word) for section in sections for word in written(section.text)]
    phrases = {
        hash(" ".join(words[start:end]))
        for start, first in enumerate(words)
        for end in range(start + 1, start + known.longest.get(first, 0) + 1)
    }
    docs, _ = known.names.docs_of(np.fromiter(phrases, np.int64))
    found[docs] = True
    return found


def mentions(doc: int, view: View, analysis: Analysis, without: Collection[str]) -> Iterator[Mention]:
    """The first place in each note of a view that names the one of a document, by title and id."""
    note = view.corpus.note(doc)
    sought = [name for name, _ in islice(names(note, view.common_words), _MOST_NAMES)]
    having = naming(note, view, analysis) & others(doc, view)
    sources = [view.corpus.note(other) for other in np.flatnonzero(having).tolist()]
    # The longest first, where one begins with another.
    either = "|".join(map(_whole, sorted(sought, key=len, reverse=True)))
    pattern = re.compile(either, re.IGNORECASE)
    for source in sorted(sources, key=lambda one: (in_order(one.title), one.id))[:_LOOKED_AT]:
        if source.id not in without:
            yield from _first(source, view.corpus.sections(view.corpus.docs[source.id]), pattern)


def _whole(name: str) -> str:
    """A pattern for a name as whole words of one paragraph, whatever its blanks."""
    words = unicodedata.normalize("NFC", name).split()
    before, after = (
        "" if is_unspaced(end) or not end.isalnum() else mark
        for end, mark in ((words[0][0], r"(?<!\w)"), (words[-1][-1], r"(?!\w)"))
    )
    return before + r"[^\S\n]+".join(map(re.escape, words)) + after


def _first(source: Note, sections: tuple[Section, ...], pattern: re.Pattern[str]) -> Iterator[Mention]:
    """The first place in a note's text, if there is one."""
    for section in sections:
        for found in pattern.finditer(section.text):
            if not any(start < found.end() and found.start() < end for start, end in section.code):
                before, after = sentence.around(section.text, found.start(), found.end())
                yield Mention(source=source, anchor=section.anchor, text=found[0], before=before, after=after)
                return
