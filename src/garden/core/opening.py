"""The search engine of a garden, set up as its settings and plugins ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garden.core.stamp import reading_stamp
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from garden.config import Config
    from garden.host import PluginHost
    from garden.search.engine import Engine


def engine_of(config: Config, host: PluginHost) -> Engine:
    """The engine over this garden's cache folder."""
    return WhooshEngine(
        config.cache_folder,
        fields=host.fields,
        language=config.language,
        stamp=f"{host.stamp} {reading_stamp(config)}",
        link_prefix=config.web.link_prefix,
        lock_seconds=config.index.lock_seconds,
        kind_names={kind.name: (kind.plural_label, kind.label, kind.name) for kind in host.kinds.values()},
        apart=(kind.name for kind in host.kinds.values() if kind.apart),
    )
