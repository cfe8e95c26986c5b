"""Garden: a folder of markdown notes becomes a site that people search and wander in.

For plugins this is the one door in: ``from garden import hookimpl, Panel``.
Names come when they are asked for, so that importing one costs no more than it
must.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from garden._version import __version__

if TYPE_CHECKING:
    from garden.characters import printable
    from garden.config import Config
    from garden.core import Garden
    from garden.errors import GardenError, LeaveOut
    from garden.hookspecs import hookimpl
    from garden.markdown import embed_token, tell_problem
    from garden.model import (
        Backlink,
        Consent,
        Content,
        Excerpt,
        Facet,
        FacetValue,
        Field,
        Fragment,
        Heading,
        Hint,
        Hit,
        Instead,
        Link,
        Mention,
        NavItem,
        NextChoice,
        Note,
        NoteKind,
        Page,
        Panel,
        Person,
        PluginFault,
        PluginInfo,
        Problem,
        Query,
        Quotation,
        Related,
        Resolution,
        Scope,
        Section,
        Suggestion,
        Understood,
        Visibility,
        WantedNote,
        WayOn,
        WordLink,
    )
    from garden.parsing.texts import texts
    from garden.safe_html import SafeHtml
    from garden.web.note_page import render_note

__all__ = [
    "Backlink",
    "Config",
    "Consent",
    "Content",
    "Excerpt",
    "Facet",
    "FacetValue",
    "Field",
    "Fragment",
    "Garden",
    "GardenError",
    "Heading",
    "Hint",
    "Hit",
    "Instead",
    "LeaveOut",
    "Link",
    "Mention",
    "NavItem",
    "NextChoice",
    "Note",
    "NoteKind",
    "Page",
    "Panel",
    "Person",
    "PluginFault",
    "PluginInfo",
    "Problem",
    "Query",
    "Quotation",
    "Related",
    "Resolution",
    "SafeHtml",
    "Scope",
    "Section",
    "Suggestion",
    "Understood",
    "Visibility",
    "WantedNote",
    "WayOn",
    "WordLink",
    "__version__",
    "embed_token",
    "hookimpl",
    "printable",
    "render_note",
    "tell_problem",
    "texts",
]

_HOMES = {
    "SafeHtml": "garden.safe_html",
    "Config": "garden.config",
    "Garden": "garden.core",
    "GardenError": "garden.errors",
    "LeaveOut": "garden.errors",
    "embed_token": "garden.markdown",
    "hookimpl": "garden.hookspecs",
    "printable": "garden.characters",
    "tell_problem": "garden.markdown",
    "render_note": "garden.web.note_page",
    "texts": "garden.parsing.texts",
}
"""Where names are that are no nouns of ``garden.model``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "garden.model")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
