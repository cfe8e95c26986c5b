"""Text to search terms, in any language: folded, stemmed, with positions.

A word is found by three forms, from strict to lenient:

* as written, but for case, width (NFKC) and accents: its *exact* form;
* by its stem, where Snowball has a stemmer for the note's language;
* in scripts that do not part words with blanks, by overlapping pairs of
  characters.

The terms of a text are its stems (or pairs); the exact form is kept beside
them where it differs, and the form with its accents where it has any. Accents
are taken off after stemming, because stemmers of languages that have them read
them.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import takewhile
from typing import NamedTuple

import Stemmer

from garden.characters import JOINERS, SOFT_HYPHEN, VARIATIONS, WORD_JOINER
from garden.languages import primary
from garden.search.words import english
from garden.search.words.endings import singular
from garden.search.words.letters import bare, drawn_together
from garden.search.words.onsets import without_article
from garden.search.words.unspaced import has_unspaced, is_unspaced, pairs, parts

VERSION = 23
"""Raised when the terms of any text change; the index is then built anew."""

TERM_LIMIT = 64
"""Characters of a term; longer words are cut, and found by their beginning."""
_STEM_LIMIT = 40
"""Longest word given to a stemmer: their time grows with the square of it."""
VARIED = b"~"
"""Before a word without accents: a note has it with some. No word begins so."""
OPENING = b"-"
"""Before a word that is written in parts, where the first of them stands. No word begins so."""
CODED = b"="
"""Before a code, where the last of its words stands. No word begins so."""
_CACHE_LIMIT = 200_000
"""Words whose forms one analyser remembers, about 40 MB."""

# Combining marks belong to their word, and Python's \w leaves them out.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0"
    "\u0816-\u082d\u08d3-\u08e1\u08e3-\u0963\u0981-\u09fe\u0a01-\u0a75\u0a81-\u0aff\u0b01-\u0b77"
    "\u0b82-\u0bf2\u0c00-\u0c7e\u0c80-\u0cf3\u0d00-\u0d7f\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e"
    "\u0eb1-\u0ebc\u0ec8-\u0ece\u0f18-\u0f39\u0f71-\u0f84\u0f86-\u0fbc\u102b-\u103e\u1056-\u109d"
    "\u135d-\u135f\u1712-\u1714\u17b4-\u17d3\u180b-\u180d\u1920-\u193b\u1a17-\u1a7f\u1ab0-\u1ace"
    "\u1b00-\u1b44\u1ba1-\u1bad\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ua66f-\ua672"
    "\ua8b4-\ua8c5\ua980-\ua9c0\uaa7b-\uaa7d\ufe20-\ufe2f"
)
_INVISIBLE = f"{SOFT_HYPHEN}{JOINERS}{WORD_JOINER}{VARIATIONS}"
"""Stand inside words without being part of them."""

WORD = re.compile(f"[\\w{_MARKS}{_INVISIBLE}]+")
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts words in ASCII."""
_DIGIT = re.compile(r"\d")
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_STEMMERS = {
    "ar": "arabic", "bs": "serbian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hr": "serbian",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ms": "indonesian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sh": "serbian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""BCP 47 primary subtag to Snowball algorithm: that for Serbian reads Latin letters, and Croatian vowels as
its own; Malay words are formed as Indonesian ones."""
_BEGINNING = 4
"""Letters at the beginning of a word that a stem shares with it, if it has two more: these may be its own
("dying" has the stem "die")."""
_BEGINNINGS = {
    **dict.fromkeys(("", "catalan", "danish", "english", "french", "italian", "norwegian"), _BEGINNING),
    **dict.fromkeys(("portuguese", "romanian", "russian", "spanish", "swedish"), _BEGINNING),
    "german": 1,  # "ueben" has the stem of "üben"
}
"""By algorithm, how many; none for the others, which may change the first letter."""
_SURE = 2
"""So many of these are shared by the shortest of stems."""

_PREPARED = {"arabic": without_article, "english": english.base, "portuguese": singular}
"""By algorithm, what is done to a word before it."""


def stamp() -> str:
    """Names the way of analysis: an index made in another way does not fit."""
    return f"{VERSION} PyStemmer {Stemmer.version()}"


class Forms(NamedTuple):
    """What one written word is indexed under; a tuple, since one is made for each new word."""

    terms: tuple[bytes, ...]
    """Stem, or pairs of characters, in order; each takes one position."""
    exact: bytes
    """The folded word where it differs from its term, else empty."""
    typed: bytes = b""
    """The folded word with its accents where it has any, else empty."""


class _Remembered(dict[str, Forms]):
    """Forms by written word, analysed when first asked for."""

    def __init__(self, analyse: Callable[[str], Forms]) -> None:
        super().__init__()
        self._analyse = analyse

    def __missing__(self, word: str) -> Forms:
        forms = self._analyse(word)
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        self[word] = forms
        return forms


class Analyser:
    """Terms of texts in one language; remembers words; shared by threads."""

    def __init__(self, algorithm: str = "") -> None:
        self._beginning = _BEGINNINGS.get(algorithm, 0)
        # Whose accents are a matter of taste (naïve, café); whose stemmer knows but one way to write them.
        self._plain = algorithm in {"english", "hindi", "nepali"}
        self._prepared = _PREPARED.get(algorithm)
        self._numbered = english.number if algorithm == "english" else str
        self._again = algorithm == "arabic"  # endings go one by one, or "ممرضات" would be none of "ممرضة"
        # Its own memory of words is slower than its stemming, and is left out.
        self._stemmer = Stemmer.Stemmer(algorithm, 0) if algorithm in Stemmer.algorithms() else None
        self._lock = threading.Lock()  # a stemmer holds the word it works on
        self._forms = _Remembered(self.analyse)
        self._shared = self._irregular() if algorithm == "english" else {}

    def _irregular(self) -> dict[str, str]:
        """Stems whose words begin in several ways ("teach", "taught"), each with what these share."""
        forms: dict[str, set[str]] = {}
        for form, word in english.IRREGULAR.items():
            forms.setdefault(self._stem(word), {word}).add(form)
        return {stem: _shared([stem, *those]) for stem, those in forms.items()}

    def beginning(self, form: str) -> str:
        """With what all words begin that have a form, i and y being one; empty where that may be anything."""
        usual = form[: min(self._beginning, max(_SURE, len(form) - 2))]
        return min(usual, self._shared.get(form, usual), key=len)

    def forms(self, word: str) -> Forms:
        """The forms of one written word, as `written` gives them."""
        return self._forms[word]

    def analyse(self, word: str) -> Forms:
        """As `forms`, for who remembers words as well."""
        if word.isascii():
            return self._ascii_word(word.lower())
        plain = fold(word)
        if plain != word:
            return self._forms[plain]  # stemmed once, however it is written
        if not has_unspaced(plain):
            return self._spaced_word(plain)
        terms: list[bytes] = []
        for piece in parts(plain):
            if is_unspaced(piece):
                terms.extend(pair.encode() for pair in pairs(bare(piece)))
            else:
                terms.extend(self._spaced_word(piece).terms)
        return Forms(tuple(terms), b"")

    def _ascii_word(self, plain: str) -> Forms:
        """As `_spaced_word`, without looking for what no ASCII word has; most words are."""
        exact = plain[:TERM_LIMIT]
        stem = self._stem(plain)[:TERM_LIMIT] or exact
        if not exact or not stem.isascii():
            return self._spaced_word(plain)
        return Forms((stem.encode(),), exact.encode() if exact != stem else b"")

    def _spaced_word(self, plain: str) -> Forms:
        exact = bare(plain)[:TERM_LIMIT]
        stem = bare(self._stem(bare(plain) if self._plain else plain))[:TERM_LIMIT] or exact
        if not exact:
            return Forms((), b"")
        typed = plain[:TERM_LIMIT]
        return Forms(
            (stem.encode(),),
            exact.encode() if exact != stem else b"",
            typed.encode() if typed != exact else b"",
        )

    def _stem(self, plain: str) -> str:
        if (
            self._stemmer is None
            or len(plain) > _STEM_LIMIT
            or not (plain.isalpha() or _DIGIT.search(plain) is None)
        ):
            return self._numbered(plain)
        if self._prepared is not None:
            plain = self._prepared(plain)
        with self._lock:
            stem: str = self._stemmer.stemWord(plain)
            while self._again and (more := self._stemmer.stemWord(stem)) != stem:
                stem = more
        return stem


def _shared(words: list[str]) -> str:
    """What all of some words begin with."""
    both = zip(min(words), max(words), strict=False)
    return "".join(one for one, _ in takewhile(lambda letters: letters[0] == letters[1], both))


class Analysis:
    """Analysers by language, made when first asked for."""

    def __init__(self) -> None:
        self._by_algorithm: dict[str, Analyser] = {}
        self._by_language: dict[str, Analyser] = {}

    def of(self, language: str) -> Analyser:
        """The analyser for a BCP 47 tag; without stemming where there is no stemmer."""
        analyser = self._by_language.get(language)
        if analyser is None:
            algorithm = _STEMMERS.get(primary(language.replace("_", "-")), "")
            if algorithm not in self._by_algorithm:
                self._by_algorithm.setdefault(algorithm, Analyser(algorithm))
            analyser = self._by_language[language] = self._by_algorithm[algorithm]
        return analyser


def written(text: str) -> list[str]:
    """The words of a text as they are written."""
    if text.isascii():
        return text.translate(_APART).split()
    return WORD.findall(spaced(text))


def stretches(text: str) -> Callable[[int, int], list[str]]:
    """As `written`, of a `spaced` text from one place to another; both stand between words."""
    if not text.isascii():
        return partial(WORD.findall, text)
    plain = text.translate(_APART)
    return lambda start, end: plain[start:end].split()


def spaced(text: str) -> str:
    """NFC, underscores as blanks, signs within words as joiners; places are those in the text's own NFC."""
    return joinable(text).replace("_", " ")


def joinable(text: str) -> str:
    """As `spaced`, with its underscores."""
    return text if text.isascii() else drawn_together(unicodedata.normalize("NFC", text))


def fold(word: str) -> str:
    """Case and width folded, invisible characters out, accents kept."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    return "".join(WORD.findall(unicodedata.normalize("NFC", folded)))


def pieces(word: str) -> list[str]:
    """A word as a reader's question takes it: whole, or as pairs of its characters.

    A single character of a script without blanks comes alone; it begins pairs.
    """
    return [piece for piece, _ in steps(word)]


def spelled(word: str) -> list[str]:
    """The terms of a word in a script without blanks, as it is written; of any other, the folded word."""
    plain = fold(word)
    return [term for piece in parts(plain) for term in (pairs(piece) if is_unspaced(piece) else [piece])]


def steps(word: str) -> list[tuple[str, int]]:
    """The pieces of a word in a phrase, each with the places from it to the next."""
    found: list[tuple[str, int]] = []
    for piece in parts(fold(word)):
        if len(piece) > 1 and is_unspaced(piece):
            *others, last = pairs(piece)[:-1]
            found += [(pair, 1) for pair in others]
            found.append((last, 2))  # over the last character, a term of its own
        else:
            found.append((piece, 1))
    return found


def placed(text: str) -> list[tuple[int, str]]:
    """The words of a text as a phrase has them, each with its place."""
    words, place = [], 0
    for word in written(text):
        for folded, step in steps(word):
            words.append((place, folded))
            place += step
    return words


def runs(word: str) -> list[str]:
    """A written word folded and without accents, parted where scripts with and without blanks meet."""
    return [bare(piece) for piece in parts(fold(word))]
