"""What the line on consent says, and what each scope of it lets out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from garden import Garden
from garden.model import Consent, Note, Scope
from garden.testing import client, make_garden
from garden.web.consents import consent_line

SECRET = "the kettle sang before the flood"


@pytest.fixture
def garden_of(tmp_path: Path) -> Iterator[Callable[..., Garden]]:
    """Makes a garden with a note of this consent, beside an open one that shows it."""
    with pytest.MonkeyPatch.context() as patch:

        def make(consent: str, *, today: date = date(2026, 6, 1), more: str = "") -> Garden:
            garden = make_garden(
                tmp_path / "garden",
                {
                    "garden.toml": 'title = "Here"\nsite_url = "https://garden.example"\n',
                    "notes/told.md": (
                        f"---\ntitle: A flood\nkind: story\nsummary: {SECRET}\nconsent: {consent}\n{more}---"
                        f"\nThen {SECRET}. See [[open]].\n"
                    ),
                    "notes/open.md": "# Open\n\nFirst ![[told]] and last.\n",
                },
            )
            patch.setattr(garden, "today", lambda: today)
            return garden

        yield make


LINES = [
    (Consent(givers=("Ama",)), "Shared with the consent of Ama."),
    (
        Consent(givers=("Ama", "Ben"), until=date(2027, 3, 4)),
        "Shared with the consent of Ama and Ben, until 4 March 2027.",
    ),
    (
        Consent(givers=("Ama",), scopes=frozenset({Scope.GARDEN}), asked_by=("Hana",)),
        "Shared with the consent of Ama, to be read in this garden. Asked by Hana.",
    ),
    (
        Consent(scopes=frozenset({Scope.GARDEN, Scope.PRINT}), until=date(2027, 3, 4)),
        "Shared with consent, to be read in this garden and to be printed, until 4 March 2027.",
    ),
    (Consent(words="Given by Ama, at her table"), "Given by Ama, at her table"),
    (None, ""),
]


@pytest.mark.parametrize(("consent", "line"), LINES)
def test_the_line_says_from_whom_for_what_and_until_when(consent: Consent | None, line: str) -> None:
    assert consent_line(Note(id="a", path="a.md", fingerprint="", title="A", consent=consent)) == line


LEAVING = [
    "/notes/told.json",
    "/notes/told.md",
    "/notes/told.bib",
    "/notes/told.csl.json",
    "/notes/told.card.png",
]


@pytest.mark.parametrize("address", LEAVING)
def test_what_leaves_the_garden_has_only_notes_whose_consent_covers_it(
    garden_of: Callable[..., Garden], address: str
) -> None:
    told = client(garden_of("{from: Ama, scope: [garden, print]}"))
    assert told.get(address).status_code in {302, 404}
    garden_of("{from: Ama, scope: public}").reindex()
    assert client(garden_of("{from: Ama, scope: public}")).get(address).status_code == 200


def test_pages_have_it_and_data_about_others_does_not(garden_of: Callable[..., Garden]) -> None:
    browser = client(garden_of("{from: Ama, scope: garden}"))
    for page in ("/notes/told", "/notes/open", "/search?q=kind:story", "/kinds/story"):
        assert SECRET in browser.get(page).text
    for data in (
        "/notes/open.json",
        "/search.json?q=kind:story",
        "/search.json",
        "/feeds/all.atom",
        "/feeds/all.json",
        "/feeds/search.json?q=flood",
        "/sitemap.xml",
        "/suggest/opensearch.json?q=flood",
    ):
        answer = browser.get(data)
        assert answer.status_code == 200
        assert SECRET not in answer.text
        assert "A flood" not in answer.text
    shown = browser.get("/notes/told")
    assert shown.headers["X-Robots-Tag"] == "noindex"
    for words in ("og:title", "ld+json", "told.md"):
        assert words not in shown.text


def test_a_note_without_consent_for_paper_says_so_there(
    garden_of: Callable[..., Garden], on_paper: Callable[[str], str]
) -> None:
    browser = client(garden_of("{from: Ama, scope: public}"))
    for page in ("/notes/told", "/notes/open", "/search?q=kind:story", "/kinds/story"):
        text = browser.get(page).text
        assert SECRET in text
        assert SECRET not in on_paper(text)
    assert "not to be printed" in on_paper(browser.get("/notes/told").text)
    assert "not to be printed" in on_paper(browser.get("/notes/open").text)
    assert SECRET not in browser.get("/kinds/story?print=cards").text


def test_with_consent_for_paper_it_is_printed(
    garden_of: Callable[..., Garden], on_paper: Callable[[str], str]
) -> None:
    browser = client(garden_of("{from: Ama, scope: [garden, print]}"))
    assert SECRET in on_paper(browser.get("/notes/told").text)
    assert SECRET in browser.get("/kinds/story?print=cards").text


def test_a_consent_runs_out_overnight(
    garden_of: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = garden_of("{from: Ama, until: 2026-06-01}")
    browser = client(garden)
    assert SECRET in browser.get("/notes/told").text
    assert SECRET in browser.get("/search?q=kind:story").text
    generation = garden.generation
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 2))
    assert garden.generation == generation
    assert browser.get("/notes/told").status_code == 404
    for page in (
        "/",
        "/notes/open",
        "/search?q=kind:story",
        "/kinds/story",
        "/suggest.json?q=flood",
        "/map.json",
    ):
        assert SECRET not in browser.get(page).text
        assert "A flood" not in browser.get(page).text
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 1))
    assert SECRET in browser.get("/notes/told").text


def test_a_text_written_meanwhile_minds_its_term(garden_of: Callable[..., Garden], tmp_path: Path) -> None:
    garden = garden_of("{from: Ama}")
    note = garden.note("told")
    assert note is not None
    (tmp_path / "garden/notes/told.md").write_text(
        f"---\nconsent: {{from: Ama, until: 2026-05-31}}\n---\nNow {SECRET}."
    )
    assert garden.html(note) == ""


def test_the_page_tells_of_the_consent(garden_of: Callable[..., Garden]) -> None:
    page = client(garden_of("{from: Ama Boateng, scope: garden, until: 2027-03-04, by: Hana}")).get(
        "/notes/told"
    )
    assert (
        "Shared with the consent of Ama Boateng, to be read in this garden, until 4 March 2027."
        " Asked by Hana." in page.text
    )


def test_plugins_may_still_be_asked(garden_of: Callable[..., Garden]) -> None:
    browser: FlaskClient = client(garden_of("{from: Ama, scope: garden}"))
    assert browser.get("/-/gatherings/calendar.ics").status_code == 200
