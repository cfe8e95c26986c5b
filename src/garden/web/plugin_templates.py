"""Whether a plugin's templates compile, and make nothing that the pages' policy forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from jinja2 import TemplateError

from garden.web.plugin_files import EXTENSION, PluginFiles

_LOADED = "img|script|link|iframe|video|audio|source|embed"
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_FORBIDDEN = (
    (re.compile(r"<style\b", re.I), "a <style> is not applied; put it into a style sheet of the plugin"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.I), "a script in the page is not run; put it into a file"),
    (re.compile(r"<[^>{}]*\sstyle\s*=", re.I), 'style="..." is not applied; give a class'),
    (re.compile(r"<[^>{}]*\son[a-z]+\s*=", re.I), 'an on...="..." is not run; listen from a script'),
    (re.compile(r"[\"']\s*javascript:", re.I), "a javascript: address is not followed"),
    (
        re.compile(rf"<(?:{_LOADED})\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I),
        "nothing is loaded from another host; keep the file with the plugin",
    ),
    (re.compile(r"\|\s*safe\b"), "'|safe' lets through what a note holds; leave it out"),
)
"""What the Content-Security-Policy stops in a reader's browser, and what must not be done."""
_FILE = re.compile(r"""\bplugin_file\(\s*(["'])([^"'\n]*)\1\s*,\s*(["'])([^"'\n]*)\3\s*\)""")
"""Where a template asks for a file of a plugin, by names that are written out."""


def wrong(app: Flask, plugin: str, folder: Path) -> Iterator[str]:
    """What must be mended in a plugin's templates, each a sentence with file and line."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            app.jinja_env.get_template(f"{plugin}/{name}")
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            yield f"{name}{f', line {line}' if line else ''}: {error}"
            continue
        except (OSError, ValueError) as error:
            yield f"{name} cannot be read: {error}"
            continue
        plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
        for pattern, sentence in _FORBIDDEN:
            for found in pattern.finditer(plain):
                yield f"{name}, line {_line(plain, found)}: {sentence}."
        files: PluginFiles = app.extensions[EXTENSION]
        for found in _FILE.finditer(plain):
            if missing := files.missing(found[2], found[4]):
                yield f"{name}, line {_line(plain, found)}: {missing}"


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1
