"""A note's bytes to a Note: what is read, leniently, and what is told, with its line.

The tables are in ``fixtures/parsing``: front matter, and what it gives.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from garden.core import Garden
from garden.model import Content, Heading, Note, ParsedNote, Problem, Section, Visibility
from garden.parsing.dates import read_date
from garden.parsing.note import put_together, take_apart
from garden.parsing.texts import LINE_LIMIT, texts

FIXTURES = Path(__file__).parent / "fixtures" / "parsing"


def read_body(text: str, first_line: int) -> Content:
    """A body in little: its text as it is, headings and the inline tag ``#inline``."""
    lines = text.split("\n")
    headings = tuple(
        Heading(level=1, text=line.removeprefix("# "), anchor="", line=first_line + number)
        for number, line in enumerate(lines)
        if line.startswith("# ")
    )
    tags = ("inline",) if "#inline" in text else ()
    sections = (Section(heading="", anchor="", text=text),)
    return Content(sections=sections, headings=headings, tags=tags, words=len(text.split()))


def read(text: str | bytes, path: str = "the-file.md") -> ParsedNote:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    opened = take_apart(path, path[:-3], data, fingerprint="f" * 64)
    return put_together(opened, read_body(opened.body, opened.first_line), language="en-GB")


def read_front(front: str) -> ParsedNote:
    return read(f"---\n{front}\n---\n# A heading\n")


def told(parsed: ParsedNote) -> list[tuple[str, int | None]]:
    """Every problem as (code, line), once each has proved to be made of sentences."""
    for problem in parsed.problems:
        assert problem.path == parsed.note.path
        assert problem.message.endswith(".")
        assert problem.fix.endswith(".")
    return [(problem.code, problem.line) for problem in parsed.problems]


def table(name: str) -> list[Any]:
    cases = yaml.safe_load((FIXTURES / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(case, id=case["front"] or "nothing") for case in cases]


# --- tables -----------------------------------------------------------------------


@pytest.mark.parametrize("case", table("tags"))
def test_tags(case: dict[str, Any]) -> None:
    parsed = read_front(case["front"])
    assert list(parsed.note.tags) == case["gives"]
    assert told(parsed) == []


@pytest.mark.parametrize("case", table("aliases"))
def test_aliases(case: dict[str, Any]) -> None:
    assert list(read_front(case["front"]).note.aliases) == case["gives"]


@pytest.mark.parametrize("case", table("title"))
def test_title(case: dict[str, Any]) -> None:
    assert read_front(case["front"]).note.title == case["gives"]


@pytest.mark.parametrize("case", table("date"))
def test_date(case: dict[str, Any]) -> None:
    parsed = read_front(case["front"])
    assert parsed.note.date == case["gives"]
    assert told(parsed) == ([] if case["gives"] else [("date-unreadable", 2)])


@pytest.mark.parametrize("case", table("people"))
def test_people(case: dict[str, Any]) -> None:
    people = read_front(case["front"]).note.people
    assert [f"{person.role}: {person.name}" for person in people] == case["gives"]


@pytest.mark.parametrize("case", table("next"))
def test_next(case: dict[str, Any]) -> None:
    parsed = read_front(case["front"])
    assert [f"{choice.to} | {choice.when}" for choice in parsed.note.next] == case["gives"]
    assert told(parsed) == ([("next-unreadable", 2)] if case.get("told") else [])


@pytest.mark.parametrize("case", table("related"))
def test_related(case: dict[str, Any]) -> None:
    assert list(read_front(case["front"]).note.related) == case["gives"]


@pytest.mark.parametrize("case", table("visibility"))
def test_visibility(case: dict[str, Any]) -> None:
    parsed = read_front(case["front"])
    assert parsed.note.visibility == Visibility(case["gives"])
    assert told(parsed) == ([(case["told"], 2)] if case.get("told") else [])


@pytest.mark.parametrize("case", table("other"))
def test_other_fields(case: dict[str, Any]) -> None:
    parsed = read_front(case["front"])
    assert {name: getattr(parsed.note, name) for name in case["gives"]} == case["gives"]
    assert told(parsed) == ([(case["told"], 2)] if case.get("told") else [])


def test_keys_in_toml_json_and_logseq_mean_the_same() -> None:
    for text in (
        '+++\ntitle = "A"\ntags = ["b"]\ndate = 2026-03-14\ndraft = true\n+++\n',
        '{"title": "A", "tags": ["b"], "date": "2026-03-14", "draft": true}\n',
        "title:: A\ntags:: b\ndate:: 2026-03-14\ndraft:: true\n",
    ):
        note = read(text).note
        assert (note.title, note.tags, note.date) == ("A", ("b",), date(2026, 3, 14))
        assert note.visibility is Visibility.HIDDEN


# --- the note as a whole -------------------------------------------------------------


def test_what_the_file_says_is_kept() -> None:
    parsed = read("---\ntitle: A\nOwn-Key: [no, {deep: 0x1D}]\n---\nsome #inline words\n", "a/b.md")
    note = parsed.note
    assert (note.id, note.path, note.fingerprint) == ("a/b", "a/b.md", "f" * 64)
    assert note.meta == {"title": "A", "Own-Key": ["no", {"deep": "0x1D"}]}
    assert note.tags == ("inline",)
    assert note.words == 3
    assert note.lang == "en-gb"
    assert parsed.content.sections[0].text == "some #inline words\n"


def test_inline_tags_come_after_and_once() -> None:
    assert read("---\ntags: [b, Inline]\n---\n#inline\n").note.tags == ("b", "Inline")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("slow-questions.md", "Slow questions"),
        ("a_b-c.md", "A b c"),
        ("Two words-here.md", "Two words-here"),
        ("v0.0.1.md", "V0.0.1"),
        ("topic/index.md", "Topic"),
        ("old-topic/README.md", "Old topic"),
        ("README.md", "README"),
        ("---.md", "---"),
        (" .md", "Untitled"),
        ("\u200b.md", "Untitled"),
        ("été.md", "Été"),
        ("line\nbreak.md", "Line break"),
    ],
)
def test_title_from_the_files_name(path: str, title: str) -> None:
    assert read("words\n", path).note.title == title


