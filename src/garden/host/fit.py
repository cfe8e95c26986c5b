"""Whether a plugin's functions fit the hooks: names, marks and arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from types import ModuleType
from typing import Any

PREFIX = "garden_"
MARK = "garden_impl"
"""Where pluggy's marker for the project ``garden`` leaves its options."""

Specs = Mapping[str, tuple[str, ...]]
"""Hook name to the names of its arguments."""


def misfits(module: ModuleType, specs: Specs) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Gives (sentence, function) for everything that does not fit."""
    for name, function in sorted(vars(module).items()):
        if not inspect.isroutine(function):
            continue
        options = getattr(function, MARK, None)
        if options is None:
            if name.startswith(PREFIX) and getattr(function, "__module__", "") == module.__name__:
                yield _unmarked(name, specs), function
            continue
        for sentence in _misfits_of(name, options, function, specs):
            yield sentence, function


def _unmarked(name: str, specs: Specs) -> str:
    if name in specs:
        return f"{name} is not marked, so it is never called; write '@hookimpl' above it."
    return (
        f"{name} is no hook{suggestion(name, specs)} and not marked; write '@hookimpl' above a hook, "
        f"and begin no other function with '{PREFIX}'."
    )


def _misfits_of(
    name: str, options: Mapping[str, Any], function: Callable[..., Any], specs: Specs
) -> Iterator[str]:
    if options.get("specname"):
        yield f"{name} uses 'specname'; give the function the hook's own name, {options['specname']}."
    elif options.get("wrapper") or options.get("hookwrapper"):
        yield f"{name} is a wrapper; each plugin is called alone, so there is nothing to wrap."
    elif name in specs:
        yield from _wrong_arguments(name, function, specs[name])
    elif not options.get("optionalhook"):
        yield f"There is no hook {name}{suggestion(name, specs)}."


def _wrong_arguments(name: str, function: Callable[..., Any], known: tuple[str, ...]) -> Iterator[str]:
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        yield f"{name} is 'async'; hooks are plain functions, so write 'def'."
    choice = f"it may take {' and '.join(known)}"
    for parameter in inspect.signature(function).parameters.values():
        given = parameter.name
        if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
            taken = str(parameter).partition(":")[0]
            yield f"{name} takes {taken!r}, which is no plain argument; {choice}."
        elif given in known and parameter.default is not inspect.Parameter.empty:
            yield f"{name} gives {given!r} a default, so it would never be filled; write it without."
        elif given not in known and parameter.default is inspect.Parameter.empty:
            yield f"{name} has no argument {given!r}{suggestion(given, known)}; {choice}."


def suggestion(word: str, known: Collection[str]) -> str:
    """The one of these that a word nearly is, for the end of a sentence; empty when it is like none."""
    from difflib import get_close_matches  # mostly, nothing is misspelt

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""
