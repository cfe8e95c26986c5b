"""Front matter: fixtures in ``fixtures/frontmatter``, round trips, and bounds.

A fixture is a note ``NAME.md`` with ``NAME.json`` beside it: what it shows, its
``values`` or its ``problem`` (code and line), ``body`` and ``first_line``; where it
matters ``duplicates``, ``unclosed`` and the ``lines`` of keys.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from garden import frontmatter
from garden.errors import NoteError
from garden.frontmatter import MAX_CHARACTERS, MAX_NODES

FIXTURES = Path(__file__).parent / "fixtures" / "frontmatter"
CASES = sorted(path.stem for path in FIXTURES.glob("*.md"))


@pytest.mark.parametrize("name", CASES)
def test_fixture(name: str) -> None:
    text = (FIXTURES / f"{name}.md").read_bytes().decode("utf-8")
    expected = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    assert read(text) == {
        "values": expected.get("values"),
        "problem": expected.get("problem"),
        "body": expected["body"],
        "first_line": expected["first_line"],
        "duplicates": expected.get("duplicates", []),
        "unclosed": expected.get("unclosed", ""),
    }
    parts = frontmatter.split(text)
    lines = expected.get("lines", {})
    assert {key: frontmatter.line_of(parts, key) for key in lines} == lines


def test_every_fixture_is_a_pair() -> None:
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(CASES)


def read(text: str) -> dict[str, Any]:
    """All that is read from a text, in the shape of a fixture."""
    parts = frontmatter.split(text)
    values: Any = None
    problem = None
    duplicates: list[str] = []
    try:
        meta = frontmatter.load(parts)
    except NoteError as error:
        problem = {"code": error.code, "line": error.line}
        is_told(error)
    else:
        if meta is None:
            parts = frontmatter.whole(text)
        values = dict(meta.values) if meta else {}
        duplicates = list(meta.duplicates) if meta else []
    return {
        "values": values,
        "problem": problem,
        "body": parts.body,
        "first_line": parts.first_line,
        "duplicates": duplicates,
        "unclosed": parts.unclosed,
    }


def is_told(error: NoteError) -> None:
    assert str(error).endswith(".")
    assert error.fix.endswith(".")


# --- properties -------------------------------------------------------------------

# What YAML, TOML and JSON can all hold unescaped or escaped; a text is one line or several.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=40)
# A non-character is dropped when it is read: it breaks XML.
SAFE_TEXT = TEXT.filter(lambda text: not re.search("[\ufffe\uffff]", text))
MAPPING = st.dictionaries(SAFE_TEXT, st.one_of(SAFE_TEXT, st.lists(SAFE_TEXT, max_size=4)), max_size=6)
BODY = st.text("abc \n#-+{", max_size=30).map(lambda text: f"Body\n{text}")


def as_yaml(values: dict[str, Any]) -> str:
    dumped = yaml.safe_dump(values, allow_unicode=True, default_style='"', width=10_000)
    return f"---\n{dumped}---\n"


def as_toml(values: dict[str, Any]) -> str:
    return "+++\n" + "".join(f"{_toml(key)} = {_toml(value)}\n" for key, value in values.items()) + "+++\n"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_json(values: dict[str, Any]) -> str:
    return f"{json.dumps(values, indent=2)}\n" if values else "{\n}\n"


@pytest.mark.parametrize("dump", [as_yaml, as_toml, as_json])
@settings(max_examples=40, deadline=None)
@given(values=MAPPING, body=BODY)
def test_texts_come_back_as_they_were(dump: Any, values: dict[str, Any], body: str) -> None:
    parts = frontmatter.split(dump(values) + body)
    meta = frontmatter.load(parts)
    assert meta is not None
    assert meta.values == values
    assert not meta.duplicates
    assert parts.body == body


PIECES = [
    "---", "+++", "{", "}", "...", "\n", " ", "\ufeff", "a: b", "a = 1", '"a": 1', "a:: b", "- x", "[", "]",
    "&a ", "*a", "{{x}}", "\x00", "\u2028", "\x85", "\\ud83d", "'", '"', "? ", "!!map ", "|", ": ", "é",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_is_lost_and_nothing_raised(text: str) -> None:
    found = read(text)
    assert text.endswith(found["body"])
    bare = text.removeprefix("\ufeff")
    above = bare[: len(bare) - len(found["body"])]
    assert found["first_line"] == above.count("\n") + 1
    json.dumps([found["values"], found["body"]]).encode("utf-8")


# --- bounds: each refused, or read, at once ------------------------------------------

BOMBS = {
    "brackets": "x: " + "[" * 100_000,
    "brackets within the size": "x: " + "[" * 60_000,
    "braces": "x: " + "{a: " * 15_000,
    "dashes": "x:\n  " + "- " * 30_000,
    "question marks": "x:\n  " + "? " * 30_000,
    "colons": "x: " + "a: " * 20_000,
    "aliases": "a: &a [x]\nb: [" + "*a, " * 15_000 + "]",
    "aliases of a long text": "a: &a " + "x" * 50_000 + "\nb: [" + "*a, " * 1_500 + "]",
    "aliases as keys": "a: &a [" + "x, " * 900 + "]\n" + "".join(f"? [*a, {i}]\n: b\n" for i in range(900)),
    "anchors": "".join(f"k{i}: &a{i} v\n" for i in range(5_000)),
    "merges": "a0: &a0 {x: 1}\n"
    + "".join(f"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40)),
    "values": "x: [" + "a, " * 20_000 + "]",
    "keys": "".join(f"k{i}: v\n" for i in range(6_000)),
    "a text": "x: " + "y" * MAX_CHARACTERS,
    "quotes": 'x: "' + "\\" * 60_001,
    "dashed lines": "x: |\n" + "  ---\n" * 10_000,
    "blank lines": "x: |\n" + "\n" * 60_000,
}
TOML_BOMBS = {
    "brackets": "x = " + "[" * 60_000,
    "braces": "x = " + "{a=" * 20_000,
    "dotted key": "a." * 30_000 + "a = 1",
    "dotted key with blanks": "a . " * 15_000 + "a = 1",
    "dotted key in quotes": '"a b".' * 10_000 + "a = 1",
    "dotted table": "[" + "a." * 8_000 + "a]\n" + "".join(f"k{i} = 1\n" for i in range(5_000)),
    "tables": "[[a]]\n" * 10_000,
    "words without end": "x = " + "a" * 60_000,
    "quotes": '"' * 60_000,
    "integer": "x = " + "9" * 60_000,
}
JSON_BOMBS = {
    "brackets": '"x": ' + "[" * 60_000,
    "closed brackets": '"x": ' + "[" * 30_000 + "]" * 30_000,
    "values": '"x": [' + "1," * 30_000 + "1]",
    "integer": '"x": ' + "9" * 66_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_yaml_is_bounded(bomb: str) -> None:
    refused(f"---\n{BOMBS[bomb]}\n---\nBody\n")


@pytest.mark.parametrize("bomb", TOML_BOMBS)
def test_toml_is_bounded(bomb: str) -> None:
    refused(f"+++\n{TOML_BOMBS[bomb]}\n+++\nBody\n")


@pytest.mark.parametrize("bomb", JSON_BOMBS)
def test_json_is_bounded(bomb: str) -> None:
    refused("{\n" + JSON_BOMBS[bomb] + "\n}\nBody\n")


def refused(text: str) -> None:
    """Read or refused, and small when it is read; without its bound the run would not end."""
    found = read(text)
    printed = len(json.dumps(found))
    assert found["body"] == "Body\n"
    assert printed < 8 * MAX_CHARACTERS
    assert found["problem"] or printed


def test_the_size_is_what_counts() -> None:
    just = f"---\nx: {'y' * (MAX_CHARACTERS - 4)}\n---\nBody\n"
    assert read(just)["problem"] is None
    over = just.replace("x: ", "x: y")
    assert read(over)["problem"] == {"code": "front-matter-too-large", "line": 2}


def test_the_number_of_values_is_what_counts() -> None:
    # The mapping, its key and the list are three.
    just = f"---\nx: [{'a, ' * (MAX_NODES - 3)}]\n---\nBody\n"
    assert read(just)["problem"] is None
    assert read(just.replace("[", "[a, "))["problem"] == {"code": "front-matter-too-large", "line": 2}


def test_a_long_text_between_thematic_breaks_is_not_hidden() -> None:
    text = "---\n\n" + "Once upon a time.\n" * 5_000 + "\n---\n\nThe end.\n"
    assert read(text)["body"] == text
    assert read(text)["problem"] is None
