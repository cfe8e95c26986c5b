"""No hook without its page in the guide, an example that runs, a test, and a shipped plugin that uses it."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import garden
from garden import config, hookspecs, shipped
from garden.core import Garden
from garden.core.beginning import plain
from garden.host import PluginHost
from garden.model import Query
from garden.testing import client, make_garden, run

HOOKS = {
    name: tuple(inspect.signature(function).parameters)
    for name, function in vars(hookspecs).items()
    if name.startswith("garden_")
}
PAGES = shipped.folder("notes") / "guide" / "hooks"
PARTS = ("When it is asked", "What it is given", "What it gives", "An example", "When it fails")
FILE = re.compile(r"^Put this into `([^`]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)

NOTES = {
    "notes/leek-soup.md": "---\ntitle: Leek soup\nkind: recipe\nserves: '12'\nseason: autumn\n---\nLeeks.\n",
    "notes/pie.md": "---\ntitle: Pie\nkind: recipe\nserves: '12'\nseason: winter\n---\n{{cook: leek-soup}}\n",
    "notes/tea.md": "---\ntitle: Tea\nkind: recipe\n---\nWater.\n",
}


def text_of(hook: str) -> str:
    return (PAGES / f"{hook}.md").read_text(encoding="utf-8")


@pytest.fixture(params=HOOKS)
def hook(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_hook_has_a_page_and_every_page_a_hook() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} - {"index"} == set(HOOKS)


def test_a_page_has_its_signature_and_all_its_parts(hook: str) -> None:
    text = text_of(hook)
    assert f"\n{hook}({', '.join(HOOKS[hook])})" in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(PARTS)
    given = text.partition("## What it is given")[2].partition("## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", given, re.MULTILINE) == list(HOOKS[hook])


def test_a_page_tells_of_all_that_its_values_hold(hook: str) -> None:
    noun = re.search(r"Iterable\[(\w+)\]", inspect.get_annotations(getattr(hookspecs, hook))["return"])
    made = getattr(garden, noun[1], None) if noun and noun[1] != "Note" else None
    gives = text_of(hook).partition("## What it gives")[2].partition("## ")[0]
    if made is None or "values, as in [[" in gives:
        return
    told = [
        name
        for row in re.findall(r"^\| (`.+?) \|", gives, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert sorted(told) == sorted(field.name for field in dataclasses.fields(made))


def test_a_page_is_in_the_list_of_all_hooks(hook: str) -> None:
    assert f"| [[{hook}]] |" in (PAGES / "index.md").read_text(encoding="utf-8")


def test_a_hook_says_in_its_own_words_what_it_is_for(hook: str) -> None:
    doc = inspect.getdoc(getattr(hookspecs, hook)) or ""
    assert "@hookimpl" in doc
    assert f"def {hook}(" in doc


def test_a_shipped_plugin_uses_it(hook: str, tmp_path: Path) -> None:
    host = PluginHost.load(config.load(tmp_path))
    users = [plugin.name for plugin in host.plugins() if hook in plugin.hooks and plugin.source == "shipped"]
    host.close()
    assert users


# --- the examples, run ------------------------------------------------------------


@pytest.fixture
def example(hook: str, tmp_path: Path) -> Iterator[Garden]:
    files = dict(FILE.findall(text_of(hook)))
    assert "plugins/recipes.py" in files
    assert hook in files["plugins/recipes.py"]
    with make_garden(tmp_path / "garden", {**NOTES, **files}) as garden:
        yield garden


def test_the_example_of_its_page_does_what_it_says(hook: str, example: Garden) -> None:
    [plugin] = [plugin for plugin in example.host.plugins() if plugin.source == "garden"]
    assert (plugin.name, plugin.state, plugin.faults) == ("recipes", "active", ())
    assert hook in plugin.hooks
    assert plugin.summary.endswith(".")
    EXAMPLES[hook](example)
    assert example.host.faults == ()


def kinds(garden: Garden) -> None:
    assert garden.kinds["recipe"].plural_label == "Recipes"
    page = client(garden).get("/notes/leek-soup").text
    assert "Recipe</span>" in page
    assert "<dt>Serves</dt>" in page
    assert f"```text{plain(garden.kinds['recipe'])}```" in text_of("garden_note_kinds")


def fields(garden: Garden) -> None:
    assert garden.fields["season"].facet
    for text in ("season:autumn serves:12", "season:autumn serves:<30", "season:autumn serves:10-20"):
        assert [hit.note.id for hit in garden.search(Query(text=text)).hits] == ["leek-soup"]
    assert not garden.search(Query(text="serves:<12")).hits
    browser = client(garden)
    assert "Season</h3>" in browser.get("/search?q=kind:recipe").text
    for filters in ("season=autumn&serves=12", "q=serves:<30&season=autumn"):
        found = browser.get(f"/search.json?{filters}").get_json()
        assert [hit["id"] for hit in found["hits"]] == ["leek-soup"]


def markdown(garden: Garden) -> None:
    note = garden.note("pie")
    assert note is not None
    assert "Leeks." in garden.html(note)
    assert [link.target for link, _ in garden.links(note)] == ["leek-soup"]


def commands(garden: Garden) -> None:
    result = run(["cook", "--for", "10"], garden.config.root)
    assert result.stdout.splitlines() == ["Leek soup: serves 12", "Pie: serves 12"]


def blueprints(garden: Garden) -> None:
    page = client(garden).get("/-/recipes/")
    assert page.status_code == 200
    assert "<h1>Recipes</h1>" in page.text
    assert "/notes/leek-soup" in page.text


def values(garden: Garden) -> None:
    page = garden.search(Query(filters={"table": ("large",)}))
    assert {hit.note.id for hit in page.hits} == {"leek-soup", "pie"}


def problems(garden: Garden) -> None:
    [problem] = [problem for problem in garden.check() if problem.code == "recipe-serves"]
    assert problem.path == "tea.md"


def note_panels(garden: Garden) -> None:
    page = client(garden).get("/notes/leek-soup").text
    assert "At the table</h2>" in page
    assert "<p>Serves 12.</p>" in page
    assert "At the table" not in client(garden).get("/notes/tea").text


def quotations(garden: Garden) -> None:
    page = client(garden).get("/notes/sunday").text
    assert "Start with more onions than you believe." in page
    assert 'the cook, <a class="internal" href="/notes/onion-soup#tip">Onion soup</a>' in page


def home_panels(garden: Garden) -> None:
    assert "Today’s dish</h2>" in client(garden).get("/").text


def ways_on(garden: Garden) -> None:
    note = garden.note("pie")
    assert note is not None
    [way] = [way for way in garden.ways_on(note) if way.note.id == "leek-soup"]
    assert way.reason == "when 12 are coming again tomorrow"


def leads(garden: Garden) -> None:
    assert "leek-soup" not in [note.id for note in garden.orphans()]
    assert "supper" in [note.id for note in garden.orphans()]


def nav_items(garden: Garden) -> None:
    assert '<a href="/kinds/recipe">Recipes</a>' in client(garden).get("/").text


def word_links(garden: Garden) -> None:
    page = client(garden).get("/notes/leek-soup").text
    assert '<p><a class="internal term" href="/notes/leek">Leeks</a>.</p>' in page


EXAMPLES: dict[str, Callable[[Garden], None]] = {
    "garden_note_kinds": kinds,
    "garden_index_fields": fields,
    "garden_markdown": markdown,
    "garden_commands": commands,
    "garden_blueprints": blueprints,
    "garden_index_values": values,
    "garden_note_problems": problems,
    "garden_note_panels": note_panels,
    "garden_note_quotations": quotations,
    "garden_home_panels": home_panels,
    "garden_ways_on": ways_on,
    "garden_leads": leads,
    "garden_word_links": word_links,
    "garden_nav_items": nav_items,
}


def test_every_hook_has_a_test_of_its_example() -> None:
    assert set(EXAMPLES) == set(HOOKS)
