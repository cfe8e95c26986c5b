"""Words that plugins lead to a note from: linked where a page first has them.

This is done in the HTML of a page before it is sanitised, so that a note that is added
shows at once on pages whose text did not change. No such link is one that an author wrote:
it stands in no index, so backlinks, orphans and the map tell of none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from garden.core.addresses import note_url
from garden.core.visibility import Place
from garden.links import fold
from garden.search.words import analysis
from garden.search.words.unspaced import has_unspaced

if TYPE_CHECKING:
    from garden.core.garden import Garden

MOST_WORDS = 12
"""Words of one name; a longer one is a sentence that no text repeats."""
APART = frozenset(
    (
        *("a", "button", "summary"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("code", "kbd", "math", "pre", "samp", "var"),
    )
)
"""Elements in which nothing is linked: links, headings, code, and what is pressed."""

_PIECE = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*+)>|(?P<text>[^<]+|<)"""
)
"""A tag, or what stands between two. What is no HTML is read as something; the sanitiser comes after."""
_HREF = re.compile(r'\shref="([^"#]*)')
_TOKEN = re.compile(rf"&\#?\w+;|(?:{analysis.WORD.pattern})[+#]*")
"""A word, or a character written by its name, which is none."""
_BEFORE, _AFTER = frozenset("¿¡([«“‘'\""), frozenset("?!.…,:;)]»”’'\"")
"""What may stand around a name without being part of it."""


class WordLinks:
    """All such words of one generation, as one place may show them."""

    def __init__(self, names: dict[str, str]) -> None:
        """``names`` are addresses of notes by the words that lead there, as they are written."""
        self._urls: dict[str, str] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name, url in names.items():
            written = escape(" ".join(name.split()), quote=False)
            words = list(_words(written))
            if not 0 < len(words) <= MOST_WORDS:
                continue
            start, stop = words[0][0], words[-1][1]
            if _BEFORE.issuperset(written[:start]) and _AFTER.issuperset(written[stop:]):
                self._urls.setdefault(_key(written[start:stop]), escape(url))
                lengths[_key(written[slice(*words[0])])].add(len(words))
        self._lengths = {first: sorted(numbers, reverse=True) for first, numbers in lengths.items()}
        self._longest = 2 * max(map(len, self._urls), default=0)

    def put_into(self, html: str, url: str) -> str:
        """A page's HTML with the first place of each name linked, but for those of the note at ``url``.

        A note that an author has linked further up is not linked again, and each only once.
        """
        if not self._urls:
            return html
        return "".join(_Page(self, url).pieces(html))

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in a text, the longest of those that begin at one place: from, to, address."""
        spans = list(_words(text))
        number = 0
        while number < len(spans):
            start, end = spans[number]
            number += 1
            for length in self._lengths.get(_key(text[start:end]), ()):
                last = number + length - 2
                if last >= len(spans) or (stop := spans[last][1]) - start > self._longest:
                    continue
                if url := self._urls.get(_key(text[start:stop])):
                    yield start, stop, url
                    number = last + 1
                    break


class _Page:
    """One page being read."""

    def __init__(self, links: WordLinks, url: str) -> None:
        self._links = links
        self._seen = {escape(url)}
        self._apart = 0

    def pieces(self, html: str) -> Iterator[str]:
        for found in _PIECE.finditer(html):
            text = found["text"]
            if text is None:
                self._tag(found)
                yield found[0]
            elif self._apart or text.isspace():
                yield text
            else:
                yield from self._linked(text)

    def _tag(self, found: re.Match[str]) -> None:
        if (tag := found["tag"].lower()) not in APART:
            return
        self._apart = max(0, self._apart - 1) if found["end"] else self._apart + 1
        if tag == "a" and (href := _HREF.search(found["rest"])):
            self._seen.add(href[1])

    def _linked(self, text: str) -> Iterator[str]:
        done = 0
        for start, stop, url in self._links.places(text):
            if url not in self._seen:
                self._seen.add(url)
                yield f'{text[done:start]}<a class="internal term" href="{url}">{text[start:stop]}</a>'
                done = stop
        yield text[done:]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand; a character is a word in scripts that do not part them with blanks."""
    for found in _TOKEN.finditer(text):
        start, stop = found.span()
        if text[start] == "&":
            continue
        if text.isascii() or not has_unspaced(found[0]):
            yield start, stop
        else:
            yield from ((at, at + 1) for at in range(start, stop))


def _key(words: str) -> str:
    return fold(words).replace("’", "'")


def word_links(garden: Garden) -> WordLinks:
    """Those of a garden, for `Garden.kept`; notes that lists may not show are left out."""
    names: dict[str, str] = {}
    for link in garden.host.word_links(garden):
        note = garden.view.snapshot.note(link.note.id)
        if note is not None and garden.view.shows(note, Place.LIST):
            for words in link.words:
                names.setdefault(words, note_url(note.id))
    return WordLinks(names)
