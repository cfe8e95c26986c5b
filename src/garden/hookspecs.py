"""Every hook a plugin may answer, by phase.

A plugin is a module (``plugins/NAME.py``, a package, or an entry point of the
group ``garden``). It answers a hook by defining a function of its name,
marked ``@garden.hookimpl``, with any of the arguments below, by name. Every
hook but `garden_markdown` gives values: return or yield them.

One plugin never hinders another: each is called alone, what it raises is kept
and told (``garden plugins``), and the rest goes on. Results are sorted by
their ``order`` where they have one, then by plugin and name, so nothing
depends on the order of loading.

A hook or an argument that is to go says so in its ``@hookspec``; see
`garden.host.deprecations`. Plugins that use it work on, and are told.

Each hook has a page in the guide (``notes/guide/hooks/``), a test and a
shipped plugin that uses it; a test proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pluggy

from garden.model import Field, NavItem, Note, NoteKind, Panel, Problem, Quotation, WayOn, WordLink

if TYPE_CHECKING:
    import click
    from flask import Blueprint
    from markdown_it import MarkdownIt

    from garden.config import Config
    from garden.core import Garden

PROJECT = "garden"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

# --- when a garden is opened -----------------------------------------------------


@hookspec
def garden_note_kinds(config: Config) -> Iterable[NoteKind]:  # type: ignore[empty-body]
    """Give kinds of note.

    Called once, when the garden is opened. A name that ``garden.toml`` or
    another plugin has already taken is a fault that names both.

        @hookimpl
        def garden_note_kinds(config):
            yield NoteKind(name="recipe", plural="recipes", icon="🍲", fields=("serves",))
    """


@hookspec
def garden_index_fields(config: Config) -> Iterable[Field]:  # type: ignore[empty-body]
    """Declare fields that notes can be filtered, counted or searched by.

    Called once, when the garden is opened; the values come from
    `garden_index_values`. A change of the declared fields rebuilds the index.

        @hookimpl
        def garden_index_fields(config):
            yield Field(name="serves", title="Serves", facet=True)
    """


@hookspec
def garden_markdown(md: MarkdownIt, config: Config) -> None:
    """Add syntax to the markdown parser; the one hook that changes what it is given.

    Called once a parser is built, also in the processes that parse for the
    index. What rules make is sanitised like everything else. A rule that shows
    another note pushes ``garden.embed_token``, so that links, cycles and
    visibility are minded in one place.

        @hookimpl
        def garden_markdown(md, config):
            md.inline.ruler.push("smile", smile)
    """


@hookspec
def garden_commands(config: Config) -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Give commands for the ``garden`` program.

    Called when commands are listed, or looked up by a name that is not one of
    the program's own. A command reaches the garden by ``@click.pass_obj``,
    a function that opens it: ``garden = open_garden()``.

        @hookimpl
        def garden_commands(config):
            yield click.Command("hello", callback=lambda: click.echo("Hello"))
    """


@hookspec
def garden_blueprints(garden: Garden) -> Iterable[Blueprint]:  # type: ignore[empty-body]
    """Give pages: Flask blueprints, mounted at ``/-/PLUGIN/``.

    Called once, when the app is made. Render with ``flask.render_template`` and
    templates under the plugin's own name.

        @hookimpl
        def garden_blueprints(garden):
            pages = Blueprint("recipes", __name__)
            pages.add_url_rule("/", view_func=lambda: render_template("recipes/all.html"))
            yield pages
    """


# --- when a note is indexed --------------------------------------------------------


@hookspec
def garden_index_values(note: Note) -> Mapping[str, Any]:  # type: ignore[empty-body]
    """Give one note's values for the fields the plugin declared.

    Called for each note that is added or changed. Returns ``{field: value}``; a
    value is one scalar or a list of them, of the field's type. Values for
    fields that the plugin did not declare are a fault.

        @hookimpl
        def garden_index_values(note):
            return {"serves": note.meta.get("serves", ())}
    """


