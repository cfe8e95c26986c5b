"""The same notes in SQLite FTS5, asked the same questions: what search is measured against.

As one would build it for a garden: porter stemming, BM25 weighted by field,
snippets by SQLite, facets counted over all that was found.
"""

from __future__ import annotations

import re
import sqlite3

from garden.core import Garden

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
_FOUND = """
SELECT notes.id, notes.title, snippet(words, 4, '[', ']', '…', 30), bm25(words, 5, 4, 2, 3, 1) AS score
FROM words JOIN notes ON notes.rowid = words.rowid WHERE words MATCH ? ORDER BY score LIMIT 10
"""
_FACETS = """
WITH found AS MATERIALIZED (SELECT rowid FROM words WHERE words MATCH ?)
SELECT name, value, count(*) FROM found JOIN facets ON facets.note = found.rowid GROUP BY name, value
"""
_TOTAL = "SELECT count(*) FROM words WHERE words MATCH ?"


class Fts5:
    """An index in memory of everything that a garden's search sees."""

    def __init__(self, garden: Garden) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(_SCHEMA)
        for number, note in enumerate(garden.notes(), 1):
            content = garden.content(note)
            headings = "\n".join(heading.text for heading in content.headings)
            body = "\n".join(section.text for section in content.sections)
            row = (number, note.id, note.title, "\n".join(note.aliases), headings, " ".join(note.tags), body)
            self._db.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            values = [("kind", note.kind), ("lang", note.lang), ("year", note.year)]
            values += [("tag", tag) for tag in note.tags] + [("author", who.name) for who in note.people]
            self._db.executemany(
                "INSERT INTO facets VALUES (?, ?, ?)", [(number, *value) for value in values]
            )
        self._db.execute("CREATE INDEX facets_of ON facets (note, name, value)")
        self._db.execute("INSERT INTO words (words) VALUES ('rebuild')")
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute("ANALYZE")

    def search(self, question: str) -> int:
        """Ten results with snippets, the facets and the total; gives the total."""
        match = _match(question)
        self._db.execute(_FOUND, (match,)).fetchall()
        self._db.execute(_FACETS, (match,)).fetchall()
        return int(self._db.execute(_TOTAL, (match,)).fetchone()[0])


def _match(question: str) -> str:
    """A question of `benchmarks.serving` in FTS5's language: any of the words will do."""
    pieces = re.findall(r'"[^"]*"|\S+', question)
    return " OR ".join(
        f'"{piece[:-1]}"*' if piece.endswith("*") else f'"{piece.strip(chr(34))}"' for piece in pieces
    )
