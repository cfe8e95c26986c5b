"""The room of plugins: finding them, calling each alone, keeping what went wrong."""

from garden.host.ledger import AT_OPENING
from garden.host.plugin_host import PluginHost

__all__ = ["AT_OPENING", "PluginHost"]
