"""What a reader sees of a page: its words and its links, without markup."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_UNSEEN = frozenset({"head", "script", "style", "template"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
})  # fmt: skip
"""Elements that do not part what is before them from what is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page's words, a line for each block, and the addresses of its links."""

    text: str
    links: tuple[str, ...]


def read(html: str) -> Reading:
    """Reads a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return Reading(text="\n".join(filter(None, lines)), links=tuple(reader.links))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._part(tag)
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data.replace("\n", " "))

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append("\n")
