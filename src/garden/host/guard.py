"""One call into a plugin: whatever goes wrong becomes a PluginFault."""

from __future__ import annotations

import inspect
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from types import TracebackType
from typing import Any, TextIO

from garden.errors import GardenError
from garden.host.sources import Home
from garden.model import PluginFault


def mistakes() -> tuple[type[BaseException], ...]:
    """What to catch around a plugin, asked as it is raised: ``except mistakes() as error``.

    Everything, ``class Stop(BaseException)`` and ``sys.exit()`` too, but a keyboard interrupt:
    that one is the person's who runs us, while a class made of it is a plugin's. No guarded call
    stands in a generator of ours, so even a GeneratorExit is the plugin's own.
    """
    return () if type(sys.exception()) is KeyboardInterrupt else (BaseException,)


def fault_of(error: BaseException, plugin: str, hook: str, home: Home | None) -> PluginFault:
    """What was raised, as a value."""
    return PluginFault(plugin=plugin, hook=hook, message=describe(error), where=place(error, home))


def describe(error: BaseException) -> str:
    """An error in words; ours are sentences already."""
    if isinstance(error, ModuleNotFoundError) and error.name and error.name.partition(".")[0] != "garden":
        return f"It needs the package {error.name!r}, which is not installed; install it."
    try:
        text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except mistakes():  # an error whose own __str__ fails still has a type
        text = ""
    if isinstance(error, GardenError):
        return text
    said = f"{type(error).__name__}: {text}" if text.strip() else type(error).__name__
    instead = _instead(error, text)
    return f"{said}; {instead}" if instead else said


def _instead(error: BaseException, text: str) -> str:
    """What to do instead of what cannot be done to the garden's values, dataclasses and Structs."""
    match error:
        case FrozenInstanceError():
            return _CHANGED.format("dataclasses.replace")
        case AttributeError() if text.startswith("immutable type:"):
            return _CHANGED.format("msgspec.structs.replace")
        case TypeError() if text.startswith(("'mappingproxy' object", "'FrontMatter' object")):
            return _CHANGED.format("dict")
        case TypeError() if text.endswith(("called on dataclass instances", "dataclass type or instance")):
            return "of notes, queries and the like msgspec.structs does it: it has replace, asdict, fields."
        case TypeError() if text == "`struct` must be a `msgspec.Struct`":
            return "of this value dataclasses does it: it has replace, asdict."
    return ""


_CHANGED = "what the garden gives is not to be changed, so make a changed copy, as {} does."


def place(error: BaseException, home: Home | None) -> str:
    """``file:line`` of the innermost frame in the plugin's own code and templates, or nothing."""
    if home is None:
        return ""
    if isinstance(error, SyntaxError) and error.filename and home.owns(error.filename):
        return home.place(error.filename, error.lineno)
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(file, line) for file, line in frames if home.owns(file)]
    return home.place(*own[-1]) if own else ""


def defined(function: Callable[..., Any], home: Home | None) -> str:
    """``file:line`` of a plugin's function, or nothing."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if home is None or code is None or not home.owns(code.co_filename):
        return ""
    return home.place(code.co_filename, code.co_firstlineno)


class _StdoutAside:
    """Sends what is printed to stderr while any thread is inside a plugin.

    ``sys.stdout`` belongs to the whole process, so this counts for the whole
    process: the first one in puts it aside, the last one out puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._stdout: TextIO = sys.stdout

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._stdout, sys.stdout = sys.stdout, sys.stderr
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                sys.stdout = self._stdout


STDOUT_ASIDE = _StdoutAside()
