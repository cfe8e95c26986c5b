"""Words that people use every day, whether a note has them or not: these are no slips of the fingers.

In a garden of some hundred notes most words of a language are in none, and many are like one
that is: "cancer" like "cancelled", "rent" like "rest". The lists are the small ones of wordfreq:
for forty languages the words that come up once in a million words or more, British spellings and
American ones, and of common slips nearly none. Of other languages nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from garden.languages import primary
from garden.search.words.analysis import fold
from garden.search.words.letters import bare

_SHORT = 5
"""Letters of words that must be commoner, since a slip makes one short word of another ..."""
_RAREST = 560
"""... up to this number in wordfreq's lists: three in a million. That leaves out "teh"."""
_EVERYDAY = 400
"""Up to where words are in everyone's mouth: a hundred in a million, "uk" and "hi" among the last."""


def is_ordinary(word: str, languages: Iterable[str]) -> bool:
    """Whether a word, with or without its accents, is in use in any of some languages (BCP 47 tags)."""
    plain = bare(fold(word))
    return any(plain in _words(primary(language)) for language in languages)


def is_everyday(word: str, languages: Iterable[str]) -> bool:
    """Whether a word, with or without its accents, is among the commonest of any of some languages."""
    plain = bare(fold(word))
    return any(plain in _commonest(primary(language)) for language in languages)


def accented(word: str, languages: Iterable[str]) -> frozenset[str]:
    """The words in use in some languages that a word is without its accents."""
    plain = bare(fold(word))
    return frozenset(one for language in languages for one in _words(primary(language)).get(plain, ()))


@cache
def _commonest(language: str) -> frozenset[str]:
    from wordfreq import available_languages, get_frequency_list  # as below

    if language not in available_languages("small"):
        return frozenset()
    return frozenset(map(bare, chain.from_iterable(get_frequency_list(language, "small")[: _EVERYDAY + 1])))


@cache
def _words(language: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a language in use, without accents, and with them where they have any; none unlisted."""
    from wordfreq import available_languages, get_frequency_list  # a tenth of a second, and seldom wanted

    if language not in available_languages("small"):
        return {}
    rarities = enumerate(get_frequency_list(language, "small"))
    known: dict[str, tuple[str, ...]] = {}
    for rarity, words in rarities:
        for word in words:
            if len(word) > _SHORT or rarity <= _RAREST:
                plain = bare(word)
                others = known.get(plain, ())
                known[plain] = others if plain == word else (*others, word)
    return known
