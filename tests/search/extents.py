"""Where Whoosh's own reader of terms says that postings lie."""

from __future__ import annotations

from whoosh.codec.whoosh3 import W3TermInfo


def extent(info: W3TermInfo) -> slice:
    """Where a term's postings lie in their file."""
    offset, length = info.extent()
    if isinstance(length, tuple):  # Whoosh leaves it packed when it reads one
        (length,) = length
    return slice(offset, offset + length)
