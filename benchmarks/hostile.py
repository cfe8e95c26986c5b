"""Bad questions of bad notes: the longest that any takes, and the memory that all take.

Each is asked of the page of results, of its data, and of the suggestions, by the app itself. Notes out
of all measure stand among the made-up ones. Anything that is no answer ends the measurement.

Run it: ``python -m benchmarks.hostile --notes 10000``.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from urllib.parse import quote

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.processes import forget_peak, peak
from benchmarks.tables import Table, megabytes, seconds
from benchmarks.workplace import Workplace, main
from garden.core import Garden
from garden.web import create_app

GOAL = 1.0
"""Seconds."""
RANDOM = 60
"""Questions put together from pieces by chance."""
_REPEATS = 2

_MANY_TAGS = ", ".join(f"tag{number}/part{number}" for number in range(5_000))
NOTES = {
    "one word, 100,000 times": "again " * 100_000,
    "one word, 40,000 times": "again " * 40_000,
    "one line of 200,000 letters": "x" * 200_000,
    "5,000 tags": f"---\ntags: [{_MANY_TAGS}]\n---\nmany tags",
    "a language without stemmer": "---\nlang: tlh\n---\n" + "tlhIngan Hol dajatlh 'a' " * 500,
    "the year 0": "---\ndate: 0000-00-00\nyear: 0\n---\nno year",
    "the year 1": "---\ndate: 0001-01-01\n---\nthe first year",
    "null bytes and overrides": "a\x00b \u202eretupmoc\u202c \ufeff" * 500,
    "marks": ("a" + "\u0300" * 500 + " ") * 100,
    "signs": ".+#-_@" * 20_000,
    "forty thousand words": " ".join(f"word{number}s" for number in range(40_000)),
}
"""Files by what is bad about them."""

QUESTIONS = {
    "ten thousand words": ["word " * 10_000, " ".join(f"word{n}s" for n in range(10_000))],
    "1 MB": ["x" * 1_000_000, "again " * 166_666, "é" * 500_000],
    "only operators": ['OR OR | -- ( ) " : * #', "tag:" * 500, "-" * 1_000, "title:" * 60 + "again"],
    "unbalanced": ["(" * 5_000, ")" * 5_000, '"' * 4_999, '"again (word', '(a ("b -(c' * 20],
    "stars": ["*", "a*", "wo*", "wor*", "word*", "title:wo*", " ".join(f"{c}e*" for c in "bcdfghlmnprst")],
    "regular expressions": ["^(a+)+$ [a-z]{1,9999} .*? (?<x>y)", "(a|aa)+$" * 30, "??*" * 80],
    "null bytes, surrogates": ["a\x00b \x00", "\ud800 \udfff a\ud800", "\ufffe\uffff" * 100],
    "emoji": ["🎉 👩\u200d👧 🇪🇺 #🎉" * 10, "🎉" * 256],
    "overrides, marks": ["\u202eretupmoc\u202c \u2066x\u2069" * 9, "a" + "\u0300" * 255],
    "phrases of common words": ['"' + "again " * 8 + '"', '"the of and" "to a in"', '"word1s word2s"'],
    "common words": ["the of and to a in that it was for on is with as be at", "again", "an", "some"],
    "slips": ["agian wrod listning qwertyuiop asdfghjkl zxcvbnmas", "agaiin wordx1", "word1s word2s wrd3s"],
    "filters": ["tag:tag7 lang:tlh year:0 before:0000 after:9999-12-31", "has:tag -kind:note", "links-to:x"],
}
"""Questions by what is bad about them."""

_WAYS = ("/search", "/search.json", "/suggest.json")

_PIECES = (
    *("(", ")", '"', "-", "OR ", "|", "*", ":", " ", "again", "word", "C++", ".net", "2.7.4", "\x00"),
    *("\ud800", "\u202e", "🎉", "京", "é", "tag:", "title:", "before:", "has:", "0000", "1-2", "wo*"),
    *('"the of"', "e-mail"),
)


def measure(place: Workplace) -> Iterator[Table]:
    """Adds notes to the garden, and indexes it first; takes them away again for who measures it next."""
    folder = place.root / "notes" / "hostile"
    folder.mkdir()
    for number, text in enumerate(NOTES.values()):
        (folder / f"{number}.md").write_text(text, "utf-8")
    place.cost_of("index")
    with Garden.open(place.root) as garden:
        yield hostile(garden)
    shutil.rmtree(folder)
    place.cost_of("index")


def hostile(garden: Garden) -> Table:
    """The slowest question of each sort, each asked in every way, and what the process holds then."""
    table = Table(
        "Bad questions of bad notes: the longest that one takes, processor time",
        ("sort", "page", "as data", "suggestions", "goal", "peak memory"),
    )
    app = create_app(garden)
    for way in _WAYS:
        _taken(app, f"{way}?q=be+ready")
    table.add("be ready", "", "", "", "", megabytes(peak()))
    rng = random.Random(13)
    chance = ["".join(rng.choices(_PIECES, k=rng.randint(1, 40))) for _ in range(RANDOM)]
    for sort, asked in {**QUESTIONS, "put together by chance": chance}.items():
        words = [quote(text, errors="surrogatepass") for text in asked]
        forget_peak()
        longest = [_longest(app, [f"{way}?q={one}" for one in words]) for way in _WAYS]
        table.add(sort, *map(seconds, longest), f"< {GOAL:.0f} s", megabytes(peak()))
    forget_peak()
    bad = [quote(f"/notes/{note.id}") for note in garden.notes() if note.id.startswith("hostile/")]
    table.add("pages of the bad notes", seconds(_longest(app, bad)), "", "", "", megabytes(peak()))
    return table


def _longest(app: Flask, paths: list[str]) -> float:
    """The longest time of an answer; of each the least of some, since the machine does other work as well."""
    return max(min(_taken(app, path) for _ in range(_REPEATS)) for path in paths)


def _taken(app: Flask, path: str) -> float:
    """How long an answer takes, without what a client does. Anything but an answer ends the measurement."""
    environ = create_environ(path)
    started = time.process_time()
    body, status, _ = run_wsgi_app(app, environ, buffered=True)
    taken = time.process_time() - started
    assert status[:3] == "200", f"{path[:60]}: {status}"
    assert b"".join(body)
    return taken


if __name__ == "__main__":
    main(measure)
