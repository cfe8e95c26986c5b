"""No output holds more of a note than its visibility and its consent let it: every address is asked.

Gardens are made of notes of every sort, each with words of its own. The addresses come from
the map of the app, filled with whatever there is to fill them with, so that a page or a feed
that is added tomorrow is asked as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from garden import Garden
from garden.testing import client, make_garden, run

TODAY = date(2026, 6, 1)
KINDS = ("note", "story", "maxim", "practice", "prompt", "gathering", "trail")
OF_PAGES = re.compile(r"/suggest\.json|/map\.json|/notes/.*\.preview\.json|/files/")
"""What the pages and their own scripts ask for: it is the garden's, like the pages."""
ENDINGS = ("", ".json", ".md", ".bib", ".csl.json", ".preview.json", ".card.png")


@dataclass(frozen=True, slots=True)
class Sort:
    """Front matter, and where words of a note with it may be met."""

    front: str
    listed: bool = True
    """On the garden's pages; else at its own address at the most."""
    page: bool = True
    public: bool = True
    """In what leaves the garden."""
    paper: bool = True


def nowhere(front: str) -> Sort:
    """A sort of note that is shown to no one."""
    return Sort(front, listed=False, page=False, public=False, paper=False)


SORTS = (
    Sort("visibility: public"),
    Sort("consent: given by Ama"),
    Sort("consent: {from: Ama, until: 2026-06-01}"),
    Sort("consent: {from: Ama, scope: public}", paper=False),
    Sort("consent: {from: Ama, scope: garden}", public=False, paper=False),
    Sort("consent: {from: Ama, scope: [garden, print]}", public=False),
    Sort("visibility: garden", public=False),
    Sort("visibility: unlisted", listed=False),
    Sort(
        "visibility: unlisted\nconsent: {from: Ama, scope: garden}", listed=False, public=False, paper=False
    ),
    nowhere("visibility: hidden"),
    nowhere("visibility: hiden"),
    nowhere("draft: true"),
    nowhere("status: draft"),
    nowhere("publish: false"),
    nowhere("withdrawn: {date: 2026-01-01, why: asked}"),
    nowhere("consent: {from: Ama, scope: print}"),
    nowhere("consent: {from: Ama, until: 2026-05-31}"),
    nowhere("consent: {from: Ama, until: someday}"),
    nowhere("consent: {from: Ama, withdrawn: 2026-02-02}"),
    nowhere("consent: refused"),
    nowhere("visibility: unlisted\nconsent: {from: Ama, until: 2026-05-31}"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A note of a garden, with words that no other has."""

    number: int
    sort: Sort
    kind: str

    @property
    def id(self) -> str:
        return f"n{self.number}"

    @property
    def name(self) -> str:
        """In its title and in whatever else lists hold."""
        return f"{'abcdefghij'[self.number] * 4}nameword"

    @property
    def words(self) -> str:
        """In its text and its summary."""
        return f"{'abcdefghij'[self.number] * 4}textword"

    @property
    def file(self) -> str:
        steps = "steps:\n  - {id: one, note: open, say: WORDS}\n" if self.kind == "trail" else ""
        return (
            (
                f"---\ntitle: Of NAME\nkind: {self.kind}\ntags: [shared, tag-NAME]\naliases: [Also NAME]\n"
                f"authors: [{{teller: Person NAME}}]\nseries: Series NAME\ndate: 2026-04-0{self.number + 1}\n"
                f"summary: In short WORDS\nplace: WORDS hall\nmaterials: [WORDS]\ndoor: I feel NAME\n"
                f"takeaways: [{{quote: We heard WORDS, by: Person NAME}}]\ntensions: [WORDS or not]\n"
                f"tried: [{{when: 2026-01-01, where: WORDS, who: NAME, what: WORDS}}]\n"
                f"{steps}{self.sort.front}\n---\n"
                f"## The part WORDS\n\nWhat is common, WORDS, stands by [[open]] and #inline-NAME."
                f" ![[file-{self.id}.png]]\n"
            )
            .replace("NAME", self.name)
            .replace("WORDS", self.words)
        )


notes = st.lists(st.tuples(st.sampled_from(SORTS), st.sampled_from(KINDS)), min_size=4, max_size=6)


def garden_of(folder: Path, told: tuple[Told, ...]) -> Garden:
    """A garden of these notes, with two open ones that link to them and show them."""
    shown = [one for one in told if one.sort.listed or not one.sort.page]
    links = "\n\n".join(f"See [[{one.id}|over there]]. " for one in told)
    embeds = "\n\n".join(f"![[{one.id}]]\n\n{{{{takeaway: {one.id}#1}}}}" for one in shown)
    related = json.dumps([one.id for one in told])
    return make_garden(
        folder,
        {
            "garden.toml": 'title = "Here"\nsite_url = "https://garden.example"\n',
            "notes/open.md": f"---\nkind: story\nrelated: {related}\n---\n# Open\n\n{links}\n",
            "notes/showing.md": f"# Showing\n\nWhat is common.\n\n{embeds}\n",
            **{f"notes/{one.id}.md": one.file for one in told},
            **{f"notes/file-{one.id}.png": one.words.encode() for one in told},
        },
    )


def addresses(browser: FlaskClient, told: tuple[Told, ...]) -> Iterator[str]:
    """Every address of the app, each of its gaps filled with all that could be meant by it."""
    ids = ("open", "showing", *(one.id for one in told))
    names = [*ids, *KINDS, "shared", "2026", "2026/04", "undated", "1", "all.atom", "all.json"]
    for one in told:
        names += [f"tag-{one.name}", f"Person {one.name}", f"Series {one.name}", f"{one.id}/one"]
        names += [f"file-{one.id}.png", f"tags/tag-{one.name}.atom", f"people/Person {one.name}.json"]
    names += [f"kinds/{kind}.{form}" for kind in KINDS for form in ("atom", "json")]
    names += ["search.atom", "search.json", "tags/shared.json"]
    for rule in browser.application.url_map.iter_rules():
        gaps = rule.arguments
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith(("static", "asset")):
            continue
        if not gaps:
            yield rule.rule
        elif len(gaps) == 1:
            endings = ENDINGS if rule.rule.startswith("/notes/") else ("",)
            for name in names:
                for ending in endings if name in ids else ("",):
                    yield re.sub("<[^>]+>", quote(f"{name}{ending}"), rule.rule)
    for question in ("common", "kind:story", "tag:shared", "", "Open"):
        for path in (
            "/search",
            "/search.json",
            "/suggest.json",
            "/feeds/search.atom",
            "/suggest/opensearch.json",
        ):
            yield f"{path}?q={quote(question)}"
    for kind in KINDS:
        yield f"/kinds/{kind}?print=cards"
    for note_id in ids:
        yield f"/map?from={note_id}&steps=4"
        yield f"/map.json?from={note_id}&steps=4"
        yield f"/wander?from={note_id}"


def mistakes(
    address: str, told: Told, answer: str, kind: str, on_paper: Callable[[str], str]
) -> Iterator[str]:
    """What an answer says of a note and must not."""
    sort, own = told.sort, re.match(rf"/(notes/|-/trails/|files/file-){told.id}\b", address) is not None
    met = told.words in answer or told.name in answer
    allowed = sort.listed or (sort.page and own)
    if met and not allowed:
        yield "is shown"
    elif kind != "text/html":
        if met and not (sort.public or OF_PAGES.match(address)):
            yield "leaves the garden"
    else:
        head = re.sub(r"<title>.*?</title>", "", answer.partition("</head>")[0], flags=re.DOTALL)
        # A link to a feed is an address; what is there is asked by itself.
        head = re.sub(r"<link [^>]*>", "", head)
        if not sort.public and (told.words in head or told.name in head):
            yield "is told to programs"
        if not sort.paper and told.words in answer and told.words in on_paper(answer):
            yield "is on paper"


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=notes)
@example(made=[(sort, "gathering") for sort in SORTS[3:9]])
@example(made=[(sort, kind) for sort, kind in zip(SORTS[9:15], KINDS, strict=False)])
@example(made=[(sort, kind) for sort, kind in zip(SORTS[15:21], reversed(KINDS), strict=False)])
@example(made=[(SORTS[4], kind) for kind in KINDS])
@example(made=[(SORTS[16], kind) for kind in KINDS])
def test_no_output_holds_more_of_a_note_than_it_may(
    made: list[tuple[Sort, str]], on_paper: Callable[[str], str]
) -> None:
    told = tuple(Told(number, sort, kind) for number, (sort, kind) in enumerate(made))
    found: list[str] = []
    met: set[str] = set()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Garden, "today", lambda _: TODAY)
        with garden_of(Path(folder) / "garden", told) as garden:
            browser = client(garden)
            asked = list(addresses(browser, told))
            for address in asked:
                with browser.get(address) as answer:
                    text, kind = answer.get_data().decode("utf-8", "replace"), str(answer.mimetype)
                    is_missing = answer.status_code == 404
                for one in told:
                    if is_missing and one.name in address:
                        continue  # the page of what is missing offers to search for the words of its address
                    for mistake in mistakes(address, one, text, kind, on_paper):
                        found.append(f"{one.sort.front!r} ({one.kind}) {mistake} at {address}")
                    met.update({one.id} if one.words in text else ())
            for one in told:
                if not one.sort.listed:
                    data = browser.get(f"/search.json?q={one.words}").json
                    assert data is not None
                    assert (data["total"], data["hits"]) == (0, [])
        for command in (["search", "common"], ["search", "common", "--json"]):
            said = run(command, Path(folder) / "garden").stdout
            found += [
                f"{one.sort.front!r} in {command}"
                for one in told
                if one.words in said and not one.sort.listed
            ]
    assert not found, "\n".join(sorted(set(found)))
    assert met >= {one.id for one in told if one.sort.page}, "or the test could not fail"
    assert len(asked) > 150
