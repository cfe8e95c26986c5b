"""Filters as pages name them, with a blank behind the colon: ``tag: food`` is ``tag:food``.

A blank there may as well be of a sentence, and what follows words. So it is a filter alone where it
is all of a question, and where some note has the value.
"""

from __future__ import annotations

import re

from garden.search.documents import values
from garden.search.documents.corpus import View

_LABEL = re.compile(r'\s*([^\W\d][\w-]*)\s*:\s+([^\s:"()][^:"()]*)')


def as_filter(text: str, view: View) -> str:
    """A question, or the filter that it names: ``author:"Ama Boateng"`` for ``Author: Ama Boateng``."""
    label = _LABEL.fullmatch(text)
    if label is None:
        return text
    layout, value = view.corpus.layout, label[2].strip()
    field = layout.names.get(label[1].casefold(), "")
    if field not in layout.values or field in layout.ordered or not values.named(field, value, view):
        return text
    return f'{field}:"{value}"'
