"""Hooks and arguments that are to go: a plugin that still uses them works, and is told of the mend.

A hookspec says so itself, with what pluggy has for it, and the text names what to write instead:

    @hookspec(warn_on_impl_args={"few": DeprecationWarning("look at 'garden' instead; 'few' goes in 2.0")})
    def garden_ways_on(note, garden, few): ...

    @hookspec(warn_on_impl=DeprecationWarning("answer 'garden_ways_on' instead; it goes in 2.0"))
    def garden_next(note): ...

pluggy gives that text as a `DeprecationWarning`, which tests show; what is made here is for
the log and for ``garden plugins``, where Python shows no such warnings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pluggy

from garden.host.guard import defined
from garden.host.importing import Plugin
from garden.model import PluginFault


def deprecations(plugin: Plugin, callers: Iterable[pluggy.HookCaller]) -> Iterator[PluginFault]:
    """What a registered plugin uses that is to go, each with the line of its function."""
    for caller in callers:
        for implementation in caller.get_hookimpls():
            if implementation.plugin is not plugin.module:
                continue
            where = defined(implementation.function, plugin.candidate.home)
            for sentence in _sentences(caller, implementation.argnames):
                yield PluginFault(plugin=plugin.name, hook=caller.name, message=sentence, where=where)


def _sentences(caller: pluggy.HookCaller, arguments: tuple[str, ...]) -> Iterator[str]:
    spec = caller.spec
    if spec is None:  # a hook of another version, which the plugin marked as optional
        return
    if spec.warn_on_impl:
        yield f"This hook is deprecated: {spec.warn_on_impl}."
    for argument, warning in (spec.warn_on_impl_args or {}).items():
        if argument in arguments:
            yield f"Its argument {argument!r} is deprecated: {warning}."
