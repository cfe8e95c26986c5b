"""PluginHost: the plugins of one garden, called one at a time, their failures kept."""

from __future__ import annotations

import time
import uuid
import weakref
from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from garden.config import Config
from garden.errors import PluginError
from garden.host import answers, declared, registry, sources
from garden.host.importing import forget_all
from garden.host.ledger import Ledger
from garden.host.roster import Roster
from garden.host.rules import RuleGuard
from garden.host.stamp import INDEX_HOOKS, stamp
from garden.host.trace import Trace, is_wanted
from garden.host.values import Value, typed
from garden.model import (
    Field,
    NavItem,
    Note,
    NoteKind,
    Panel,
    PluginFault,
    PluginInfo,
    Problem,
    Quotation,
    WayOn,
    WordLink,
)

if TYPE_CHECKING:
    import click
    from flask import Blueprint
    from markdown_it import MarkdownIt

    from garden.core import Garden

N = TypeVar("N", NoteKind, Field)
T = TypeVar("T")

Boxes = tuple[tuple[str, Panel | PluginFault], ...]
"""Panels in the order to show them, each with its plugin's name; a call that
failed stands as its fault, at the end."""


class PluginHost:
    """Finds plugins, calls each alone, checks what it gives, keeps what went wrong.

    Made by `load`. No method raises for what a plugin does. A plugin that
    failed three times within ten minutes, or kept pages waiting, rests for ten: pages do without it,
    while indexing, checking and commands still ask, since what is in the index
    must not depend on the hour.
    """

    def __init__(self, config: Config, *, clock: Callable[[], float] = time.perf_counter) -> None:
        key = uuid.uuid4().hex[:8]
        self.config = config
        self.notices: tuple[str, ...] = ()
        """Sentences about plugins that are left out on purpose."""
        self.stamp = ""
        """Digest of all in plugins that the index depends on: another stamp, another index."""
        self._ledger = Ledger(clock)
        self.trace = Trace() if is_wanted() else None
        """Tells each call and its time, where the environment asks for it."""
        self._roster = Roster(self._ledger, key, clock, self.trace)
        self._kinds = registry.kinds(config)
        self._fields = registry.fields()
        self._forget = weakref.finalize(self, forget_all, key)
        self._forget.atexit = False

    @classmethod
    def load(cls, config: Config, *, clock: Callable[[], float] = time.perf_counter) -> PluginHost:
        """Finds and imports the plugins that ``config`` allows, and asks them for kinds and fields."""
        host = cls(config, clock=clock)
        found = sources.find(config)
        host.notices = tuple(found.notices)
        for candidate in found.candidates:
            host._roster.load(candidate, config.plugin_settings(candidate.name))
        for info, fault in found.failed:
            host._roster.infos.setdefault(info.name, info)
            host._ledger.add(fault, counts=False)
        dress = partial(registry.dressed, config=config)
        host._fill("garden_note_kinds", NoteKind, host._kinds, dress)
        registry.add_own(host._kinds, config)
        host._fill("garden_index_fields", Field, host._fields, lambda field: field)
        host.stamp = host._stamp()
        return host

    def _fill(self, hook: str, noun: type[N], into: registry.Registry[N], dress: Callable[[N], N]) -> None:
        """Fills a registry with what the plugins give, dressed; a taken name is a fault of who came later."""
        for name, value in self._values(hook, noun, config=self.config):
            try:
                into.add(dress(value), registry.owner(name))
            except PluginError as error:
                self._roster.tell(name, hook, str(error))

    def close(self) -> None:
        """Lets go of the plugins' modules; the host is not to be used afterwards."""
        self._forget()

    # --- what the plugins are -------------------------------------------------------

    @property
    def kinds(self) -> Mapping[str, NoteKind]:
        """Kinds by name: core's, the plugins', and those of ``garden.toml``."""
        return MappingProxyType(self._kinds)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Fields that plugins declared, by name."""
        return MappingProxyType(self._fields)

    @property
    def template_folders(self) -> tuple[tuple[str, Path], ...]:
        """(plugin, folder): ``PLUGIN/x.html`` is the file ``x.html`` of the folder."""
        plugins = self._roster.plugins.items()
        return tuple((name, plugin.templates) for name, plugin in plugins if plugin.templates)

    @property
    def static_folders(self) -> tuple[tuple[str, Path], ...]:
        """(plugin, folder) of those that have style sheets, scripts or pictures for pages."""
        plugins = self._roster.plugins.items()
        return tuple((name, plugin.static) for name, plugin in plugins if plugin.static)

    @property
    def faults(self) -> tuple[PluginFault, ...]:
        """All faults so far, by plugin; a repeated one says how often."""
        return tuple(fault for name in self._ledger.names() for fault in self._ledger.faults(name))

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every plugin that was found, as it stands now; those that failed too."""
        return tuple(self._standing(info) for info in self._roster.infos.values())

    def _standing(self, info: PluginInfo) -> PluginInfo:
        rests = info.state == "active" and self._ledger.resting(info.name)
        return replace(info, faults=self._ledger.faults(info.name), state="resting" if rests else info.state)

    def api_version(self, name: str) -> int | None:
        """The version of the plugin API that a loaded plugin says it was written for."""
        plugin = self._roster.plugins.get(name)
        return declared.version(plugin.module) if plugin else None

    def record(self, fault: PluginFault, *, counts: bool = True) -> None:
        """Keeps a fault that someone else noticed; with ``counts`` it brings the plugin nearer to a rest."""
        self._ledger.add(fault, counts=counts)

    def record_error(self, plugin: str, hook: str, error: BaseException, *, place: str = "") -> None:
        """Keeps what a plugin raised outside of a hook's call: in a template, in one of its pages.

        It stands with the innermost line of the plugin's own code or templates;
        where there is none with ``place``, at last with the line of the hook.
        """
        self._roster.tell_error(plugin, hook, error, place=place)

    def _stamp(self) -> str:
        plugins = [
            (plugin, self.config.plugin_settings(name))
            for name, plugin in self._roster.plugins.items()
            if INDEX_HOOKS.intersection(self._roster.infos[name].hooks)
        ]
        return stamp(self._fields.values(), plugins)

    # --- reading and indexing notes ---------------------------------------------------

    def extend_markdown(self, md: MarkdownIt) -> None:
        """Lets plugins add rules, each guarded; one that fails leaves the parser as it was."""
        hook = "garden_markdown"
        arguments = {"md": md, "config": self.config}
        for name in self._roster.answering(hook):
            guard = RuleGuard(md, partial(self._roster.tell_error, name, hook))
            answer = self._roster.ask(name, hook, partial(answers.nothing, hook), arguments)
            if isinstance(answer, PluginFault):
                guard.undo()
            else:
                guard.wrap()

    def index_values(self, note: Note) -> dict[str, tuple[Value, ...]]:
        """A note's values for the plugins' fields, each of the declared type."""
        hook = "garden_index_values"
        values: dict[str, tuple[Value, ...]] = {}
        for name in self._roster.answering(hook):
            answer = self._roster.ask(name, hook, partial(self._typed, name, hook, note), {"note": note})
            if not isinstance(answer, PluginFault):
                values |= answer
        return values

    def _typed(self, name: str, hook: str, note: Note, results: list[object]) -> dict[str, tuple[Value, ...]]:
        """What fits its type; values of a field that was refused, which was told then, are passed over."""
        given = answers.mapping(hook, results)
        if not given:
            return {}
        owner = registry.owner(name)
        given = {key: value for key, value in given.items() if key not in self._fields.refused(owner)}

        def tell(wrong: str) -> None:
            self._roster.tell(name, hook, f"For {note.path} it {wrong}")

        return typed(given, self._fields.owned_by(owner), tell)

    def note_problems(self, note: Note, garden: Garden) -> tuple[Problem, ...]:
        """What plugins find wrong with a note, by file and line."""
        problems = [
            problem for _, problem in self._values("garden_note_problems", Problem, note=note, garden=garden)
        ]
        problems.sort(key=lambda it: (it.path, it.line or 0, it.code, it.message))
        return tuple(map(answers.plain_problem, problems))

    def note_quotation(self, note: Note, name: str, garden: Garden) -> Quotation | None:
        """The words of a note that a link to ``note#name`` means; of several plugins' the first."""
        if not answers.QUOTATION_NAME.fullmatch(name):
            return None
        given = self._values("garden_note_quotations", Quotation, note=note, garden=garden)
        return next((quotation for _, quotation in given if quotation.name == name), None)

    # --- pages --------------------------------------------------------------------------

    def note_panels(self, note: Note, garden: Garden) -> Boxes:
        """Panels for a note's page."""
        return self._boxes("garden_note_panels", note=note, garden=garden)

    def home_panels(self, garden: Garden) -> Boxes:
        """Panels for the home page."""
        return self._boxes("garden_home_panels", garden=garden)

    def ways_on(self, note: Note, garden: Garden, *, few: bool = False) -> tuple[WayOn, ...]:
        """Places to go after a note, the weightiest first; ``few`` asks for what fits only at need."""
        ways = self._values("garden_ways_on", WayOn, note=note, garden=garden, few=few)
        return tuple(way for _, way in sorted(ways, key=lambda it: (-it[1].weight, it[0], it[1].note.title)))

    def word_links(self, garden: Garden) -> tuple[WordLink, ...]:
        """Words that lead to notes; of two that are the same, the first by plugin, title and id counts."""
        links = self._values("garden_word_links", WordLink, garden=garden)
        links.sort(key=lambda it: (it[0], it[1].note.title, it[1].note.id))
        return tuple(link for _, link in links)

    def leads(self, note: Note, garden: Garden) -> tuple[Note, ...]:
        """Notes that a note leads to by what plugins know."""
        return tuple(other for _, other in self._values("garden_leads", Note, note=note, garden=garden))

    def nav_items(
        self, garden: Garden, given: MutableMapping[str, tuple[NavItem, ...]] | None = None
    ) -> tuple[NavItem, ...]:
        """Entries for the navigation, in the order to show them.

        ``given`` keeps by name what plugins gave: one that is in it is not asked again, one that fails is.
        """
        given = {} if given is None else given
        hook = "garden_nav_items"
        entries: list[tuple[str, NavItem]] = []
        for name in self._roster.answering(hook):
            if name not in given:
                answer = self._roster.values_of(name, hook, NavItem, {"garden": garden})
                if isinstance(answer, PluginFault):
                    continue
                given[name] = answer
            entries += [(name, entry) for entry in given[name]]
        return tuple(entry for _, entry in sorted(entries, key=lambda it: (it[1].order, it[0], it[1].title)))

    def blueprints(self, garden: Garden) -> tuple[tuple[str, Blueprint], ...]:
        """(plugin, blueprint), one a plugin and called like it, to be mounted at ``/-/PLUGIN/``."""
        kept: dict[str, Blueprint] = {}
        blueprint_type = answers.noun("flask", "Blueprint")
        for name, blueprint in self._values("garden_blueprints", blueprint_type, garden=garden):
            if blueprint.name != name or name in kept:
                message = (
                    f"It gives the blueprint {blueprint.name!r}; give one, called {name!r} as the plugin is."
                )
                self._roster.tell(name, "garden_blueprints", message)
            else:
                kept[name] = blueprint
        return tuple(kept.items())

    def commands(self, taken: Collection[str] = ()) -> tuple[tuple[str, click.Command], ...]:
        """(plugin, command) by the command's name; who asks for a taken one is told who has it.

        ``taken`` are the names that the program has itself.
        """
        kept: dict[str, tuple[str, click.Command]] = {}
        command_type = answers.noun("click", "Command")
        for name, command in self._values("garden_commands", command_type, config=self.config):
            word = command.name or ""
            if not registry.COMMAND_NAME.fullmatch(word):
                self._roster.tell(name, "garden_commands", f"{word!r} cannot be the name of a command.")
            elif word in taken or word in kept:
                holder = "core" if word in taken else registry.owner(kept[word][0])
                message = f"The command {word!r} is already taken by {holder}; rename one of them."
                self._roster.tell(name, "garden_commands", message)
            else:
                kept[word] = (name, command)
        return tuple(given for _, given in sorted(kept.items()))

    def _values(self, hook: str, noun: type[T], **arguments: Any) -> list[tuple[str, T]]:
        """(plugin, value) of all plugins that did not fail."""
        return [
            (name, value)
            for name, answer in self._roster.collect(hook, noun, arguments)
            if not isinstance(answer, PluginFault)
            for value in answer
        ]

    def _boxes(self, hook: str, **arguments: Any) -> Boxes:
        boxes: list[tuple[str, Panel | PluginFault]] = []
        for name, answer in self._roster.collect(hook, Panel, arguments):
            if isinstance(answer, PluginFault):
                boxes.append((name, answer))
            else:
                boxes += [(name, panel) for panel in answer]
        return tuple(sorted(boxes, key=_box_order))


def _box_order(box: tuple[str, Panel | PluginFault]) -> tuple[bool, int, str, str]:
    name, panel = box
    if isinstance(panel, PluginFault):
        return True, 0, name, ""
    return False, panel.order, name, panel.title
