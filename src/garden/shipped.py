"""Where the shipped garden is: its notes, templates, plugins and ``garden.toml``.

The repository is itself a garden, so in a checkout these are its top-level
folders; the wheel carries the same folders under ``garden/_shipped/``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder of the shipped garden.

    An editable install has no ``_shipped`` beside the package, so the checkout's
    own folders are used and never a stale copy.
    """
    in_wheel = _PACKAGE / "_shipped"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """The shipped folder ``notes``, ``templates`` or ``plugins``."""
    return root() / name
