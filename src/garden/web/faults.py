"""What plugins do wrong on a page, told to the host with the place."""

from __future__ import annotations

import traceback
from pathlib import Path

from garden import shipped
from garden.core import Garden
from garden.model import PluginFault


def record(here: Garden, plugin: str, hook: str, error: BaseException, place: str = "") -> None:
    """Keeps a failure under its plugin; ``place`` is named when no line of the plugin's is known."""
    message = f"{type(error).__name__}: {error}"
    where = _innermost(error, here.config.root) or place
    here.host.record(PluginFault(plugin=plugin, hook=hook, message=message, where=where))


def _innermost(error: BaseException, root: Path) -> str:
    """``file:line`` of the innermost frame in a plugin or template, relative to its garden."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        for home in (root, shipped.root()):
            if any(path.is_relative_to(home / part) for part in ("plugins", "templates")):
                return f"{path.relative_to(home)}:{frame.lineno}"
    return ""
