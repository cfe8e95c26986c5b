"""Words that say nothing by themselves, by language."""

from __future__ import annotations

from collections.abc import Iterable

from garden.languages import primary
from garden.search.stock import stoplists

_HURRIED = frozenset({
    "would", "could", "might", "must", "shall",
    "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "isnt", "arent", "wasnt",
    "werent", "hasnt", "havent", "hadnt", "im", "ive", "youre", "youve", "theyre", "thats", "whats", "theres",
})  # fmt: skip
"""English words that say nothing by themselves, missing in Whoosh's list; many as typed on a phone."""


def common_words(languages: Iterable[str]) -> frozenset[str]:
    """The words of languages that say nothing by themselves; BCP 47 tags are given."""
    plain = set(map(primary, languages))
    lists = [stoplists.get(language, ()) for language in plain]
    return frozenset[str]().union(*lists, _HURRIED if "en" in plain else ())
