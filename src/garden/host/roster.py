"""Roster: the plugins that loaded, and the one way to call them, each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar

import pluggy

from garden import hookspecs
from garden.errors import LeaveOut
from garden.host import answers, declared
from garden.host.deprecations import deprecations
from garden.host.fit import misfits
from garden.host.guard import STDOUT_ASIDE, defined, describe, fault_of, mistakes
from garden.host.importing import Plugin, discard, import_plugin
from garden.host.ledger import Ledger, one_line
from garden.host.sources import Candidate
from garden.host.trace import Trace
from garden.model import PluginFault, PluginInfo

T = TypeVar("T")

PAGE_HOOKS = frozenset({"garden_home_panels", "garden_nav_items", "garden_note_panels", "garden_ways_on"})
"""Hooks that a resting plugin is not asked for."""
WAIT_SECONDS = 5.0
"""A call for a page that takes as long is a fault: nothing can end it, but the pages after can do without."""

UNSAID = "It does not say why."


class Roster:
    """Loads plugins and calls them; what goes wrong is kept in the ledger.

    ``key`` makes the names of their modules the host's own.
    """

    def __init__(
        self, ledger: Ledger, key: str, clock: Callable[[], float], trace: Trace | None = None
    ) -> None:
        self.plugins: dict[str, Plugin] = {}
        """Those that loaded, by precedence and name."""
        self.infos: dict[str, PluginInfo] = {}
        """Those that were found."""
        self._ledger = ledger
        self._clock = clock
        self._trace = trace
        self._key = key
        self._callers: dict[tuple[str, str], pluggy.HookCaller] = {}
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)

    @cached_property
    def _specs(self) -> Mapping[str, tuple[str, ...]]:
        """The hooks there are, with the names of their arguments."""
        callers = [caller for caller in vars(self._manager.hook).values() if caller.spec]
        return {caller.name: tuple(caller.spec.argnames) for caller in callers}

    def load(self, candidate: Candidate, settings: Mapping[str, Any]) -> None:
        """Imports and registers one plugin; one that cannot be, or whose settings are wrong, has failed."""
        name = candidate.name
        info = PluginInfo(
            name=name, source=candidate.source, location=candidate.location, summary="", state="failed"
        )
        self.infos[name] = info
        try:
            with STDOUT_ASIDE:
                plugin = import_plugin(candidate, self._key)
        except LeaveOut as reason:
            self.infos[name] = replace(info, state="left out", why=one_line(describe(reason)) or UNSAID)
            return
        except mistakes() as error:
            self._ledger.add(fault_of(error, name, "load", candidate.home), counts=False)
            return
        if not (self._declares(plugin, settings) and self._registered(plugin)):
            discard(plugin)
            return
        self.plugins[name] = plugin
        callers = self._manager.get_hookcallers(plugin.module) or ()
        hooks = tuple(sorted(caller.name for caller in callers if caller.name in self._specs))
        leaving = tuple(deprecations(plugin, callers))
        self.infos[name] = replace(
            info,
            summary=plugin.summary,
            hooks=hooks,
            deprecations=leaving,
            state="active",
            api_version=declared.version(plugin.module),
        )
        for deprecation in leaving:
            self._ledger.advise(deprecation)

    def _declares(self, plugin: Plugin, settings: Mapping[str, Any]) -> bool:
        """Whether a plugin fits this version, and its settings fit the plugin; what does not is told."""
        try:
            with STDOUT_ASIDE:  # a model may have validators of the plugin's own
                declared.version(plugin.module)
                declared.check_settings(plugin.name, plugin.module, settings)
        except mistakes() as error:
            self._ledger.add(fault_of(error, plugin.name, "load", plugin.candidate.home), counts=False)
            return False
        return True

    def _registered(self, plugin: Plugin) -> bool:
        """Registers a plugin if every hook of it fits; what does not is told with its line."""
        home = plugin.candidate.home
        try:
            faults = [
                PluginFault(plugin=plugin.name, hook="load", message=message, where=defined(function, home))
                for message, function in misfits(plugin.module, self._specs)
            ]
            if not faults:
                self._manager.register(plugin.module, name=plugin.name)
        except mistakes() as error:
            faults = [fault_of(error, plugin.name, "load", home)]
        for fault in faults:
            self._ledger.add(fault, counts=False)
        return not faults

    def answering(self, hook: str) -> Iterator[str]:
        """Names of the plugins to ask, in order; a resting one is passed over for a page."""
        for name in self.plugins:
            if hook in self.infos[name].hooks and not (hook in PAGE_HOOKS and self._ledger.resting(name)):
                yield name

    def ask(
        self, name: str, hook: str, read: Callable[[list[object]], T], arguments: Mapping[str, Any]
    ) -> T | PluginFault:
        """Calls one hook of one plugin and reads its answers, all inside the guard.

        Catches whatever the plugin raises. What the plugin prints goes to
        stderr, so that it cannot spoil data on stdout.
        """
        started = self._clock()
        try:
            with STDOUT_ASIDE:
                return read(self._caller(name, hook)(**arguments))
        except mistakes() as error:
            return self.tell_error(name, hook, error)
        finally:
            self._took(name, hook, self._clock() - started)

    def _took(self, name: str, hook: str, seconds: float) -> None:
        self._ledger.took(name, hook, seconds)
        if self._trace is not None:
            self._trace.took(name, hook, seconds)
        if hook in PAGE_HOOKS and seconds >= WAIT_SECONDS:
            message = (
                f"A page waited {seconds:.0f} s for it; do what takes long in garden_index_values, "
                "or once when the garden opens."
            )
            self.tell(name, hook, message, counts=True)

    def collect(
        self, hook: str, expected: type[T], arguments: Mapping[str, Any]
    ) -> list[tuple[str, tuple[T, ...] | PluginFault]]:
        """What each plugin gives for a hook that gives values, with the plugin's name."""
        return [(name, self.values_of(name, hook, expected, arguments)) for name in self.answering(hook)]

    def values_of(
        self, name: str, hook: str, expected: type[T], arguments: Mapping[str, Any]
    ) -> tuple[T, ...] | PluginFault:
        """What one plugin gives for a hook that gives values."""
        return self.ask(name, hook, partial(answers.items, hook, expected=expected, plugin=name), arguments)

    def _caller(self, name: str, hook: str) -> pluggy.HookCaller:
        """A caller that reaches one plugin only."""
        caller = self._callers.get((name, hook))
        if caller is None:
            others = [plugin.module for other, plugin in self.plugins.items() if other != name]
            caller = self._manager.subset_hook_caller(hook, others)
            self._callers[name, hook] = caller
        return caller

    def tell(self, name: str, hook: str, message: str, *, counts: bool = False) -> None:
        """Keeps a fault that is no exception, placed at the hook's own line."""
        fault = PluginFault(plugin=name, hook=hook, message=message, where=self._defined(name, hook))
        self._ledger.add(fault, counts=counts)

    def tell_error(self, name: str, hook: str, error: BaseException, *, place: str = "") -> PluginFault:
        """Keeps what was raised, placed in the plugin's code, else at ``place`` or the hook's own line."""
        plugin = self.plugins.get(name)
        fault = fault_of(error, name, hook, plugin.candidate.home if plugin else None)
        return self._ledger.add(replace(fault, where=fault.where or place or self._defined(name, hook)))

    def _defined(self, name: str, hook: str) -> str:
        """Where a plugin answers a hook; nothing for what is no hook of it, such as a template."""
        plugin = self.plugins.get(name)
        function = getattr(plugin.module, hook, None) if plugin else None
        return defined(function, plugin.candidate.home) if plugin and function else ""
