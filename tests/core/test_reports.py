"""Problems as forges read them, whatever stands in a file's name or in a sentence."""

from __future__ import annotations

import json

import pytest

from garden.core import reports
from garden.model import Hint, Problem

PROBLEMS = (
    Problem(
        path="a,b:c%\n.md",
        code="link-dead",
        message="100% of\r\n'x'.",
        fix="Mend\u202e it.",
        line=3,
        column=7,
    ),
    Problem(path="b.md", code="link-ambiguous", message="Two.", line=2),
    Problem(path="b.md", code="link-ambiguous", message="Two.", line=9),
    Hint(path="ü \udcff.md", code="note-orphan", message="None leads here."),
)


def path_of(path: str) -> str:
    return f"notes/{path}"


def test_github_reads_a_line_for_each() -> None:
    lines = reports.github(PROBLEMS, path_of).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(
        "::error file=notes/a%2Cb%3Ac%25%0A.md,line=3,col=7,title=G201 link-dead::100%25 of"
    )
    assert "\u202e" not in lines[0]
    assert lines[1] == "::warning file=notes/b.md,line=2,title=G203 link-ambiguous::Two."
    assert lines[3].startswith("::notice file=notes/ü ")
    assert "title=X-note-orphan note-orphan::" in lines[3]


def test_gitlab_tells_problems_apart_and_knows_them_again() -> None:
    found = json.loads(reports.gitlab(PROBLEMS, path_of))
    assert [it["severity"] for it in found] == ["major", "minor", "minor", "info"]
    assert found[0]["location"] == {"path": "notes/a,b:c%\n.md", "lines": {"begin": 3}}
    assert found[3]["location"]["lines"] == {"begin": 1}
    assert len({it["fingerprint"] for it in found}) == 4
    moved = [Problem(path="b.md", code="link-ambiguous", message="Two.", line=5)]
    assert json.loads(reports.gitlab(moved, path_of))[0]["fingerprint"] == found[1]["fingerprint"]


def test_sarif_has_what_its_schema_asks_for() -> None:
    told = json.loads(reports.sarif(PROBLEMS, path_of))
    [run] = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (told["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "garden check")
    assert [rule["id"] for rule in rules] == ["G201", "G203", "X-note-orphan"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
    first, *_, last = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["region"] == {"startLine": 3, "startColumn": 7}
    assert first["artifactLocation"]["uri"] == "notes/a%2Cb%3Ac%25%0A.md"
    assert last == {"artifactLocation": {"uri": "notes/%C3%BC%20%FF.md"}}


@pytest.mark.parametrize("form", sorted(reports.FORMS))
def test_nothing_to_tell_is_told_as_such(form: str) -> None:
    said = reports.FORMS[form]((), path_of)
    assert said == "" if form == "github" else json.loads(said) is not None
