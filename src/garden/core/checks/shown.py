"""What a note shows in place: other notes, and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from garden.core.checks.ground import Ground
from garden.model import Link, Note, Problem


def embeds(note: Note, ground: Ground) -> Iterator[Problem]:
    """Notes and files that are to be shown in place and are not there, or would be shown in themselves."""
    for link, found in ground.links(note):
        if link.kind != "embed":
            continue
        if found.to is None:
            message = f"'{link.target}' is to be shown here, and there is no such note or file."
            near = ground.nearly(link.target)
            mend = f"Write '{near}' if you mean that" if near else "Correct its name"
            yield ground.at_link(note, link, "embed-missing", message, f"{mend}, or take it out.")
        elif found.to == note.id or (not link.heading and _comes_back(found.to, note.id, ground)):
            message = f"Showing '{link.target or link.heading}' here would show this note inside itself."
            yield ground.at_link(note, link, "embed-circle", message, "Make a link of one of them.")


def _comes_back(start: str, to: str, ground: Ground) -> bool:
    """Whether a note shows another one, itself or by what it shows."""
    seen, waiting = {start}, [start]
    while waiting:
        for shown in ground.embeds.get(waiting.pop(), ()):
            if shown == to:
                return True
            if shown not in seen:
                seen.add(shown)
                waiting.append(shown)
    return False


def pictures(note: Note, ground: Ground) -> Iterator[Problem]:
    """Pictures that are not there, or that say nothing to those who cannot see them."""
    for link in ground.view.snapshot.links(note.id):
        if link.kind != "image":
            continue
        if ground.view.file(link.target, note, link.kind) is None:
            message = f"There is no picture '{link.target}'."
            yield ground.at_link(note, link, "picture-missing", message, "Correct its path, or add the file.")
        if not describes(link):
            yield ground.at_link(
                note,
                link,
                "picture-undescribed",
                f"'{link.target}' has no words for those who cannot see it.",
                "Say what it shows: ![what it shows](picture.png), or ![[picture.png|what it shows]].",
            )


def describes(link: Link) -> bool:
    """Whether the words of a picture are more than its file's name."""
    name = link.target.rpartition("/")[2]
    return link.text.strip() not in {"", name, name.rpartition(".")[0]}
