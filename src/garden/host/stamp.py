"""A digest of everything in plugins that the index depends on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from garden._version import __version__
from garden.host.importing import Plugin
from garden.model import Field

INDEX_HOOKS = frozenset({"garden_markdown", "garden_index_values"})


def stamp(fields: Iterable[Field], plugins: Iterable[tuple[Plugin, dict[str, object]]]) -> str:
    """SHA-256, in hexadecimal, of declared fields and of the code and settings of plugins.

    Of Garden's version too: another one may read the same note in another way.

    ``plugins`` are those that extend markdown or give values, each with its
    settings: when either changes, what they would say of a note may too.
    """
    digest = hashlib.sha256(__version__.encode())
    for field in sorted(fields, key=lambda field: field.name):
        digest.update(json.dumps(asdict(field), sort_keys=True).encode())
    for plugin, settings in plugins:
        digest.update(f"\n{plugin.candidate.source} {plugin.name} {plugin.candidate.location}\n".encode())
        digest.update(json.dumps(settings, sort_keys=True, default=str).encode())
        digest.update(_code_digest(plugin))
    return digest.hexdigest()


def _code_digest(plugin: Plugin) -> bytes:
    """Of the bytes of all of the plugin's Python files, in order of their paths."""
    digest = hashlib.sha256()
    for file in _files(plugin):
        try:
            content = file.read_bytes()
        except OSError:  # gone since it was imported; its absence is a change as well
            content = b""
        digest.update(os.fsencode(file.name) + b"\0" + hashlib.sha256(content).digest())
    return digest.digest()


def _files(plugin: Plugin) -> list[Path]:
    home = plugin.candidate.home
    if home is None:
        return []
    return sorted(home.code.rglob("*.py")) if home.code.is_dir() else [home.code]
