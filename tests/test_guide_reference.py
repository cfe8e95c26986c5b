"""The guide's pages for looking things up leave nothing out, and their examples run."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

import garden
from garden import shipped, testing
from garden.testing import Bed, write_files

GUIDE = shipped.folder("notes") / "guide"
FILE = re.compile(r"^Put this [^`\n]*into `([^`]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


def parts(text: str, level: int) -> dict[str, str]:
    """What stands under each heading of a level."""
    pieces = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    found = {
        name: re.split(r"^##+ ", part, flags=re.MULTILINE)[0]
        for name, part in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    assert len(found) == len(pieces) // 2, "Two headings are the same."
    return found


def rows(text: str) -> Iterator[str]:
    """The names in the first column of the tables: ``a(x)`` and ``b`` of a row that begins with both."""
    for first in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE):
        yield from re.findall(r"`(\w+)", first)


# --- names for plugins -------------------------------------------------------------------------

NOUNS = {name.replace("\\", ""): text for name, text in parts(text_of("nouns"), 3).items()}


def test_every_public_name_is_in_the_guide() -> None:
    assert set(NOUNS) == set(garden.__all__)


@pytest.mark.parametrize("name", garden.__all__)
def test_all_that_a_public_name_holds_is_in_the_guide(name: str) -> None:
    noun, text = getattr(garden, name), NOUNS[name]
    assert len(text.split()) > 5
    if isinstance(noun, type) and issubclass(noun, enum.Enum):
        assert all(f"`{name}.{value.name}`" in text for value in noun)
    elif noun is garden.Hint:
        assert set(public(noun)) == set(public(garden.Problem))
    elif noun is garden.Garden:
        own = {"open", *re.findall(r"`(\w+)`", text.partition("`Garden.open(folder)`")[2])}
        assert {*rows(text), *own} == {*public(noun), "config", "host", "store"}
    elif dataclasses.is_dataclass(noun):
        assert sorted(rows(text)) == sorted(public(noun))
    elif callable(noun) and not isinstance(noun, type):
        assert f"`{name}(" in text or f"`@{name}`" in text


def public(noun: object) -> Iterator[str]:
    fields = {field.name for field in dataclasses.fields(noun)} if dataclasses.is_dataclass(noun) else set()
    yield from (name for name in {*dir(noun), *fields} if not name.startswith("_"))


# --- tests of plugins --------------------------------------------------------------------------

TESTS = {
    (page, path, name): dict(files)
    for page in ("write-a-plugin", "test-a-plugin", "nouns")
    for files in [FILE.findall(text_of(page))]
    for path, code in files
    if path.startswith("tests/")
    for name in re.findall(r"^def (test_\w+)", code, re.MULTILINE)
}


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test[2])
def test_a_test_of_the_guide_passes(
    test: tuple[str, str, str],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, path, name = test
    write_files(tmp_path / "here", TESTS[test])
    monkeypatch.chdir(tmp_path / "here")
    function = runpy.run_path(path)[name]
    function(**{wanted: request.getfixturevalue(wanted) for wanted in inspect.signature(function).parameters})


def test_all_of_the_test_kit_is_in_the_guide() -> None:
    told = re.findall(r"`(\w+(?:\.\w+)?)", text_of("test-a-plugin"))
    assert set(testing.__all__) <= set(told)
    for word, noun in {"bed": Bed, "page": testing.PageSeen, "answer": testing.Answer}.items():
        fields = inspect.get_annotations(noun)
        parts = {name for name in {*vars(noun), *fields, *made_in_init(noun)} if not name.startswith("_")}
        assert {f"{word}.{part}" for part in parts} - {"bed.of"} <= set(told)


def made_in_init(noun: type) -> set[str]:
    return set(re.findall(r"self\.(\w+) =", inspect.getsource(noun)))


def test_what_is_said_of_a_failed_assertion_is_so(tmp_path: Path) -> None:
    files = dict(FILE.findall(text_of("test-a-plugin")))
    [line] = re.findall(r"^/notes/bread does not show .+$", text_of("test-a-plugin"), re.MULTILINE)
    write_files(tmp_path, files)
    notes = runpy.run_path(str(tmp_path / "tests/test_bread.py"))["NOTES"]
    with Bed.of(tmp_path / "garden", notes) as bed, pytest.raises(AssertionError) as failed:
        bed.page("/notes/bread").shows("three eggs")
    assert str(failed.value).startswith(line)