def test_title_from_the_first_heading_that_says_something() -> None:
    assert read("# \n\n# \u200b\n\n# Real\n").note.title == "Real"


def test_a_heading_of_a_part_is_no_title(garden_of: Callable[..., Garden]) -> None:
    texts = {
        "notes/a.md": "## Opening\n\nwords\n",
        "notes/b.md": "![](a.png)\n\n## \u200b\n\n## Pictured\n",
        "notes/c.md": "words\n\n# Named\n",
        "notes/d.md": "words\n\n## A part\n\n# Later\n",
    }
    assert {note.title for note in garden_of(texts).notes()} == {"Opening", "Pictured", "Named", "D"}


@pytest.mark.parametrize("key", ["title", "tags", "aliases", "authors", "series", "kind"])
def test_what_stands_on_one_line_is_bounded(key: str) -> None:
    note = read_front(f"{key}: {'word ' * 5_000}").note
    shown = {"title": note.title, "tags": note.tags[-1:], "aliases": note.aliases, "authors": note.people}
    value = shown.get(key, getattr(note, key, None))
    assert 0 < len(str(value)) < LINE_LIMIT + 100


def test_a_problem_of_the_body_gets_its_path() -> None:
    problem = Problem(path="", code="html-escaped", message="m.", fix="f.", line=3)
    opened = take_apart("a.md", "a", b"x", fingerprint="")
    parsed = put_together(opened, Content(problems=(problem,)), language="en")
    assert parsed.problems == (Problem(path="a.md", code="html-escaped", message="m.", fix="f.", line=3),)


# --- what is told, and where ------------------------------------------------------------


