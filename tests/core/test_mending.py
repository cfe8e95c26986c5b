"""What `--fix` mends is certain, leaves every other byte alone, and is done once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.core import Garden
from garden.core.mending import mend
from garden.testing import make_garden


def mended(garden: Garden) -> tuple[str, ...]:
    said = mend(garden, garden.check())
    garden.reindex()
    return said


CASES = [
    (
        b"\xef\xbb\xbfBy [[bench]].\r\nAnd `[[bench]]` [[bench]]\rend",
        b"\xef\xbb\xbfBy [[Bench]].\r\nAnd `[[bench]]` [[Bench]]\rend",
    ),
    (
        b'---\ntitle:   Odd # kept\n---\n[x](./bench.md#Lid "t")',
        b'---\ntitle:   Odd # kept\n---\n[x](./Bench.md#Lid "t")',
    ),
    (b"Latin caf\xe9, [[bench|a bench]].", b"Latin caf\xe9, [[Bench|a bench]]."),
    (b"![[old/seat]] and [[Seat]]", b"![[Bench]] and [[Seat]]"),
    (b"| a |\n|---|\n| [[bench\\|b]] |\n", b"| a |\n|---|\n| [[Bench\\|b]] |\n"),
    (b"[b][1]\n\n[1]: bench.md\n", b"[b][1]\n\n[1]: Bench.md\n"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_only_the_target_is_edited(before: bytes, after: bytes, tmp_path: Path) -> None:
    bench = "---\naliases: [old/seat, Seat]\n---\n# A bench\n## Lid\n"
    garden = make_garden(tmp_path / "bed", {"notes/Bench.md": bench, "notes/a.md": before})
    assert mended(garden)
    assert garden.store.read("a.md") == after
    assert mended(garden) == ()


UNSURE = [
    {"x/Bench.md": "One.", "y/Bench.md": "Two.", "a.md": "[[bench]]"},
    {"Bench.md": "One.", "bench.md": "Two.", "a.md": "[[BENCH]]"},
    {"b.md": "---\ntitle: Bench\n---\n", "a.md": "[[bench]]"},
    {"b.md": "---\naliases: [Bench]\n---\n", "a.md": "[[bench]]"},
    {"Bench.md": "One.", "a.md": "`[[bench]]`\n\n    [[bench]]\n"},
]


@pytest.mark.parametrize("files", UNSURE)
def test_what_is_not_certain_stays(files: dict[str, str], tmp_path: Path) -> None:
    garden = make_garden(tmp_path / "bed", {f"notes/{path}": text for path, text in files.items()})
    assert mended(garden) == ()
    assert {path: garden.store.read(path).decode() for path in files} == files


NAMES = ("Bench", "Pot", "x/Lid", "x/y/Cup d", "Straße")
FORMS = ("[[{}]]", "[[{}|w]]", "![[{}#h]]", "[w](<{}.md>)", "[w]({}.md)", "`[[{}]]`", "[[{}.md]]", "[w][{}]")


@st.composite
def texts(draw: Any) -> str:
    words = []
    for _ in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from([*NAMES, "old/pot", "Lid", "nothing"]))
        name = draw(st.sampled_from([name, name.lower(), name.upper(), name.swapcase()]))
        form = draw(st.sampled_from(FORMS))
        words.append(form.format(name.replace(" ", "%20") if form == "[w]({}.md)" else name))
    between = str(draw(st.sampled_from([" ", "\n", "\n\n", "\r\n"])))
    return between.join(words) + str(draw(st.sampled_from(["", "\n"])))


def meanings(garden: Garden) -> dict[str, list[Any]]:
    view = garden.everything
    return {note.id: [(it.kind, it.heading, to.to) for it, to in view.links(note)] for note in view.notes}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts())
def test_mending_twice_changes_nothing_more(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    notes: dict[str, str | bytes] = {f"notes/{name}.md": "Here." for name in NAMES}
    notes["notes/Pot.md"] = "---\naliases: [old/pot]\n---\n"
    with make_garden(
        tmp_path_factory.mktemp("bed") / "bed", {**notes, "notes/a.md": text.encode()}
    ) as garden:
        before = meanings(garden)
        mended(garden)
        once = garden.store.read("a.md")
        assert meanings(garden) == before
        assert mended(garden) == ()
        assert garden.store.read("a.md") == once
