"""Links that lead nowhere, to several notes, to no heading, or the long way round."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from garden.core.checks.ground import Ground
from garden.core.visibility import Place, is_shown
from garden.links import fold
from garden.model import Link, Note, Problem, Resolution

MOST = 100
"""Problems of one sort that are told of one note; whoever mended so many checks again."""
_IN_TEXT = frozenset({"wikilink", "markdown"})


def ambiguous(note: Note, ground: Ground) -> Iterator[Problem]:
    """Links that could mean several notes."""
    for link, found in ground.links(note):
        if found.others:
            meant = (str(found.to), *found.others[:3])
            yield ground.at_link(
                note,
                link,
                "link-ambiguous",
                f"'{link.target}' could mean {' or '.join(meant)}; the first was taken.",
                "Write more of the path of the note that you mean.",
            )


def dead(note: Note, ground: Ground) -> Iterator[Problem]:
    """Links to files that are not there, to notes that no one has written, or that no reader can see."""
    lost = [
        (link, found)
        for link, found in ground.links(note)
        if link.kind in _IN_TEXT and _is_lost(note, found, ground)
    ]
    for link, found in lost[:MOST]:
        yield ground.at_link(note, link, *_slip(note, link, found, ground))
    if more := len(lost[MOST:]):
        yield Problem(
            path=note.path,
            line=lost[MOST][0].line,
            code="link-wanted",
            message=f"From here on, {more:,} more links of this note lead nowhere.",
            fix="Write those notes, or correct the links.",
        )


def _is_lost(note: Note, found: Resolution, ground: Ground) -> bool:
    """Whether a reader who may see the note comes nowhere."""
    if found.to is None:
        return True
    target = ground.view.snapshot.note(found.to)
    return target is not None and is_shown(note, Place.PAGE) and not is_shown(target, Place.PAGE)


def _slip(note: Note, link: Link, found: Resolution, ground: Ground) -> tuple[str, str, str]:
    """What is wrong with where a link leads: a rule, a sentence and a mend."""
    if found.to is not None:
        message = f"The link to '{link.target}' leads to a note that readers cannot see."
        return "link-hidden", message, "Take the link out, unless the note is about to be shown."
    near = ground.nearly(link.target)
    if _is_address(link):
        message = f"The link to '{link.target}' leads to no file."
        path = posixpath.relpath(f"{near}.md", posixpath.dirname(note.path) or ".")
        mend = f"Write '{path}' if you mean that" if near else "Correct its path"
        return "link-dead", message, f"{mend}, or take the link out."
    message = f"The link to '{link.target}' leads to no note."
    mend = f"link to '{near}' if you mean that" if near else "correct the link"
    return "link-wanted", message, f"Write that note, or {mend}."


def _is_address(link: Link) -> bool:
    """Whether a link names a file, and not a note that may yet be written."""
    return link.kind == "markdown" and ("/" in link.target or "." in link.target)


def headings(note: Note, ground: Ground) -> Iterator[Problem]:
    """Links to headings that are not there, and parts that are to be shown and are not there."""
    for link, found in ground.links(note):
        if not link.heading.strip() or found.to is None:
            continue
        target = ground.view.snapshot.note(found.to)
        if target is not None and not ground.has_heading(target, link.heading):
            where = "This note" if target.id == note.id else f"'{target.title}'"
            yield ground.at_link(
                note,
                link,
                "heading-missing",
                f"{where} has no heading '{link.heading}'.",
                "Write the heading as it stands in the note, or take '#' and what follows out.",
            )


def indirect(note: Note, ground: Ground) -> Iterator[Problem]:
    """Links that differ from a note's name by case alone, or name a place where it used to be."""
    for link, found in ground.links(note):
        if (mended := mended_target(ground, link, found)) is None:
            continue
        code, page = mended
        if code == "link-case":
            message = f"'{link.target}' differs from the note's name by case alone."
        else:
            message = f"'{link.target}' is where the note used to be."
        yield ground.at_link(note, link, code, message, f"Write '{page}'; 'garden check --fix' does so.")


def mended_target(ground: Ground, link: Link, found: Resolution) -> tuple[str, str] | None:
    """The rule that a link breaks and what to write instead, where that is certain; else None."""
    if found.to is None or found.others or not link.target.strip() or link.kind == "image":
        return None
    target = ground.view.snapshot.note(found.to)
    if target is None:
        return None
    bare, ending = _without_ending(link.target)
    stem = bare.lstrip("./")
    if f"/{target.id}".endswith(f"/{stem}") or not stem:
        return None
    if fold(f"/{target.id}").endswith(fold(f"/{stem}")):
        if fold(stem) in {fold(name) for name in (target.title, *target.aliases)} - {fold(target.id)}:
            return None  # a title or an alias may have a case of its own
        exact = target.id[len(target.id) - len(stem) :]
        page = f"{bare[: len(bare) - len(stem)]}{exact}{ending}"
        return ("link-case", page) if len(exact) == len(stem) and fold(exact) == fold(stem) else None
    if "/" in stem and fold(stem) in map(fold, target.aliases):
        return "link-moved", f"{'/' if bare.startswith('/') else ''}{target.id}{ending}"
    return None


def _without_ending(target: str) -> tuple[str, str]:
    return (target[:-3], target[-3:]) if target[-3:].lower() == ".md" else (target, "")


def choices(note: Note, ground: Ground) -> Iterator[Problem]:
    """What the author sends readers to, and is not there."""
    named = [("next", choice.to) for choice in note.next] + [("related", name) for name in note.related]
    for key, name in named:
        if ground.view.resolve(name, note).to is None and "://" not in name:
            yield ground.at_key(
                note,
                key,
                "next-dead",
                f"'{name}' under '{key}:' leads to no note.",
                f"Write that note, or {_other_name(ground.nearly(name))}.",
            )


def _other_name(near: str) -> str:
    return f"write '{near}' if you mean that" if near else "correct the name"
