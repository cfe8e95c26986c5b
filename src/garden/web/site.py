"""What every page knows of the garden it belongs to."""

from __future__ import annotations

from garden.core import Garden
from garden.model import NavItem
from garden.web.contexts import Site

OWN_NAV = (
    NavItem(title="Search", url="/search", order=10),
    NavItem(title="Kinds", url="/kinds/", order=20),
    NavItem(title="Tags", url="/tags/", order=900),
)


def site(garden: Garden) -> Site:
    """The garden for templates; plugins' entries stand among ours by their order."""
    config = garden.config
    nav = sorted((*OWN_NAV, *garden.host.nav_items(garden)), key=lambda item: item.order)
    return Site(
        name=config.name,
        tagline=config.tagline,
        language=config.language,
        licence=config.licence,
        nav=tuple(nav),
    )
