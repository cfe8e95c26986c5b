"""The page for whoever tends the garden; everyone may see what wants tending, and mend it."""

from __future__ import annotations

from flask import Blueprint

from garden.core import care
from garden.web.browsing import CarePage, TendingPart, TendingTask
from garden.web.current import garden, render
from garden.web.editing import edit_url

SHOWN = 20
"""Things of one sort that the page has; whoever tended so many comes again for the rest."""
AT_ONCE = 5
"""Things up to which a part is seen without being unfolded."""

pages = Blueprint("garden_care", __name__)


@pages.get("/care")
def care_page() -> str:
    """What wants tending, each with its mend."""
    parts = tuple(_part(part) for part in garden().kept(care.for_readers))
    return render("care.html", CarePage(parts=parts))


def _part(part: care.Part) -> TendingPart:
    return TendingPart(
        name=part.name,
        title=part.title,
        why=part.why if part.tasks else part.fine,
        tasks=tuple(TendingTask(task=task, edit=edit_url(task.path)) for task in part.tasks[:SHOWN]),
        total=len(part.tasks),
        open=len(part.tasks) <= AT_ONCE,
        all="/wanted" if part.name == "wanted" else "",
    )
