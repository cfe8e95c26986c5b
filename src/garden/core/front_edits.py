"""Edits front matter where it stands: names of notes in it, and one alias more.

It is never written anew from what was read: comments, order and quotation marks are
its author's. Each edit is read again, and made only if it says what it should.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from garden import frontmatter
from garden.core.source import Source
from garden.errors import NoteError
from garden.parsing.reader import plain
from garden.parsing.texts import targets

PLACES: Mapping[str, str] = {
    "next": "to",
    "related": "",
    "source": "",
    "adapted_from": "",
    "based_on": "",
    "steps": "note",
}
"""Keys that name notes, and under what within an entry that is a mapping."""

Respell = Callable[[str], str | None]
"""The new name for a name in front matter; None where it stays."""


def loaded(source: Source) -> tuple[frontmatter.Parts, Mapping[str, Any]] | None:
    """The front matter of a source; None where there is none that can be read."""
    parts = frontmatter.split(source.text)
    try:
        meta = frontmatter.load(parts)
    except NoteError:
        return None
    return (parts, meta.values) if meta is not None and parts.format is not None else None


def names(meta: Mapping[str, Any]) -> Iterator[str]:
    """The names of notes in front matter, as links would have them."""
    for _, text in _named(meta):
        yield from targets(text)


def _named(meta: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Texts that name notes, each with its place."""
    for key, value in meta.items():
        inner = PLACES.get(plain(key))
        if inner is None:
            continue
        entries = enumerate(value) if isinstance(value, list) else [(None, value)]
        for at, entry in entries:
            if isinstance(entry, str):
                yield (key, at), entry
            elif isinstance(entry, dict):
                for name, text in entry.items():
                    if name.lower() == inner and isinstance(text, str):
                        yield (key, at, name), text


def renamed(source: Source, respell: Respell) -> tuple[Source, tuple[tuple[str, str], ...]]:
    """With notes named as they are to be named now; and which names were changed to which."""
    before = loaded(source)
    if before is None:
        return source, ()
    wanted = {name: new for name in names(before[1]) if (new := respell(name)) is not None and new != name}
    done = []
    for name, new in wanted.items():
        changed = _with_name(source, name, new)
        if changed is not None:
            source = changed
            done.append((name, new))
    return source, tuple(done)


def _with_name(source: Source, name: str, new: str) -> Source | None:
    """With one name for another at each place where it is one; None where it cannot be written."""
    found = loaded(source)
    assert found is not None
    parts, meta = found
    pattern = re.compile(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])")
    start = sum(len(line) + 1 for line in source.lines[: parts.front_line - 1])
    stop = start + len(parts.front)
    places = [match.span() for match in pattern.finditer(source.text, start, stop)]
    made: Source | None = None
    for first, last in reversed(places):
        for written in (new, json.dumps(new, ensure_ascii=False)):
            text = (made or source).text
            tried = source.with_text(f"{text[:first]}{written}{text[last:]}")
            if _names_only(meta, tried, name, new, made or source):
                made = tried
                break
    after = loaded(made) if made else None
    return made if after and name not in set(names(after[1])) else None


def _names_only(meta: Mapping[str, Any], tried: Source, name: str, new: str, before: Source) -> bool:
    """Whether an edit changed names of notes alone, and each as wanted."""
    now, then = loaded(tried), loaded(before)
    if now is None or then is None:
        return False
    old, fresh = dict(_named(then[1])), dict(_named(now[1]))
    if old.keys() != fresh.keys() or old == fresh:
        return False
    for place, text in old.items():
        wished = tuple(new if it == name else it for it in targets(text))
        if targets(fresh[place]) not in (targets(text), wished):
            return False
    return bool(_others(then[1], old) == _others(now[1], fresh))


def _others(meta: Mapping[str, Any], named: Mapping[tuple[Any, ...], str]) -> object:
    """The front matter with what names notes left blank."""
    copy = json.loads(json.dumps(meta))
    for key, at, *name in named:
        if at is None and not name:
            copy[key] = ""
        elif at is None:
            copy[key][name[0]] = ""
        elif name:
            copy[key][at][name[0]] = ""
        else:
            copy[key][at] = ""
    return copy


# --- aliases ------------------------------------------------------------------------------


def with_alias(source: Source, alias: str, fits: Callable[[Source], bool]) -> Source | None:
    """With one alias more, in the first way of writing it that ``fits``; None where none does."""
    return next((tried for tried in _ways(source, alias) if fits(tried)), None)


def _ways(source: Source, alias: str) -> Iterator[Source]:
    quoted = json.dumps(alias, ensure_ascii=False)
    plain = alias if re.fullmatch(r"[^\W\d_][\w/ -]*", alias) else quoted
    found = frontmatter.split(source.text)
    if found.format is None:
        yield source.with_line(0, "---").with_line(0, f"aliases: [{plain}]").with_line(0, "---")
        return
    first = found.front_line - 1
    last = first + found.front.count("\n")
    for at in range(first, last):
        line = source.lines[at]
        if not re.match(r"""["']?(aliases|alias)["']?[ \t]*(::?|=)""", line.lstrip(" {\t"), re.IGNORECASE):
            continue
        head, mark, value = re.split(r"(::?[ \t]*|=[ \t]*)", line, maxsplit=1)
        if listed := re.match(r"\[.*\](?=[ \t]*,?[ \t]*(?:#.*)?$)", value):
            cut = len(line) - len(value) + listed.end() - 1
            inside = line[line.index("[") + 1 : cut].strip()
            yield _line(source, at, f"{line[:cut].rstrip()}{', ' if inside else ''}{plain}{line[cut:]}")
            yield _line(source, at, f"{line[:cut].rstrip()}{', ' if inside else ''}{quoted}{line[cut:]}")
        elif value.strip():
            yield _line(source, at, f"{head}{mark}[{value.strip()}, {plain}]")
            yield _line(source, at, f"{line.rstrip()}, {alias}")
        else:
            item = re.match(r"[ \t]*-[ \t]+", source.lines[at + 1]) if at + 1 < len(source.lines) else None
            if item:
                yield source.with_line(at + 1, f"{item[0]}{plain}")
            yield _line(source, at, f"{head}{mark.rstrip()} [{plain}]")
    yield source.with_line(last, f"aliases: [{plain}]")
    yield source.with_line(last, f"aliases = [{quoted}]")
    yield source.with_line(last, f"aliases:: {alias}")
    yield source.with_line(first + 1, f'  "aliases": [{quoted}],')


def _line(source: Source, at: int, line: str) -> Source:
    return Source(
        lines=(*source.lines[:at], line, *source.lines[at + 1 :]), ends=source.ends, mark=source.mark
    )
