"""What every page knows of the garden it belongs to."""

from __future__ import annotations

from flask import g

from garden.core import Garden
from garden.model import NavItem
from garden.web import reloading
from garden.web.assets import current_assets
from garden.web.contexts import Site
from garden.web.plugin_files import with_brought

OWN_NAV = (
    NavItem(title="Search", url="/search", order=10),
    NavItem(title="Explore", url="/explore", order=20),
)
CARE = NavItem(title="Care", url="/care", order=1_000)
"""For whoever tends the garden, after all those for its readers, where there is anything to tend."""
IN_HEADER = 6
"""Entries that fit above a page on a phone; those beyond are found on ``/explore``."""


def site(garden: Garden) -> Site:
    """The garden for templates, made once a request, with what the page's panels need so far."""
    if "site" not in g:
        g.site = _make(garden)
    return with_brought(g.site)


def _make(garden: Garden) -> Site:
    config = garden.config
    own = (*OWN_NAV, CARE) if garden.notes() else OWN_NAV
    return Site(
        name=config.name,
        tagline=config.tagline,
        language=config.language,
        licence=config.licence,
        sheets=current_assets().sheets,
        scripts=(*current_assets().scripts, *reloading.scripts(garden)),
        opensearch=bool(config.site_url),
        nav=tuple(sorted((*own, *entries(garden)), key=lambda it: it.order)[:IN_HEADER]),
    )


def entries(garden: Garden) -> tuple[NavItem, ...]:
    """What plugins add to the navigation; who has answered is asked again when the garden has changed."""
    return garden.host.nav_items(garden, garden.kept(_given))


def _given(_garden: Garden) -> dict[str, tuple[NavItem, ...]]:
    return {}
