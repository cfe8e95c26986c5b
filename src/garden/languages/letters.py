"""The language of a text of a sentence or two: by letters that few languages have, and by small words.

A script that several languages have tells each of them by its letters: of a text in Cyrillic
letters, Ukrainian by its і, Serbian by its ј. In Latin letters that is seldom sure, since names
bring their letters along; so small words must say the same, and none must speak against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from garden.languages.words import MORE, WORDS

FEWEST = 12
"""Letters a text needs to be told by them ..."""
FEWEST_LATIN = 40
"""... and characters, to be told by small words."""
_MOSTLY = 0.7
"""Of its letters that must be of one script."""
_RARE = 200
"""Letters of which one may be a stray from a name or a quotation."""
_NO_YERS = 40
"""Letters in Cyrillic of which Russian would have one that Bulgarian has not, or seldom."""

_DIFFERENT = 3
"""Small words of a language that a short text must have, one more of English, which code is full of, ..."""
_SHARE = 0.25
"""... of all its words that must be such, ..."""
_LEAD = 1.5
"""... and how many more of them than of another language, those that both have aside; each letter that
one has and ASCII has not counts as ..."""
_OWN, _FOREIGN = 0.5, 1.0
"""... so much of a word for a language, or against it."""
_WITH_MARKS = re.compile(r"[\w\u0900-\u0963]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

_SCRIPTS = {
    "ru": ((0x0400, 0x052F),),
    "ar": ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    "hi": ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
}
"""Scripts of several languages, by the likeliest of them: first and last characters."""
_OTHERS = {
    "ru": frozenset(
        ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "sh", "bs"]
    ),
    "ar": frozenset(["ar", "fa", "ur", "ps", "ckb", "ku", "ug", "sd"]),
    "hi": frozenset(["hi", "mr", "ne", "sa", "kok", "bho", "mai"]),
}
"""The languages that are written in one, by the likeliest of them."""

_CYRILLIC = (
    ("ў", "be"), ("єїґ", "uk"), ("әғқңөұүһҳҷӣӯҡҙҫӑӗ", ""), ("ѓќѕ", "mk"), ("ђјљњћџ", "sr"),
)  # fmt: skip
"""Letters of one language, or of some that are not told apart here (empty): the first there are decide."""
_ARABIC = (("ښځډړږټڼڅ", "ps"), ("ڕڵێۆ", "ku"), ("ٹڈڑںےۓہۂ", "ur"), ("ۈۋۇېٻڀٺڄڃڳڱ", ""))
_OF_PERSIAN, _OF_ARABIC = "پچژگکی", "يكةىأإؤ"

_ALPHABETS = {
    "ca": "àçéèíïóòúü·", "cs": "áčďéěíňóřšťúůýž", "cy": "âêîôûŵŷáéïöë", "da": "æøåé", "de": "äöüß", "en": "",
    "eo": "ĉĝĥĵŝŭ", "es": "áéíñóúü", "et": "äõöüšž", "eu": "ñç", "fi": "äöå", "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóú", "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "", "it": "àèéìîòù", "lt": "ąčęėįšųūž",
    "nb": "æøåéòô", "nl": "éëïóöüè", "pl": "ąćęłńóśźż", "pt": "ãáàâçéêíóôõú", "ro": "ăâîșțşţ",
    "sl": "čšž", "sv": "åäöé", "tr": "çğıöşüâîû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
"""Letters beside those of ASCII that a language is written with."""


def shared(sample: str) -> str:
    """The likeliest language of the script of several that most of a text is in; empty for another one."""
    if not _of_shared().search(sample):
        return ""
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            counts[_script(character)] += count
    script, most = counts.most_common(1)[0] if counts else ("", 0)
    return script if most >= FEWEST and most >= _MOSTLY * counts.total() else ""


@cache
def _of_shared() -> re.Pattern[str]:
    """Finds a character of one of the scripts."""
    ranges = (f"{chr(first)}-{chr(last)}" for those in _SCRIPTS.values() for first, last in those)
    return re.compile(f"[{''.join(ranges)}]")


def _script(letter: str) -> str:
    code = ord(letter)
    if code < 0x0400:
        return ""
    ranges = _SCRIPTS.items()
    return next((name for name, those in ranges if any(a <= code <= b for a, b in those)), "")


def by_letters(script: str, sample: str, home: str) -> str:
    """The language of a text in a `shared` script; empty where its letters tell none of several.

    Where they tell none it is the likeliest, unless ``home``, that of the texts around it, may be.
    """
    letters = Counter(sample.lower())
    of = {"ru": _of_cyrillic, "ar": _of_arabic, "hi": _of_devanagari}[script]
    told = of(letters, _words(sample))
    if told is None:
        return "" if home in _OTHERS[script] else script
    return told


def _having(letters: Mapping[str, int], some: str) -> int:
    return sum(letters.get(letter, 0) for letter in some)


def _count(letters: Mapping[str, int]) -> int:
    return sum(count for letter, count in letters.items() if letter.isalpha())


def _first(letters: Counter[str], rules: Iterable[tuple[str, str]]) -> str | None:
    least = max(1, _count(letters) // _RARE)
    return next((language for some, language in rules if _having(letters, some) >= least), None)


def _of_cyrillic(letters: Counter[str], words: Sequence[str]) -> str | None:
    told = _first(letters, _CYRILLIC)
    if told is not None:
        return told
    russian = _having(letters, "ыэё")
    if letters["і"]:
        return "be" if russian else "uk"
    if russian:
        return "ru"
    said = _most(words, ("ru", "bg"))
    if said or letters["ъ"]:
        return said or "bg"
    return "bg" if _count(letters) >= _NO_YERS and not letters["ь"] else None


def _of_arabic(letters: Counter[str], words: Sequence[str]) -> str | None:
    told = _first(letters, _ARABIC)
    if told is not None:
        return told
    persian, arabic = _having(letters, _OF_PERSIAN), _having(letters, _OF_ARABIC)
    if persian != arabic:
        return "fa" if persian > arabic else "ar"
    return _most(words, ("ar", "fa")) or None


def _of_devanagari(letters: Counter[str], words: Sequence[str]) -> str | None:
    if letters["ळ"]:
        return "mr"
    return _most(words, ("hi", "mr", "ne")) or None


def _words(sample: str) -> list[str]:
    return _WITH_MARKS.findall(sample.lower())


def _most(words: Sequence[str], languages: Iterable[str]) -> str:
    """The one of some languages that has more of the words than each other; empty for none."""
    votes = Counter({one: sum(map(_says(one).__contains__, words)) for one in languages})
    (first, most), (_, second) = votes.most_common(2)
    return first if most > second else ""


@cache
def _says(language: str) -> frozenset[str]:
    return frozenset(WORDS.get(language, "").split()) | frozenset(MORE.get(language, "").split())


def by_small_words(sample: str) -> str:
    """The language of a short text in Latin letters; empty where it is not sure.

    Different small words count, not how often each stands: a list of names has the same "de" or "el" in
    each. A word of English that is none of another language speaks against that.
    """
    if len(sample) < FEWEST_LATIN:
        return ""
    words = _WORD.findall(sample.lower().replace("\u2019", "'"))
    spoken_by = _spoken_by()
    said: dict[str, set[str]] = {}
    for word in set(words).intersection(spoken_by):
        for language in spoken_by[word]:
            said.setdefault(language, set()).add(word)
    accents = {letter for word in words if not word.isascii() for letter in word if letter > "\x7f"}
    fits = {one: _fit(one, accents) for one in said}
    best = max(sorted(said), key=lambda one: len(said[one]) + fits[one], default="")
    own, english = said.get(best, set()), said.get("en", set())
    if len(own) < _DIFFERENT + (best == "en") or sum(map(own.__contains__, words)) < _SHARE * len(words):
        return ""
    if best != "en" and english - own:
        return ""
    leads = (
        len(own - those) + fits[best] >= len(those - own) + fits[other] + _LEAD
        for other, those in said.items()
        if other != best
    )
    return best if all(leads) else ""


def _fit(language: str, accents: Iterable[str]) -> float:
    """How well the letters beside those of ASCII are those of a language."""
    own = _ALPHABETS[language]
    return sum(_OWN if letter in own else -_FOREIGN for letter in accents)


@cache
def _spoken_by() -> Mapping[str, Sequence[str]]:
    """The languages of each small word that are written in Latin letters."""
    languages: dict[str, list[str]] = {}
    for language in _ALPHABETS:
        for word in _says(language):
            languages.setdefault(word, []).append(language)
    return languages
