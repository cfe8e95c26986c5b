"""The notes that a question calls by name: they come first, however often others have its words.

Who types the whole title of a note, or another name that it goes by, means that note.
"""

from __future__ import annotations

from garden.links import fold, link_key
from garden.search.corpus import View
from garden.search.found import Found

_AROUND = ' \t\n"“”„«»?!.'
"""Signs before and after a question that belong to no name."""
_LONGEST = 200
"""Characters of a question that may be a name."""


def first(found: Found, text: str, view: View) -> Found:
    """What was found, those notes of it first whose title or alias the question is, but for case."""
    name = fold(text).strip(_AROUND)
    if found.scores is None or not 0 < len(name) <= _LONGEST:
        return found
    # Signs are left out of what is compared, but not of the keys that names are kept by.
    keys = {link_key(one) for one in (name, f"{name}?", fold(text).strip())}
    meant = {doc for key in keys for doc in view.corpus.meant_by(key)}
    docs = [doc for doc in sorted(meant) if found.mask[doc] and _is_called(doc, name, view)]
    if not docs:
        return found
    scores = found.scores.copy()
    scores[docs] += scores.max()
    return found._replace(scores=scores)


def _is_called(doc: int, name: str, view: View) -> bool:
    note = view.corpus.note(doc)
    return any(fold(one).strip(_AROUND) == name for one in (note.title, *note.aliases))
