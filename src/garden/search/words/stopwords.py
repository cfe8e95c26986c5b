"""Words that say nothing by themselves, by language."""

from __future__ import annotations

from collections.abc import Iterable

from garden.languages import primary
from garden.search.stock import stoplists

_CONTRACTIONS = {
    joined.replace("'", ""): joined
    for joined in (
        *("don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "shouldn't", "isn't"),
        *("aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "i'm", "i've", "you're", "you've"),
        *("they're", "that's", "what's", "there's"),
    )
}
"""English contractions by how they are typed on a phone."""
_MORE = frozenset({"would", "could", "might", "must", "shall"}).union(_CONTRACTIONS)
"""English words that say nothing by themselves, missing in Whoosh's list."""


def common_words(languages: Iterable[str]) -> frozenset[str]:
    """The words of languages that say nothing by themselves; BCP 47 tags are given."""
    plain = set(map(primary, languages))
    lists = [stoplists.get(language, ()) for language in plain]
    return frozenset[str]().union(*lists, _MORE if "en" in plain else ())


def contraction(word: str, languages: Iterable[str]) -> str:
    """The English contraction that a folded word is but for its apostrophe; empty for any other."""
    joined = _CONTRACTIONS.get(word, "")
    return joined if joined and "en" in map(primary, languages) else ""
