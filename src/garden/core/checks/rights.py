"""Licences: a note may not show in place what readers may do less with than with itself."""

from __future__ import annotations

from collections.abc import Iterator

from garden.core.checks.ground import Ground
from garden.core.licences import terms
from garden.model import Note, Problem


def stricter(note: Note, ground: Ground) -> Iterator[Problem]:
    """Notes shown in place whose licence asks for more; words that name no licence surely are not judged."""
    default = ground.garden.config.licence
    own = note.licence or default
    asked = terms(own)
    if asked is None:
        return
    for link, found in ground.links(note):
        shown = ground.view.snapshot.note(found.to) if link.kind == "embed" and found.to else None
        theirs = terms(shown.licence or default) if shown is not None else None
        if shown is not None and theirs is not None and theirs.exceeds(asked):
            message = (
                f"'{shown.title}' is shown here. It is under {shown.licence or default}, which asks for more"
                f" than the {own} of this note."
            )
            fix = "Link to it instead, or agree with those whose it is on a licence for both."
            yield ground.at_link(note, link, "licence-stricter", message, fix)
