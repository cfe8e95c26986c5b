"""Commands as people type them, with what comes of it: `tests/transcripts/`, and the page of the guide.

A transcript tells a story: prose at the margin, and indented by two spaces

      $ garden links nowhere
      Error: There is no note 'nowhere'. 'garden list' shows them all.
      [1]

each command after ``$``, lines that go on with it after ``>``, then what it says on
either stream, then its exit code in brackets unless it is 0. ``...`` stands for any
text within a line, and alone for any number of lines. Each file begins in an empty folder.

``garden ...`` is run by the program's own entry, in this process for the sake of speed;
whatever a shell must see (pipes, redirections, other programs) is run by one, and so is
``garden serve``, which leaves the closing of what it opened to the end of its process.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from garden import shipped
from garden.cli import main

FOLDER = Path(__file__).parent / "transcripts"
COMMANDS = shipped.folder("notes") / "guide" / "commands.md"
TYPED = re.compile(r"^```text\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)
_FOR_A_SHELL = re.compile(r"[|<>;&$*`\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command and what should come of it."""

    line: int
    command: str
    expected: tuple[str, ...]


@pytest.mark.parametrize("path", [*sorted(FOLDER.glob("*.txt")), COMMANDS], ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = tmp_path / "here"
    bed.mkdir()
    monkeypatch.chdir(bed)
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    steps = list(read(told(path)))
    assert steps, f"{path.name} holds no command; they are indented by two spaces and begin with '$'."
    for step in steps:
        if moved := re.fullmatch(r"cd ([\w-]+)", step.command):
            monkeypatch.chdir(moved[1])
            continue
        said = run(step.command, monkeypatch)
        if not matches(step.expected, said):
            pytest.fail(_difference(path, step, said), pytrace=False)


def told(path: Path) -> str:
    """A transcript; of a page of the guide, one story made of all that is typed on it."""
    text = path.read_text("utf-8")
    if path.suffix == ".txt":
        return text
    return "".join(f"  {line}\n" for block in TYPED.findall(text) for line in block.splitlines())


def read(text: str) -> Iterator[Step]:
    """The steps of a transcript."""
    numbered = enumerate(text.splitlines(), 1)
    lines = [(number, line[2:].rstrip()) for number, line in numbered if line.startswith("  ")]
    while lines:
        number, command = lines.pop(0)
        assert command.startswith("$ "), f"line {number}: a command must begin with '$'"
        while lines and lines[0][1].startswith(">"):
            command += "\n" + lines.pop(0)[1][1:].removeprefix(" ")
        expected = []
        while lines and not lines[0][1].startswith("$ "):
            expected.append(lines.pop(0)[1])
        yield Step(line=number, command=command[2:], expected=tuple(expected))


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a command says on either stream, line by line, and its exit code unless it is 0."""
    if re.match(r"garden (?!serve)", command) and not _FOR_A_SHELL.search(command):
        said, code = _in_this_process(shlex.split(command), monkeypatch)
    else:
        done = subprocess.run(
            ["sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        said, code = done.stdout, done.returncode
    lines = [line.rstrip() for line in said.splitlines()]
    return [*lines, f"[{code}]"] if code else lines


def _in_this_process(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    monkeypatch.setattr(sys, "argv", arguments)
    # Or usage would be told for `python -m pytest.garden`.
    monkeypatch.setattr(sys.modules["__main__"], "__package__", "", raising=False)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), pytest.raises(SystemExit) as end:
        main()
    return said.getvalue(), int(end.value.code or 0)


def matches(expected: tuple[str, ...], said: list[str]) -> bool:
    """Whether what was said is what was expected, ``...`` standing for anything."""
    pattern = "".join(_pattern(line) for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


def _pattern(line: str) -> str:
    if line.strip() == "...":
        return r"(?:.*\n)*?"
    return ".*".join(map(re.escape, line.split("..."))) + r"\n"


def _difference(path: Path, step: Step, said: list[str]) -> str:
    difference = difflib.unified_diff(step.expected, said, "expected", "said", lineterm="")
    return "\n".join((f"{path.name}:{step.line}: $ {step.command}", *difference))


@pytest.mark.parametrize(
    ("expected", "said", "fits"),
    [
        (("one",), ["one"], True),
        (("one",), ["one", "two"], False),
        (("in ... s",), ["in 0.1 s"], True),
        (("a", "...", "z"), ["a", "z"], True),
        (("a", "...", "z"), ["a", "b", "c", "z"], True),
        (("a", "...", "z"), ["a", "b"], False),
        (("[1]",), ["1"], False),
        ((), [], True),
    ],
)
def test_what_fits(expected: tuple[str, ...], said: list[str], fits: bool) -> None:
    assert matches(expected, said) == fits
