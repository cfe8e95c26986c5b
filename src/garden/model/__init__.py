"""The nouns of a garden: frozen values that every layer shares.

Nothing here reads, writes or computes more than a property; every collection
is a tuple or a read-only mapping, so that a value can be handed to plugins,
threads and templates without being changed behind anyone's back.
"""

from garden.model.base import EMPTY
from garden.model.notes import (
    ANCHOR_PREFIX,
    Backlink,
    Content,
    Heading,
    Link,
    LinkKind,
    Mention,
    NextChoice,
    Note,
    ParsedNote,
    Person,
    Resolution,
    Section,
    Visibility,
    WantedNote,
)
from garden.model.plugins import Field, FieldType, NavItem, NoteKind, Panel, PluginFault, PluginInfo, WayOn
from garden.model.problems import Changes, Hint, IndexStats, Problem
from garden.model.searching import (
    Excerpt,
    Facet,
    FacetValue,
    Fragment,
    Hit,
    Page,
    Query,
    Related,
    Suggestion,
    Understood,
)

__all__ = [
    "ANCHOR_PREFIX",
    "EMPTY",
    "Backlink",
    "Changes",
    "Content",
    "Excerpt",
    "Facet",
    "FacetValue",
    "Field",
    "FieldType",
    "Fragment",
    "Heading",
    "Hint",
    "Hit",
    "IndexStats",
    "Link",
    "LinkKind",
    "Mention",
    "NavItem",
    "NextChoice",
    "Note",
    "NoteKind",
    "Page",
    "Panel",
    "ParsedNote",
    "Person",
    "PluginFault",
    "PluginInfo",
    "Problem",
    "Query",
    "Related",
    "Resolution",
    "Section",
    "Suggestion",
    "Understood",
    "Visibility",
    "WantedNote",
    "WayOn",
]
