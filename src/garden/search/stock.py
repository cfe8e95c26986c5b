"""All that we use of Whoosh, imported once and quietly; no other module imports it.

Whoosh 2.7.4 stands still since 2016, and every compiler since has had something to
say of it, to whoever happens to import it first.
"""

# ruff: noqa: F401 - imported for others

import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from garden.errors import IndexingError

WHOOSH = (2, 7, 4)
"""The one version whose files `postings` reads and writes."""


@contextmanager
def _without_urllib() -> Iterator[None]:
    """Spares what Whoosh imports for a function that it never calls: HTTP and TLS, a quarter of its time.

    Where there are other threads, one might want the module itself just now, and all is imported.
    """
    name = "urllib.request"
    if name in sys.modules or threading.active_count() > 1:
        yield
        return
    sys.modules[name] = stand_in = ModuleType(name)
    stand_in.urlretrieve = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del sys.modules[name]


with warnings.catch_warnings(), _without_urllib():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import __version__ as version
    from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC as MAGIC
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
    from whoosh.columns import Column, NumericColumn, VarBytesColumn
    from whoosh.fields import FieldType, Schema
    from whoosh.filedb.filestore import FileStorage, Storage
    from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter
    from whoosh.filedb.structfile import BufferFile, StructFile
    from whoosh.formats import Existence, Format
    from whoosh.index import TOC, FileIndex
    from whoosh.lang.stopwords import stoplists
    from whoosh.reading import SegmentReader
    from whoosh.system import pack_ushort
    from whoosh.writing import SegmentWriter


def check_version() -> None:
    """IndexingError where another module goes by Whoosh's name."""
    if version != WHOOSH:
        found = ".".join(map(str, version))
        raise IndexingError(
            f"Garden needs Whoosh 2.7.4 and found {found}. Remove other packages that bring a module"
            " 'whoosh' (Whoosh-Reloaded, whoosh3), then: pip install --force-reinstall Whoosh==2.7.4"
        )
