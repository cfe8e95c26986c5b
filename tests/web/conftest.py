"""A small garden with every visibility, several kinds, folders, files, a series and a wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from garden.testing import client, make_garden

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64

FILES: dict[str, str | bytes] = {
    "garden.toml": """
        title = "The test garden"
        tagline = "Things that grow in tests."
        licence = "CC BY 4.0"
        """,
    "notes/slow-questions.md": """
        ---
        title: Slow questions
        tags: [listening, health/mental]
        authors: [Nasra Abdi, {translator: Tom Reyes}]
        date: 2026-03-04
        summary: One question and a long silence.
        status: evergreen
        aliases: [The slow one]
        door: I feel stuck
        next:
          - to: kitchen
            when: you want to see it happen
        ---
        Ask one *question*, then wait. See [[kitchen]] and [[A wish]].

        ## Before

        Chairs in a ring.

        ## During

        Silence.

        ## After

        Tea.

        ## Again

        Next month.
        """,
    "notes/kitchen.md": """
        ---
        title: A kitchen table in March
        kind: story
        tags: listening
        authors: [{teller: Hana Soltani}]
        date: 2026-05-01
        series: Tables
        section: 1
        ---
        We sat down. [[A wish]] was not written. ![[picture.png|the table]]
        """,
    "notes/hall.md": """
        ---
        title: The hall
        kind: story
        series: Tables
        section: 2
        content_note: a death in the family
        ---
        Nobody came.
        """,
    "notes/supper.md": """
        ---
        title: Supper
        kind: gathering
        place: Committee Room 2
        authors: [{host: Ama Boateng}]
        hosts: [Ama Boateng]
        takeaways:
          - quote: It is only a shopping list.
            by: Ama Boateng
        ---
        Soup.
        """,
    "notes/guide/index.md": "# The guide\n\nHow to.\n",
    "notes/guide/writing.md": "# Writing\n\nWith a pen.\n",
    "notes/guide/hooks/panels.md": "# Panels\n\nBoxes.\n",
    "notes/loose/one.md": "# One\n\nAlone.\n",
    "notes/unlisted.md": "---\ntitle: Quietly here\nvisibility: unlisted\n---\nzebra crossing\n",
    "notes/hidden.md": "---\ntitle: Not for you\nvisibility: hidden\n---\nzebra crossing\n",
    "notes/gone.md": "---\ntitle: Taken from us\nwithdrawn: 2026-01-01\n---\nzebra crossing\n",
    "notes/data.json.md": "# Its own ending\n\nHere.\n",
    "notes/data.md": "# Data\n\nThere.\n",
    "notes/picture.png": PNG,
    "notes/drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "notes/page.html": b"<script>alert(1)</script>",
    "notes/words.txt": b"plain",
    "notes/leaflet.pdf": b"%PDF-1.4\n",
}


@pytest.fixture
def files() -> dict[str, str | bytes]:
    """The files of the small garden, to add to."""
    return dict(FILES)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the small garden, made once for each file of tests, which only read; it is June there."""
    with (
        make_garden(tmp_path_factory.mktemp("shared") / "garden", FILES) as garden,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(garden, "today", lambda: date(2026, 6, 1))
        yield client(garden)


_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


class _Paper(HTMLParser):
    """Keeps the words of a page that are printed: those within no element that is kept off paper.

    The style sheet prints no panel that stands after a note's text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._off = self._after = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in _EMPTY:
            return
        if self._after or "after" in classes:
            self._after += 1
        if self._off or "off-paper" in classes or (self._after and "panel" in classes):
            self._off += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._off -= bool(self._off)
            self._after -= bool(self._after)

    def handle_data(self, data: str) -> None:
        if not self._off:
            self.words.append(data)


@pytest.fixture(scope="session")
def on_paper() -> Callable[[str], str]:
    """Gives the words that a page has on paper."""

    def read(page: str) -> str:
        paper = _Paper()
        paper.feed(page.partition("<body")[2])
        return " ".join(" ".join(paper.words).split())

    return read
