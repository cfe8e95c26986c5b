"""Other search engines over the same notes, asked the same questions: what search is measured against.

Each is built as one would for a garden in an afternoon, with its own stemming,
ranking, snippets and counts. Those for pages show all that Garden's page of results does,
as quickly as we could make them do it.
"""

from benchmarks.peers.bm25s import Bm25s
from benchmarks.peers.fts5 import Fts5
from benchmarks.peers.fts5_pages import Fts5Pages
from benchmarks.peers.tantivy import Tantivy
from benchmarks.peers.tantivy_pages import TantivyPages
from benchmarks.peers.texts import Text, texts_of

__all__ = ["Bm25s", "Fts5", "Fts5Pages", "Tantivy", "TantivyPages", "Text", "texts_of"]
