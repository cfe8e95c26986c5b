"""Every rule finds what it minds, and nothing else; parts of a garden are checked against the whole."""

from __future__ import annotations

import os
import re
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from garden.core import processes
from garden.core.checks.names import MANY_LINKS
from garden.core.rules import RULES, rule_of
from garden.core.touched import Touched, since
from garden.errors import GitError
from garden.model import Hint, Problem
from garden.testing import Files, make_garden, open_garden, write_files

CASES = Path(__file__).parent / "checks" / "rules.md"
TESTS = Path(__file__).parent.parent
GUIDE = TESTS.parent / "notes" / "guide" / "check-your-notes.md"


def cases() -> Iterator[tuple[str, Files, list[tuple[str, int, int]]]]:
    for block in re.split(r"^# (?=G\d{3} )", CASES.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, *files = re.split(r"^--- (?=\S+$)", block, flags=re.MULTILINE)
        parts = {path: text for path, _, text in (file.partition("\n") for file in files)}
        told = [line.rsplit(" ", 2) for line in parts.pop("told").split("\n") if line]
        yield name.strip(), parts, [(path, int(line), int(column)) for path, line, column in told]


@pytest.mark.parametrize(("rule", "files", "told"), [pytest.param(*it, id=it[0]) for it in cases()])
def test_rule(rule: str, files: Files, told: list[tuple[str, int, int]], tmp_path: Path) -> None:
    number, name = rule.split()
    assert RULES[name].number == number
    if name == "table-too-large":
        files = {path: str(text).replace("@@@", "-|" * 30_000) for path, text in files.items()}
    garden = make_garden(tmp_path / "bed", {f"notes/{path}": text for path, text in files.items()})
    found = [it for it in garden.check() if it.code == name]
    assert [(it.path, it.line or 0, it.column or 0) for it in found] == told
    assert all(it.message.endswith(".") and it.fix.endswith(".") for it in found)


@pytest.mark.long
def test_a_note_that_very_many_link_to_is_told(tmp_path: Path) -> None:
    files = {f"notes/n{number}.md": "See [[hub]].\n" for number in range(MANY_LINKS)}
    with make_garden(tmp_path / "bed", {"notes/hub.md": "Here.\n", **files}) as garden:
        told = [problem.message for problem in garden.check() if problem.code == "links-many"]
    assert told == [f"{MANY_LINKS:,} notes link to this one, more than anyone looks through."]


MINDS = """
    import multiprocessing, os
    from enum import StrEnum
    from garden import Problem, hookimpl

    class Code(StrEnum):
        MINDED = "minded"

    @hookimpl
    def garden_note_problems(note, garden):
        apart = multiprocessing.parent_process() is not None
        if note.id == "fatal" and apart:
            os._exit(9)
        if note.id == "odd":
            raise ValueError("I do not like it")
        yield Problem(path=note.path, code=Code.MINDED, message=f"{note.title} is minded.", fix="Never mind.")
        if apart:
            yield Problem(path=note.path, code="apart", message="In a process of its own.", fix="Fine.")
"""


@pytest.mark.parametrize("ill", ["odd", "fatal"])
def test_processes_and_one_process_find_the_same(
    ill: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    files = {f"notes/n{number}.md": f"# Number {number}\n\nSee [[lost{number}]].\n" for number in range(90)}
    plugin = {"plugins/minds.py": textwrap.dedent(MINDS), f"notes/{ill}.md": "Here.\n"}
    told: list[tuple[int, int]] = []
    with make_garden(tmp_path / "bed", files | plugin) as garden:
        serial = garden.check()
        monkeypatch.setattr(processes, "PAY_FROM", 10)
        monkeypatch.setattr(os, "cpu_count", lambda: 2)
        found = garden.check(progress=lambda done, total: told.append((done, total)))
        faults = {fault.times for fault in garden.host.faults}
    assert tuple(problem for problem in found if problem.code != "apart") == serial
    apart = [problem for problem in found if problem.code == "apart"]
    assert apart if ill == "odd" else "A process ended early" in caplog.text
    assert told[-1][1] == 91
    assert faults == ({2} if ill == "odd" else set())


@pytest.mark.parametrize(
    ("link", "mend"),
    [
        ("[[kettel]]", "Write that note, or link to 'things/kettle' if you mean that."),
        (
            "[[The bleu kettle]]",
            "Write that note, or link to 'things/kettle' if you mean that.",
        ),
        ("[it](kettel.md)", "Write '../things/kettle.md' if you mean that, or take the link out."),
        ("[[kettledrum]]", "Write that note, or correct the link."),
        ("[[walk 2026-03-15]]", "Write that note, or correct the link."),
        ("[[wakl 2026-03-14]]", "Write that note, or link to 'walk 2026-03-14' if you mean that."),
        ("[[ket]]", "Write that note, or correct the link."),
        ("[it](gone.md)", "Correct its path, or take the link out."),
    ],
)
def test_a_dead_link_that_is_nearly_a_note_says_so(link: str, mend: str, tmp_path: Path) -> None:
    files = {"notes/things/kettle.md": "# The blue kettle\n", "notes/in/a.md": f"Tea from {link}.\n"}
    files |= {"notes/walk 2026-03-14.md": "A walk.\n"}
    with make_garden(tmp_path / "bed", files) as garden:
        assert [it.fix for it in garden.check() if it.path == "in/a.md" and it.code[:5] == "link-"] == [mend]


def test_every_rule_has_a_case_or_a_test_of_its_own() -> None:
    with_case = {rule.split()[1] for rule, _, _ in cases()}
    others = set(RULES) - with_case
    texts = [path.read_text("utf-8") for path in TESTS.rglob("test_*.py")]
    texts += [path.read_text("utf-8") for path in (TESTS / "transcripts").glob("*.txt")]
    assert [name for name in sorted(others) if not any(name in text for text in texts)] == []


def test_every_code_of_ours_is_a_rule() -> None:
    source = TESTS.parent / "src" / "garden"
    of_commands = {
        "note-hidden",
        "file-changed",
        "file-there",
        "file-unwritable",
        "move-nowhere",
        "move-unsure",
    }
    skipped = {*of_commands, "recipe-serves"}  # no problems of files; an example
    found: set[str] = set()
    for path in source.rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r'code="([a-z0-9-]+)"', text))
        found |= set(
            re.findall(
                r'(?:tell|problem|at_key|at_link)\(\s*(?:[\w."\']+,\s*)*"([a-z0-9]+-[a-z0-9-]+)",', text
            )
        )
    assert {"link-wanted", "date-unreadable", "nested-too-deep"} <= found | set(RULES)
    assert found - skipped - set(RULES) == set()


