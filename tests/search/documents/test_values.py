"""Values of fields as readers write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from garden.model import Person, Visibility
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    names = {"story": ("Stories", "Story", "story"), "howto": ("How-tos", "How-to", "howto")}
    made = kit.engine(kind_names=names)
    kit.write(
        made,
        kit.document("first", values={"time": ("short",)}, date=date(2020, 5, 1), lang="ja"),
        kit.document("later", values={"time": ("long",)}, date=date(2022, 5, 1), lang="ja"),
        kit.document("zoe", tags=("place/café", "health"), people=(Person(name="Zoë Müller"),), kind="story"),
        kit.document("plain", tags=("cafe",), kind="howto", lang="de", values={"people": ("5 to 12",)}),
        kit.document("brazil", lang="pt-BR"),
        kit.document("secret", tags=("healths",), lang="cy", visibility=Visibility.HIDDEN),
    )
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lang:en", ["american", "british", "plain"]),
        ("lang:english", ["american", "british", "plain"]),
        ("lang:en-GB", ["british"]),
        ("-lang:en", ["french"]),
    ],
)
def test_a_language_is_meant_with_its_regions(kit: Kit, text: str, expected: list[str]) -> None:
    spoken = {"plain": "en", "british": "en-GB", "american": "en-US", "french": "fr"}
    engine = kit.indexed(*(kit.document(name, lang=lang) for name, lang in spoken.items()))
    assert sorted(kit.ids(engine, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:zoe", ["zoe"]),
        ('author:"ZOE muller"', ["zoe"]),
        ("tag:café", ["plain"]),
        ("tag:place/cafe", ["zoe"]),
        ("tag:place", ["zoe"]),
        ("kind:stories", ["zoe"]),
        ("kind:how-tos", ["plain"]),
        ("lang:english", ["zoe"]),
        ("lang:German OR lang:português", ["brazil", "plain"]),
        ("lang:de-AT", ["plain"]),
        ("lang:pt", ["brazil"]),
        ("lang:pt-PT", ["brazil"]),
        ("year:>2020", ["later"]),
        ("year:2019..2020", ["first"]),
        ("year:2020-2022", ["first", "later"]),
        ("year:2020 year:2022", ["first", "later"]),
        ("year:2021", []),
        ("year:2020-05", ["first"]),
        ("year:2020-06", []),
        ("year:2021..", ["later"]),
        ("year:..2021-06", ["first"]),
        ("date:2020-05..", ["first", "later"]),
        ("time:<long", ["first"]),
        ("time:>=short time:<=short", ["first"]),
        ("people:6", ["plain"]),
        ("people:>10 people:10-20", ["plain"]),
    ],
)
def test_values_are_meant_by_other_names(
    kit: Kit, engine: WhooshEngine, text: str, expected: list[str]
) -> None:
    assert (sorted(kit.ids(engine, text)), kit.search(engine, text).notice) == (expected, "")


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("tag:helth", "There is no tag 'helth' here; did you mean 'health'?"),
        # A value that only a hidden note has is like one that no note has.
        ("-tag:healths", "There is no tag 'healths' here; did you mean 'health'?"),
        ("author:muler", "There is no person 'muler' here; did you mean 'Zoë Müller'?"),
        ("kind:storys", "There is no kind 'storys' here; did you mean 'story'?"),
        ("lang:englsh", "There is no language 'englsh' here; did you mean 'English'?"),
        ("tag:money", "There is no tag 'money' here."),
        ("kind:not", "There is no kind 'not' here; did you mean 'note'?"),
        ("kind:nit", "There is no kind 'nit' here."),
        ("tag:secret-thing", "There is no tag 'secret-thing' here."),
        (f"tag:{'money' * 9}", f"There is no tag '{'money' * 8}…' here."),
        ("lang:welsh", "There is no language 'welsh' here."),
        ("year:2021", ""),
        ("tag:>health", "'tag' cannot be compared with 'health'; the '>' was left out."),
        ("year:2024-13", "'2024-13' is no year or month such as 2024 or 2024-05."),
        ("year:>soon", "'soon' is no year or month such as 2024 or 2024-05."),
        ("held:soon", "'soon' is no date such as 2024, 2024-05 or 2024-05-31."),
        ("time:medium", "There is no time 'medium' here; there are 'short', 'long'."),
    ],
)
def test_a_value_much_like_one_that_is_not_there_is_told(
    kit: Kit, engine: WhooshEngine, text: str, notice: str
) -> None:
    assert kit.search(engine, text).notice == notice


@pytest.mark.parametrize(
    ("asked", "near", "meant"),
    [
        ("tag:helth soup", ("health",), "tag:health soup"),
        ("kind:storys tag:helth", ("story", "health"), "kind:story tag:health"),
        ("soup -tag:Helth", ("health",), "soup -tag:health"),
        ("author:muler by:“mulle”", ("Zoë Müller",), 'author:"Zoë Müller" by:"Zoë Müller"'),
        ('kind:"storys" OR tag:(money OR helth)', ("story", "health"), "kind:story OR tag:(money OR health)"),
        ("tag:#helth (tag:helth", ("health",), "tag:health (tag:health"),
        ("tag:helth text:helth helth", ("health",), "tag:health text:helth helth"),
    ],
)
def test_the_same_question_is_given_with_values_that_there_are(
    kit: Kit, engine: WhooshEngine, asked: str, near: tuple[str, ...], meant: str
) -> None:
    page = kit.search(engine, asked, page=3, sort="title")
    assert page.instead is not None
    assert (page.instead.near, page.instead.query.text) == (near, meant)
    assert (page.instead.query.page, page.instead.query.sort) == (1, "title")
    assert page.instead.sentence in page.notice
    again = kit.search(engine, meant)
    assert (again.instead, "There is no kind" in again.notice) == (None, False)


def test_values_chosen_beside_a_question_are_mended_in_place(kit: Kit, engine: WhooshEngine) -> None:
    page = kit.search(engine, "tag:helth", filters={"kind": ("storys", "note"), "tag": ("health",)})
    assert page.notice == (
        "There is no tag 'helth' and no kind 'storys' here; did you mean 'health' and 'story'?"
    )
    assert page.instead is not None
    assert page.instead.query.text == "tag:health"
    assert page.instead.query.filters == {"kind": ("story", "note"), "tag": ("health",)}
    assert kit.search(engine, "tag:health", filters={"kind": ("storys",)}).instead is not None
    assert kit.search(engine, "tag:health tag:money year:1066").instead is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("author:佐藤", ["ja"]),
        ("author:花子", ["ja"]),
        ("author:민수", ["ko"]),
        ("author:김민수", ["ko"]),
        ("author:藤花", []),
        ("author:अंजली", []),
        ("author:अञ्जलि", ["hi"]),
        ('author:"शर्मा अंजलि"', ["hi"]),
        ("author:रशम", []),  # vowel signs are of their words, and part none
        ("tag:ｺﾐｭﾆﾃｨ", ["ja"]),
        ("tag:コミュニティ", ["ja"]),
        ("tag:健康", ["zh"]),
        ("tag:केस", []),
        ("tag:सेवा", ["hi"]),
    ],
)
def test_values_in_any_script(kit: Kit, asked: str, expected: list[str]) -> None:
    engine = kit.indexed(
        kit.document("ja", people=(Person(name="佐藤花子"),), tags=("コミュニティ",)),
        kit.document("ko", people=(Person(name="김민수"),)),
        kit.document("hi", people=(Person(name="अंजलि शर्मा"),), tags=("सेवा केंद्र",)),
        kit.document("zh", tags=("心理健康",)),
    )
    assert kit.ids(engine, asked) == expected
