"""The room of plugins: finding them, calling each alone, keeping what went wrong."""

from garden.host.plugin_host import PluginHost

__all__ = ["PluginHost"]
