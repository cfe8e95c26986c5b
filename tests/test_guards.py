"""Tests of the tests: with a guard switched off, those that watch it must go red.

Run as a program, this file switches off one guard after another, runs a few of
the other tests each time, and prints what came of them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent


class _Whatever:
    """A sanitiser that lets everything pass."""

    def clean(self, html: str) -> str:
        return html


def _always(answer: object) -> Callable[..., Any]:
    return lambda *_, **__: answer


def _unescaped(set_up: Callable[..., None]) -> Callable[..., None]:
    def set_up_unescaped(app: Any, *rest: Any) -> None:
        set_up(app, *rest)
        app.jinja_env.autoescape = False

    return set_up_unescaped


def _everywhere(shown: dict[object, object]) -> dict[object, object]:
    from garden.model import Visibility

    return dict.fromkeys(shown, frozenset(Visibility))


Off = Callable[[Any], object]
GUARDS: dict[str, tuple[str, str, Off, str]] = {
    "sanitiser": ("garden.markdown.sanitise", "_CLEANER", lambda _: _Whatever(), "markdown/test_sanitise.py"),
    "escaping": ("garden.web.app", "set_up_templates", _unescaped, "web/test_panels.py"),
    "unseen characters": ("garden.web.text", "named", lambda _: str, "web/test_text.py"),
    "policy": ("garden.web.headers", "HEADERS", lambda _: {}, "web/test_headers.py"),
    "hosts": ("garden.web.guards", "is_trusted", lambda _: _always(True), "web/test_hosts.py"),
    "paths": ("garden.store.walking", "Tree.passes_over", lambda _: _always(False), "test_store.py"),
    "links": ("garden.store", "_READ", lambda flags: flags & ~os.O_NOFOLLOW, "test_store.py"),
    "attachments": ("garden.core.view", "GardenView.offers", lambda _: _always(True), "web/test_files.py"),
    "visibility": ("garden.core.visibility", "_SHOWN", _everywhere, "core/test_visibility.py"),
    "pushed code": ("garden.history.pulling", "_is_code", lambda _: _always(0), "history/test_pulling.py"),
    "signatures": ("garden.web.hook", "is_signed", lambda _: _always(True), "web/test_hook.py"),
    "plugins": ("garden.host.roster", "mistakes", lambda _: _always(()), "host/test_answers.py"),
}
"""Where each guard stands, what it is exchanged for, and the tests that watch it."""


def test_without_its_guard_a_test_goes_red() -> None:
    done = subprocess.run(
        [sys.executable, __file__],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results: dict[str, tuple[int, str]] = json.loads(done.stdout)
    assert set(results) == set(GUARDS)
    for guard, (code, said) in results.items():
        assert code == pytest.ExitCode.TESTS_FAILED, f"Nothing watches the guard {guard!r}:\n{said}"
        assert "\n1 failed" in said, said


def run_without(module: str, name: str, off: Off, tests: str) -> tuple[int, str]:
    """Runs tests up to the first that fails."""
    inside, _, attribute = name.rpartition(".")
    holder = attrgetter(inside)(import_module(module)) if inside else import_module(module)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as said:
        patch.setattr(holder, attribute, off(getattr(holder, attribute)))
        # What a failed test leaves open is not what is asked here, nor that we were imported before pytest.
        plain = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception"]
        imported = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = pytest.main([*plain, *imported, str(TESTS / tests)])
    return int(code), said.getvalue()


if __name__ == "__main__":
    print(json.dumps({guard: run_without(*how) for guard, how in GUARDS.items()}))
