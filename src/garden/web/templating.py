"""Where templates come from, what they may use, and what is done when one fails.

The garden's own come first, then those of plugins (as ``PLUGIN/NAME.html``),
then the shipped ones; ``shipped:NAME.html`` leaves out the own, so that a
template can extend the one that it replaces. When an own template fails, the
page is shown with the shipped ones and the log says so once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask.templating import Environment as FlaskEnvironment
from flask.typing import ResponseReturnValue
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template
from jinja2 import Environment as JinjaEnvironment
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateNotFound
from jinja2.runtime import Context

from garden import shipped
from garden.core import Garden
from garden.core.addresses import file_url
from garden.core.contributors import contributors
from garden.host.guard import describe, mistakes
from garden.links import fold
from garden.model import Note, NoteKind, Person
from garden.parsing.dates import day
from garden.web import text, urls
from garden.web.assets import Assets
from garden.web.expressions import QuickContext, ShowingCodeGenerator, shown
from garden.web.plugin_files import plugin_file
from garden.web.site import site

logger = logging.getLogger("garden.web")

SHIPPED = "shipped"

Folders = Iterable[tuple[str, Path]]


class Templates(BaseLoader):
    """Finds templates; ``own`` may be None."""

    def __init__(self, own: Path | None, plugins: Folders) -> None:
        by_plugin = [PrefixLoader({name: FileSystemLoader(folder)}) for name, folder in plugins]
        rest = ChoiceLoader([*by_plugin, FileSystemLoader(shipped.folder("templates"))])
        first = [FileSystemLoader(own)] if own else []
        self._choice = ChoiceLoader([*first, rest, PrefixLoader({SHIPPED: rest}, delimiter=":")])

    def get_source(
        self, environment: JinjaEnvironment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Delegates, and so keeps the full name, which a `PrefixLoader` would cut."""
        return self._choice.get_source(environment, template)


class ForgivingTemplate(Template):
    """A template that gives way to the shipped one when it fails."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """As Jinja does; the shipped template when that raises and the garden has its own."""
        try:
            return super().render(*args, **kwargs)
        except Exception as error:
            instead = getattr(self.environment, "without_own", None)
            if instead is None or self.name is None:
                raise
            page: str = instead.get_template(self.name).render(*args, **kwargs)
            self.environment.tell(self.name, error)  # type: ignore[attr-defined]
            return page


class Environment(FlaskEnvironment):
    """Flask's environment with a twin that knows no templates of the garden's own."""

    template_class = ForgivingTemplate
    context_class: type[Context] = QuickContext
    code_generator_class: type[CodeGenerator] = ShowingCodeGenerator
    shown = staticmethod(shown)
    without_own: Environment | None = None

    def use_own(self, own: Path, plugins: Folders) -> None:
        """From now on own templates come first, and give way when they fail."""
        self.without_own = self.overlay(undefined=StrictUndefined)
        self.loader = Templates(own, plugins)
        self._told: set[tuple[str, str]] = set()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As Jinja does, in one dict: it is copied for each page and panel, which a `ChainMap` is slow at."""
        return {**self.globals, **(d or {})}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """As Jinja does; the shipped template where the garden's own cannot be compiled."""
        try:
            return super().get_template(name, parent, globals)
        except TemplateNotFound:
            raise
        except Exception as error:
            if self.without_own is None:
                raise
            instead = self.without_own.get_template(name, parent, globals)
            self.tell(str(name), error)
            return instead

    def tell(self, name: str, error: Exception) -> None:
        """Says in the log, once for each mistake, that a template of the garden gave way."""
        number = getattr(error, "lineno", None)
        line = f" in line {number}" if number else ""
        sentence = f"{type(error).__name__}{line}: {error}"
        if (name, sentence) not in self._told:
            self._told.add((name, sentence))
            logger.warning(
                "templates: the garden's own %s failed (%s); the shipped one is shown", name, sentence
            )


