"""Links: the rules as tables in ``fixtures/links``, and the laws the index depends on.

A table has ``notes`` (id to title and aliases), perhaps a ``prefix``, and
``links``: in which note, what is written, where it leads and what fits as well.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from garden.links import Name, Resolver, fold, keys_of, link_key
from garden.model import Resolution

FIXTURES = Path(__file__).parent / "fixtures" / "links"
TABLES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FIXTURES.glob("*.yaml"))}
LINKS = [
    pytest.param(table, link, id=f"{name}: {link['link']!r} in {link['in']}")
    for name, table in TABLES.items()
    for link in table["links"]
]


def names_of(table: dict[str, Any]) -> list[Name]:
    return [
        Name(id=note_id, title=said.get("title", note_id), aliases=tuple(said.get("aliases", ())))
        for note_id, said in table["notes"].items()
    ]


@pytest.mark.parametrize(("table", "link"), LINKS)
def test_table(table: dict[str, Any], link: dict[str, Any]) -> None:
    resolver = Resolver(names_of(table), prefix=table.get("prefix", ""))
    found = resolver.resolve(link["link"], link["in"], link.get("kind", "wikilink"))
    assert found == Resolution(to=link["leads"], others=tuple(link.get("others", ())))


@pytest.mark.parametrize(("table", "link"), LINKS)
def test_tables_keep_the_law_of_keys(table: dict[str, Any], link: dict[str, Any]) -> None:
    keeps_the_law(
        names_of(table), link["link"], link["in"], link.get("kind", "wikilink"), table.get("prefix", "")
    )


# --- laws ---------------------------------------------------------------------------

# Few letters, so that names meet; every character that a rule looks at.
PIECE = st.text(
    st.sampled_from("aAbB. #|é\u0301\ufe0f\u00a0ßİ\u0345-"), min_size=1, max_size=4
) | st.sampled_from(
    [
        "index",
        "_index",
        "README",
        "Readme",
        "a",
        "A",
        "b",
        "topic",
        "a.md",
        "a.MD",
        ".md",
        "md",
        "..",
        ".",
        " ",
        "",
    ]
)
WRITTEN = st.lists(PIECE, min_size=1, max_size=4).map("/".join) | st.sampled_from(
    [
        "",
        "/",
        "//",
        ".",
        "..",
        "./",
        "../",
        "../..",
        "a/..",
        "a/.",
        "/a/",
        "a.md/",
        "/.md",
        "/docs",
        "/docs/",
        "/docs/a",
    ]
)
TARGET = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "/", "./", "../", " ", "/docs/"]),
    WRITTEN,
    st.sampled_from(["", ".md", "/", " "]),
)
PREFIX = st.sampled_from(["", "docs", "/docs/", "a/b"])
KIND = st.sampled_from(["wikilink", "markdown", "embed", "image"])


# What the store can give: no empty or hidden parts.
ID = st.lists(PIECE.map(lambda part: part.lstrip(".") or "x"), min_size=1, max_size=4).map("/".join)
NAMES = st.lists(
    st.builds(Name, id=ID, title=WRITTEN, aliases=st.lists(WRITTEN, max_size=2).map(tuple)),
    min_size=1,
    max_size=5,
    unique_by=lambda name: name.id,
)


class Anything:
    def __contains__(self, _: object) -> bool:
        return True


class Tireless(Resolver):
    """Looks for every target, also for those that share no key with a name."""

    _keys = Anything()


def keeps_the_law(names: list[Name], target: str, source: str, kind: str, prefix: str) -> None:
    """A link and the note it leads to share a key, or the index would not find one by the other.

    Notes of other keys change nothing: the index does not tell the resolver of them.
    """
    found = Tireless(names, prefix=prefix).resolve(target, source, kind)
    assert Resolver(names, prefix=prefix).resolve(target, source, kind) == found
    key = link_key(target)
    near = [name for name in names if key in keys_of(name.id, name.title, name.aliases, prefix=prefix)]
    assert Resolver(near, prefix=prefix).resolve(target, source, kind) == found
    if not target.strip():
        return  # a link of a note to itself
    by_id = {name.id: name for name in names}
    for note_id in (found.to, *found.others):
        if note_id is not None:
            name = by_id[note_id]
            assert link_key(target) in keys_of(name.id, name.title, name.aliases, prefix=prefix)


@settings(max_examples=120, deadline=None)
@given(names=NAMES, target=TARGET, source=ID, kind=KIND, prefix=PREFIX)
@example([Name(id="a/index", title="x")], "b/..", "a/x", "wikilink", "")
@example([Name(id="v.md", title="x")], "v.md.md", "x", "markdown", "")
@example([Name(id="x", title="a.md")], "a.m\ufe0fd", "y", "wikilink", "")
@example([Name(id="x", title="a/")], "a/\ufe0f", "y", "wikilink", "")
@example([Name(id="README", title="x")], "/docs/", "y", "wikilink", "docs")
@example([Name(id="\ufe0f", title="x")], "\ufe0f.md", "y", "wikilink", "")
@example([Name(id="x", title=".md")], "/.md", "y", "wikilink", "")
@example([Name(id="a", title="x")], "./", "a/y", "wikilink", "")
@example([Name(id="a", title="/.md")], "/docs//.md", "y", "wikilink", "docs")
def test_a_link_and_its_note_share_a_key(
    names: list[Name], target: str, source: str, kind: str, prefix: str
) -> None:
    keeps_the_law(names, target, source, kind, prefix)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), names=NAMES, source=ID, kind=KIND)
def test_names_of_notes_keep_the_law_too(
    data: st.DataObject, names: list[Name], source: str, kind: str
) -> None:
    """As above, with targets that do lead somewhere."""
    name = data.draw(st.sampled_from(names))
    folder, _, base = name.id.rpartition("/")
    target = data.draw(st.sampled_from([name.id, f"{name.id}.md", base, folder, name.title, *name.aliases]))
    written = data.draw(
        st.sampled_from([target, target.upper(), f"/{target}/", f"../{target}", f"docs/{target}"])
    )
    keeps_the_law(names, written, source, kind, "docs")


@settings(max_examples=100, deadline=None)
@given(names=NAMES, target=TARGET, source=ID, kind=KIND, prefix=PREFIX, seed=st.integers(0, 99))
def test_the_order_of_names_changes_nothing(
    names: list[Name], target: str, source: str, kind: str, prefix: str, seed: int
) -> None:
    found = Resolver(names, prefix=prefix).resolve(target, source, kind)
    shuffled = random.Random(seed).sample(names, len(names))
    again = Resolver(shuffled, prefix=prefix)
    assert again.resolve(target, source, kind) == found
    assert again.resolve(target, source, kind) == found
    assert found.to not in found.others
    assert {found.to, *found.others} - {None} <= {name.id for name in names} | {source}


@settings(max_examples=80, deadline=None)
@given(names=NAMES, source=ID)
def test_every_note_is_reached_by_its_id_from_anywhere(names: list[Name], source: str) -> None:
    ids = {name.id for name in names}
    resolver = Resolver(names)
    for note_id in ids:
        # `a.md` means the file a.md, whose id is a: what is called `a.md.md` is reached by its path.
        if note_id[-3:].lower() == ".md" and note_id[:-3] in ids:
            continue
        assert resolver.resolve(note_id, source) == Resolution(to=note_id)
        assert resolver.resolve(f"/{note_id}.md", source, "markdown").to == note_id


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12), st.text(max_size=8), KIND)
def test_nothing_raises(target: str, source: str, kind: str) -> None:
    names = [Name(id=target, title=source, aliases=(target,)), Name(id="index", title="")]
    assert isinstance(Resolver(names, prefix=source).resolve(target, source, kind), Resolution)
    link_key(target)
    keys_of(target, source, (target,), prefix=source)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(f" {text}\ufe0f\n") == fold(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=20))
def test_plain_letters_are_folded_by_the_short_way_alike(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} é".strip()


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("", ""),
        ("Slow-Questions", "slow-questions"),
        ("a/b/C.md", "c"),
        ("a/b/", "b"),
        ("v0.0.1.md", "v0.0.1"),
        ("x.md.md", "x"),
        ("cafe\u0301", "café"),
        ("..", ".."),
        ("../", ".."),
        ("/", ".."),
    ],
)
def test_link_key(target: str, key: str) -> None:
    assert link_key(target) == key


def test_an_empty_name_is_no_key() -> None:
    assert keys_of("a", "", ("",)) == {"a"}


def test_a_folders_note_has_its_folders_key() -> None:
    assert keys_of("x/topic/README", "Title", ()) == {"readme", "title", "topic", ".."}
    assert keys_of("x/topic/Topic", "Title", ()) == {"topic", "title", ".."}
    assert keys_of("index", "Home", (), prefix="site/docs") == {"index", "home", "docs", ".."}
    assert keys_of("topic", "Title", ()) == {"topic", "title"}


def test_what_shares_no_key_with_a_name_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note may have thousands of links that lead nowhere."""
    looked_for: list[str] = []
    monkeypatch.setattr(Resolver, "_resolve", lambda _, target, *__: looked_for.append(target))
    resolver = Resolver([Name(id="a/kettle", title="Tea", aliases=("Pot",))])
    for target in ("cup", "kettle/cup", "../cup.md", "KETTLE", "x/tea.md", "pot"):
        resolver.resolve(target, "note")
    assert looked_for == ["KETTLE", "x/tea.md", "pot"]


def test_each_of_many_notes_of_one_name_is_found_from_beside_it() -> None:
    """Hundreds share one base name in real vaults."""
    names = [Name(id=f"d{i}/index", title=f"Chapter {i}") for i in range(500)]
    resolver = Resolver([*names, *(Name(id=f"d{i}/intro", title="Intro") for i in range(500))])
    for i in range(500):
        assert resolver.resolve("intro", f"d{i}/x") == Resolution(to=f"d{i}/intro")
        assert resolver.resolve(f"d{i}", "x") == Resolution(to=f"d{i}/index")
