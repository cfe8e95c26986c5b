"""Where notes are named: the title or an alias of one in the text of another, linked or not.

What has a name's words one after another is found by the index, word forms aside. Where the
name itself is to be shown, as whole words and not in code, the texts found are looked through.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

import numpy as np

from garden.markdown import sentence
from garden.model import Mention, Note, Section
from garden.search import matching, nodes
from garden.search.analysis import Analysis, fold, placed, written
from garden.search.arrays import Mask
from garden.search.corpus import View
from garden.search.graph import Keys
from garden.search.likeness import others
from garden.search.unspaced import is_unspaced
from garden.search.wording import in_order

_MOST_NAMES = 8
"""Names of one note that are looked for."""
_MOST_WORDS = 8
"""Words of a name; a longer one is a sentence that no one repeats."""
_LOOKED_AT = 200
"""Notes whose text is looked through for a name."""
_SHORTEST = 3
"""Letters of a name that says something by itself."""


def names(note: Note, common: frozenset[str]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The names of a note that can be looked for: as written, and their words with their places."""
    for name in dict.fromkeys((note.title, *note.aliases)):
        words = placed(name)
        telling = [word for _, word in words if word not in common]
        if telling and len(words) <= _MOST_WORDS and len(name.strip()) >= _SHORTEST:
            yield name, words


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


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a view's documents, in folded words."""

    names: Keys
    """Documents by each of their names; by their hashes, which take a tenth of the memory."""
    longest: Mapping[str, int]
    """How many words the longest name has that begins with a word."""

    @classmethod
    def of(cls, notes: Iterable[tuple[int, Note]], common: frozenset[str]) -> Self:
        """The names of notes, each given with its document."""
        keys, docs = array("q"), array("q")
        longest: dict[str, int] = {}
        for doc, note in notes:
            for name, _ in names(note, common):
                words = [fold(word) for word in written(name)]
                keys.append(hash(" ".join(words)))
                docs.append(doc)
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return cls(Keys(np.array(keys), np.array(docs)).rising(), longest)


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
