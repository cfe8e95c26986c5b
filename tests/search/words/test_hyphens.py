"""A word written closed and the same with a hyphen are one word."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from garden.search.words.analysis import WORD, spaced, written
from garden.search.words.closing import closed
from garden.search.words.hyphens import hyphened, hyphened_after
from tests.search.fragments import matched, shown

if TYPE_CHECKING:
    from tests.search.conftest import Kit

PAIRS = [
    ("wellbeing", "well-being"),
    ("codesign", "co-design"),
    ("email", "e\u2011mail"),
    ("coproduction", "Co\u2010Production"),
    ("überall", "über-all"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Well-being, (co-design); e\u2010mail e\u2011mail.", "Wellbeing, (codesign); email email."),
        ("up-to-date mother-in-law", "uptodate motherinlaw"),
        ("state-of-the-art", "state-of-the-art"),
        ("covid-19 2024-05-01 NHS-12 x--y - z -a b-", "covid-19 2024-05-01 NHS-12 x--y - z -a b-"),
        ("l'avant-garde node.js-based/re-use", "l'avantgarde node.jsbased/reuse"),
        ("東京-大阪 ไทย-ลาว", "東京-大阪 ไทย-ลาว"),
        ("_well-being_ a_b-c", " wellbeing  a bc"),
    ],
)
def test_words_with_hyphens_as_one(text: str, expected: str) -> None:
    assert closed(text) == expected


@given(st.text(alphabet="ab1é\u0301東ह\u093f-\u2010_ .'\u00ad\ud800", max_size=40))
@example("a\u2010a-\u0301")  # an accent after a hyphen is one of the letter before it, once that is gone
def test_hyphens_part_a_text_between_words(text: str) -> None:
    ready = spaced(text)
    for start, end, word in hyphened(ready):
        assert len(written(ready[start:end])) in {2, 3}
        assert written(word) == [normalize("NFC", "".join(written(ready[start:end])))]
        assert written(ready[:start]) + written(ready[start:]) == written(ready)
        assert written(ready[:end]) + written(ready[end:]) == written(ready)


@given(st.text(alphabet="ab1é\u0301ह\u093f-\u2010_ .'", max_size=40), st.sets(st.sampled_from("abéह")))
def test_words_with_hyphens_after_some_words(text: str, letters: set[str]) -> None:
    ready = spaced(text)
    words = [(word.start(), word[0]) for word in WORD.finditer(ready) if word[0][0] in letters]
    assert list(hyphened_after(ready, words)) == [one for one in hyphened(ready) if ready[one[0]] in letters]


def test_a_long_row_of_hyphens_takes_no_time() -> None:
    assert not list(hyphened("a-" * 200_000))
    assert len(list(hyphened("a-b/" * 100_000))) == 100_000


@pytest.mark.parametrize(("one", "parted"), PAIRS)
@pytest.mark.parametrize("question", ["{}", '"{}"', "title:{}", "{}*", "about {}", "{} OR unheard"])
def test_each_form_finds_the_other(kit: Kit, one: str, parted: str, question: str) -> None:
    engine = kit.indexed(
        kit.document("closed", "about it", title=one),
        kit.document("parted", "about it", title=parted),
        kit.document("other", "is another", title="Other"),
    )
    for form in (one, parted):
        page = kit.search(engine, question.format(form))
        assert [hit.note.id for hit in page.hits] in [["closed", "parted"], ["parted", "closed"]]
        assert (page.notice, page.mended, page.offered) == ("", "", "")
        assert {*shown(page)} == {one, parted}


@pytest.mark.parametrize(("one", "parted"), PAIRS)
def test_to_leave_out_one_form_leaves_out_both(kit: Kit, one: str, parted: str) -> None:
    words = written(spaced(parted))
    engine = kit.indexed(
        kit.document("closed", f"about {one}"),
        kit.document("parted", f"about {parted}"),
        kit.document("apart", f"about {words[0]} and {words[1]}"),
    )
    for form in (one, parted):
        assert kit.ids(engine, f"about -{form}") == ["apart"]
        assert kit.ids(engine, f'about -"{form}"') == ["apart"]


@pytest.mark.parametrize("only", ["wellbeing here", "well-being here"])
@pytest.mark.parametrize("asked", ["wellbeing", "well-being", '"well-being"', "well-being here"])
def test_where_notes_have_one_form_alone_the_other_is_no_slip(kit: Kit, only: str, asked: str) -> None:
    engine = kit.indexed(kit.document("it", only), *(kit.document(f"n{n}", "will belong") for n in range(60)))
    page = kit.search(engine, asked)
    assert [hit.note.id for hit in page.hits] == ["it"]
    assert (page.notice, page.mended, page.offered) == ("", "", "")


def test_either_form_comes_before_its_words_apart(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("apart", "design by co", title="x"),
        kit.document("word", "design design", title="x"),
        kit.document("closed", "codesign once", title="x"),
        kit.document("parted", "co-design once", title="x"),
        kit.document("none", "nothing of it", title="x"),
    )
    assert kit.ids(engine, "codesign") == ["closed", "parted"]
    assert kit.ids(engine, "co-design")[:2] in [["closed", "parted"], ["parted", "closed"]]
    assert kit.ids(engine, "co-design")[2:] == ["apart", "word"]


def test_a_phrase_goes_on_after_either_form(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("closed", "our wellbeing group"),
        kit.document("parted", "our well-being group"),
        kit.document("apart", "a group for well being"),
    )
    assert sorted(kit.ids(engine, '"wellbeing group"')) == ["closed", "parted"]
    assert sorted(kit.ids(engine, '"our well-being group"')) == ["closed", "parted"]
    assert kit.ids(engine, '"well-being of groups"') != []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("our wellbeing", ["closed", "german", "parted", "titled"]),
        ("our wellbeing group", ["closed", "german", "parted"]),
        ("for our wellbeing", ["parted"]),
        ("an uptodate motherinlaw email list", ["several"]),
        ("email email", ["several"]),
        ("being group", ["german", "parted"]),
        ("our being", []),
        ("our group", []),
        ("our uptodate", []),
    ],
)
def test_a_phrase_leads_up_to_either_form(kit: Kit, phrase: str, expected: list[str]) -> None:
    engine = kit.indexed(
        kit.document("closed", "our wellbeing group, and our up to date"),
        kit.document("parted", "for our well-being group"),
        kit.document("german", "our Well-Being group", lang="de"),
        kit.document("titled", "of it", title="Our well-being"),
        kit.document("apart", "our well being; our own well-being; well-being of ours; our list of email"),
        kit.document("several", "an up-to-date mother-in-law e-mail list; e-mail email"),
    )
    found = kit.search(engine, f'"{phrase}"', per_page=100)
    strict = [] if "next to each other" in found.notice else sorted(hit.note.id for hit in found.hits)
    assert strict == expected


def test_a_phrase_leads_up_to_either_form_in_every_segment(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "our well-being"), kit.document("b", "our wellbeing"))
    kit.write(engine, kit.document("c", "our well-being and our wellbeing"), kit.document("d", "well-being"))
    assert sorted(kit.ids(engine, '"our wellbeing"')) == ["a", "b", "c"]


def test_other_endings_of_a_word_with_a_hyphen_are_found(kit: Kit) -> None:
    engine = kit.indexed(kit.document("it", "We co-designed it in Re-use-Shops"))
    for asked, word in (("codesigning", "co-designed"), ("reuseshop", "Re-use-Shops")):
        (hit,) = kit.search(engine, asked).hits
        assert matched(hit.snippet) == [word]


def test_who_has_a_beginning_with_accents_as_one_has_its_words(kit: Kit) -> None:
    engine = kit.indexed(kit.document("it", "überélan now"), kit.document("other", "über it, now"))
    page = kit.search(engine, "über-éla* now")
    assert (page.hits[0].note.id, page.notice) == ("it", "")


def test_a_slip_in_either_form_is_mended(kit: Kit) -> None:
    engine = kit.indexed(kit.document("it", "well-being"))
    assert kit.search(engine, "wellbieng").mended == "wellbeing"


def test_a_text_is_no_longer_for_its_words_with_hyphens(kit: Kit) -> None:
    corpus = kit.indexed(kit.document("it", "e-mail and well-being")).snapshot().corpus
    assert corpus.numbers("t_body").tolist() == [5]
