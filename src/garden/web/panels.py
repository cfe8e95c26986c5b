"""Plugins' panels, each rendered alone: one that fails becomes a small box, not an error."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app

from garden.core import Garden
from garden.host.guard import mistakes
from garden.model import Panel, PluginFault
from garden.web.parts import ShownPanel
from garden.web.plugin_files import bring
from garden.web.site import site
from garden.web.trusted_html import sanitised

_PLAIN = "panel.html"
"""Shows a panel that has no template of its own."""


def show_all(answers: Iterable[tuple[str, Panel | PluginFault]], garden: Garden) -> tuple[ShownPanel, ...]:
    """All panels, those that came out empty left away, those that failed last."""
    shown = [_show(plugin, answer, garden) for plugin, answer in answers]
    kept = [panel for panel in shown if panel.failed or panel.html.strip()]
    return tuple(sorted(kept, key=lambda panel: panel.failed))


def _show(plugin: str, panel: Panel | PluginFault, garden: Garden) -> ShownPanel:
    if isinstance(panel, PluginFault):
        return _failed(plugin)
    template = panel.template or _PLAIN
    try:
        html = _render(template, panel, garden)
    except mistakes() as error:  # whatever a plugin's template does, the page goes on
        garden.host.record_error(plugin, "template", error, place=template)
        return _failed(plugin)
    if html.strip():
        bring(plugin, panel)
    return ShownPanel(plugin=plugin, title=panel.title, html=sanitised(html), slot=panel.slot)


def _render(name: str, panel: Panel, garden: Garden) -> str:
    template = current_app.jinja_env.get_template(name)
    return template.render({**panel.context, "garden": garden, "panel": panel, "site": site(garden)})


def _failed(plugin: str) -> ShownPanel:
    return ShownPanel(plugin=plugin, title="", html=sanitised(""), failed=True)
