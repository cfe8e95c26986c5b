"""Where a note is named without a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Mention, Section, Visibility
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import put

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def mentions(engine: Engine, note_id: str, **asked: object) -> dict[str, Mention]:
    found = engine.snapshot().mentions(note_id, visible=PUBLIC, **asked)  # type: ignore[arg-type]
    return {one.source.id: one for one in found}


def test_a_title_or_alias_in_a_text_is_found_with_its_sentence(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", "x", title="The damp register", aliases=("Damp book",)),
        kit.document("b", "It rained. She kept the DAMP  register for years. Then not.", title="Stairs"),
        kit.document("c", "It was a damp book!", title="Cellar"),
    )
    found = mentions(engine, "a")
    assert list(found) == ["c", "b"]  # by title
    assert (found["b"].before, found["b"].text, found["b"].after) == (
        "She kept ",
        "the DAMP  register",
        " for years.",
    )
    assert found["c"].text == "damp book"
    assert list(mentions(engine, "a", without=["c"])) == ["b"]
    assert list(mentions(engine, "a", limit=1)) == ["c"]
    assert mentions(engine, "nowhere") == {}


@pytest.mark.parametrize(
    "text",
    [
        "registers of damp",
        "the damp registers",
        "undamp register",
        "damp, register",
        "The Damp-register",
        "damp\nregister",
    ],
)
def test_other_words_or_parts_of_words_are_no_mention(engine: Engine, kit: Kit, text: str) -> None:
    put(engine, kit.document("a", "x", title="damp register"), kit.document("b", text))
    assert mentions(engine, "a") == {}


def test_a_name_in_code_is_no_mention_and_one_beside_it_is(engine: Engine, kit: Kit) -> None:
    code = Section(heading="", anchor="", text="damp register", code=((0, 13),))
    both = Section(heading="H", anchor="h", text="damp register, or damp register", code=((0, 13),))
    put(
        engine,
        kit.document("a", "x", title="damp register"),
        kit.document("b", sections=[code]),
        kit.document("c", sections=[code, both]),
    )
    found = mentions(engine, "a")
    assert list(found) == ["c"]
    assert (found["c"].anchor, found["c"].before) == ("h", "damp register, or ")


def test_hidden_notes_mention_nothing_and_a_note_not_itself(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", "The damp register says damp register.", title="damp register"),
        kit.document("h", "damp register", visibility=Visibility.HIDDEN),
    )
    assert mentions(engine, "a") == {}


def test_names_in_scripts_without_blanks_and_with_signs_are_found(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", "x", title="東京の庭園", lang="ja"),
        kit.document("b", "昨日東京の庭園を歩いた。", lang="ja"),
        kit.document("c", "x", title="Why? (really)"),
        kit.document("d", "She asked: why? (Really) and left."),
    )
    assert mentions(engine, "a")["b"].text == "東京の庭園"
    assert mentions(engine, "c")["d"].text == "why? (Really)"
