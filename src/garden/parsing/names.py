"""What a note is called and filed under: title, aliases, kind, tags, language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from garden import languages
from garden.characters import is_visible
from garden.links import FOLDER_NOTES, fold
from garden.model import Content
from garden.parsing.reader import Reader
from garden.parsing.texts import apart, line, short, tags_apart, targets

_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NOT_KIND = re.compile(r"[^\w-]+")
_NO_TAG = frozenset({"none", "null"})


def title(meta: Reader, note_id: str, content: Content) -> str:
    """From front matter, else the heading that names the whole note, else the file's name."""
    candidates = (meta.line("title"), _first_heading(content), line(_from_name(note_id)))
    return next(filter(is_visible, candidates), "Untitled")


def _first_heading(content: Content) -> str:
    """The first heading that says something; empty where it names a part alone.

    It does below text, unless it is of level 1.
    """
    first = next((heading for heading in content.headings if is_visible(line(heading.text))), None)
    if first is None:
        return ""
    above = takewhile(lambda section: section.anchor != first.anchor, content.sections)
    opens = first.level == 1 or not any(section.text.strip() for section in above)
    return line(first.text) if opens else ""


def _from_name(note_id: str) -> str:
    """A title from a file's name; a folder's note is called as its folder."""
    folder, _, base = note_id.rpartition("/")
    if folder and fold(base) in FOLDER_NOTES:
        base = folder.rpartition("/")[2]
    words = base.strip() if " " in base else base.replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or base or note_id


def kind(meta: Reader) -> str:
    """The word after ``kind:``, in lower case and with hyphens."""
    return _NOT_KIND.sub("-", meta.line("kind", "type", limit=80).lower()).strip("-") or "note"


def tags(meta: Reader, inline: Iterable[str]) -> tuple[str, ...]:
    """Without ``#``, each once whatever its case; the first way of writing stays."""
    texts = meta.texts("tags", "tag", "keywords")
    # Logseq writes a tag as [[tag]].
    written = (word for text in texts for piece in tags_apart(text) for word in targets(piece))
    found: dict[str, str] = {}
    for word in (*written, *inline):
        parts = (part.lstrip("# ").rstrip() for part in word.split("/"))
        tag = "/".join(filter(is_visible, parts))
        if tag and tag.lower() not in _NO_TAG:
            found.setdefault(fold(tag), tag)
    return tuple(found.values())


def aliases(meta: Reader) -> tuple[str, ...]:
    """Other names; a lone text may list several, an entry of a list is whole, commas and all."""
    texts = meta.texts("aliases", "alias")
    if isinstance(meta.get("aliases", "alias"), str):
        texts = tuple(piece for text in texts for piece in apart(text))
    return tuple(dict.fromkeys(alias for text in texts if (alias := text.strip("/ ")) and is_visible(alias)))


def lang(meta: Reader, language: str, content: Content, *, detects: bool) -> str:
    """The note's language as front matter says, else as its text does where that is sure, else the garden's.

    Lower case.
    """
    text = meta.line("lang", "language")
    if text and not _LANG.fullmatch(text):
        key = meta.key("lang", "language")
        meta.tell(
            key,
            "lang-unknown",
            f"'{short(text)}' after '{short(key)}:' is no language code.",
            "Write a code such as en, cy or pt-br.",
        )
        text = ""
    if not text and detects:
        found = languages.detect(_beginning(content), language)
        text = (
            "" if found == language.lower().partition("-")[0] else found
        )  # the garden's may say more: en-gb
    return (text or language).replace("_", "-").lower()


def _beginning(content: Content) -> str:
    """As much of a text as its language is seen by."""
    texts: list[str] = []
    left = languages.SAMPLE
    for section in content.sections:
        texts.append(section.text[:left])
        left -= len(section.text)
        if left <= 0:
            break
    return "\n".join(texts)
