"""A battery of questions with one right answer each: how often it is among the first five.

Made by a fixed seed from the shipped garden and from a made-up one: titles as they are,
titles with one slip in a word, beginnings of four letters, and two words of a note's text.

Run it: ``python -m benchmarks.battery --notes 10000``.
"""

from __future__ import annotations

import random
import re
import string
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.peers import Fts5, Tantivy, texts_of
from benchmarks.peers.texts import Text
from benchmarks.tables import Table
from benchmarks.workplace import Workplace, main
from garden import shipped
from garden.core import Garden
from garden.model import Query

EACH = 60
FIRST = 5
_Finder = Callable[[str], list[str]]


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the gardens first, where that has not been done."""
    place.cost_of("index")
    for name, root in (("the shipped garden", shipped.root()), ("a made-up garden", place.root)):
        with Garden.open(root) as garden, tempfile.TemporaryDirectory() as folder:
            garden.ensure_index()
            texts = list(texts_of(garden))
            engines: dict[str, _Finder] = {
                "Garden": lambda asked, garden=garden: _found(garden, asked),  # type: ignore[misc]
                "FTS5": _ranker(Fts5(texts, Path(folder))),
                "tantivy": _ranker(Tantivy(texts, Path(folder))),
            }
            table = Table(f"Found among the first {FIRST}, {name}", ("question", *engines))
            for sort, asked in questions(texts).items():
                shares = [_share(find, asked) for find in engines.values()]
                table.add(f"{sort} ({len(asked)})", *shares)
        yield table


def questions(texts: list[Text]) -> dict[str, list[tuple[str, str]]]:
    """Pairs of a question and the id of its answer, by sort."""
    rng = random.Random(11)
    spread = Counter(word for text in texts for word in set(_words(f"{text.title} {text.body}")))
    titles = Counter(text.title.casefold() for text in texts)
    sought = [text for text in texts if titles[text.title.casefold()] == 1 and _long(text.title)]
    chosen = [rng.sample(sought, min(EACH, len(sought))) for _ in range(4)]
    begun = Counter(word[:4] for text in texts for word in set(_words(text.title)))
    return {
        "title as it is": [(text.title, text.id) for text in chosen[0]],
        "one slip in a word": [(_slipped(text.title, rng), text.id) for text in chosen[1]],
        "title, last word begun": [(_begun(text.title), text.id) for text in chosen[2]],
        "four letters": [
            (min((word[:4].casefold() for word in _long(text.title)), key=lambda four: begun[four]), text.id)
            for text in chosen[2]
            if min(begun[word[:4].casefold()] for word in _long(text.title)) <= FIRST
        ],
        "two words of the text": [
            (" ".join(sorted(set(_words(text.body)), key=lambda word: (spread[word], word))[:2]), text.id)
            for text in chosen[3]
            if len(set(_words(text.body))) > 1
        ],
    }


def _found(garden: Garden, asked: str) -> list[str]:
    """What a reader gets who types this and asks."""
    return [hit.note.id for hit in garden.search(Query(text=asked, per_page=FIRST, facets=False)).hits]


def _ranker(engine: Fts5 | Tantivy) -> _Finder:
    return lambda asked: engine.rank(asked, FIRST)


def _share(find: _Finder, asked: list[tuple[str, str]]) -> str:
    right = sum(answer in find(question)[:FIRST] for question, answer in asked)
    return f"{100 * right / len(asked):.0f} %" if asked else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", text.casefold())


def _long(title: str) -> list[str]:
    """Words in which a slip can be mended."""
    return re.findall(r"\b[A-Za-z]{5,}\b", title)


def _slipped(title: str, rng: random.Random) -> str:
    """A letter left out, doubled, exchanged or swapped with its neighbour, in a word of five or more."""
    word = rng.choice(_long(title))
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    slip = rng.choice([
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ])  # fmt: skip
    return re.sub(rf"\b{word}\b", slip, title, count=1)


def _begun(title: str) -> str:
    """A title of which the last long word has only four letters yet."""
    last = _long(title)[-1]
    return title[: title.rindex(last)] + last[:4]


if __name__ == "__main__":
    main(measure)
