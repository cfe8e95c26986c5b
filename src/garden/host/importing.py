"""Imports a plugin so that it meets neither another garden's nor anyone's module of its name.

A plugin in a folder becomes the module ``garden._plugins.SOURCE_KEY.NAME``,
KEY being the host's own: two gardens in one process have two modules.
Installed plugins are packages of the environment and keep their names.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from garden.errors import PluginError
from garden.host.sources import STATIC, TEMPLATES, Candidate

NAMESPACE = "garden._plugins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plugin that was imported."""

    candidate: Candidate
    module: ModuleType
    templates: Path | None
    """Where ``NAME/x.html`` is found as ``x.html``; None when it has no templates."""
    static: Path | None
    """Where its style sheets, scripts and pictures are; None when it has none."""
    summary: str
    """First line of its docstring, or nothing."""

    @property
    def name(self) -> str:
        """The name it goes by."""
        return self.candidate.name


class _Loader(SourceFileLoader):
    """For a garden's own plugins: compiles from the source each time and writes no ``__pycache__``.

    A file saved twice within one second, which byte code cannot tell apart, is
    not run in its old form; and a plugin of one file leaves nothing beside it.
    """

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def import_plugin(candidate: Candidate, key: str) -> Plugin:
    """Imports one plugin; whatever its code raises goes through.

    Raises PluginError for an entry point that is no module.
    """
    if candidate.path is not None:
        module = _import_file(candidate, candidate.path, key)
    else:
        module = _import_entry(candidate)
    summary = str(module.__doc__ or "").strip().partition("\n")[0]
    return Plugin(
        candidate=candidate,
        module=module,
        templates=_folder(TEMPLATES, candidate, module),
        static=_folder(STATIC, candidate, module),
        summary=summary,
    )


def _import_file(candidate: Candidate, path: Path, key: str) -> ModuleType:
    name = f"{NAMESPACE}.{candidate.source}_{key}.{candidate.name}"
    loader = (SourceFileLoader if candidate.source == "shipped" else _Loader)(name, str(path))
    below = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, path, loader=loader, submodule_search_locations=below)
    if spec is None:  # cannot be with a loader given; for the type checker
        raise PluginError(f"{candidate.location} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        forget(name)
        raise
    return module


def _import_entry(candidate: Candidate) -> ModuleType:
    module = candidate.entry.load() if candidate.entry else None
    if not isinstance(module, ModuleType):
        raise PluginError(
            f"The entry point {candidate.name!r} of {candidate.location} must name a module, "
            f"not {type(module).__name__}: write '{candidate.name} = \"package.module\"'."
        )
    return module


def _folder(name: str, candidate: Candidate, module: ModuleType) -> Path | None:
    """``templates/`` or ``static/`` in a package's folder; ``templates/NAME/`` beside a lone file."""
    if candidate.path is not None and candidate.path.name != "__init__.py":
        folder = candidate.path.parent / name / candidate.name
    elif candidate.path is not None:
        folder = candidate.path.parent / name
    elif module.__package__ and module.__file__:
        folder = Path(module.__file__).absolute().parent / name
    else:  # a lone installed module: the folders beside it in site-packages are not its own
        return None
    return folder if folder.is_dir() else None


def discard(plugin: Plugin) -> None:
    """Forgets the module of a plugin that is not to be used; an installed one is not ours."""
    if plugin.candidate.path is not None:
        forget(plugin.module.__name__)


def forget(prefix: str) -> None:
    """Takes a private module, and all below it, out of ``sys.modules``."""
    for name in [name for name in sys.modules if name == prefix or name.startswith(f"{prefix}.")]:
        del sys.modules[name]


def forget_all(key: str) -> None:
    """Takes all private modules of one host out of ``sys.modules``."""
    for source in ("garden", "shipped"):
        forget(f"{NAMESPACE}.{source}_{key}")
