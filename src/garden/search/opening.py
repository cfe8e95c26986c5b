"""What a checked generation holds, read by Whoosh."""

from __future__ import annotations

from collections.abc import Mapping

from garden.errors import IndexingError
from garden.search import stock
from garden.search.fields import INDEX_NAME, stock_schema
from garden.search.generations import Sealed
from garden.search.schema import Layout
from garden.search.segment import PostingsCache, Segment
from garden.search.stock import TOC
from garden.search.storage import SealedStorage

WHOOSH = (2, 7, 4)
"""The one version whose files `postings` reads and writes."""


def segments(
    sealed: Sealed, layout: Layout, cache: PostingsCache, before: Sealed | None, known: Mapping[str, Segment]
) -> Mapping[str, tuple[Segment, frozenset[int]]]:
    """The segments of a generation by name, in Whoosh's order, each with its deleted documents.

    Those of the one ``before`` that did not change are ``known``.
    """
    storage, kept = SealedStorage(sealed.files), stock_schema(layout)
    toc = TOC.read(storage, INDEX_NAME, schema=kept)
    opened = {}
    for one in toc.segments:
        name = one.segment_id()
        own = [file for file in sealed.entries if file.startswith(f"{name}.")]
        same = before is not None and all(before.entries.get(file) == sealed.entries[file] for file in own)
        segment = known.get(name) if same else None
        if segment is None:  # it may outlive its generation, whose other files are to go
            alone = SealedStorage({file: sealed.files[file] for file in own})
            segment = Segment(alone, kept, one, cache)
        opened[name] = (segment, frozenset(one.deleted_docs()))
    return opened


def check_whoosh() -> None:
    """IndexingError where another module goes by Whoosh's name."""
    if stock.version != WHOOSH:
        found = ".".join(map(str, stock.version))
        raise IndexingError(
            f"Garden needs Whoosh 2.7.4 and found {found}. Remove other packages that bring a module"
            " 'whoosh' (Whoosh-Reloaded, whoosh3), then: pip install --force-reinstall Whoosh==2.7.4"
        )
