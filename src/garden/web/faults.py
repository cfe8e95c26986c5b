"""What plugins do wrong on a page, told to the host."""

from __future__ import annotations

from garden.core import Garden


def record(here: Garden, plugin: str, hook: str, error: BaseException, place: str = "") -> None:
    """Keeps a failure under its plugin; ``place`` is named when no line of the plugin's is known."""
    here.host.record_error(plugin, hook, error, place=place)
