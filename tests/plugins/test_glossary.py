"""The shipped plugin for terms: linked where pages use them, and told from A to Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.model import Query
from garden.testing import client, write_files

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

NOTES = {
    "notes/damp.md": """
        ---
        title: Damp
        kind: term
        aliases: [the wet wall]
        definition: Water where a <b>room</b> should be dry.
        ---
        Damp again, and a carer.
    """,
    "notes/carer.md": "---\ntitle: Carer\nkind: term\nsummary: Who looks after someone.\n---\n",
    "notes/aim.md": "---\ntitle: Äim\nkind: term\ncontent_note: a death\ndefinition: Not shown.\n---\n",
    "notes/12.md": "---\ntitle: 12 steps\nkind: term\n---\n",
    "notes/draft.md": "---\ntitle: Winter\nkind: term\ndraft: true\n---\n",
    "notes/kept.md": "---\ntitle: Summer\nkind: term\nconsent: {from: Ada, scope: [garden]}\n---\n",
    "notes/story.md": "It began in winter, with damp and damp, and the summer. [[carer|She]] is no carer.\n",
}
DAMP = '<a class="internal term" href="/notes/damp">'


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


def test_terms_are_linked_where_a_page_first_uses_them(garden: Garden, page: Page) -> None:
    text = page(garden, "/notes/story")
    assert f"with {DAMP}damp</a> and damp" in text
    assert '">She</a> is no carer.' in text
    own = page(garden, "/notes/damp")
    assert "<p>Damp again, and a" in own
    assert '<a class="internal term" href="/notes/carer">carer</a>' in own


def test_a_term_that_is_hidden_is_linked_nowhere(garden: Garden, page: Page) -> None:
    assert "began in winter" in page(garden, "/notes/story")


def test_a_term_that_stays_in_the_garden_is_linked_in_nothing_that_leaves_it(garden: Garden) -> None:
    note = garden.note("story")
    assert note is not None
    assert '/notes/kept">summer</a>' in garden.html(note)
    with garden.reading(public=True):
        assert "/notes/kept" not in garden.html(note)
        assert "/notes/damp" in garden.html(note)


def test_such_links_are_no_ones_backlinks(garden: Garden) -> None:
    damp, story = garden.note("damp"), garden.note("story")
    assert damp is not None
    assert story is not None
    assert garden.links_to(damp) == ()
    assert [mention.source.id for mention in garden.mentions(damp)] == ["story"]
    assert damp.id not in {note.id for note in garden.orphans()}


def test_all_terms_stand_from_a_to_z(garden: Garden, words: Page, page: Page) -> None:
    told = words(garden, "/-/glossary/")
    assert "5 terms" in told
    assert told.index("Äim") < told.index("Carer") < told.index("Damp") < told.index("12 steps")
    assert "Damp also the wet wall Water where a <b>room</b> should be dry." in told
    assert "Who looks after someone." in told
    assert "Before you read: a death" in told
    assert "Not shown." not in told
    assert "Winter" not in told
    assert 'href="#letter-1">A' in page(garden, "/-/glossary/")


def test_a_terms_own_page_says_what_it_means(garden: Garden, words: Page) -> None:
    told = words(garden, "/notes/damp")
    assert "Also the wet wall Water where a <b>room</b> should be dry. Damp again" in told
    assert "the next word of the glossary" in told
    assert words(garden, "/notes/carer").count("Who looks after someone.") == 1


def test_definitions_are_found_by_their_words(garden: Garden) -> None:
    page = garden.search(Query(text="definition:water"))
    assert [hit.note.id for hit in page.hits] == ["damp"]


def test_a_new_term_shows_on_pages_that_were_shown_before(garden_of: MakeGarden) -> None:
    garden = garden_of({"notes/story.md": "A kettle in winter.\n"})
    browser = client(garden)
    assert "<p>A kettle in winter.</p>" in browser.get("/notes/story").text
    assert "Glossary" not in browser.get("/").text
    write_files(garden.config.root, {"notes/kettle.md": "---\ntitle: Kettle\nkind: term\n---\n"})
    garden.reindex()
    assert (
        '<p>A <a class="internal term" href="/notes/kettle">kettle</a> in' in browser.get("/notes/story").text
    )
    [hint] = [problem for problem in garden.check() if problem.code == "term-without-definition"]
    assert hint.path == "kettle.md"


@pytest.mark.long
def test_many_terms_are_shown_letter_by_letter(garden_of: MakeGarden, words: Page) -> None:
    many = {f"notes/{n}.md": f"---\ntitle: {'AB'[n % 2]}{n}\nkind: term\n---\n" for n in range(402)}
    garden = garden_of({**many, "notes/0.md": "---\ntitle: '#1'\nkind: term\n---\n"})
    assert "B1 " not in words(garden, "/-/glossary/")
    assert "B1 " in words(garden, "/-/glossary/?letter=B")
    assert "#1" in words(garden, "/-/glossary/?letter=%23")
    assert garden.host.faults == ()


def test_it_can_be_switched_off(garden_of: MakeGarden, page: Page) -> None:
    garden = garden_of({**NOTES, "garden.toml": '[plugins]\ndisabled = ["glossary"]\n'})
    assert "internal term" not in page(garden, "/notes/story")