def test_numbers_are_given_once() -> None:
    numbers = [rule.number for rule in RULES.values()]
    assert sorted(set(numbers)) == numbers


def test_every_rule_has_its_row_in_the_guide() -> None:
    rows = dict(re.findall(r"^\| (G\d{3}) \| `([a-z0-9-]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert rows == {rule.number: rule.name for rule in RULES.values()}


def test_rules_of_plugins_have_their_own_names() -> None:
    rule = rule_of(Hint(path="a.md", code="recipe-serves", message="."))
    assert (rule.number, rule.severity.value) == ("X-recipe-serves", "hint")
    assert rule_of(Problem(path="a.md", code="recipe-serves", message=".")).severity.value == "error"


def test_fields_of_a_kind_hold_what_they_say(tmp_path: Path) -> None:
    plugin = """
        from garden import Field, NoteKind, hookimpl

        @hookimpl
        def garden_note_kinds():
            yield NoteKind(name="recipe", fields=("serves", "cooked"))

        @hookimpl
        def garden_index_fields():
            yield Field(name="serves", type="number")
            yield Field(name="cooked", type="date")
    """
    text = "---\nkind: {}\nserves: many\ncooked: once\n---\n[[a]] [[b]]"
    notes = {"notes/a.md": text.format("recipe"), "notes/b.md": text.format("note")}
    garden = make_garden(tmp_path / "bed", {"plugins/recipes.py": plugin, **notes})
    assert garden.host.faults == ()
    unfit = [it for it in garden.check() if it.code == "value-unfit"]
    assert [(it.path, it.line) for it in unfit] == [("a.md", 3), ("a.md", 4)]


# --- parts of a garden ---------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


NOTES = {
    "notes/bench.md": "---\ntitle: The bench\n---\n## Colour\nGreen. [[kettle]]\n",
    "notes/kettle.md": "On [[bench#Colour]] and [[nothing]].\n",
    "notes/cup.md": "By [[The bench]]. Also [[lost]].\n",
    "notes/far.md": "---\nnext: [bench]\n---\nFar from [[nowhere]].\n",
}


def test_a_change_is_checked_against_the_whole_garden(tmp_path: Path) -> None:
    bed = tmp_path / "bed"
    make_garden(bed, NOTES).close()
    git(bed, "init", "-q")
    git(bed, "add", ".")
    git(bed, "commit", "-qm", "One")
    with open_garden(bed) as garden:
        garden.reindex()
        assert since(garden, "HEAD").paths == frozenset()
        assert garden.check(since(garden, "HEAD")) == ()
        (bed / "notes/bench.md").unlink()
        (bed / "notes/new.md").write_text("See [[never]].\n")
        garden.reindex()
        part = since(garden, "HEAD")
        assert part.paths == {"bench.md", "new.md"}
        told = [(it.path, it.code, it.line) for it in garden.check(part)]
    assert told == [
        ("cup.md", "link-wanted", 1),
        ("far.md", "next-dead", 2),
        ("kettle.md", "link-wanted", 1),
        ("new.md", "note-orphan", None),
        ("new.md", "link-wanted", 1),
    ]


def test_a_heading_that_changed_is_missed_elsewhere(tmp_path: Path) -> None:
    bed = tmp_path / "bed"
    make_garden(bed, NOTES).close()
    git(bed, "init", "-q")
    git(bed, "add", ".")
    git(bed, "commit", "-qm", "One")
    (bed / "notes/bench.md").write_text("---\ntitle: A seat\n---\n## Age\nOld. [[kettle]]\n")
    with open_garden(bed) as garden:
        garden.reindex()
        told = {(it.path, it.code) for it in garden.check(since(garden, "HEAD"))}
    assert told == {("kettle.md", "heading-missing"), ("cup.md", "link-wanted")}


def test_a_revision_that_is_none_is_told(tmp_path: Path) -> None:
    bed = tmp_path / "bed"
    with make_garden(bed, NOTES) as garden:
        with pytest.raises(GitError, match="no git repository"):
            since(garden, "HEAD")
        git(bed, "init", "-q")
        with pytest.raises(GitError, match="no revision '--output=x'"):
            since(garden, "--output=x")
    assert not (bed / "x").exists()


def test_only_the_named_notes_are_told_of(tmp_path: Path) -> None:
    with make_garden(tmp_path / "bed", NOTES) as garden:
        told = garden.check(Touched(paths=frozenset({"cup.md"})))
        assert {it.path for it in told} == {"cup.md"}


def test_names_with_line_breaks_are_no_trouble(tmp_path: Path) -> None:
    bed = tmp_path / "bed"
    write_files(bed, {"notes/a.md": "Here.", "notes/--x.md": "There."})
    git(bed, "init", "-q")
    git(bed, "add", ".")
    git(bed, "commit", "-qm", "One")
    (bed / "notes/a\nb.md").write_text("New.")
    (bed / "notes/--x.md").write_text("Changed.")
    with open_garden(bed) as garden:
        garden.reindex()
        assert since(garden, "HEAD").paths == {"a\nb.md", "--x.md"}
