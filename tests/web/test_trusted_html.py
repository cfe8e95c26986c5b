"""HTML that no template escapes is made in one place, and templates never say "safe"."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import garden
from garden import shipped

CODE = Path(garden.__file__).parent
UNSAFE = re.compile(r"\|\s*safe\b|autoescape|Markup\(|__html__")


def test_markup_is_made_in_one_module() -> None:
    made = {
        str(path.relative_to(CODE)): path.read_text().count("Markup(")
        for path in CODE.rglob("*.py")
        if "Markup(" in path.read_text()
    }
    assert made == {"web/trusted_html.py": 2}
    defined = [path.name for path in CODE.rglob("*.py") if "def __html__" in path.read_text()]
    assert defined == ["safe_html.py"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("sanitised", {"note_page.py": 1, "panels.py": 2}), ("data_block", {"describing.py": 1})],
)
def test_it_is_called_for_notes_and_panels_alone(name: str, expected: dict[str, int]) -> None:
    calls = {
        path.name: len(re.findall(rf"\b{name}\(", path.read_text()))
        for path in (CODE / "web").glob("*.py")
        if path.name != "trusted_html.py" and f"{name}(" in path.read_text()
    }
    assert calls == expected


def test_no_template_and_no_plugin_goes_round_it() -> None:
    files = [*shipped.folder("templates").rglob("*.html")]
    files += [path for path in shipped.folder("plugins").rglob("*") if path.suffix in {".html", ".py"}]
    assert len(files) > 20
    assert not [path.name for path in files if UNSAFE.search(path.read_text())]
