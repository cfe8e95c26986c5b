"""How a link is to be written so that it leads to a note in its new place, in the style it had."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath, relpath

from garden.links import Resolver

_DOTS = frozenset({".", ".."})


def spelled(
    target: str, to: str, source_id: str, kind: str, *, meant: str, was: str, resolver: Resolver
) -> str | None:
    """The page part that leads from ``source_id`` to ``to``; None where none is sure.

    ``target`` is what stood there, ``meant`` the id that it led to, and ``was`` the folder of
    the note that it stood in then.
    """
    bare, ending = (target[:-3], target[-3:]) if target[-3:].lower() == ".md" else (target, "")
    beside = is_beside(target, was, meant, kind)
    for page in _candidates(bare, to, source_id, is_beside=beside, is_whole=bare == meant):
        found = resolver.resolve(f"{page}{ending}", source_id, kind)
        if found.to == to and not found.others:
            return f"{page}{ending}"
    return None


def is_beside(target: str, folder: str, meant: str, kind: str) -> bool:
    """Whether a link is an address that leads from a folder to what it means, step by step."""
    if kind not in {"markdown", "image"} or target.startswith("/"):
        return False
    found = normpath(f"{folder}/{target}").lstrip("/")
    return meant in (found, found[:-3] if found[-3:].lower() == ".md" else found)


def _candidates(bare: str, to: str, source_id: str, *, is_beside: bool, is_whole: bool) -> Iterator[str]:
    """Ways to write it, those in the manner of what stood there first."""
    here = source_id.rpartition("/")[0]
    beside = relpath(f"/{to}", f"/{here}")
    dotted = beside if beside.startswith("../") else f"./{beside}"
    first = bare.partition("/")[0]
    if bare.startswith("/"):
        yield f"/{to}"
    elif first in _DOTS:
        yield dotted
    elif is_beside:
        yield beside
    elif is_whole and "/" in bare:
        yield to
    parts = to.split("/")
    for count in range(2 if "/" in bare else 1, len(parts)):
        yield "/".join(parts[-count:])
    yield to
    yield dotted
    yield f"/{to}"
