"""The guide says what is so: its settings load, its tutorial runs, its links lead somewhere."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from garden import config, hookspecs, shipped
from garden.core import Garden
from garden.model import Query
from garden.testing import Bed, client, make_garden, run, write_files

GUIDE = shipped.folder("notes") / "guide"
FILE = re.compile(r"^Put this [^`\n]*into `([^`]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


# --- every page --------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(GUIDE.rglob("*.md")), ids=lambda path: path.stem)
def test_a_page_of_the_guide_leads_on(shipped_garden: Garden, path: Path) -> None:
    note = shipped_garden.note(path.relative_to(GUIDE.parent).with_suffix("").as_posix())
    assert note is not None
    assert (note.kind, note.tags) == ("guide", ("guide",))
    assert note.summary
    assert note.series
    assert len(note.next) >= 2
    for choice in note.next:
        assert choice.when
        assert shipped_garden.resolve(choice.to, note).to, choice.to
    assert [link.target for link, found in shipped_garden.links(note) if found.to is None] == []


def test_the_guide_is_in_order(shipped_garden: Garden) -> None:
    notes = [note for note in shipped_garden.notes(kind="guide") if note.series == "Guide"]
    assert sorted(int(note.section) for note in notes) == list(range(1, len(notes) + 1))


# --- settings ------------------------------------------------------------------------


def settings(made: object, above: str = "") -> Iterator[str]:
    for field in dataclasses.fields(made):  # type: ignore[arg-type]
        name, inner = field.name, getattr(made, field.name, None)
        if dataclasses.is_dataclass(inner):
            yield from settings(inner, f"{name}.")
        elif name not in {"root", "notes_folder", "safe", "kinds", "tables"}:
            yield name if above in {"", "plugins."} else f"{above}{name}"


def test_every_setting_is_in_the_guide(tmp_path: Path) -> None:
    named = re.findall(r"^\| `([\w.]+)` \|", text_of("settings"), re.MULTILINE)
    known = {*settings(config.load(tmp_path)), *settings(config.KindSettings())}
    assert set(named) == known


def test_the_settings_of_the_guide_load(tmp_path: Path) -> None:
    (toml,) = [code for language, code in BLOCK.findall(text_of("settings")) if language == "toml"]
    write_files(tmp_path, {"garden.toml": toml})
    loaded = config.load(tmp_path)
    assert loaded.name == "Sallowbridge"
    assert loaded.kinds["story"].fields == ("place",)


# --- writing and searching ----------------------------------------------------------------


def test_every_line_of_front_matter_is_in_the_guide() -> None:
    keys = set(re.findall(r"`(\w+)`", text_of("write-a-note")))
    fields = {
        "title", "kind", "tags", "aliases", "authors", "date", "updated", "summary", "lang", "series",
        "section", "next", "related", "licence", "rights", "source", "consent", "content_note", "status",
        "draft", "visibility", "door",
    }  # fmt: skip
    assert fields <= keys


def test_the_searches_of_the_guide_can_be_asked(shipped_garden: Garden) -> None:
    asked = re.findall(r"^\| `([^`]+)` \|", text_of("searching-well"), re.MULTILINE)
    assert len(asked) >= 10
    for text in asked:
        page = shipped_garden.search(Query(text=text))
        assert page.total > 0, text


# --- templates ------------------------------------------------------------------------------


def test_the_template_of_the_guide_is_used(tmp_path: Path) -> None:
    files = dict(FILE.findall(text_of("your-own-templates")))
    with make_garden(tmp_path / "garden", {**files, "notes/a.md": "# A\n\nText."}) as garden:
        page = client(garden).get("/notes/a").text
    assert "Tell Tom." in page
    assert "To cite" in page


def test_the_template_for_a_kind_is_used(tmp_path: Path) -> None:
    blocks = BLOCK.findall(text_of("your-own-templates"))
    [toml] = [code for language, code in blocks if language == "toml"]
    letter = next(code for language, code in blocks if language == "html" and "Undated" in code)
    files = {
        "garden.toml": toml,
        "templates/letter.html": letter,
        "notes/a.md": "---\nkind: letter\n---\n# A",
    }
    with make_garden(tmp_path / "garden", files) as garden:
        assert "<p>Undated</p>" in client(garden).get("/notes/a").text


# --- the tutorial ---------------------------------------------------------------------------


TUTORIAL = FILE.findall(text_of("write-a-plugin"))


def test_the_first_step_of_the_tutorial_works(tmp_path: Path) -> None:
    first = dict(reversed(TUTORIAL))
    assert first["plugins/recipes.py"].count("@hookimpl") == 1
    with make_garden(tmp_path / "garden", first) as garden:
        assert garden.host.faults == ()
        assert "Recipe</span>" in client(garden).get("/notes/leek-soup").text
        assert run(["new", "recipe", "Pea soup"], garden.config.root).exit_code == 0
        assert b"\nserves:\n" in garden.store.read("pea-soup.md")


def test_the_plugin_of_the_tutorial_works(tmp_path: Path) -> None:
    pie = "---\ntitle: Pie\nkind: recipe\nserves: 4\n---\nCrust.\n"
    with make_garden(tmp_path / "garden", {**dict(TUTORIAL), "notes/pie.md": pie}) as garden:
        browser = client(garden)
        assert "<p>Serves 12.</p>" in browser.get("/notes/leek-soup").text
        assert "/notes/leek-soup" in browser.get("/-/recipes/").text
        assert 'href="/-/recipes/"' in browser.get("/").text
        assert "Serves</h3>" in browser.get("/search?q=kind:recipe").text
        assert [hit.note.id for hit in garden.search(Query(text="serves:>10")).hits] == ["leek-soup"]
        assert run(["recipes"], garden.config.root).stdout == "Leek soup: serves 12\nPie: serves 4\n"
        assert garden.host.faults == ()


def test_what_the_tutorial_says_of_a_broken_plugin_is_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = dict(TUTORIAL)
    broken = files["plugins/recipes.py"].replace("    if note.kind", "    1 / 0\n    if note.kind")
    with make_garden(tmp_path / "garden", {**files, "plugins/recipes.py": broken}) as garden:
        page = client(garden).get("/notes/leek-soup")
        assert page.status_code == 200
        assert "Leeks, potatoes" in page.text
    [line] = re.findall(r"^plugin recipes, .+$", text_of("write-a-plugin"), re.MULTILINE)
    told = caplog.records[0].getMessage()
    assert re.sub(r":\d+\)", "", told) == re.sub(r":\d+\)", "", line)


PACKAGE = {
    "pyproject.toml": dict(TUTORIAL)["garden-recipes/pyproject.toml"],
    "README.md": "# Recipes",
    "src/garden_recipes/__init__.py": dict(TUTORIAL)["plugins/recipes.py"],
    **{
        f"src/garden_recipes/{folder}/{Path(path).name}": text
        for folder in ("templates", "static")
        for path, text in TUTORIAL
        if path.startswith(f"plugins/{folder}/")
    },
}
"""What the tutorial makes of its plugin at the end."""


def test_the_package_of_the_tutorial_can_be_built_and_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, site = tmp_path / "garden-recipes", tmp_path / "site"
    write_files(top, PACKAGE)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run(build, cwd=top, check=True, capture_output=True)
    [wheel] = (top / "dist").iterdir()
    assert f"dist/{wheel.name}\n" in text_of("write-a-plugin")
    zipfile.ZipFile(wheel).extractall(site)
    monkeypatch.syspath_prepend(site)
    with Bed.of(tmp_path / "garden", {"notes/leek-soup.md": dict(TUTORIAL)["notes/leek-soup.md"]}) as bed:
        bed.page("/notes/leek-soup").shows("Serves 12.")
        [line] = [line for line in bed.run("plugins").text.splitlines() if line.startswith("recipes")]
    assert f"`{line}`" in text_of("write-a-plugin")
    del sys.modules["garden_recipes"]


def test_the_entry_point_of_the_tutorial_is_the_one_that_is_looked_for() -> None:
    from garden.host.sources import GROUP

    assert f"[project.entry-points.{GROUP}]" in text_of("write-a-plugin")


# --- what stays ---------------------------------------------------------------------------------


def test_what_is_said_of_a_deprecated_argument_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    blocks = BLOCK.findall(text_of("what-stays"))
    [spec] = [code for language, code in blocks if language == "python"]
    made = {"hookspec": hookspecs.hookspec}
    exec(spec, made)  # the page's own example
    monkeypatch.setattr(hookspecs, "garden_note_panels", made["garden_note_panels"])
    code = "from garden import hookimpl\n\n\n\n\n@hookimpl\ndef garden_note_panels(note, page): ...\n"
    with pytest.warns(DeprecationWarning, match="call 'garden.url"):
        make_garden(tmp_path / "garden", {"plugins/recipes.py": code}).close()
    assert caplog.messages == re.findall(r"^plugin recipes, .+$", text_of("what-stays"), re.MULTILINE)
