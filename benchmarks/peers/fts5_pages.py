"""SQLite FTS5: the page that Garden makes, of a table of notes and one of their sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import msgspec

from benchmarks.peers.fts5 import RANK, Fts5, matching
from benchmarks.peers.pages import Card, Hit, Page, Passage, begun, telling
from benchmarks.peers.texts import Text, parts

_SCHEMA = """
CREATE TABLE cards (note INTEGER PRIMARY KEY, card BLOB);
CREATE TABLE sections (rowid INTEGER PRIMARY KEY, heading TEXT, anchor TEXT, text TEXT);
CREATE VIRTUAL TABLE parts USING fts5(
    heading, anchor UNINDEXED, text, content='sections', content_rowid='rowid',
    tokenize='porter unicode61', prefix='3 4'
);
"""
_EACH = 10_000
"""Numbers of sections that each note has, next to one another: all of one note are found at once."""
_FOUND = "SELECT rowid FROM words WHERE words MATCH ?"
_BEST = f"""
SELECT rowid, highlight(words, 0, '<b>', '</b>'), {RANK} AS score
FROM words WHERE words MATCH ? ORDER BY score LIMIT 10
"""
"""Joined with nothing: SQLite would join all that is found before it sorts."""
_CARD = "SELECT card FROM cards WHERE note = ?"
_PARTS = """
SELECT heading, anchor, snippet(parts, 2, '<b>', '</b>', '…', 40) FROM parts
WHERE parts MATCH ? AND rowid BETWEEN ? AND ?
"""
_MARKED = re.compile("<b>(.*?)</b>")


class Fts5Pages(Fts5):
    """An index in a file, read through SQLite's cache; values to count in memory.

    They are counted there in a third of the time that joining takes. To rank the sections of a
    note, SQLite would count anew all sections that have the words, which makes slow phrases
    three times as slow; so a section weighs as many different words as its snippet has.
    """

    def __init__(self, texts: Sequence[Text], folder: Path) -> None:
        super().__init__(texts, folder)
        self._db.executescript(_SCHEMA)
        numbers: dict[tuple[str, str], int] = {}
        self._values: list[list[int]] = [[]]
        for note, text in enumerate(texts, 1):
            self._db.execute("INSERT INTO cards VALUES (?, ?)", (note, msgspec.msgpack.encode(Card.of(text))))
            rows = [
                (number, one.heading, one.anchor, one.text)
                for number, one in enumerate(text.sections[:_EACH], note * _EACH)
            ]
            self._db.executemany("INSERT INTO sections VALUES (?, ?, ?, ?)", rows)
            self._values.append([numbers.setdefault(value, len(numbers)) for value in text.values])
        self._named = list(numbers)
        self._db.execute("INSERT INTO parts (parts) VALUES ('rebuild')")
        self._db.execute("INSERT INTO parts (parts) VALUES ('optimize')")
        self._db.execute("ANALYZE")
        self._db.commit()
        self._decoder = msgspec.msgpack.Decoder(Card)

    def page(self, question: str) -> Page:
        """What Garden's page of a question shows."""
        match = matching(question)
        last = begun(parts(question))
        wider = f'{match} OR title : "{last}" *' if last else match
        self._db.execute("BEGIN")  # each statement by itself would lock, and look whether all is as it was
        found = [self._values[note] for (note,) in self._db.execute(_FOUND, (wider,))]
        best = self._db.execute(_BEST, (wider,)).fetchall()
        hits = [self._hit(note, title, match) for note, title, _ in best]
        self._db.execute("COMMIT")
        return Page(len(found), self._facets(found), hits)

    def _hit(self, note: int, title: str, match: str) -> Hit:
        told = self._decoder.decode(self._db.execute(_CARD, (note,)).fetchone()[0])
        first = note * _EACH
        rows = self._db.execute(_PARTS, (match, first, first + _EACH - 1)).fetchall()
        if len(rows) > 1:
            # What the heading alone has is worth least.
            worths = [len(set(_MARKED.findall(snippet.lower()))) or 0.5 for _, _, snippet in rows]
            rows = [rows[place] for place in telling(worths)]
        return Hit(
            told, title, [Passage(*row) for row in rows] or [Passage("", "", told.summary or told.beginning)]
        )

    def _facets(self, found: Sequence[Sequence[int]]) -> dict[str, dict[str, int]]:
        facets: dict[str, dict[str, int]] = {}
        for number, count in Counter(chain.from_iterable(found)).items():
            name, value = self._named[number]
            facets.setdefault(name, {})[value] = count
        return facets
