"""Notes that have to do with another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garden.model import Visibility
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import put

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def alike(engine: Engine, note_id: str, **asked: Any) -> dict[str, tuple[str, ...]]:
    found = engine.snapshot().similar(note_id, **{"visible": PUBLIC} | asked)
    return {one.note.id: one.words for one in found}


BODIES = {
    "soup": "Leeks and lentils simmered in the kitchen while the council counted.",
    "stew": "She cooked lentils with leeks; the kitchen smelled of lentil stew.",
    "budget": "The council counted every pound, and the council was tired.",
    "moon": "Nothing but moonlight.",
}


def put_bodies(engine: Engine, kit: Kit, **changed: Any) -> None:
    put(engine, *(kit.document(name, text, **changed.get(name, {})) for name, text in BODIES.items()))


def test_similar_notes_share_telling_words_and_say_which(engine: Engine, kit: Kit) -> None:
    put_bodies(engine, kit)
    found = alike(engine, "soup")
    assert list(found) == ["stew", "budget"]
    assert set(found["stew"]) == {"leeks", "lentils", "kitchen"}
    assert set(found["budget"]) == {"council", "counted"}
    assert list(alike(engine, "soup", limit=1)) == ["stew"]
    assert alike(engine, "soup", limit=0) == {}
    assert alike(engine, "moon") == {}
    assert alike(engine, "nowhere") == {}


def test_a_word_in_a_title_tells_more(engine: Engine, kit: Kit) -> None:
    put_bodies(engine, kit, budget={"title": "Lentils"})
    assert next(iter(alike(engine, "soup"))) == "budget"


def test_what_only_hidden_notes_say_makes_nothing_alike(engine: Engine, kit: Kit) -> None:
    hidden = {"visibility": Visibility.HIDDEN}
    put_bodies(engine, kit, stew=hidden)
    assert list(alike(engine, "soup")) == ["budget"]
    assert list(alike(engine, "stew")) == ["soup"]
    with_stew = alike(engine, "soup")
    put(engine, removed=("stew",))
    assert alike(engine, "soup") == with_stew


def test_equally_similar_notes_come_by_id(engine: Engine, kit: Kit) -> None:
    texts = dict.fromkeys(("d", "b", "a", "c"), "lentils again")
    put(engine, *(kit.document(name, text) for name, text in texts.items()))
    assert list(alike(engine, "d", limit=2)) == ["a", "b"]


def test_scripts_without_blanks_are_alike_by_pairs(engine: Engine, kit: Kit) -> None:
    texts = {"a": "東京の庭園を歩く", "b": "京都の庭園", "c": "海辺"}
    put(engine, *(kit.document(name, text, lang="ja") for name, text in texts.items()))
    assert alike(engine, "a") == {"b": ("の庭", "庭園")}


def test_an_empty_or_a_vast_note_is_like_others_or_none(engine: Engine, kit: Kit) -> None:
    vast = "lentils " * 100_000 + "\ud800 \x00 " + "x" * 100_000
    put(engine, kit.document("a", "lentils"), kit.document("empty", ""), kit.document("vast", vast))
    assert alike(engine, "empty") == {}
    assert alike(engine, "vast") == {"a": ("lentils",)}
