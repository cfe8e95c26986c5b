"""bm25s: Lucene's BM25 over one bag of stemmed words; ranks only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import bm25s
import Stemmer

from benchmarks.peers.texts import Text


class Bm25s:
    """Scores worked out beforehand, in memory."""

    name = "bm25s"

    def __init__(self, texts: Iterable[Text], _: Path) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._ids: list[str] = []
        bags = []
        for text in texts:
            self._ids.append(text.id)
            bags.append("\n".join((text.title, text.aliases, text.headings, text.tags, text.body)))
        self._index = bm25s.BM25(method="lucene")
        self._index.index(self._tokens(bags), show_progress=False)

    def rank(self, question: str, limit: int) -> list[str]:
        """The best notes for the words of a question."""
        found, scores = self._index.retrieve(
            self._tokens([question]), k=min(limit, len(self._ids)), show_progress=False
        )
        return [self._ids[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
