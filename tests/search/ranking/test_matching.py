"""What questions find, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Person, Visibility
from garden.search.ranking import expanding
from garden.search.whoosh_engine import WhooshEngine
from tests.search.fragments import matched

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document("slow", "Slow questions need a long table.", title="Slow questions", tags=("care/a",)),
        kit.document("quick", "Quick answers; the questions are slow.", title="Answers", kind="story"),
        kit.document("table", "A kitchen table, and the folk there.", title="Kitchen", tags=("Care", "home"),
                     people=(Person(name="Ama Mensah"),)),
        kit.document("haus", "Die Häuser am Fluss", title="Am Fluss", lang="de", kind="story"),
        kit.document("tokyo", "東京都の知事は京都に行く。", title="東京", lang="ja"),
        kit.document(
            "listen", "Listening is a practice", title="Hearing",
            values={"time": ("short",), "moral": ("be kind",)},
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("questions", ["quick", "slow"]),
        ("QUESTION", ["quick", "slow"]),
        ("kitchen questions", ["quick", "slow", "table"]),
        ('"slow questions"', ["slow"]),
        ('"questions are slow"', ["quick"]),
        ('"slow questions" kitchen', ["slow"]),
        ('"slow answers"', ["quick", "slow"]),
        ('"no such thing"', []),
        ("questions -answers", ["slow"]),
        ('questions -"slow questions"', ["quick"]),
        ("questions NOT answers", ["slow"]),
        ('questions NOT "slow questions"', ["quick"]),
        ("questions NOT (answers kitchen)", ["slow"]),
        ("NOT questions", ["haus", "listen", "table", "tokyo"]),
        ("NOT kind:story NOT title:slow", ["listen", "table", "tokyo"]),
        ("kitchen AND folk", ["table"]),
        ("kitchen AND questions", []),
        ("slow AND table AND questions", ["slow"]),
        ("kitchen AND folk OR answers", ["quick", "table"]),
        ("(kitchen OR answers) AND table", ["table"]),
        ("questions AND NOT answers", ["slow"]),
        ("slow kitchen AND folk", ["table"]),
        ("questions AND kind:story", ["quick"]),
        ("-(slow AND answers) questions", ["slow"]),
        ("kitchn AND folk", ["table"]),
        ("kitchen not answers", ["quick", "table"]),
        ("kitchen and questions", ["quick", "slow", "table"]),
        ("-questions", ["haus", "listen", "table", "tokyo"]),
        ("tab*", ["slow", "table"]),
        ("listenin*", ["listen"]),
        ("häus*", ["haus"]),
        ("hauser", ["haus"]),
        ("Haus", ["haus"]),
        ("fluß fluss", ["haus"]),
        ("東京", ["tokyo"]),
        ("知", ["tokyo"]),
        ("京都", ["tokyo"]),
        ("都", ["tokyo"]),
        ('"京都に行"', ["tokyo"]),
        ('"知事は東京"', ["tokyo"]),
        ("大阪", []),
        ("title:kitchen", ["table"]),
        ("title:table", []),
        ("text:kitchen", ["table"]),
        ("title:(kitchen OR answers)", ["quick", "table"]),
        ('title:"slow questions"', ["slow"]),
        ("-title:answers questions", ["slow"]),
        ("moral:kind", ["listen"]),
        ("kind", ["listen"]),
        ("time:short", ["listen"]),
        ("time:SHORT", ["listen"]),
        ("tag:care", ["slow", "table"]),
        ("tag:care/a", ["slow"]),
        ("tag:care tag:home", ["table"]),
        ("author:mensah", ["table"]),
        ('author:"MENSAH ama"', ["table"]),
        ('author:"ama other"', []),
        ("kind:story kind:note", ["haus", "listen", "quick", "slow", "table", "tokyo"]),
        ("kind:story questions", ["quick"]),
        ("kind:story tag:care", []),
        ("kind:story OR tag:home", ["haus", "quick", "table"]),
        ("(kind:story OR tag:care) questions", ["quick", "slow"]),
        ("-kind:story -lang:ja", ["listen", "slow", "table"]),
        ("-(kind:story OR lang:ja)", ["listen", "slow", "table"]),
        ("kitchen OR answers", ["quick", "table"]),
        ("the kitchen", ["table"]),
        ("the", ["quick", "table"]),
        ("the and", ["quick", "table"]),
        ("lang:de", ["haus"]),
        ("author:nobody", []),
        ("zzz", []),
        ("zzz kitchen", ["table"]),
        ("C:\\kitchen", ["table"]),
        ("OR ( - \" *", ["haus", "listen", "quick", "slow", "table", "tokyo"]),
        ("", ["haus", "listen", "quick", "slow", "table", "tokyo"]),
    ],
)  # fmt: skip
def test_finds(kit: Kit, engine: WhooshEngine, text: str, expected: list[str]) -> None:
    assert sorted(kit.ids(engine, text)) == expected


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("kitchen", ""),
        ("kitchen questions", "No note has both words; showing notes with one of them."),
        ("kitchen table", ""),
        ("the kitchen of", ""),
        ("kitchen OR questions", ""),
        ("slow (kitchen OR questions)", ""),
        ("kitchen zzz", "No note has both words; showing notes with one of them."),
        ("yyy zzz", ""),
        ("kitchen -questions", ""),
        ('"slow answers"', "No note has these words next to each other; showing notes with the words."),
        ("( ) OR", "There was nothing to search for in that; these are all notes."),
        ("   ", ""),
    ],
)
def test_says_how_it_read_the_question(kit: Kit, engine: WhooshEngine, text: str, notice: str) -> None:
    assert kit.search(engine, text).notice.startswith(notice)
    assert bool(kit.search(engine, text).notice) == bool(notice)


def test_common_words_are_marked_only_when_alone(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "The kitchen and the table"))

    def marked(text: str) -> list[list[str]]:
        page = kit.search(engine, text)
        return [matched(hit.snippet) for hit in page.hits]

    assert marked("the kitchen") == [["kitchen"]]
    assert marked("the")[0] == ["The", "the"]


@pytest.mark.parametrize("question", ["the OR kitchen", "the-of"])
def test_common_words_that_find_notes_of_their_own_are_marked(kit: Kit, question: str) -> None:
    engine = kit.indexed(kit.document("a", "by the river"), kit.document("b", "a kitchen of the poor"))
    hits = {hit.note.id: hit for hit in kit.search(engine, question).hits}
    assert matched(hits["a"].snippet) == ["the"]
    assert "the" in matched(hits["b"].snippet)


def test_a_note_found_by_what_its_words_are_made_of_has_them_marked(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "making soup", title="Listens"), kit.document("b", "listening"))
    (hit,) = kit.search(engine, "make*").hits
    assert matched(hit.snippet) == ["making"]
    (hit,) = kit.search(engine, "title:listeni*").hits
    assert matched(hit.title) == ["Listens"]


def test_a_beginning_stands_for_its_commonest_words(kit: Kit) -> None:
    words = [f"pre{chr(97 + n // 26)}{chr(97 + n % 26)}q" for n in range(100)]
    common = kit.document("common", words[99])
    engine = kit.indexed(*(kit.document(f"n{n}", word) for n, word in enumerate(words)), common)
    found = kit.ids(engine, "pre*")
    assert len(found) == 64 + 1
    assert {"common", "n99"} <= set(found)
    assert "commonest" in kit.search(engine, "pre*").notice
    assert kit.ids(engine, "-pre*") == []
    assert kit.search(engine, "-pre*").notice == ""


def test_the_commonest_word_is_found_wherever_in_the_alphabet_it_stands(kit: Kit) -> None:
    words = " ".join(f"pa{n:05}x" for n in range(5000))
    engine = kit.indexed(kit.document("many", words), *(kit.document(f"n{n}", "pazork") for n in range(3)))
    assert set(kit.ids(engine, "pa*")) == {"many", "n0", "n1", "n2"}
    assert kit.ids(engine, "-pa*") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [("pa* pb*", "'pa' and 'pb'"), ("pa* pb* pc* pd* pe*", "'pa', 'pb', 'pc' and others")],
)
def test_one_sentence_tells_of_all_beginnings_that_are_too_short(kit: Kit, asked: str, said: str) -> None:
    letters = "abcdefghi"
    words = [f"p{one}{two}{three}" for one in letters[:5] for two in letters for three in letters]
    notice = kit.search(kit.indexed(kit.document("a", " ".join(words))), asked).notice
    assert notice == f"Many words begin with {said}; only the commonest were used."


def test_a_phrase_is_found_across_segments_and_repeated_words(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "to be or not to be that is"))
    kit.write(engine, kit.document("b", "be to or be not"), kit.document("c", "not to be"))
    assert sorted(kit.ids(engine, '"to be"')) == ["a", "c"]
    assert sorted(kit.ids(engine, '"not to be"')) == ["a", "c"]
    assert kit.ids(engine, '"to be that"') == ["a"]
    assert kit.ids(engine, '"be or not to be"') == ["a"]


def test_a_word_another_stemmer_changed_is_found_as_written(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("fi", "Kirjastossa lukeminen", lang="fi"), kit.document("en", "running", lang="en")
    )
    assert kit.ids(engine, "lukeminen") == ["fi"]
    assert kit.ids(engine, "KIRJASTOSSA") == ["fi"]
    assert kit.ids(engine, "kirjasto") == ["fi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tenant", {"rent": "tenants", "tenir": "tenant"}),
        ('"tenant speaks"', {"rent": "tenants speak"}),
        ("title:tenant", {"tenir": "tenant"}),
        ("ten", {"ten": "Ten", "tenir": "tenant"}),  # of which "ten" may be a form, in French
        ("-tenant", {"ten": ""}),
        ("tenir", {"tenir": "tenant"}),
    ],
)
def test_a_stem_counts_in_the_notes_of_its_language(kit: Kit, text: str, expected: dict[str, str]) -> None:
    engine = kit.indexed(
        kit.document("rent", "The tenants speak of damp."),
        kit.document("ten", "Ten minutes speak for themselves."),
        kit.document("tenir", "En se tenant par la main.", lang="fr"),
    )
    hits = kit.search(engine, text, exactly=True).hits
    assert {hit.note.id: " ".join(matched(hit.snippet)) for hit in hits} == expected


@pytest.mark.parametrize("most", [3, expanding.MAX_WALK])
def test_a_beginning_stands_for_words_of_notes_that_may_be_seen_alone(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """However few words are looked at, those of hidden notes are not among them."""
    monkeypatch.setattr(expanding, "MAX_WALK", most)
    monkeypatch.setattr(expanding, "_MAX_FORMS", most)
    hidden = [
        kit.document(f"h{n}", f"lista{chr(97 + n // 9)}{chr(97 + n % 9)}", visibility=Visibility.HIDDEN)
        for n in range(80)
    ]
    engine = kit.indexed(kit.document("seen", "listz", title="Other"), *hidden)
    alone = kit.engine("alone")
    kit.write(alone, kit.document("seen", "listz", title="Other"))
    for asked in ("list*", "title:list*", "lista*", "-list*", "other list*"):
        pages = [kit.search(one, asked) for one in (engine, alone)]
        assert pages[0].notice == pages[1].notice, asked
        assert [hit.note.id for hit in pages[0].hits] == [hit.note.id for hit in pages[1].hits], asked
    assert kit.ids(engine, "list*") == ["seen"]


def test_the_last_word_of_a_phrase_may_be_begun(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("said", "Slow questions at noon."),
        kit.document("apart", "Slow soup, and questions."),
        kit.document("title", "Nothing.", title="A slow quest"),
        kit.document("form", "They were slow, listening to it."),
        kit.document("other", "They were slow listeners to it."),
        *(kit.document(f"h{n}", f"slow questz{n}", visibility=Visibility.HIDDEN) for n in range(70)),
    )
    page = kit.search(engine, '"slow quest*"')
    assert sorted(hit.note.id for hit in page.hits) == ["said", "title"]
    assert page.notice == ""
    assert kit.ids(engine, 'title:"slow quest*"') == ["title"]
    assert sorted(kit.ids(engine, '-"slow quest*" slow')) == ["apart", "form", "other"]
    assert kit.ids(engine, '"slow listeni*"') == ["form"]
