"""Checks what a hook gave: the right nouns, with the right values in them.

Everything here raises PluginError with a sentence for the plugin's author.
"""

from __future__ import annotations

import importlib
import itertools
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeVar

from garden.errors import PluginError
from garden.model import Field, Hint, NavItem, NoteKind, Panel, Problem, Quotation, WayOn, WordLink

LIMIT = 1_000
"""Results of one call; an endless generator ends here."""
LIMITS = {"garden_word_links": 100_000}
"""For hooks that are asked once for all notes."""

KIND_NAME = re.compile(r"[^\W_][\w-]{0,63}")
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
QUOTATION_NAME = re.compile(r"(?!n-)[a-z][a-z0-9-]{0,63}")
SITE_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")

T = TypeVar("T")


def items(hook: str, results: Iterable[object], expected: type[T], plugin: str) -> tuple[T, ...]:
    """All values that a plugin's functions for one hook returned or yielded, checked.

    ``results`` has one answer for each function; generators are exhausted here.
    """
    return tuple(
        _checked(item, hook, expected, plugin)
        for result in results
        for item in _listed(result, hook, expected)
    )


def _listed(result: object, hook: str, expected: type) -> Iterator[object]:
    """The values of one answer, no more than one call may give."""
    wanted = f"{hook} must yield {expected.__name__} values, or return a list of them"
    if isinstance(result, expected):
        raise PluginError(f"{wanted}; it returned one {expected.__name__}, so write 'yield' for 'return'.")
    if isinstance(result, (str, bytes, Mapping)) or not isinstance(result, Iterable):
        raise PluginError(f"{wanted}; it returned {_a(result)}.")
    iterator = iter(result)
    limit = LIMITS.get(hook, LIMIT)
    yield from itertools.islice(iterator, limit)
    if next(iterator, iterator) is not iterator:
        if isinstance(iterator, types.GeneratorType):
            iterator.close()
        raise PluginError(f"{hook} gave more than {limit:,} values; does its loop ever end?")


def _checked(item: object, hook: str, expected: type[T], plugin: str) -> T:
    if not isinstance(item, expected):
        raise PluginError(f"{hook} must give {expected.__name__} values; one of them is {_a(item)}.")
    wrong = _wrong_value(item) or _wrong_meaning(item, plugin)
    if wrong:
        raise PluginError(f"{hook}: {wrong}")
    return item


def plain_problem(problem: Problem) -> Problem:
    """A problem without types of a plugin's own, which no other process could read."""
    kind = Hint if isinstance(problem, Hint) else Problem
    path, code, message, fix = map(str.__str__, (problem.path, problem.code, problem.message, problem.fix))
    return kind(path=path, code=code, message=message, fix=fix, line=problem.line, column=problem.column)


def mapping(hook: str, results: Iterable[object]) -> dict[str, object]:
    """What a plugin's functions for a hook that returns a mapping gave, merged."""
    merged: dict[str, object] = {}
    for result in results:
        if not isinstance(result, Mapping):
            raise PluginError(f"{hook} must return a mapping of field to value; it returned {_a(result)}.")
        merged.update(result)
    return merged


def noun(module: str, name: str) -> type[Any]:
    """A type of a framework that the host does not know itself.

    Imported when it is asked for: a command line needs no Flask, a site no click.
    """
    found: type[Any] = getattr(importlib.import_module(module), name)
    return found


def nothing(hook: str, results: Iterable[object]) -> None:
    """Makes sure that a hook which only changes its argument returned nothing."""
    for result in results:
        raise PluginError(f"{hook} changes what it is given and must return nothing, not {_a(result)}.")


def _a(value: object) -> str:
    """What a value is, in words; the value itself is never printed."""
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


# --- the values inside our nouns -------------------------------------------------


def _wrong_value(item: object) -> str:
    """The first attribute of one of our dataclasses that has another type than declared."""
    for name, hint in _TYPES.get(type(item), {}).items():
        value = getattr(item, name)
        if not _fits(value, hint):
            return f"{type(item).__name__}.{name} must be {_spoken(hint)}; it is {_a(value)}."
    return ""


_TYPES: Mapping[type, Mapping[str, Any]] = {
    noun: typing.get_type_hints(noun)
    for noun in (Field, Hint, NavItem, NoteKind, Panel, Problem, Quotation, WayOn, WordLink)
}
"""The declared types of our nouns' attributes."""


def _fits(value: object, hint: Any) -> bool:
    """Whether a value has a type as our nouns declare them."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return True
    if origin is Literal:
        return value in args if isinstance(value, str) else False
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(part, args[0]) for part in value)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, arg) for arg in args)
    if hint is str:
        return isinstance(value, str) and not hasattr(value, "__html__")  # templates would not escape it
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, origin or hint)


def _spoken(hint: Any) -> str:
    """A type for people."""
    words = {str: "text", int: "a whole number", float: "a number", bool: "True or False"}
    if typing.get_origin(hint) is Literal:
        return " or ".join(repr(arg) for arg in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return f"a tuple of {words.get(typing.get_args(hint)[0], 'values')}"
    return words.get(hint) or str(getattr(typing.get_origin(hint) or hint, "__name__", hint))


def _wrong_meaning(item: object, plugin: str) -> str:
    """What is wrong with a value of the right type, or nothing."""
    match item:
        case NoteKind():
            return _wrong_kind(item)
        case Field() if not FIELD_NAME.fullmatch(item.name):
            return (
                f"{item.name!r} cannot be the name of a field; use lower-case letters, digits and '_', "
                "beginning with a letter."
            )
        case Panel() if item.template and (
            not item.template.startswith(f"{plugin}/") or ".." in item.template
        ):
            return (
                f"The panel {item.title!r} has the template {item.template!r}; a plugin's templates "
                f"are under its own name, such as '{plugin}/panel.html'."
            )
        case Quotation() if not QUOTATION_NAME.fullmatch(item.name):
            return (
                f"{item.name!r} cannot be the name of a quotation; use lower-case letters, digits and "
                "hyphens, beginning with a letter and not with 'n-'."
            )
        case NavItem() if not SITE_PATH.fullmatch(item.url):
            return (
                f"The entry {item.title!r} leads to {item.url!r}; "
                f"give a path of this site, such as '/-/{plugin}/'."
            )
    return ""


def _wrong_kind(kind: NoteKind) -> str:
    if not KIND_NAME.fullmatch(kind.name) or kind.name != kind.name.lower():
        return f"{kind.name!r} cannot be the name of a kind; use lower-case letters, digits and hyphens."
    if kind.page and not SITE_PATH.fullmatch(kind.page):
        return f"The kind {kind.name!r} has the page {kind.page!r}; it must be a path of this site."
    return ""
