"""What of a note's links a person should mend, once all notes are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from garden.model import Link, Note, Problem, Resolution


def ambiguous(note: Note, links: Iterable[tuple[Link, Resolution]]) -> Iterator[Problem]:
    """Links that could mean several notes."""
    for link, found in links:
        if found.others:
            meant = (str(found.to), *found.others[:3])
            yield Problem(
                path=note.path,
                line=link.line,
                code="link-ambiguous",
                message=f"'{link.target}' could mean {' or '.join(meant)}; the first was taken.",
                fix="Write more of the path of the note that you mean.",
            )