def test_broken_front_matter_leaves_the_body() -> None:
    parsed = read("---\nlang: en\ntitle: Foo: bar\n---\n# Heading\n")
    assert told(parsed) == [("front-matter-yaml", 3)]
    assert parsed.note.title == "Heading"
    assert parsed.note.meta == {}
    assert parsed.content.headings[0].line == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: A: b\nstatus: draft # for now\n---\n", 2),
        ("---\n\n  title: A: b\n  draft: true\n---\n", 2),
        ("---\n{title: A: b, visibility: hidden}\n---\n", 2),
        ("---\ndraft:true\n---\n", 2),
        ("---\ntitle: A: b\nprivate: true\n---\n", 2),
        ("---\ntitle: A\n\ndraft: true\n\nText.\n", 1),
        ('{\n  "title": "A" "b",\n  "publish": false\n}\n', 2),
        ("{\n  draft: true\n}\n", 1),
    ],
)
def test_what_may_be_there_to_hide_a_note_hides_it_though_it_cannot_be_read(text: str, line: int) -> None:
    parsed = read(text)
    assert parsed.note.visibility is Visibility.HIDDEN
    assert [at for _, at in told(parsed)] == [line]


@pytest.mark.parametrize("front", ["status: seedling", "publish: true", "visibility: 'public'"])
def test_what_hides_nothing_hides_nothing_though_it_cannot_be_read(front: str) -> None:
    assert read_front(f"title: A: b\n{front}").note.visibility is Visibility.PUBLIC


def test_unclosed_front_matter_is_shown() -> None:
    parsed = read("\n---\ntitle: A\n\n# Heading\n")
    assert told(parsed) == [("front-matter-unclosed", 2)]
    assert "line of ---" in parsed.problems[0].fix
    assert parsed.content.sections[0].text == "\n---\ntitle: A\n\n# Heading\n"
    assert "line of +++" in read('+++\ntitle = "A"\n').problems[0].fix


def test_a_thematic_break_is_body() -> None:
    text = "---\n\nOnce upon a time.\n\n---\n\n# Heading\n"
    parsed = read(text)
    assert told(parsed) == []
    assert parsed.content.sections[0].text == text
    assert parsed.content.headings[0].line == 7


def test_a_key_written_twice() -> None:
    parsed = read("---\ntitle: A\nlang: en\ntitle: B\n---\n")
    assert told(parsed) == [("front-matter-duplicate", 4)]
    assert "'title'" in parsed.problems[0].message
    assert parsed.note.title == "B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ndate: 2026-03-14\nupdated: soon\n---\n", [("date-unreadable", 3)]),
        ("---\nupdated: soon\ndate: later\n---\n", [("date-unreadable", 3), ("date-unreadable", 2)]),
        ("---\ntried:\n  - date: x\nDate: soon\n---\n", [("date-unreadable", 4)]),
        ("---\ndate:\ncreated: soon\n---\n", [("date-unreadable", 3)]),
        ("\n\n---\ntitle: A\n'date': soon\n---\n", [("date-unreadable", 5)]),
        (
            "---\ndate: soon\ntitle: A\ndate: later\n---\n",
            [("front-matter-duplicate", 4), ("date-unreadable", 4)],
        ),
        ('+++\ntitle = "A"\ndate = "soon"\n+++\n', [("date-unreadable", 3)]),
        ('{\n  "title": "A",\n  "date": "soon"\n}\n', [("date-unreadable", 3)]),
        ("title:: A\ndate:: soon\n", [("date-unreadable", 2)]),
        ("---\n{title: A, date: soon}\n---\n", [("date-unreadable", 2)]),
        ("---\nx: 1\nlanguage: Welsh\n---\n", [("lang-unknown", 3)]),
        ("---\nx: 1\nVisibility: secret\n---\n", [("visibility-unknown", 3)]),
        ("---\nx: 1\nnext:\n  - when: y\n---\n", [("next-unreadable", 3)]),
    ],
)
def test_lines(text: str, expected: list[tuple[str, int]]) -> None:
    assert told(read(text)) == expected


def test_the_key_is_named_as_it_is_written() -> None:
    assert "'Modified:'" in read("---\nModified: soon\n---\n").problems[0].message


def test_long_values_are_quoted_in_short() -> None:
    parsed = read(f"---\ndate: {'soon ' * 1_000}\n---\n")
    assert len(parsed.problems[0].message) < 200


# --- bytes ------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_ends_of_lines(end: str) -> None:
    parsed = read(f"---{end}title: A{end}---{end}{end}# Heading{end}")
    assert parsed.note.title == "A"
    assert parsed.content.headings[0].line == 5
    assert parsed.content.sections[0].text == "\n# Heading\n"


