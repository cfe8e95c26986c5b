"""British and American spellings find each other, and irregular forms; no other words do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.search.words.analysis import Analysis
from tests.search.fragments import shown

if TYPE_CHECKING:
    from tests.search.conftest import Kit

PAIRS = """
organise organize, organisations organization, prioritised prioritizes, analysing analyze,
recognises recognize, criticised criticize, minimise minimize, economised economize,
standardise standardized, emphasise emphasize, neighbourhoods neighborhood, neighbours neighboring,
colour color, behavioural behavioral, favourite favorites, labour labor, harbour harbors,
honourable honorable, centre centers, centred centered, theatre theater, kilometres kilometer,
metre meters, fibre fiber, sombre somber, dialogue dialogs, catalogue catalog, defence defense,
licence license, practise practice, practising practices, counsellor counselor,
councillors councilor, enrolment enrollment, skilful skillful, programme program,
judgement judgment, travelling traveling, catalogued catalog, cataloguing catalogue, licencing licence,
armouries armory, metering meters, mould mold, mouldy moldy, grey gray, ploughing plowing, mum mom, mums moms,
anaemia anemia, paediatrics pediatric, diarrhoea diarrhea, cosy cozy, sceptical skeptical, jewellery jewelry
"""
FORMS = """
child children, child childrens, grandchild grandchildren, women woman, men man, man mens,
chairwoman chairwomen, fireman firemen, tradesmen tradesman, teeth tooth, feet foot, mice mouse,
wife wives, midwives midwife, bookshelf bookshelves, halves half, bring brought, write wrote,
writing written, teach taught, speak spoken, keeping kept, grow grown, withdrew withdraw,
fall fallen, throw thrown, threw throws, seek sought, dig dug, hang hung, rebuilt rebuild, weep wept,
learnt learning, burnt burn, gp gps, gps gp, pcs pc, dvds dvd, moulding mould,
manoeuvring manoeuvre, pyjama pyjamas,
lonely loneliness, loneliness lonely,
friendly friendliness, neighbourly neighborliness, tuesday tues, tue tuesdays, weds wednesday,
thurs thursday, fri friday, september sept, oct october, december dec
"""
OTHERS = """
litre literal, hour whore, four for, tour tor, promise prom, advise adviz, exercise exercize,
precise preciz, surprise surpriz, paradise parade, improvise improve, expertise expertize,
cluster clustre, meter metric, timbre timber, acre acer, rogue rog, sour sor, fence fense,
pence pense, respecter respectre, specimen speciman, abdomen abdoman, regimen regiman, omen oman, hymen hyman,
lives life, leaves leaf, left leave, saw see, give gift, eat ate, fall fell, through threw, fallow fallen,
nh nhs, mr mrs, dn dns, wed wednesday, spelt spell, gp gas,
ga gas, thi this, sat saturday, sun sunday, jan january, mar march,
1st first, 1990s 1990, 5kg 5, 14b 14, 4th 5th, th 4th
"""


def _pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in text.split(",")]


@pytest.mark.parametrize(("one", "other"), [*_pairs(PAIRS), *_pairs(FORMS)])
def test_two_spellings_or_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    english = Analysis().of("en")
    assert english.forms(one).terms == english.forms(other).terms
    beginning = english.beginning(english.forms(one).terms[0].decode())
    assert beginning
    assert one.startswith(beginning)
    assert other.startswith(beginning)


@pytest.mark.parametrize(("one", "other"), _pairs("4th 4, 4 4th, 21st 21, 2nd 2, 3rd 3, 60s 60, 60 60s"))
def test_a_number_in_its_place_or_in_the_plural_is_the_number(one: str, other: str) -> None:
    analysis = Analysis()
    assert analysis.of("en").forms(one).terms == analysis.of("en").forms(other).terms
    assert analysis.of("de").forms(one).terms != analysis.of("de").forms(other).terms


def test_dates_are_found_as_they_are_said(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("clinic", "Walk-in clinic, Fri 4 Oct, for over-65s."),
        kit.document("fair", "The fair is on Saturday 13th July."),
    )
    for asked, found in [("4th october", "clinic"), ("friday", "clinic"), ("over 65", "clinic")]:
        page = kit.search(engine, asked)
        assert ([hit.note.id for hit in page.hits], page.notice) == ([found], "")
    assert kit.ids(engine, "13 july") == ["fair"]
    assert shown(kit.search(engine, "october 4th")) == ["4", "Oct"]


@pytest.mark.parametrize(("one", "other"), _pairs(OTHERS))
def test_other_words_keep_their_own(one: str, other: str) -> None:
    english = Analysis().of("en")
    assert english.forms(one).terms != english.forms(other).terms


def test_each_finds_the_other_and_marks_it(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("here", "We organised the neighbourhood programme.", lang="en"),
        kit.document("there", "They organized the neighborhood program.", lang="en"),
        kit.document("pas", "Nous organisons le quartier.", lang="fr"),
    )
    for asked in ("organise", "organizes", "neighbourhoods", "neighborhood", '"neighborhood programme"'):
        page = kit.search(engine, asked)
        assert {"here", "there"} <= {hit.note.id for hit in page.hits}
        assert all(any(part.matched for part in hit.snippet) for hit in page.hits)
        assert page.mended == ""


def test_irregular_forms_find_each_other_and_are_marked(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("were", "The women brought their children, and one taught us.", lang="en"),
        kit.document("are", "A woman brings her child, and we teach.", lang="en"),
    )
    for asked, marked in (
        ("woman", {"women", "woman"}),
        ("children", {"children", "child"}),
        ("bring", {"brought", "brings"}),
        ("teaching", {"taught", "teach"}),
        ('"women bring"', {"women brought", "woman brings"}),
    ):
        page = kit.search(engine, asked)
        assert {*shown(page)} == marked


def test_it_is_the_way_of_english_alone() -> None:
    assert Analysis().of("fr").forms("théâtre").terms != Analysis().of("fr").forms("theater").terms
    assert Analysis().of("xx").forms("colour").terms == (b"colour",)
