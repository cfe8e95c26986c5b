"""How words begin otherwise in a sentence: with particles drawn to them, or with another consonant.

Arabic is stemmed without its article: Snowball's stemmer takes it off some words and not off others, so
that ``الجيران`` had another stem than ``جيران``. Of Hebrew and Welsh there is no stemmer; what
is asked for is looked for with each beginning that the language gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
# As in Lucene's light stemmer, after Larkey, Ballesteros and Connell (2002). With what stands before it, more
# must be left, above all with a conjunction: "والدين", parents, is a word of its own. So is God's name.
_ARTICLE = re.compile("(?:ال(?=..)(?!له$)|(?:[وف]?(?:لل|[بك]ال)|فال)(?=...)|وال(?=....))+")

_HEBREW = re.compile("[א-ת]+")
_DEFINITE = "ה"
_PARTICLES = (
    *("ה", "ו", "ב", "ל", "כ", "מ", "ש"),
    *("וה", "וב", "ול", "וכ", "ומ", "וש", "שה", "שב", "של", "מה", "כש", "כשה"),
)
"""The, and, in, to, as, from, that; and those of them that go together."""
_SHORTEST = 3
"""Letters of a word that is looked for otherwise; so many are left without its article."""
_MUTATIONS = (
    ("c(?!h)", ("g", "ch", "ngh")),
    ("p(?!h)", ("b", "ph", "mh")),
    ("t(?!h)", ("d", "th", "nh")),
    ("g", ("", "ng")),
    ("b", ("f", "m")),
    ("d(?!d)", ("dd", "n")),
    ("ll", ("l",)),
    ("m", ("f",)),
    ("rh", ("r",)),
    ("(?=[aeiouwy])", ("h",)),
)
"""With what Welsh words begin, and what becomes of that: soft, aspirate, nasal; h before a vowel."""


def without_article(word: str) -> str:
    """An Arabic word without its article, and what is drawn to that."""
    plain = _MARKS.sub("", word)
    found = _ARTICLE.match(plain)
    return plain[found.end() :] if found else word


def alone(word: str) -> str:
    """A bare word of Arabic or Hebrew without its article; empty where it has none."""
    if word[:1] == _DEFINITE:
        return word[1:] if len(word) > _SHORTEST and _HEBREW.fullmatch(word) else ""
    found = _ARTICLE.match(word)
    return word[found.end() :] if found else ""


def vary(word: str, language: str) -> bool:
    """Whether a bare word may begin otherwise; quick, since nearly none does."""
    return not word.isascii() or (language[:2] == "cy" and language[2:3] in "-")


def otherwise(word: str, language: str) -> Iterable[str]:
    """The other forms of a bare word in a sentence of some language (BCP 47 tag), by how it begins."""
    if word.isascii():
        return _mutated(word) if vary(word, language) and len(word) >= _SHORTEST else ()
    return _with_particles(word) if _HEBREW.fullmatch(word) else ()


def _with_particles(word: str) -> Iterator[str]:
    for base in filter(None, (word, alone(word))):  # what looks like an article may be a letter of its own
        if len(base) >= _SHORTEST:
            yield from (particle + base for particle in ("", *_PARTICLES))


def _mutated(word: str) -> Iterator[str]:
    for radical, mutated in _MUTATIONS:
        if found := re.match(radical, word):
            yield from (onset + word[found.end() :] for onset in mutated)
