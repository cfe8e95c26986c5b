"""Addresses of this site that are typed or pasted as a question: what they lead to is what is asked for.

A garden does not know here under which address it is served, so the path alone counts, and leads
somewhere where what it names is there.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from garden.search.documents import values
from garden.search.documents.corpus import View

_HOST = re.compile(r"[a-z]+://[^/\s]*", re.IGNORECASE)
_LISTS = {"tags": "tag", "people": "author", "kinds": "kind", "-": "kind", "years": "year"}
"""Where all values of a field have their pages, to the field; plugins make those of their kinds."""
_STEP = re.compile(rf"/({'|'.join(_LISTS)})/(?=[^/])")


def path(address: str) -> tuple[str, bool]:
    """The path of an address, and whether there was a host before it."""
    host = _HOST.match(address)
    written = address[host.end() if host else 0 :].partition("#")[0].partition("?")[0]
    return unquote(written), host is not None


def as_filter(text: str, view: View) -> str:
    """A question, or what asks for the notes of the page that it is the address of: ``tag:"food"``.

    The pages of tags, people, kinds and years are meant, of those that there are.
    """
    address = text.strip()
    if "/" not in address or any(map(str.isspace, address)):
        return text
    steps, has_host = path(address)
    if not (has_host or steps.startswith("/")):
        return text  # who asks for "people/ama" asks for words
    if "/notes/" in steps or steps.strip("/") in view.corpus.docs:
        return text  # `called` knows the note
    for step in _STEP.finditer(steps):
        if value := _known(_LISTS[step[1]], steps[step.end() :].rstrip("/"), view):
            return f'{_LISTS[step[1]]}:"{value.replace(chr(34), " ")}"'
    return text


def _known(field: str, name: str, view: View) -> str:
    """A value as the notes have it, by what an address calls it; empty where there is none."""
    shown = view.shown(field)
    group = view.corpus.table(field).group(name)
    if group in shown:
        return shown[group]
    return next(iter(values.named(field, name, view)), "") if field == "kind" else ""
