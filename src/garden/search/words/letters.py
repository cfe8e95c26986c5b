"""Letters that people write in more than one way, as one: with accents or without, in old forms or new."""

from __future__ import annotations

import re
import unicodedata

from garden.characters import WORD_JOINER
from garden.search.words import signs

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u093c]"
)
"""Marks that may be left out in writing, the dot of ड़ and ज़ among them; vowel signs of Indic and Thai
scripts may not."""
ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6),
    *(0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810),
)
"""Of scripts with digits of their own."""
_SINGLE = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ٱ": "ا", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ґ": "г"}
    | {"\u0901": "\u0902", "\u0911": "\u0906", "\u0949": "\u093e"}  # महिलाएँ is महिलाएं, डॉक्टर is डाक्टर
    | {chr(zero + digit): str(digit) for zero in ZEROS for digit in range(10)}
)
"""Letters that people type another way and that have no decomposition."""
_VIRAMA = "\u094d"
_NASALS = re.compile(
    f"ङ{_VIRAMA}(?=[क-घ])|ञ{_VIRAMA}(?=[च-झ])|ण{_VIRAMA}(?=[ट-ढ])|न{_VIRAMA}(?=[त-ध])|म{_VIRAMA}(?=[प-भ])"
)
"""The nasal of a consonant before it, in Devanagari: written out, or as a dot above: हिन्दी is हिंदी."""


_SIGNS = "'\u2019\u02bc`\xb4\u2018"
"""As people type an apostrophe."""
_HEBREW_SIGNS = f'\u05f3\u05f4"\u201c\u201d{_SIGNS}'
_WITHIN = re.compile(
    f"[{_HEBREW_SIGNS}](?:(?<=[א-ת].)(?=[א-ת])|(?<=[\u0400-\u052f][{_SIGNS}])(?=[\u0400-\u052f]))"
)
"""Signs within words: those of Hebrew's abbreviations and foreign sounds, and the Ukrainian apostrophe."""


def drawn_together(text: str) -> str:
    """A text in NFC with joiners for the signs in its words, which may be left out: צה״ל, здоров’я."""
    octets = text.encode("utf-16-le", "surrogatepass")
    if b"\x04" in octets or b"\x05" in octets:  # there may be one of those letters, U+04.. or U+05..
        return _WITHIN.sub(WORD_JOINER, text)
    return text  # told in a tenth of the time


def bare(plain: str) -> str:
    """A folded word without its accents, and with one sign for those that are one."""
    if plain.isascii():
        return plain
    parted = unicodedata.normalize("NFD", plain.translate(_SINGLE))
    # Without its accent, what had one may be such a letter: ǽ, ǿ.
    letters = unicodedata.normalize("NFC", _ACCENTS.sub("", parted)).translate(_SINGLE)
    if _VIRAMA in letters:
        return _NASALS.sub("\u0902", letters)
    return signs.united(letters) if letters and max(letters) >= signs.FIRST else letters


def are_all(word: str) -> bool:
    """Whether a word is of letters alone, with the marks that belong to them."""
    return word.isalpha() or (
        not word.isascii() and all(sign.isalpha() or unicodedata.category(sign)[0] == "M" for sign in word)
    )
