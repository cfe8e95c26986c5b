"""Plugins' own pages, each under ``/-/PLUGIN/``, and what they do for the pages of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from garden.core import Garden
from garden.errors import PluginError
from garden.host.guard import mistakes

HOOK = "garden_blueprints"


def mount_plugins(app: Flask, garden: Garden) -> None:
    """Mounts what plugins give; a blueprint that cannot be mounted is a fault of its plugin."""
    for plugin, blueprint in garden.host.blueprints(garden):
        shared = _Shared(app)
        try:
            app.register_blueprint(blueprint, url_prefix=f"/-/{plugin}")
        except mistakes() as error:  # a blueprint may be wrong in any way
            told = PluginError(f"Its pages cannot be mounted: {error}").with_traceback(error.__traceback__)
            garden.host.record_error(plugin, HOOK, told)
        for word in shared.give_back():
            told = PluginError(f"Templates have {word!r} already; give what is yours another name.")
            garden.host.record_error(plugin, HOOK, told)
        shared.guard(plugin, garden)


class _Shared:
    """What the pages of all have in common, remembered before a plugin adds to it.

    A blueprint may ask to be called before and after each page of the site, to give values to
    each template, and to know more words in them. What fails there costs itself and no page.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        environment = app.jinja_env
        self._words = [
            (words, dict(words)) for words in (environment.filters, environment.globals, environment.tests)
        ]
        self._known = {id(function) for functions, _ in self._functions() for function in functions}

    def _functions(self) -> Iterator[tuple[list[Any], Callable[..., object]]]:
        """Lists of functions that are called for others' pages, each with what stands for one that fails."""
        app = self._app
        yield app.before_request_funcs.get(None, []), _nothing
        yield app.url_value_preprocessors.get(None, []), _nothing
        yield app.url_default_functions.get(None, []), _nothing
        yield app.after_request_funcs.get(None, []), _same_answer
        yield app.template_context_processors.get(None, []), _no_values
        for functions in app.teardown_request_funcs.values():  # its own pages' too: their answer is made
            yield functions, _nothing

    def give_back(self) -> Iterator[str]:
        """Gives words of templates back to those who had them; says which."""
        for words, before in self._words:
            for word, meaning in before.items():
                if words.get(word) is not meaning:
                    words[word] = meaning
                    yield word

    def guard(self, plugin: str, garden: Garden) -> None:
        """Puts a guard around each function that was added."""
        for functions, otherwise in self._functions():
            functions[:] = [
                function if id(function) in self._known else _guarded(function, otherwise, plugin, garden)
                for function in functions
            ]


def _guarded(
    function: Callable[..., Any], otherwise: Callable[..., object], plugin: str, garden: Garden
) -> Callable[..., Any]:
    @wraps(function)
    def call(*arguments: Any) -> Any:
        try:
            return _checked(function(*arguments), otherwise)
        except HTTPException:  # an answer of its own
            raise
        except mistakes() as error:
            garden.host.record_error(plugin, HOOK, error)
            return otherwise(*arguments)

    return call


def _checked(value: object, otherwise: Callable[..., object]) -> object:
    if otherwise is _same_answer and not isinstance(value, Response):
        raise PluginError("What runs after each page must return the answer that it was given.")
    if otherwise is _no_values and not isinstance(value, Mapping):
        raise PluginError("What gives values to each template must return a mapping.")
    return value


def _nothing(*_: object) -> None:
    return None


def _same_answer(response: object) -> object:
    return response


def _no_values() -> Mapping[str, object]:
    return {}
