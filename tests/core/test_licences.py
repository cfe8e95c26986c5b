"""Licences in order, whose words are when shown beside another's, and what may not be shown there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from garden import Garden
from garden.core.licences import Terms, terms, whose
from garden.model import Note, Person

Make = Callable[..., Garden]

FREEST_FIRST = ("CC0", "CC BY 4.0", "CC BY-SA 4.0", "CC-BY-NC-SA 3.0", "All rights reserved.")


@pytest.mark.parametrize("place", range(len(FREEST_FIRST) - 1))
def test_each_asks_for_more_than_the_one_before(place: int) -> None:
    freer, stricter = terms(FREEST_FIRST[place]), terms(FREEST_FIRST[place + 1])
    assert freer is not None
    assert stricter is not None
    assert stricter.exceeds(freer)
    assert not freer.exceeds(stricter)
    assert not freer.exceeds(freer)


def test_two_may_each_ask_for_what_the_other_does_not() -> None:
    alike, unchanged = terms("CC BY-SA 4.0"), terms("CC BY-ND 4.0")
    assert alike is not None
    assert unchanged is not None
    assert alike.exceeds(unchanged)
    assert unchanged.exceeds(alike)


@pytest.mark.parametrize("words", ["", "MIT", "ask Ama", "CC", "BY 4.0", "not CC BY 4.0", "CC BY-XX 4.0"])
def test_what_is_not_known_surely_is_not_judged(words: str) -> None:
    assert terms(words) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Creative Commons BY-NC", Terms(name=True, not_sold=True)),
        ("https://creativecommons.org/licenses/by-nd/4.0/", Terms(name=True, unchanged=True)),
        ("https://creativecommons.org/publicdomain/zero/1.0/", Terms()),
        ("© 2026 Ama Boateng, all rights reserved", Terms(closed=True)),
    ],
)
def test_licences_as_people_write_them(words: str, found: Terms) -> None:
    assert terms(words) == found


def note(licence: str = "", rights: str = "", *names: str) -> Note:
    people = tuple(Person(name=name) for name in names)
    return Note(id="a", path="a.md", fingerprint="", title="A", licence=licence, rights=rights, people=people)


@pytest.mark.parametrize(
    ("shown", "beside", "said"),
    [
        (note("", "", "Ama"), note("", "", "Ama"), ""),
        (note("", "", "Ama", "Ben"), note("", "", "Hana"), "By Ama, Ben"),
        (note("CC0"), note(), "CC0"),
        (note("CC BY 4.0"), note(), ""),
        (note("", "", "Ama"), note("CC0"), "By Ama · CC BY 4.0"),
        (note("", "© the family"), note(), "© the family"),
    ],
)
def test_only_what_differs_is_said(shown: Note, beside: Note, said: str) -> None:
    assert whose(shown, beside, "CC BY 4.0") == said


def test_an_embed_and_a_quotation_carry_whose_they_are(make: Make) -> None:
    garden = make(
        {
            "garden.toml": 'title = "Here"\nlicence = "CC BY 4.0"\n',
            "notes/told.md": (
                "---\nkind: gathering\nlicence: All rights reserved\nauthors: [{teller: Ama <b>}]\n"
                "takeaways: [{quote: Soup first, by: Ben}]\n---\n## Part\n\nWords.\n"
            ),
            "notes/open.md": "![[told]]\n\n![[told#Part]]\n\n{{takeaway: told#1}}\n",
        }
    )
    open_note = garden.note("open")
    assert open_note is not None
    html = garden.html(open_note)
    assert html.count("By Ama &lt;b&gt; · All rights reserved") == 2
    assert html.count("All rights reserved") == 3


CHECKED = [
    ("CC BY 4.0", "All rights reserved", True),
    ("CC BY 4.0", "CC BY-NC 4.0", True),
    ("CC BY-NC 4.0", "CC BY 4.0", False),
    ("All rights reserved", "CC BY-SA 4.0", False),
    ("CC BY 4.0", "ask Ama", False),
    ("ask Ama", "All rights reserved", False),
    ("", "CC BY-SA 4.0", True),
    ("CC0", "", True),
]


@pytest.mark.parametrize(("own", "shown", "is_told"), CHECKED)
def test_a_freer_note_may_not_show_a_stricter_one(make: Make, own: str, shown: str, is_told: bool) -> None:
    garden = make(
        {
            "garden.toml": 'title = "Here"\nlicence = "CC BY 4.0"\n',
            "notes/told.md": f"---\nlicence: {shown}\n---\nWords.",
            "notes/open.md": f"---\nlicence: {own}\n---\nSee [[told]].\n\n![[told]]\n",
        }
    )
    told = [(it.path, it.line) for it in garden.check() if it.code == "licence-stricter"]
    assert told == ([("open.md", 6)] if is_told else [])
