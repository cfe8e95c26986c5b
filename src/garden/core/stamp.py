"""By what an index knows that notes would be read otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garden import languages, parsing

if TYPE_CHECKING:
    from garden.config import Config


def reading_stamp(settings: Config) -> str:
    """Changes with what is read of a note's file."""
    return f"{parsing.VERSION} {languages.VERSION if settings.detect_language else 'told'}"
