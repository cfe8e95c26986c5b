"""Whatever is asked of whatever notes: an answer or a notice, never an error, and never for long."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Query
from garden.search.index.document import VALUES_LIMIT
from garden.search.index.schema import FLAGS
from garden.search.query.grammar import MAX_CHARACTERS, OPERATORS
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import PUBLIC, Kit

pytestmark = pytest.mark.long

BAD = [
    "word " * 10_000,
    " ".join(f"again{n}s" for n in range(10_000)),
    "x" * 1_000_000,
    "again " * 166_666,
    " " * 1_000_000 + "again",
    'OR OR | -- ( ) " : * #',
    "((((((((((a))))))))))" * 10,
    ")" * 5_000,
    '"' * 4_999,
    '"unbalanced (phrase',
    "-" * 1_000 + "a",
    "*",
    "a*",
    "vocab*",
    "title:vocab* vocab",
    "** *a* a**",
    "^(a+)+$ [a-z]{1,9999} .*? (?<x>y)",
    "a\x00b \x00",
    "\ud800 \udfff a\ud800",
    "🎉 👩‍👩‍👧‍👦 🇪🇺 #🎉",
    "\u202eretupmoc\u202c \u2066x\u2069",
    "tag:" * 500,
    "tag:\x00 kind:\ud800 author:\u202e",
    "title:" * 60 + "a",
    "-title:(-title:(-title:(-title:(-a))))",
    "before:0000 after:0000-00-00 date:0",
    "date:9999-12-31 after:9999-12-31 before:0001-01-01",
    "date:2024-02-30 date:99999 before:-1 date:٢٠٢٤",
    "serves:<1e999 serves:>nan serves:99999999999999999999 serves:1-2-3 serves:<",
    "held:<0000 held:.. held:2024..0 held:..2024",
    "has: has:* has:nothing has:\x00 has:" + "x" * 200,
    'links-to: links-to:"" links-to:/ links-to:../.. links-to:a.md#b links-to:' + "y" * 200,
    "C++++++++ ......net ###### a.-_@b -.- 1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18",
    "a" + "\u0300" * 200,
    "ﷺ ﬁ Ａ １ ㎏ İ ẞ ß",
    "q=1&r=2#f %00 %ED%A0%80 ../../etc/passwd '; DROP TABLE notes; --",
    "{{7*7}} ${x} <script>alert(1)</script>",
    "lang:tlh lang:xx-yy-zz lang:zz",
    "year:0 year:0000 year:-1 year:" + "9" * 100,
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    kit = Kit(tmp_path_factory.mktemp("bad"))
    made = kit.engine()
    kit.write(
        made,
        kit.document("plain", "a word of plain text", title="Plain", links=("klingon",)),
        kit.document("klingon", "tlhIngan Hol dajatlh 'a'", title="Qapla'", lang="tlh"),
        kit.document("once", "again " * 100_000, title="Again"),
        kit.document("tagged", "many tags", tags=tuple(f"tag{n}/part{n}" for n in range(5_000))),
        kit.document("marks", "x" + "\u0300" * 10_000 + " " + "." * 10_000 + "+" * 10_000 + " \ud800 \x00"),
        kit.document("empty", "", title="\u202e"),
        kit.document("words", " ".join(f"vocab{n:x}" for n in range(50_000)), title="Vocabulary"),
        kit.document("first", "The first day.", date=date(1, 1, 1)),
    )
    return made


def answered(engine: WhooshEngine, text: str, **query: object) -> None:
    """Sees that there is a page, and that it is whole."""
    asked = Query(text=text, **query)  # type: ignore[arg-type]
    page = engine.snapshot().search(asked, visible=PUBLIC)
    assert 0 <= len(page.hits) <= page.total <= 8
    assert page.notice == "" or page.notice[-1] in ".?!"
    for part in page.understood:
        assert part.label
        assert len(part.label) <= 4 * MAX_CHARACTERS
        assert len(part.without) <= MAX_CHARACTERS


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text[:24]))
def test_bad_questions_are_answered(engine: WhooshEngine, text: str) -> None:
    answered(engine, text)
    answered(engine, text, exactly=True)
    answered(
        engine, f"plain {text}", filters={"tag": (text,), "year": ("0",), "nope": (text,)}, sort="newest"
    )


PIECES = st.sampled_from(
    [
        "(",
        ")",
        '"',
        "-",
        "OR",
        "|",
        "*",
        ":",
        " ",
        "  ",
        "a",
        "again",
        "C++",
        ".net",
        "2.7.4",
        "e-mail",
        "\x00",
    ]
    + [
        "\ud800",
        "\u202e",
        "🎉",
        "京",
        "ก",
        "é",
        "٢",
        "<3",
        "1-2",
        "2024-05",
        "0000",
        "#",
        "+",
        "_",
        "\\",
        "~",
    ]
    + [f"{name}:" for name in (*OPERATORS, "tag", "title", "text", "serves", "held", "lang", "year", "nope")]
    + list(FLAGS)
)


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_is_answered(engine: WhooshEngine, text: str) -> None:
    answered(engine, text)


def test_notes_out_of_all_measure_are_found(engine: WhooshEngine, kit: Kit) -> None:
    assert kit.ids(engine, "again") == ["once"]
    assert kit.ids(engine, '"again again again"') == ["once"]
    assert kit.ids(engine, "tag:tag7") == kit.ids(engine, f"tag:tag{VALUES_LIMIT // 2 - 1}") == ["tagged"]
    assert len(kit.search(engine, "tagged").facets[1].values) <= VALUES_LIMIT
    assert kit.ids(engine, "lang:tlh") == ["klingon"]
    assert kit.ids(engine, "links-to:klingon") == ["plain"]
    assert kit.ids(engine, "vocab*") == ["words"]
    assert kit.ids(engine, "before:0002") == kit.ids(engine, "year:0001") == ["first"]
