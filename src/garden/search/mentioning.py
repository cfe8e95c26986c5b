"""Where a note is named without a link: its title or an alias in the text of another.

What has a name's words one after another is found by the index, word forms aside; whether
the name itself stands there, as whole words and not in code, is then seen in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

import numpy as np

from garden.markdown import sentence
from garden.model import Mention, Note, Section
from garden.search import analysis, naming
from garden.search.analysis import Analysis
from garden.search.corpus import View
from garden.search.likeness import others
from garden.search.wording import in_order

LOOKED_AT = 200
"""Notes whose text is looked through for a name."""


def mentions(note: Note, view: View, analysis_: Analysis, without: Collection[str]) -> Iterator[Mention]:
    """The first place in each note of a view that names this one, by title and id."""
    names = [name for name, _ in naming.names(note, view.common_words)]
    if not names:
        return
    named = naming.naming(note, view, analysis_) & others(note, view)
    sources = [view.corpus.note(doc) for doc in np.flatnonzero(named).tolist()]
    pattern = _pattern(names[: naming.MOST_NAMES])
    for source in sorted(sources, key=lambda one: (in_order(one.title), one.id))[:LOOKED_AT]:
        if source.id not in without:
            yield from _first(source, view.corpus.sections(view.corpus.docs[source.id]), pattern)


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Any of the names, the longest first, as whole words of one paragraph whatever their case and blanks."""
    return re.compile("|".join(map(_whole, sorted(names, key=len, reverse=True))), re.IGNORECASE)


def _whole(name: str) -> str:
    words = unicodedata.normalize("NFC", name).split()
    before, after = (
        "" if analysis.is_unspaced(end) or not end.isalnum() else mark
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
