"""The page that tells of the plugins."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint

from garden.core import Garden
from garden.host import AT_OPENING
from garden.model import PluginFault, PluginInfo
from garden.web.browsing import PluginsPage, ToldPlugin
from garden.web.current import garden as current_garden
from garden.web.current import render

STATES = {
    "active": "working, but for what it did wrong",
    "resting": "resting for ten minutes, since it failed three times within ten",
    "failed": "not loaded, since it cannot be used as it is",
}
"""How a plugin that is to be looked after is, in words."""
ORIGINS = {"shipped": "comes with Garden", "garden": "this garden’s own", "installed": "installed"}

pages = Blueprint("garden_plugins", __name__)


@pages.get("/plugins")
def all_plugins() -> str:
    """Every plugin that was found: where from, how it is, what it answers, what went wrong and how often."""
    here = current_garden()
    told = [_told(here, info) for info in here.host.plugins()]
    page = PluginsPage(
        working=tuple(one for one in told if one.well),
        ailing=tuple(one for one in told if not one.well and not one.info.why),
        left_out=tuple(one for one in told if one.info.why),
        notices=here.host.notices,
        switched_off=tuple(sorted(here.config.plugins.disabled)),
    )
    return render("plugins.html", page)


def for_readers(info: PluginInfo) -> PluginInfo:
    """A plugin as anyone may know it: what one said that failed over a note may quote a hidden one."""
    return replace(info, faults=tuple(map(_for_readers, info.faults)))


def _for_readers(fault: PluginFault) -> PluginFault:
    if fault.hook in AT_OPENING:
        return fault
    return replace(fault, message="It failed. The log of the server tells how.")


def _told(here: Garden, info: PluginInfo) -> ToldPlugin:
    pages_of_hooks = {hook: here.resolve(hook).to for hook in info.hooks}
    well = info.state == "active" and not info.faults
    return ToldPlugin(
        info=for_readers(info),
        origin=ORIGINS[info.source],
        location=info.location if info.source != "shipped" else "",
        state="" if well else STATES.get(info.state, ""),
        hooks=tuple((hook, here.url(page) if page else "") for hook, page in pages_of_hooks.items()),
        well=well,
    )
