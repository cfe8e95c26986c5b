"""Other search engines over the same notes, asked the same questions: what search is measured against.

Each is built as one would for a garden in an afternoon, with its own stemming,
ranking, snippets and counts.
"""

from benchmarks.peers.bm25s import Bm25s
from benchmarks.peers.fts5 import Fts5
from benchmarks.peers.tantivy import Tantivy
from benchmarks.peers.texts import Text, texts_of

__all__ = ["Bm25s", "Fts5", "Tantivy", "Text", "texts_of"]
