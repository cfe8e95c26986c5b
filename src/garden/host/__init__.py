"""The room of plugins: finding them, calling each alone, keeping what went wrong."""

from garden.host.ledger import sentence
from garden.host.plugin_host import Boxes, PluginHost

__all__ = ["Boxes", "PluginHost", "sentence"]