class GardenFlask(Flask):
    """Flask with our template environment."""

    jinja_environment = Environment

    def preprocess_request(self) -> ResponseReturnValue | None:
        """As Flask does, whatever a plugin's functions before its pages raise."""
        with _told_as_exception():
            return super().preprocess_request()

    def dispatch_request(self) -> ResponseReturnValue:
        """As Flask does, whatever a plugin's page raises."""
        with _told_as_exception():
            return super().dispatch_request()


@contextmanager
def _told_as_exception() -> Iterator[None]:
    """Makes ``sys.exit()``, and errors that are no `Exception`, mistakes like any other.

    Flask lets them through, and the reader's connection would end without a word.
    """
    try:
        yield
    except Exception:
        raise
    except mistakes() as error:
        raise RuntimeError(f"It raised {describe(error)}.").with_traceback(error.__traceback__) from None


def set_up_templates(app: Flask, garden: Garden, assets: Assets) -> None:
    """Gives the app its templates, and the templates their filters, functions and ``site``."""
    plugins = tuple(garden.host.template_folders)
    app.jinja_options = {
        **app.jinja_options,
        "autoescape": True,
        "auto_reload": True,
        "finalize": text.visible,
        "loader": Templates(None, plugins),
        "lstrip_blocks": True,
        "trim_blocks": True,
        "undefined": StrictUndefined,
    }
    environment = app.jinja_env
    environment.filters.update(
        day=day, label=lambda key: text.label(key, garden.fields), direction=text.direction
    )
    environment.globals.update(_functions(garden, assets))
    own = own_folder(garden)
    if own is not None and isinstance(environment, Environment):
        environment.use_own(own, plugins)

    @app.context_processor
    def add_site() -> dict[str, object]:
        return {"site": site(garden)}


def own_folder(garden: Garden) -> Path | None:
    """The garden's own templates, if it has any and is not opened as a safe one."""
    own = garden.config.root / "templates"
    usable = own.is_dir() and not garden.config.safe
    return own if usable and own.resolve() != shipped.folder("templates").resolve() else None


def _pages_of_people(garden: Garden) -> dict[str, str]:
    """Addresses by folded name of all who are in a public note."""
    return {key: urls.person_url(known.name) for key, known in garden.kept(contributors).items()}


def _functions(garden: Garden, assets: Assets) -> dict[str, Callable[..., Any]]:
    def kind_of(name: str) -> NoteKind:
        return garden.kind(name)

    def kind_url(kind: NoteKind | str) -> str:
        return urls.kind_url(kind_of(kind) if isinstance(kind, str) else kind)

    def cards_url(kind: NoteKind | str) -> str:
        return urls.cards_url(kind_of(kind) if isinstance(kind, str) else kind)

    def of_people() -> Mapping[str, str]:
        pages: Mapping[str, str]
        view, pages = g.get("people", (None, {}))
        if view is not garden.view:  # asked once for a page, which has many names
            pages = garden.kept(_pages_of_people)
            g.people = garden.view, pages
        return pages

    def person_url(name: str) -> str:
        return of_people().get(fold(name), "")

    def credits(people: Iterable[Person]) -> Iterator[tuple[str, str, str]]:
        pages = of_people()
        before = ""
        for phrase, names in text.by_role(people):
            before += f"{phrase} "
            for name in names:
                yield before, name, pages.get(fold(name), "")
                before = ", "
            before = " · "

    def note_url(note: Note | str) -> str:
        return garden.url(note)

    return {
        "by_role": text.by_role,
        "cards_url": cards_url,
        "count": text.count,
        "credits": credits,
        "feed_url": urls.feed_url,
        "file_url": file_url,
        "filter_url": urls.filter_url,
        "folder_url": urls.folder_url,
        "heading_fragment": urls.heading_fragment,
        "integrity": lambda name: assets.files[name].integrity,
        "kind_of": kind_of,
        "kind_url": kind_url,
        "note_url": note_url,
        "person_url": person_url,
        "plugin_file": plugin_file,
        "series_url": urls.series_url,
        "static_url": assets.url,
        "tag_url": urls.tag_url,
        "words_url": urls.words_url,
    }