def test_a_byte_order_mark() -> None:
    parsed = read(b"\xef\xbb\xbf---\ntitle: A\n---\nBody\n")
    assert (parsed.note.title, parsed.content.sections[0].text) == ("A", "Body\n")
    assert told(parsed) == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"caf\xe9\n", 1),
        (b"a\nb\r\nc\xff\n", 3),
        (b"a\rb\rc\xff", 3),
        (b"\xef\xbb\xbf\n\xff", 2),
        ("é\n".encode() * 10 + b"\xe2\x82", 11),
        (b"---\ntitle: caf\xe9\n---\n", 2),
    ],
)
def test_not_utf8(data: bytes, line: int) -> None:
    parsed = read(data)
    assert told(parsed) == [("not-utf8", line)]
    assert "�" in parsed.content.sections[0].text + parsed.note.title


def test_an_empty_file() -> None:
    parsed = read(b"")
    assert told(parsed) == []
    assert parsed.note.title == "The file"


# --- nothing raises, whatever a note holds --------------------------------------------------

KEYS = [
    "title", "tags", "tag", "aliases", "date", "updated", "authors", "author", "teller", "hosts", "next",
    "related", "visibility", "draft", "publish", "consent", "withdrawn", "lang", "kind", "summary", "to",
    "when", "name", "role", "scope", "Tags", "TITLE", "",
]  # fmt: skip
KNOWN = st.sampled_from(KEYS)
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.dates().map(str),
    st.datetimes(timezones=st.none() | st.timezones()).map(str),
    st.sampled_from(
        ["#", "None", "null", "[[a]]", "[[", "a, b", "#a #b", "/", "\u200b", "\ufe0f", "\ud800", "\x07", "|"]
    ),
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KNOWN | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KNOWN, VALUE, max_size=6))
@example(
    {"tags": [None, "#", "/#", "none", ""], "aliases": [None], "next": [{}], "authors": [{"name": None}]}
)
def test_any_front_matter_gives_a_note(meta: dict[str, Any]) -> None:
    parsed = read(f"{json.dumps(meta, indent=1) if meta else ''}\nBody\n")
    assert "front-matter-json" not in {code for code, _ in told(parsed)}
    is_sound(parsed.note)
    assert all(problem.line is not None for problem in parsed.problems)


def is_sound(note: Note) -> None:
    """What everyone who is given a note may rely on."""
    assert note.title.strip()
    assert note.kind
    assert note.lang == note.lang.lower() != ""
    for tag in note.tags:
        assert tag == tag.strip() != ""
        assert tag.lower() not in {"none", "null", "#"}
        assert not tag.startswith(("#", "/"))
        assert "" not in tag.split("/")
    assert all(alias.strip() for alias in note.aliases)
    assert all(person.name.strip() and person.role.strip() for person in note.people)
    assert all(choice.to.strip() for choice in note.next)
    assert all(target.strip() for target in note.related)
    assert isinstance(note.visibility, Visibility)
    repr(note).encode("utf-8")
    json.dumps(note.meta)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text("-+{}:=#[]&*!|>'\"\n\t ab\ufeff\u2028", max_size=40).map(str.encode))
def test_any_bytes_give_a_note(data: bytes) -> None:
    parsed = read(data)
    is_sound(parsed.note)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= (line or 1) <= lines for _, line in told(parsed))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30) | st.text("0123456789-/.: TZ,", max_size=20))
def test_reading_a_date_never_raises(text: str) -> None:
    found = read_date(text)
    assert found is None or isinstance(found, date)


@settings(max_examples=50, deadline=None)
@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    for text in (day.isoformat(), f"{day.isoformat()}T12:00:00Z", f"{day:%d}.{day:%m}.{day.year:04d}"):
        assert read_date(text) == day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" one ", ("one",)),
        (["one", "", ["two", " three"]], ("one", "two", "three")),
        ([{"Round one": "a word each"}, "Tea"], ("Round one: a word each", "Tea")),
        ("x" * 900, ("x" * 900,)),
        (None, ()),
        ("", ()),
        (12, ()),
    ],
)
def test_a_value_as_the_texts_in_it(value: object, expected: tuple[str, ...]) -> None:
    assert texts(value) == expected
