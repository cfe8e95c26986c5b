"""The shipped plugin for backlinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.core.rules import Severity, severity_of

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

NOTES = {
    "garden.toml": "[kinds.story]\nplural = 'stories'\n",
    "notes/bench.md": "# Bench\n\nA [[bench]] that speaks of itself.\n",
    "notes/a.md": """
        ---
        title: Ant <i>
        kind: story
        ---
        It rained. We sat on [[bench|the old <b> bench]] & waited. It stopped.

        Later we painted [[bench]].
    """,
    "notes/b.md": "---\ntitle: Bee\n---\nAsk at the [bench](bench.md) for [[Someone unknown]].\n",
    "notes/c.md": "---\ntitle: Cat\nkind: story\n---\n[[bench]] and [[b]]\n",
    "notes/d.md": "---\ntitle: Dog\ndraft: true\n---\n[[bench]] and [[a]]\n",
    "notes/e.md": "---\ntitle: Eel\ndoor: I am lost\n---\n[[d]]\n",
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


def test_what_links_here_with_its_sentence_by_kind_and_counted(garden: Garden, page: Page) -> None:
    html = page(garden, "/notes/bench")
    panel = html.partition("What links here</h2>")[2].partition("</section>")[0]
    assert panel.startswith('<p class="meta">3 notes</p>')
    assert panel.index('<h3>Stories <span class="count">2</span></h3>') < panel.index("Ant")
    assert panel.index("Cat") < panel.index('<h3>Note <span class="count">1</span></h3>') < panel.index("Bee")
    assert "We sat on <mark>the old &lt;b&gt; bench</mark> &amp; waited.</p>" in panel
    assert "Later we painted <mark>bench</mark>.</p>" in panel
    assert "Ask at the <mark>bench</mark> for Someone unknown.</p>" in panel
    assert "rained" not in panel
    assert "Dog" not in panel
    assert "Bench" not in panel


def test_a_note_that_nothing_links_to_has_no_panel(garden: Garden, page: Page) -> None:
    assert "What links here" not in page(garden, "/notes/e")


def test_two_thousand_links_are_not_two_thousand_sentences(garden_of: MakeGarden, page: Page) -> None:
    notes = {f"notes/n{number:03}.md": "To the [[bench]] today.\n" for number in range(60)}
    html = page(garden_of({**notes, "notes/bench.md": "# Bench\n"}), "/notes/bench")
    assert '<p class="meta">60 notes</p>' in html
    assert html.count("<mark>bench</mark>") == 20
    assert "<summary>and 40 more notes</summary>" in html


def test_one_note_that_links_often_shows_three_sentences(garden_of: MakeGarden, page: Page) -> None:
    text = "\n\n".join(f"To the [[bench]] on day {day}." for day in range(8))
    html = page(garden_of({"notes/a.md": text, "notes/bench.md": "# Bench\n"}), "/notes/bench")
    assert html.count("<mark>") == 3
    assert "and 5 times more" in html


def test_what_names_a_note_without_a_link_lies_behind_a_fold(garden_of: MakeGarden, page: Page) -> None:
    garden = garden_of(
        {
            "notes/damp.md": "---\ntitle: The damp register\naliases: [damp book]\n---\n",
            "notes/b.md": "# Bee <b>\n\nIt rained. She read the Damp Register aloud. Then tea.\n",
            "notes/c.md": "---\ntitle: Cat\ncontent_note: illness\n---\nA damp book lay there.\n",
            "notes/d.md": "The damp register, see [[damp]].\n",
            "notes/e.md": "`the damp register`\n\n    the damp register\n",
            "notes/f.md": "---\ndraft: true\n---\nthe damp register\n",
        }
    )
    html = page(garden, "/notes/damp")
    panel = html.partition("Named without a link</h2>")[2].partition("</section>")[0]
    assert "<summary>2 notes name this without a link</summary>" in panel
    assert "She read <mark>the Damp Register</mark> aloud.</p>" in panel
    assert "Bee &lt;b&gt;" in panel
    assert "Before you read: illness" in panel
    assert "lay there" not in panel
    assert panel.count("<li>") == 2


def test_notes_akin_say_why_and_are_not_those_that_are_linked(garden_of: MakeGarden, page: Page) -> None:
    words = "Lentils simmered while the caretaker counted chairs."
    garden = garden_of(
        {
            "notes/a.md": f"# Ant\n\n{words} [[b]]",
            "notes/b.md": f"# Bee\n\n{words}",
            "notes/c.md": f"# Cat\n\n{words}",
            "notes/d.md": "# Dog\n\nNothing of the sort.",
        }
    )
    panel = page(garden, "/notes/a").partition("Akin to this</h2>")[2].partition("</section>")[0]
    assert "Cat" in panel
    assert "both speak of caretaker, chairs and counted" in panel
    assert "Bee" not in panel
    assert "Dog" not in panel


def test_wanted_notes_and_orphans_are_hints(garden: Garden) -> None:
    assert {severity_of(problem) for problem in garden.check()} == {Severity.HINT}
    found = [(problem.path, problem.line, problem.code) for problem in garden.check()]
    assert found == [
        ("a.md", None, "note-orphan"),
        ("b.md", 4, "link-wanted"),
        ("c.md", None, "note-orphan"),
        ("e.md", 5, "link-hidden"),
    ]


def test_whatever_leads_to_a_note_leads_it_out_of_the_orphans(garden_of: MakeGarden) -> None:
    steps = "[{id: first, note: step}, {id: last, note: end}]"
    garden = garden_of(
        {
            "notes/trail.md": f"---\nkind: trail\nsteps: {steps}\n---\n",
            "notes/step.md": "Only a step.\n",
            "notes/end.md": "And where it ends.\n",
            "notes/chooser.md": "---\nnext: chosen\nrelated: kin\nsource: spring\n---\n",
            "notes/chosen.md": "A\n",
            "notes/kin.md": "B\n",
            "notes/spring.md": "C\n",
            "notes/part-one.md": "---\nseries: Parts\nsection: 1\n---\n",
            "notes/part-two.md": "---\nseries: Parts\nsection: 2\n---\n",
            "notes/part-alone.md": "---\nseries: Alone\n---\n",
            "notes/narcissus.md": "---\nnext: narcissus\n---\nSee [[narcissus]].\n",
        }
    )
    assert [note.id for note in garden.orphans()] == ["chooser", "narcissus", "part-alone", "trail"]
    told = [problem.path for problem in garden.check() if problem.code == "note-orphan"]
    assert told == ["chooser.md", "narcissus.md", "part-alone.md", "trail.md"]


@pytest.mark.long
def test_very_many_links_that_lead_nowhere_are_counted(garden_of: MakeGarden) -> None:
    links = "".join(f"To [[place {number}]].\n" for number in range(1_200))
    garden = garden_of({"notes/a.md": f"[[b]]\n{links}", "notes/b.md": "[[a]]"})
    found = garden.check()
    assert len(found) == 101
    assert found[-1].line == 102
    assert found[-1].message.startswith("From here on, 1,100 more links")
    assert garden.host.faults == ()


def test_problems_follow_the_index(garden_of: MakeGarden) -> None:
    garden = garden_of({"notes/a.md": "A", "notes/b.md": "[[c]]", "notes/c.md": "[[b]]"})
    assert [problem.path for problem in garden.check()] == ["a.md"]
    (garden.config.notes_folder / "b.md").write_text("Now to [[a]].")
    garden.reindex()
    assert [problem.path for problem in garden.check()] == ["c.md"]