# --- when a garden is checked ------------------------------------------------------


@hookspec
def garden_note_problems(note: Note, garden: Garden) -> Iterable[Problem]:  # type: ignore[empty-body]
    """Give problems of a note that a person should mend, and hints at what may be as it is.

    Called for each note by ``garden check``, which fails for a `Problem` and not for a `Hint`;
    in a large garden by several processes, each for some of the notes.

        @hookimpl
        def garden_note_problems(note, garden):
            if note.kind == "recipe" and "serves" not in note.meta:
                yield Problem(path=note.path, code="recipe-serves",
                              message="This recipe does not say how many it serves.",
                              fix="Add a line such as 'serves: 4' to the front matter.")
    """


# --- when a page is made -------------------------------------------------------------


@hookspec
def garden_note_panels(note: Note, garden: Garden) -> Iterable[Panel]:  # type: ignore[empty-body]
    """Give panels for a note's page.

    Called once for each view of a note.

        @hookimpl
        def garden_note_panels(note, garden):
            if note.kind == "recipe":
                yield Panel(title="Serves", template="recipes/serves.html",
                            context={"serves": note.meta.get("serves")})
    """


@hookspec
def garden_note_quotations(note: Note, garden: Garden) -> Iterable[Quotation]:  # type: ignore[empty-body]
    """Give words of a note that do not stand in its text, so that other notes can show them.

    Called when another note shows or links to a part of this one: ``![[note#name]]``. The
    page of the note, made by the kind's template or a panel, has them at the id ``name``.

        @hookimpl
        def garden_note_quotations(note, garden):
            if note.kind == "recipe" and note.meta.get("tip"):
                yield Quotation(name="tip", text=note.meta["tip"], by="the cook")
    """


@hookspec
def garden_home_panels(garden: Garden) -> Iterable[Panel]:  # type: ignore[empty-body]
    """Give panels for the home page.

    Called once for each view of it.

        @hookimpl
        def garden_home_panels(garden):
            yield Panel(title="Today's dish", template="recipes/today.html",
                        context={"note": garden.random_note(kind="recipe")})
    """


@hookspec
def garden_ways_on(note: Note, garden: Garden, few: bool) -> Iterable[WayOn]:  # type: ignore[empty-body]
    """Give places to go after a note, each with its reason.

    Called for each view of a note, with ``few`` False: they come after what the author
    chose and the note's series. Where a note then has fewer than three ways on, called once
    more with ``few`` True, for what fits it loosely.

        @hookimpl
        def garden_ways_on(note, garden):
            for other in garden.notes(kind="recipe")[:1]:
                yield WayOn(note=other, reason="cook something together")
    """


@hookspec
def garden_word_links(garden: Garden) -> Iterable[WordLink]:  # type: ignore[empty-body]
    """Give words that lead to a note from wherever a page first has them.

    Called once for each state of the index, when a page is first shown. The links are no
    author's: backlinks, orphans and the map do not know them.

        @hookimpl
        def garden_word_links(garden):
            for note in garden.notes(kind="ingredient"):
                yield WordLink(note=note, words=(note.title, *note.aliases))
    """


@hookspec
def garden_leads(note: Note, garden: Garden) -> Iterable[Note]:  # type: ignore[empty-body]
    """Give notes that a note leads to though no link of it does.

    Called for each note when orphans are looked for: notes that no other leads to.

        @hookimpl
        def garden_leads(note, garden):
            for name in note.meta.get("goes_with", ()):
                if (other := garden.note(name)) is not None:
                    yield other
    """


@hookspec
def garden_nav_items(garden: Garden) -> Iterable[NavItem]:  # type: ignore[empty-body]
    """Give entries for the site's navigation.

    Called for the first page after the index, the history or the day changed; for the next one too
    after it failed.

        @hookimpl
        def garden_nav_items(garden):
            yield NavItem(title="Recipes", url="/-/recipes/")
    """
