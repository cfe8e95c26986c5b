"""SQLite FTS5: porter stemming, BM25 weighted by field, SQLite's snippets, facets counted by joining."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peers.texts import Text, parts, words

_SCHEMA = """
CREATE TABLE notes (
    rowid INTEGER PRIMARY KEY, id TEXT, title TEXT, aliases TEXT, headings TEXT, tags TEXT, body TEXT
);
CREATE TABLE facets (note INTEGER, name TEXT, value TEXT);
CREATE VIRTUAL TABLE words USING fts5(
    title, aliases, headings, tags, body, content='notes', content_rowid='rowid',
    tokenize='porter unicode61', prefix='3 4'
);
"""
RANK = "bm25(words, 5, 4, 2, 3, 1)"
_FOUND = f"""
SELECT notes.id, notes.title, snippet(words, 4, '[', ']', '…', 30), {RANK} AS score
FROM words JOIN notes ON notes.rowid = words.rowid WHERE words MATCH ? ORDER BY score LIMIT 10
"""
_IDS = f"""
SELECT notes.id FROM words JOIN notes ON notes.rowid = words.rowid
WHERE words MATCH ? ORDER BY {RANK} LIMIT ?
"""
_FACETS = """
WITH found AS MATERIALIZED (SELECT rowid FROM words WHERE words MATCH ?)
SELECT name, value, count(*) FROM found JOIN facets ON facets.note = found.rowid GROUP BY name, value
"""
_TOTAL = "SELECT count(*) FROM words WHERE words MATCH ?"


class Fts5:
    """An index in a file, read through SQLite's cache."""

    name = "FTS5"

    def __init__(self, texts: Iterable[Text], folder: Path) -> None:
        self._path = folder / "fts5.sqlite3"
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA cache_size = -200000")
        self._db.executescript(_SCHEMA)
        for number, text in enumerate(texts, 1):
            row = (number, text.id, text.title, text.aliases, text.headings, text.tags, text.body)
            self._db.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._db.executemany("INSERT INTO facets VALUES (?, ?, ?)", [(number, *v) for v in text.values])
        self._db.execute("CREATE INDEX facets_of ON facets (note, name, value)")
        self._db.execute("INSERT INTO words (words) VALUES ('rebuild')")
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute("ANALYZE")
        self._db.commit()

    def search(self, question: str) -> int:
        """Ten results with snippets, the facets and the total; gives the total."""
        match = matching(question)
        self._db.execute(_FOUND, (match,)).fetchall()
        self._db.execute(_FACETS, (match,)).fetchall()
        return int(self._db.execute(_TOTAL, (match,)).fetchone()[0])

    def rank(self, question: str, limit: int) -> list[str]:
        """The best notes for the words of a question."""
        match = " OR ".join(f'"{word}"' for word in words(question))
        return [row[0] for row in self._db.execute(_IDS, (match, limit))] if match else []

    def size(self) -> int:
        """Bytes on the disk."""
        return self._path.stat().st_size


def matching(question: str) -> str:
    """A question in FTS5's language: any of the words will do."""
    return " OR ".join(
        f'"{part[:-1]}"*' if part.endswith("*") else f'"{part.strip(chr(34))}"' for part in parts(question)
    )
