"""Reads one paragraph, heading or cell: its plain text, and the links in it.

Links get the number of their slot here, and those that leave the garden the
class and relation that say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garden.markdown import sentence
from garden.markdown.targets import MAX_TARGET, Target, from_href
from garden.model import Link, LinkKind

if TYPE_CHECKING:
    from markdown_it.token import Token

    from garden.markdown.reading import Reading

EXTERNAL = {"class": "external", "rel": "nofollow noopener"}
_GAPS = {"softbreak": " ", "hardbreak": " "}
WEB = ("http:", "https:", "//")
_MAIL = "mailto:"
_SIZED = re.compile(r"(.*?)\s*\|\s*([0-9]{1,4}(?:x[0-9]{1,4})?)", re.DOTALL)


@dataclass(slots=True)
class _Found:
    """A link whose sentence is not complete yet."""

    slot: int
    kind: LinkKind
    target: Target
    line: int
    start: int
    end: int
    size: str = ""


def text_of(reading: Reading, env: Mapping[str, Any], inline: Token) -> str:
    """The plain text of a paragraph, heading or cell; its links go to the reading."""
    children = inline.children or ()
    reading.code.clear()
    if len(children) == 1 and children[0].type == "text":
        return children[0].content.strip()
    if not any(token.type in _VISIT for token in children):  # most have no more than emphasis
        return "".join([token.content or _GAPS.get(token.type, "") for token in children]).strip()
    line = reading.first_line + (inline.map[0] if inline.map else 0)
    return Inline(reading, env, inline.content, line).read(children)


class Inline:
    """Reads the inline tokens of one block; used once.

    ``line`` is where the block begins in the file, ``source`` its markdown.
    """

    def __init__(self, reading: Reading, env: Mapping[str, Any], source: str, line: int) -> None:
        self._reading = reading
        self._env = env
        self._source = source
        self._line = line
        self._counted = 0
        self._parts: list[str] = []
        self._measured = self._length = 0
        self._found: list[_Found] = []
        self._open: list[_Found | Token | None] = []
        self._footnotes: list[tuple[int, Mapping[str, Any]]] = []
        self._code: list[tuple[int, int]] = []

    def read(self, children: Iterable[Token]) -> str:
        """The plain text; links go to the reading."""
        for token in children:
            visit = _VISIT.get(token.type)
            if visit:
                visit(self, token)
            else:
                self._parts.append(token.content or _GAPS.get(token.type, ""))
        text = "".join(self._parts)
        for found in self._found:
            self._finish(found, text)
        for line, footnote in self._footnotes:
            inner = Inline(self._reading, self._env, footnote["content"], line)
            text += " " + inner.read(footnote["tokens"])
        if self._code:
            before = len(text) - len(text.lstrip())
            self._reading.code[:] = [(start - before, end - before) for start, end in self._code]
        return text.strip()

    # --- tokens ---------------------------------------------------------------

    def _code_inline(self, token: Token) -> None:
        start = self._here()
        self._parts.append(token.content)
        self._code.append((start, self._here()))

    def _html_tag(self, token: Token) -> None:
        if token.tag == "br":
            self._parts.append(" ")

    def _tag(self, token: Token) -> None:
        token.meta["slot"] = self._reading.tag(token.meta["tag"])
        self._parts.append(token.content)

    def _link_open(self, token: Token) -> None:
        target: Target | None = token.meta.get("target")
        kind: LinkKind = "wikilink" if target else "markdown"
        href = str(token.attrs.get("href", ""))
        target = target or from_href(href)
        if target is None and href.lower().startswith((*WEB, _MAIL)):
            self._open.append(None)
            if not href.lower().startswith(_MAIL):
                token.attrs.update(EXTERNAL)
                self._reading.has.add("link")
        elif target is None or _leads_nowhere(target):
            token.hidden = True
            self._open.append(token)
        else:
            self._open.append(self._find(token, kind, target))

    def _link_close(self, token: Token) -> None:
        opened = self._open.pop() if self._open else None
        if isinstance(opened, _Found):
            opened.end = self._here()
        elif opened is not None:
            token.hidden = True

    def _image(self, token: Token) -> None:
        alt, size = _alt_and_size("".join(map(_words, token.children or ())))
        token.attrs["alt"] = alt
        src = str(token.attrs.get("src", ""))
        target: Target | None = token.meta.get("target") or from_href(src)
        token.meta["inside_link"] = bool(self._open)
        if target and target.page and not _leads_nowhere(target):
            found = self._find(token, "image", target)
            found.size = token.meta.get("size") or size
            self._parts.append(alt)
            found.end = self._here()
        else:
            self._parts.append(alt)
            if src.lower().startswith(WEB) and not self._open:
                self._reading.has.add("image")

    def _embed(self, token: Token) -> None:
        self._find(token, "embed", token.meta["target"])

    def _footnote(self, token: Token) -> None:
        footnote = self._env["footnotes"]["list"].get(token.meta["id"], {})
        if "tokens" in footnote:  # written in place: ^[like this]
            self._footnotes.append((self._line_of(token), footnote))

    # --- helpers --------------------------------------------------------------

    def _here(self) -> int:
        """Length of the text so far."""
        self._length += sum(map(len, self._parts[self._measured :]))
        self._measured = len(self._parts)
        return self._length

    def _find(self, token: Token, kind: LinkKind, target: Target) -> _Found:
        slot = token.meta["slot"] = len(self._reading.links)
        self._reading.links.append(None)
        here = self._here()
        found = _Found(slot, kind, target, self._line_of(token), here, here)
        self._found.append(found)
        return found

    def _line_of(self, token: Token) -> int:
        position = token.meta.get("position", self._counted)
        if position > self._counted:
            self._line += self._source.count("\n", self._counted, position)
            self._counted = position
        return self._line

    def _finish(self, found: _Found, text: str) -> None:
        before, after = sentence.around(text, found.start, found.end)
        self._reading.links[found.slot] = Link(
            target=found.target.page,
            heading=found.target.heading,
            kind=found.kind,
            line=found.line,
            text=text[found.start : found.end].strip(),
            before=before,
            after=after,
            size=found.size,
        )


_VISIT: Mapping[str, Callable[[Inline, Token], None]] = {
    "code_inline": Inline._code_inline,
    "html_tag": Inline._html_tag,
    "tag": Inline._tag,
    "link_open": Inline._link_open,
    "link_close": Inline._link_close,
    "image": Inline._image,
    "embed": Inline._embed,
    "footnote_ref": Inline._footnote,
}


def _leads_nowhere(target: Target) -> bool:
    """Whether a target is empty, or too long to be anything's name."""
    return not 0 < len(target.page) + len(target.heading) <= MAX_TARGET


def _words(token: Token) -> str:
    """The words of one token inside an image's description."""
    if token.children:
        return "".join(map(_words, token.children))
    return token.content or _GAPS.get(token.type, "")


def _alt_and_size(text: str) -> tuple[str, str]:
    """``words|200`` as Obsidian writes it: the words and the size."""
    sized = _SIZED.fullmatch(text) if "|" in text else None
    return (sized.group(1), sized.group(2)) if sized else (text, "")
