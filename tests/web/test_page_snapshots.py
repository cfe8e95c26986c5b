"""Whole pages as a reader of screens meets them: the files in ``pages/`` hold an address and its outline.

To add one, write a file with an address, perhaps a line with the status expected, and run
``pytest tests/web/test_page_snapshots.py --write-pages``; then read what was written as you would a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from garden.testing import client, open_garden
from tests.history.conftest import Repository

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
TENDED = sorted((Path(__file__).parent / "pages" / "tended").glob("*.txt"))
_LANDMARKS = frozenset({"header", "nav", "main", "section", "article", "aside", "footer", "form", "search"})
_BLOCKS = frozenset(
    {"p", "li", "dt", "dd", "blockquote", "figcaption", "summary", "legend", "th", "td", "div", "ul"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "template", "head", "svg"})
_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_read_as_they_did(shared: FlaskClient, path: Path, request: pytest.FixtureRequest) -> None:
    compare(shared, path, request)


@pytest.mark.parametrize("path", TENDED, ids=lambda path: path.stem)
def test_pages_of_a_garden_in_git_read_as_they_did(
    tended: FlaskClient, path: Path, request: pytest.FixtureRequest
) -> None:
    compare(tended, path, request)


def compare(site: FlaskClient, path: Path, request: pytest.FixtureRequest) -> None:
    """Holds a page against its file, or writes the file."""
    address, _, expected = path.read_text("utf-8").partition("\n")
    answer = site.get(address)
    found = "\n".join([str(answer.status_code), *outline(answer.text), ""])
    if request.config.getoption("--write-pages"):
        path.write_text(f"{address}\n{found}", "utf-8")
    else:
        assert found == expected


@pytest.fixture(scope="module")
def tended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A small garden in git; it is June there."""
    repository = Repository(tmp_path_factory.mktemp("tended") / "garden")
    text = "We sat down at the table.\n\nNobody minded the rain.\n"
    repository.commit(
        {"garden.toml": 'title = "Tended"\n', "notes/table.md": f"# A table\n\n{text}"}, who="Ada"
    )
    repository.commit(
        {"notes/table.md": f"---\ndraft: true\n---\n# A table\n\n{text}"}, who="Cy", at="2025-06-01T10:00:00Z"
    )
    repository.commit(
        {"notes/table.md": f"# A table\n\n{text.replace('rain', 'wind')}"},
        who="Bo", at="2026-05-20T10:00:00Z", message="x\n\nCo-authored-by: Di Ng <di@example.org>",
    )  # fmt: skip
    repository.commit(
        {"notes/hall.md": "---\ncontent_note: a death\nauthors: [Ada]\n---\nNobody came.\n"},
        at="2026-05-31T10:00:00Z",
    )
    with open_garden(repository.folder) as garden, pytest.MonkeyPatch.context() as patch:
        garden.reindex()
        patch.setattr(garden, "today", lambda: date(2026, 6, 1))
        yield client(garden)


def test_outlines_tell_what_is_seen_and_heard() -> None:
    page = """<head><title>x</title></head><body><nav aria-label="Site"><a href="/a">A <b>b</b></a></nav>
        <main><h1>One</h1><p>Two <mark>three</mark>.</p><img src="x.png" alt="a hat">
        <form action="/s"><label>Q <input name="q" value="tea"></label><button>Go</button></form>
        </main></body>"""
    assert list(outline(page)) == [
        'nav "Site"',
        "  [A b](/a)",
        "main",
        "  # One",
        "  Two *three*.",
        "  image: a hat",
        "  form /s",
        "    Q {q=tea} <Go>",
    ]


def outline(page: str) -> Iterator[str]:
    """A page in lines: landmarks, indented by depth, headings, and the text of each block with its links."""
    reader = _Outline()
    reader.feed(page)
    reader.close()
    reader.flush()
    yield from reader.lines


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._text = ""
        self._depth = 0
        self._unseen = 0
        self._opened: list[str] = []

    def flush(self) -> None:
        if words := " ".join(self._text.split()):
            self.lines.append("  " * self._depth + words)
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._unseen += tag in _UNSEEN
        if tag in _LANDMARKS:
            self.flush()
            label = f' "{has["aria-label"]}"' if "aria-label" in has else ""
            self.lines.append(
                "  " * self._depth + tag + label + (f" {has['action']}" if "action" in has else "")
            )
            self._depth += 1
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.flush()
            self._text += "#" * int(tag[1]) + " " if tag in _HEADINGS else ""
        elif tag == "img":
            self.flush()
            self._text = f"image: {has.get('alt', '')}"
            self.flush()
        elif tag == "input" and has.get("type") != "hidden":
            self._text += (
                f" {{{has.get('name', '')}={has.get('value', '')}{'!' if 'checked' in has else ''}}} "
            )
        self._text += {"a": "[", "mark": "*", "button": " <"}.get(tag, "")
        if tag not in _EMPTY:
            self._opened.append(has.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY or not self._opened:
            return
        address = self._opened.pop()
        self._unseen -= tag in _UNSEEN
        self._text = self._text.rstrip() if tag in ("a", "button") else self._text
        self._text += {"a": f"]({address})", "mark": "*", "button": ">"}.get(tag, "")
        if tag in _LANDMARKS or tag in _HEADINGS or tag in _BLOCKS:
            self.flush()
            self._depth -= tag in _LANDMARKS

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text += data
