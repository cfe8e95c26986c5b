"""The shipped plugin for diagrams: a picture where a note is shown, its source everywhere else."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.model import Query

if TYPE_CHECKING:
    from tests.conftest import MakeGarden

TEA = "flowchart LR\n  A[Kettle] -->|boils| B{Tea?}\n"
PICTURE = re.compile(
    r'<img src="data:image/svg\+xml;base64,([\w+/=]+)" alt="Diagram"'
    r' width="(\d+)" height="(\d+)" loading="lazy">'
)


def block(source: str) -> str:
    return f"```mermaid\n{source}```\n"


def html(garden: Garden, name: str = "a") -> str:
    note = garden.note(name)
    assert note is not None
    assert garden.host.faults == ()
    return garden.html(note)


def test_it_is_drawn_with_its_source_beneath(garden_of: MakeGarden) -> None:
    made = html(garden_of({"notes/a.md": f"{block(TEA)}\n```python\nx = 1\n```\n"}))
    [(drawn, width, height)] = PICTURE.findall(made)
    svg = b64decode(drawn).decode()
    assert "Kettle" in svg
    assert int(width) > int(height) > 10
    assert "A[Kettle] --&gt;|boils| B{Tea?}\n</code></pre>\n</details></figure>" in made
    assert made.count("<figure") == 1


def test_its_author_says_what_it_shows_to_those_who_cannot_see_it(garden_of: MakeGarden) -> None:
    said = 'flowchart LR\n  accTitle: Tea, "made"\n  accDescr {\n A kettle,\n then tea.\n  }\n  A --> B\n'
    made = html(garden_of({"notes/a.md": block(said)}))
    assert ' alt="Tea, &quot;made&quot;. A kettle, then tea." ' in made


def test_the_source_is_what_is_searched_and_nothing_is_drawn_for_that(
    garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.run", lambda *args, **options: pytest.fail("it drew"))
    garden = garden_of({"notes/a.md": block(TEA)})
    assert [hit.note.id for hit in garden.search(Query(text="kettle")).hits] == ["a"]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("flowchart LR\n  A[Kettle --> B\n", "Unterminated node label"),
        ("Whatever\n", "No Mermaid diagram type"),
        (f"flowchart LR\n  A[{'x' * 20_000}]\n", "longer than what is drawn"),
        ("flowchart LR\n" + "".join(f"  N{i} --> N{i * 7 % 400}\n" for i in range(1_000)), "limit"),
    ],
)
def test_what_cannot_be_drawn_shows_its_source_and_is_told(
    garden_of: MakeGarden, source: str, why: str
) -> None:
    garden = garden_of({"notes/a.md": f"---\ntitle: A\n---\nFirst.\n\n{block(source)}"})
    made = html(garden)
    assert "<img" not in made
    assert source.splitlines()[-1].replace(">", "&gt;") in made
    assert '<p class="notice">This cannot be drawn as a diagram, so here it is in words.</p>' in made
    [problem] = [problem for problem in garden.check() if problem.code == "diagram-unreadable"]
    assert (problem.path, problem.line) == ("a.md", 6)
    assert why in problem.message


def test_a_program_that_never_ends_is_ended(garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = garden_of({"notes/a.md": block("pie\n") + block(TEA)})
    *_, plugin = (  # other gardens may have theirs
        module
        for name, module in sys.modules.items()
        if name.startswith("garden._") and name.endswith(".diagrams")
    )
    monkeypatch.setattr(plugin, "PATIENCE", 0.05)
    monkeypatch.setattr(plugin, "PROGRAM", "while True: pass")
    assert html(garden).count("cannot be drawn") == 2
    monkeypatch.undo()
    plugin.draw.cache_clear()


def test_a_note_has_so_many(garden_of: MakeGarden) -> None:
    made = html(garden_of({"notes/a.md": block(f"{TEA}%% {'x' * 19_500}\n") + block(TEA)}))
    assert made.count("<img") == made.count("cannot be drawn") == 1


def test_nothing_in_it_leads_or_acts(garden_of: MakeGarden) -> None:
    source = (
        'flowchart LR\n  A["<img src=x onerror=go()><script>go()</script>"]\n  click A "javascript:go()"\n'
    )
    made = PICTURE.sub("", html(garden_of({"notes/a.md": block(source)})))
    assert "<script" not in made
    assert "<img" not in made
    assert "<a" not in made


def test_that_of_a_hidden_note_is_nowhere(garden_of: MakeGarden) -> None:
    hidden = f"---\nvisibility: hidden\n---\n{block(TEA)}"
    assert "data:" not in html(garden_of({"notes/a.md": "See ![[b]].\n", "notes/b.md": hidden}))


def test_without_its_package_it_is_left_out(garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mmdr", None)
    garden = garden_of({"notes/a.md": block(TEA)})
    [info] = [info for info in garden.host.plugins() if info.name == "diagrams"]
    assert (info.state, info.faults) == ("left out", ())
    assert "pip install 'garden-notes[diagrams]'" in info.why
    made = html(garden)
    assert '<pre class="code" tabindex="0" data-lang="mermaid"><code>flowchart LR' in made
    assert "notice" not in made
