"""The shipped plugin for gatherings."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.model import Problem
from garden.testing import client

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

TODAY = date(2026, 6, 1)


def held(title: str, *lines: str) -> str:
    """A gathering with these lines of front matter."""
    return "\n".join(["---", f"title: {title}", "kind: gathering", *lines, "---", "See you.", ""])


NOTES = {
    "notes/supper.md": """
        ---
        title: Supper
        kind: gathering
        date: 2026-03-04
        place: Committee Room 2
        hosts: [Ama Boateng, Priti]
        authors: [{scribe: Tom Reyes}]
        takeaways:
          - quote: It is only a <b>shopping</b> list.
            by: Ama Boateng
          - {quote: "", by: Nobody}
          - Said by no one we know.
          - "Turned \\u202E around"
        tensions:
          - Some were paid to be there.
        ---
        Soup.

        ## Takeaway 1

        A heading.
    """,
    "notes/walk.md": held("A walk", "date: 2027-01-09", "place: The river"),
    "notes/sooner.md": held("Sooner", "date: 2026-06-20"),
    "notes/now.md": held("Now", "date: 2026-06-01"),
    "notes/first.md": held("The first", "date: 2024-02-29", "takeaways: One thing."),
    "notes/some-day.md": held("Some day", "takeaways: [A, B]"),
    "notes/secret.md": held("Behind doors", "date: 2026-02-02", "visibility: hidden", "takeaways: [Whisper]"),
    "notes/hard.md": held(
        "A hard day", "date: 2025-05-05", "summary: Sealed.", "content_note: a death", "takeaways: [We wept]"
    ),
    "notes/quoting.md": """
        # Quoting

        Before {{takeaway: supper#1}} after.

        {{ takeaway:supper#3 }}

        {{takeaway: secret#1}}

        {{takeaway: supper#9}}

        {{takeaway: hard#1}}

        ![[supper#tension-1]] and [a link](supper#takeaway-3), ![[supper#Takeaway 1]]

        `{{takeaway: supper#1}}` stays, and so do {{takeaway: supper}}, {{takeaway: #1}},
        {{takeaway: supper#x}}.
    """,
    "notes/plain.md": "# Plain\n\n## Takeaway 2\n\nHere.\n",
    "notes/more.md": (
        "![[plain#takeaway-2]] {{takeaway: plain#7}} {{takeaway: nowhere#1}} {{takeaway: first#2}}\n"
    ),
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    garden = shared_garden_of(NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(garden, "today", lambda: TODAY)
        client(garden)
    return garden


@pytest.fixture(autouse=True)
def _today(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garden, "today", lambda: TODAY)


def html_of(garden: Garden, name: str) -> str:
    note = garden.note(name)
    assert note is not None
    return garden.html(note)


def in_order(html: str) -> list[str]:
    found = re.findall(r'<h2[^>]*>(.*?)</h2>|class="notes-title"><a [^>]*><span[^>]*>(.*?)<', html)
    return [heading or title for heading, title in found]


# --- the timeline -----------------------------------------------------------------


def test_those_ahead_come_first_and_then_year_by_year(garden: Garden, page: Page) -> None:
    assert in_order(page(garden, "/-/gatherings/")) == [
        *("Today", "Now"),
        *("Still to come", "Sooner", "A walk"),
        *("2026", "Supper"),
        *("2025", "A hard day"),
        *("2024", "The first"),
        *("Without a date", "Some day"),
    ]


def test_each_says_where_who_and_how_much_was_taken_away(garden: Garden, page: Page, words: Page) -> None:
    text = words(garden, "/-/gatherings/")
    assert "4 March 2026 Supper Committee Room 2 · hosted by Ama Boateng and Priti · 3 takeaways" in text
    assert "9 January 2027 A walk The river" in text
    assert "29 February 2024 The first 1 takeaway" in text
    assert "Before you read: a death" in text
    assert "Sealed." not in text
    assert "Behind doors" not in text
    html = page(garden, "/-/gatherings/")
    assert '<a href="/people/Ama%20Boateng" dir="auto">Ama Boateng</a>' in html
    assert '<a href="/notes/supper#takeaways">3 takeaways</a>' in html
    assert 'href="/-/gatherings/calendar.ics"' in html


@pytest.mark.long
def test_many_come_in_pages(garden_of: MakeGarden, page: Page) -> None:
    days = [(n, f"{2000 + n // 12}-{n % 12 + 1:02}-01") for n in range(130)]
    garden = garden_of({f"notes/n{n:03}.md": held(f"Number {n:03}", f"date: {day}") for n, day in days})
    first = in_order(page(garden, "/-/gatherings/"))
    assert first[:2] == ["2010", "Number 129"]
    assert in_order(page(garden, "/-/gatherings/?page=3")) == [
        "2000",
        *(f"Number {n:03}" for n in range(9, -1, -1)),
    ]
    assert 'href="/-/gatherings/?page=2"' in page(garden, "/-/gatherings/?page=3")
    assert 'href="/-/gatherings/">' in page(garden, "/-/gatherings/?page=2")
    for odd in ("0", "-1", "x", "²", "9" * 40, ""):
        assert page(garden, f"/-/gatherings/?page={odd}") == page(garden, "/-/gatherings/")


def test_what_one_can_still_come_to_is_on_the_first_page(garden: Garden, words: Page) -> None:
    assert (
        "Coming up Now 1 June 2026 Sooner 20 June 2026 A walk 9 January 2027 · The river All gatherings"
        in words(garden, "/")
    )


def test_a_garden_without_gatherings_says_how_to_begin(garden_of: MakeGarden, words: Page) -> None:
    garden = garden_of({"notes/a.md": "A"})
    assert "No one has written of a gathering yet" in words(garden, "/-/gatherings/")
    assert "Coming up" not in words(garden, "/")
    assert "Gatherings" not in words(garden, "/explore")


# --- takeaways ----------------------------------------------------------------------


def test_what_was_said_has_an_address(garden: Garden, page: Page) -> None:
    html = page(garden, "/notes/supper")
    assert re.findall(r'<li id="(.*?)">', html) == ["takeaway-1", "takeaway-3", "takeaway-4", "tension-1"]
    assert "It is only a &lt;b&gt;shopping&lt;/b&gt; list." in html
    assert '<span class="said-by" dir="auto">Ama Boateng</span>' in html
    assert 'href="#takeaway-3">Link to this<span class="unseen"> takeaway</span></a>' in html
    assert "\u202e" not in html
    assert "‹U+202E›" in html
    assert re.search("<dt>Place</dt><dd> *Committee Room 2 *</dd>", html)
    assert "<dt>Takeaways</dt>" not in html


def test_a_content_note_stands_before_what_was_said_too(garden: Garden, page: Page) -> None:
    html = page(garden, "/notes/hard")
    gate = html.partition('<details class="gate">')[2].partition("</details>")[0]
    assert "We wept" in gate
    assert "We wept" not in html.replace(gate, "")


def test_a_takeaway_inside_a_note(garden: Garden) -> None:
    html = html_of(garden, "quoting")
    assert (
        '<p>Before </p>\n<figure class="embed"><blockquote lang="en"><p dir="auto">It is only a '
        '&lt;b&gt;shopping&lt;/b&gt; list.</p></blockquote><figcaption>Ama Boateng, <a class="internal" '
        'href="/notes/supper#takeaway-1">Supper</a>, 4 March 2026</figcaption></figure>\n<p>after.</p>'
        in html
    )
    assert (
        "Said by no one we know.</p></blockquote>"
        '<figcaption><a class="internal" href="/notes/supper#takeaway-3">' in html
    )
    assert "Some were paid to be there." in html
    assert '<a class="internal" href="/notes/supper#takeaway-3">a link</a>' in html
    assert "A heading." in html  # "Takeaway 1" as a heading of the text is another thing
    assert "<code>{{takeaway: supper#1}}</code>" in html
    assert "{{takeaway: supper}}, {{takeaway: #1}},\n{{takeaway: supper#x}}." in html


def test_what_cannot_be_shown_says_so_and_tells_nothing(garden: Garden) -> None:
    html = html_of(garden, "quoting")
    assert "Whisper" not in html
    assert "Behind doors" not in html
    assert "is not here to be shown yet" in html
    assert "This note has no such part" in html
    assert "We wept" not in html
    assert "Before you read: a death" in html


def test_the_gathering_knows_where_it_is_quoted(garden: Garden) -> None:
    supper = garden.note("supper")
    assert supper is not None
    assert {backlink.source.id for backlink in garden.links_to(supper)} == {"quoting"}


def test_the_check_tells_what_cannot_be_shown(garden: Garden) -> None:
    found = [it for it in garden.check() if it.code.startswith("takeaway")]
    assert all((type(it) is Problem and it.line) or it.code == "takeaway-empty" for it in found)
    assert sorted((it.path, it.message) for it in found) == [
        ("more.md", "Takeaway 1 of 'nowhere' cannot be shown here: readers can see no such gathering."),
        ("more.md", "Takeaway 2 of 'first' cannot be shown here: the ones there are: 1."),
        ("more.md", "Takeaway 7 of 'plain' cannot be shown here: 'plain' is no gathering."),
        ("quoting.md", "Takeaway 1 of 'secret' cannot be shown here: readers can see no such gathering."),
        ("quoting.md", "Takeaway 9 of 'supper' cannot be shown here: the ones there are: 1, 3, 4."),
        ("supper.md", "Takeaway 2 holds no words."),
    ]


def test_what_people_said_is_found(garden: Garden) -> None:
    assert "/notes/supper" in client(garden).get('/search?q="shopping+list"').text


# --- the calendar --------------------------------------------------------------------


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(lines: list[str]) -> list[dict[str, str]]:
    told = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    return [dict(line.split(":", 1) for line in event.partition("\nEND")[0].split("\n")) for event in told]


def test_the_calendar_has_all_that_have_a_date(garden: Garden) -> None:
    answer = client(garden).get("/-/gatherings/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    lines = unfolded(answer.text)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found = events(lines)
    assert [event["SUMMARY"] for event in found] == [
        "A walk",
        "Sooner",
        "Now",
        "Supper",
        "A hard day",
        "The first",
    ]
    supper = found[3]
    assert supper["DTSTART;VALUE=DATE"] == "20260304"
    assert supper["DTSTAMP"] == "20260304T000000Z"
    assert supper["LOCATION"] == "Committee Room 2"
    assert "URL" not in supper
    assert found[4]["DESCRIPTION"] == "Before you read: a death"
    assert len({event["UID"] for event in found}) == 6
    assert "Behind doors" not in answer.text


def test_odd_words_do_no_harm_in_a_calendar(garden_of: MakeGarden) -> None:
    title = "A; b, c \\\\ d: " + "ü" * 200
    garden = garden_of(
        {
            "garden.toml": 'title = "One, two"\nsite_url = "https://garden.example/sub/"\n',
            "notes/a b.md": held(f'"{title}"', "date: 0001-01-01", 'summary: "x\\nEND:VEVENT"'),
        }
    )
    lines = unfolded(client(garden).get("/-/gatherings/calendar.ics").text)
    assert "X-WR-CALNAME:One\\, two" in lines
    [event] = events(lines)
    assert event["SUMMARY"] == "A\\; b\\, c \\\\ d: " + "ü" * 200
    assert event["DTSTART;VALUE=DATE"] == "00010101"
    assert event["URL"] == "https://garden.example/sub/notes/a%20b"
    assert lines.count("END:VEVENT") == 1


def test_an_empty_calendar_is_one(garden_of: MakeGarden) -> None:
    lines = unfolded(client(garden_of({"notes/a.md": "A"})).get("/-/gatherings/calendar.ics").text)
    assert lines[-1] == "END:VCALENDAR"


# --- the kind --------------------------------------------------------------------------


def test_what_the_garden_says_of_the_kind_goes_first(garden_of: MakeGarden, page: Page) -> None:
    garden = garden_of({**NOTES, "garden.toml": '[kinds.gathering]\nplural = "meetings"\n'})
    assert garden.kinds["gathering"].plural_label == "Meetings"
    assert garden.host.faults == ()
    assert "Supper" in page(garden, "/-/gatherings/")
    assert "It is only a" in html_of(garden, "quoting")


def test_the_plugin_works_without_a_fault(garden: Garden, page: Page) -> None:
    for address in (
        "/",
        "/-/gatherings/",
        "/notes/supper",
        "/notes/quoting",
        "/notes/hard",
        "/kinds/gathering",
    ):
        page(garden, address)
    assert garden.host.faults == ()
