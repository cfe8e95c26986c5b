"""A real browser before a real server: the shipped garden, and a note with everything in it."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from garden import shipped
from garden.testing import make_garden
from garden.web import create_app
from tests.conftest import uncounted

HERE = Path(__file__).parent
COUNTED = "Every word of it counted. " * 400
BELOW = "And below it a line or two that says somewhat more, for those who want to know."
SLIPS = (
    *((COUNTED[:letters], "") for letters in (9, 60, 100, 150, 200, 300, 900)),
    ("Counted", "more"),
    ("W" * 80, BELOW),
    ("WHO WOULD WANT A CARD ALL IN CAPITALS, AND WHY?", BELOW),
    ("長い沈黙を待つことにする" * 6, BELOW),
    ("ينتظرون صمتا طويلا " * 6, BELOW),
    ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", BELOW),
)
"""Titles and summaries of cards to print, of every length and several scripts."""
EXTRA: dict[str, str | bytes] = {
    "notes/everything.md": (HERE / "everything.md").read_bytes(),
    "notes/beside.md": (HERE / "beside.md").read_bytes(),
    "notes/many-footnotes.md": "".join(
        ["Words", *(f"[^{n}]" for n in range(120)), "\n\n", *(f"[^{n}]: Said.\n" for n in range(120))]
    ),
    **{
        f"notes/slips/{n}.md": json.dumps(
            {"title": title, "summary": summary, "kind": "slip", summary: COUNTED[:4_000]}
        )
        for n, (title, summary) in enumerate(SLIPS)
    },
    "notes/right-to-left.md": "---\ntitle: 'לחישה \u202e override'\nlang: he\n---\nשלום עולם, hello.\n",
    "notes/unwieldy.md": f"""---
title: {"T" * 500}
kind: gathering
door: {"D" * 200}
date: 1999-01-01
hosts: [{"N" * 200}]
place: {"P" * 200}
series: {"S" * 200}
tags: [{"t" * 200}]
takeaways:
  - quote: {"Q" * 500}
    by: "B\u202e{"B" * 200}"
---
{{{{takeaway: unwieldy#1}}}} {{{{takeaway: nowhere#1}}}} [[gated]] {"W" * 200}
""",
    "notes/turned.md": """---
title: "מפגש \u202e override"
kind: gathering
lang: he
date: 1999-01-02
teller: "שרה \u202e לוי"
place: הגן
takeaways: [שלום]
---
שלום {{takeaway: turned#1}}
""",
    "notes/gated.md": (
        "---\ntitle: Gated\ncontent_note: a death in the family\n---\nThe hard part.[^1]\n\n[^1]: Aside.\n"
    ),
    "notes/gone.md": "---\ntitle: Gone\nwithdrawn: 2026-01-01\n---\nWords.\n",
    "notes/drawing.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="90">'
        b"<script>document.documentElement.id='ran'</script><rect width='400' height='90' fill='#7a9'/></svg>"
    ),
}

PAGES = (
    "/",
    "/search",
    "/search/help",
    "/search?q=lift",
    "/search?q=lisening+kichen",
    "/search?kind=story&tag=trust",
    "/search?q=xyzzy+plugh",
    "/notes/",
    "/notes/gatherings/",
    "/notes/index",
    "/notes/everything",
    "/notes/beside",
    "/notes/right-to-left",
    "/notes/gated",
    "/notes/gatherings/soup-and-numbers",
    "/notes/practices/reading-the-budget-aloud",
    "/notes/maxims/read-it-aloud",
    "/notes/prompts/on-t-attendait",
    "/notes/stories/el-turno-de-noche",
    "/notes/themes/being-asked",
    "/notes/unwieldy",
    "/notes/turned",
    "/years/1999",
    f"/people/{'N' * 200}",
    f"/series/{'S' * 200}",
    "/kinds/",
    "/kinds/story",
    "/kinds/theme",
    "/kinds/maxim",
    "/kinds/prompt?print=cards",
    "/kinds/slip?print=cards",
    "/tags/",
    "/explore",
    "/people/",
    "/people/Tom%20Reyes",
    "/series/",
    "/series/Guide",
    "/years/",
    "/years/2026",
    "/years/undated",
    "/lately",
    "/tags/place",
    "/wanted",
    "/map",
    "/map?from=how-we-ask&steps=3",
    "/about",
    "/-/gatherings/",
    "/-/maxims/",
    "/-/practices/",
    "/-/practices/?time=30&people=6",
    "/-/prompts/",
    "/care",
    "/-/trails/",
    "/notes/trails/from-a-stopped-lift",
    "/-/trails/trails/from-a-stopped-lift/supper?by=bill.landings.stairs.room",
    "/-/trails/trails/asking-and-going-back/the-return-visit?by=slow-questions.what-have-you-stopped-saying",
)
"""Every kind of page that there is; those that say no are in `REFUSALS`."""
REFUSALS = ("/notes/soup-and-nmbers", "/notes/gone", "/nothing")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that ask for ``path`` run on every page."""
    if "path" in metafunc.fixturenames:
        metafunc.parametrize("path", (*PAGES, *REFUSALS))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server."""
    root = tmp_path_factory.mktemp("browser") / "garden"
    root.mkdir()
    shutil.copytree(shipped.folder("notes"), root / "notes")
    settings = (shipped.root() / "garden.toml").read_text()
    (root / "garden.toml").write_text(f'{settings}\n[kinds.slip]\nfields = ["more"]\n')
    with make_garden(root, EXTRA) as garden:
        with uncounted():
            server = create_server(create_app(garden), host="127.0.0.1", port=0, threads=4)
            thread = threading.Thread(target=server.run)
            thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("There is no chromium. Install it: apt-get install chromium")
    assert program is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page, light unless ``@pytest.mark.parametrize("tab", ["dark"], indirect=True)``."""
    context = chromium.new_context(
        base_url=site,
        viewport={"width": 1280, "height": 800},
        color_scheme=getattr(request, "param", "light"),
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()
