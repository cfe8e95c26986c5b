"""A battery of questions with one right answer each: how often it is among the first five.

Sixty of each sort, made by a fixed seed from the shipped garden and from a made-up one: titles as
they are, titles with one slip in a word, titles up to four letters of a word, four letters of a word
with which words of at most five titles begin, and two words of a note's text.

Run it: ``python -m benchmarks.battery --notes 10000``.
"""

from __future__ import annotations

import random
import re
import string
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
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
Asked = tuple[str, str]
"""A question, and the id of the note that answers it."""
GOALS = {
    "exact title": "100 %",
    "one edit in a word": "≥ 98 %",
    "prefix of four letters": "≥ 97 %",
    "two words of the text": "100 %",
}
"""By sort of question, how many answers should be among the first."""


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the gardens first, where that has not been done."""
    place.cost_of("index")
    for name, root in (("the shipped garden", shipped.root()), ("a made-up garden", place.root)):
        with Garden.open(root) as garden, tempfile.TemporaryDirectory() as folder:
            garden.ensure_index()
            # In an order of their own, so that another one of lists makes no other questions.
            texts = sorted(texts_of(garden), key=lambda text: (text.title.casefold(), text.id))
            engines: dict[str, _Finder] = {
                "Garden": lambda asked, garden=garden: _found(garden, asked),  # type: ignore[misc]
                "FTS5": _ranker(Fts5(texts, Path(folder))),
                "tantivy": _ranker(Tantivy(texts, Path(folder))),
            }
            table = Table(f"Found among the first {FIRST}, {name}", ("question", *engines, "goal"))
            for sort, asked in questions(texts).items():
                shares = [_share(find, asked) for find in engines.values()]
                table.add(f"{sort} ({len(asked)})", *shares, GOALS.get(sort, ""))
        yield table


def questions(texts: list[Text]) -> dict[str, list[Asked]]:
    """Pairs of a question and the id of its answer, by sort."""
    rng = random.Random(11)
    spread = Counter(word for text in texts for word in set(_words(f"{text.title} {text.body}")))
    titles = Counter(text.title.casefold() for text in texts)
    begun = Counter(four for text in texts for four in {word[:4] for word in _words(text.title)})
    sought = [text for text in texts if titles[text.title.casefold()] == 1 and text.title]

    def rarity(word: str) -> tuple[int, str]:
        return spread[word], word

    sorts: dict[str, Callable[[Text], list[str]]] = {
        "exact title": lambda text: [text.title],
        "one edit in a word": lambda text: [_slipped(text.title, word, rng) for word in _long(text.title)],
        "title, a word begun": lambda text: [_begun(text.title, word) for word in _long(text.title)][::-1],
        "prefix of four letters": lambda text: sorted(
            {word[:4].lower() for word in _long(text.title) if begun[word[:4].lower()] <= FIRST},
            key=lambda four: (begun[four], four),
        ),
        "two words of the text": lambda text: _pairs(sorted(set(_words(text.body)), key=rarity)),
    }
    return {sort: _chosen(rng.sample(sought, len(sought)), asked) for sort, asked in sorts.items()}


def _chosen(texts: list[Text], asked: Callable[[Text], list[str]]) -> list[Asked]:
    """Different questions, one for each note; where these are few, further ones for the same notes."""
    found: dict[str, str] = {}
    left = [(text.id, asked(text)) for text in texts]
    for turn in count():
        for note_id, ways in left:
            if len(found) == EACH:
                return list(found.items())
            if turn < len(ways):
                found.setdefault(ways[turn], note_id)
        if all(turn + 1 >= len(ways) for _, ways in left):
            break
    return list(found.items())


def _found(garden: Garden, asked: str) -> list[str]:
    """What a reader gets who types this and asks."""
    return [hit.note.id for hit in garden.search(Query(text=asked, per_page=FIRST, facets=False)).hits]


def _ranker(engine: Fts5 | Tantivy) -> _Finder:
    return lambda asked: engine.rank(asked, FIRST)


def _share(find: _Finder, asked: list[Asked]) -> str:
    right = sum(answer in find(question)[:FIRST] for question, answer in asked)
    return f"{100 * right / len(asked):.0f} %" if asked else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", text.casefold())


def _long(title: str) -> list[str]:
    """Words in which a slip can be mended."""
    return re.findall(r"\b[A-Za-z]{5,}\b", title)


def _pairs(words: list[str]) -> list[str]:
    """The rarest two words, then the next two."""
    return [" ".join(words[at : at + 2]) for at in range(0, min(len(words) - 1, 8), 2)]


def _slipped(title: str, word: str, rng: random.Random) -> str:
    """A letter left out, doubled, exchanged or swapped with its neighbour, in a word of five or more."""
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    slip = rng.choice([
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ])  # fmt: skip
    return re.sub(rf"\b{word}\b", slip, title, count=1)


def _begun(title: str, word: str) -> str:
    """A title up to a word, of which only four letters are there yet."""
    return title[: title.rindex(word)] + word[:4]


if __name__ == "__main__":
    main(measure)
