from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.search.query import spans
from garden.search.query.grammar import CUT, MAX_CHARACTERS, MAX_DEPTH, MAX_PHRASE, MAX_WORDS, parse
from garden.search.query.nodes import (
    All,
    Between,
    Contraction,
    Dated,
    Either,
    Every,
    Has,
    Node,
    Not,
    Phrase,
    Pointing,
    Prefix,
    Sign,
    Value,
    Whole,
    Within,
    Word,
    loosened,
    words,
)
from garden.search.query.question import Question

FIELDS = {
    "tag": "tag", "tags": "tag", "kind": "kind", "title": "title", "text": "body", "author": "author",
    "serves": "serves", "held": "held", "year": "year",
}  # fmt: skip
VALUES = frozenset({"tag", "kind", "author", "serves", "held", "year"})
ORDERED: dict[str, spans.Reader] = {"serves": spans.numbers, "held": spans.days, "year": spans.numbers}
FLAGS = {"image": "image", "pictures": "image", "serves": "serves"}


def ask(text: str) -> Question:
    return parse(text, FIELDS, VALUES, ordered=ORDERED, flags=FLAGS)


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


def tree(text: str) -> tuple[Node, ...]:
    return ask(text).tree.nodes


W = Word
SLOW = (W("slow"), W("questions"))
SITE = (W("example"), W("org"))
BEGUN = (W("slow"), Prefix("quest"))
PHRASE = Phrase(((0, W("slow")), (1, W("questions"))), "slow questions")
STRICT = Sign("1.2", (W("v1"), W("2")), True, strict=True)
HYPHENED = Phrase(((0, W("slow")), (1, W("questions"))), "slow-questions", W("slowquestions"))

BEGUN_PHRASE = Phrase(((0, W("slow")), (1, Prefix("quest"))), "slow-quest*", Prefix("slowquest"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("slow questions", (W("slow"), W("questions"))),
        ("Slow, QUESTIONS?", (W("slow"), W("questions"))),
        ('"slow  questions"', (PHRASE,)),
        ("“slow questions”", (PHRASE,)),
        ('"slow"', (W("slow"),)),
        ('"slow quest* "', (Phrase(((0, W("slow")), (1, Prefix("quest"))), "slow quest*"),)),
        ('"slow-quest*"', (BEGUN_PHRASE,)),
        ('"slow *"', (W("slow"),)),
        ('"quest*"', (Prefix("quest"),)),
        ('"_* *"', ()),
        ('"東京*"', (W("東京"),)),
        ('""', ()),
        ('slow "questions', (W("slow"), W("questions"))),
        ("-slow", (Not(W("slow")),)),
        ("--slow", (Not(W("slow")),)),
        ('-"slow questions"', (Not(PHRASE),)),
        ("-slow-questions", (Not(HYPHENED),)),
        ("-slow/quest*", (Not(All(BEGUN)),)),
        ("-slow.quest*", (Not(Sign("slow.quest", SLOW[:1], True, strict=True, begun=True)),)),
        ("2.7.*", (Sign("2.7.", (W("2"), W("7")), True, strict=True, begun=True),)),
        ("x/c++*", (W("x"), Sign("c++", (W("c"),), True, strict=True, begun=True))),
        ("-x/2.7*", (Not(All((W("x"), Sign("2.7", (W("2"),), True, strict=True, begun=True)))),)),
        ("nhs-*", (Prefix("nhs"),)),
        ("-slow-quest*", (Not(Prefix("slowquest")),)),
        ("slow-questions", (*SLOW, Whole("slow-questions", SLOW, W("slowquestions")))),
        ('"slow-questions"', (HYPHENED,)),
        ("slow-quest*", (*BEGUN, Whole("slow-quest*", BEGUN, Prefix("slowquest")))),
        ("slow-2", (Sign("slow-2", (W("slow"), W("2")), True),)),
        ("title:slow-questions", (Within("title", HYPHENED),)),
        ("title:(slow-questions a)", (All((Within("title", HYPHENED), Within("title", W("a")))),)),
        ("C++", (Sign("c++", (W("c"),)),)),
        ('"C#," F#?', (Sign("c#", (W("c"),)), Sign("f#", (W("f"),)))),
        (".NET", (Sign(".net", (W("net"),)),)),
        ("-c++", (Not(Sign("c++", (W("c"),))),)),
        ("title:c++", (Within("title", Sign("c++", (W("c"),))),)),
        ("C++/C#", (Sign("c++", (W("c"),)), Sign("c#", (W("c"),)))),
        ("v1.2", (Sign("1.2", (W("v1"), W("2")), True),)),
        ("-v1.2", (Not(STRICT),)),
        ("title:v1.2", (Within("title", STRICT),)),
        ("£1,240", (Sign("1240", (W("1"), W("240")), True, W("1240")),)),
        ("£1,240.50", (Sign("1240.50", (W("1"), W("240"), W("50")), True),)),
        ("A&E", (Sign("a&e", (W("a"), W("e"))),)),
        ("-a&e", (Not(Sign("a&e", (W("a"), W("e")))),)),
        ("title:a&e", (Within("title", Sign("a&e", (W("a"), W("e")))),)),
        ('"A&E"', (Sign("a&e", (W("a"), W("e"))),)),
        ('"A&E 2"', (Phrase(((1, Sign("a&e", (W("a"), W("e")))), (2, W("2"))), "A&E 2"),)),
        ('"v1.2"', (STRICT,)),
        ('"a v1.2 b"', (Phrase(((0, W("a")), (2, STRICT), (3, W("b"))), "a v1.2 b"),)),
        ("-a/v1.2", (Not(Phrase(((0, W("a")), (2, STRICT)), "a/v1.2")),)),
        ("A & E", (W("a"), W("e"))),
        ("x.org/?a=1&b=2", (Sign("x.org", (W("x"), W("org")), True), *map(W, "a1b2"))),
        ("#listening", (W("listening"), Whole("#listening", (W("listening"),)))),
        ("slow - questions", (W("slow"), W("questions"))),
        ("listen*", (Prefix("listen"),)),
        ("a*", (W("a"),)),
        ("* ** -*", ()),
        ("tag:health", (Value("tag", "health"),)),
        ("TAGS:#health/care", (Value("tag", "health/care"),)),
        ('author:"Ana  María"', (Value("author", "Ana María"),)),
        ('tag:""', ()),
        ("-tag:health", (Not(Value("tag", "health")),)),
        ("tag:(a OR b)", (Either((Value("tag", "a"), Value("tag", "b"))),)),
        ('author:("Ama  María" -b) c',
         (All((Value("author", "Ama María"), Not(Value("author", "b")))), W("c"))),
        ("tag:(a title:b nope:c)",
         (All((Value("tag", "a"), Within("title", W("b")), Value("tag", "nope"), Value("tag", "c"))),)),
        ("title:(a tag:(b) c)",
         (All((Within("title", W("a")), Value("tag", "b"), Within("title", W("c")))),)),
        ("serves:(>=4 OR 10-20)",
         (Either((Between("serves", 4, math.inf, ">=4"), Between("serves", 10, 20, "10-20"))),)),
        ("date:2024-05..2024-07", (Dated(739_007, 739_098, "date", "2024-05..2024-07"),)),
        ("year:2024-05", (Dated(739_007, 739_037, "date", "2024-05"),)),
        ("-year:<0001-02", (Not(Dated(1, 31, "date", "<0001-02")),)),
        ("has:(image OR serves)", (Either((Has("image"), Has("serves"))),)),
        ("tag:()", ()),
        ("title:kitchen", (Within("title", W("kitchen")),)),
        ('text:"slow questions"', (Within("body", PHRASE),)),
        ("title:(a b)", (All((Within("title", W("a")), Within("title", W("b")))),)),
        ("title:(a -b)", (All((Within("title", W("a")), Not(Within("title", W("b"))))),)),
        ("title:(a kind:c)", (All((Within("title", W("a")), Value("kind", "c"))),)),
        ("title:-a", (Not(Within("title", W("a"))),)),
        ("NOT slow", (Not(W("slow")),)),
        ("a NOT slow", (W("a"), Not(W("slow")))),
        ('NOT "slow questions" NOT"slow questions"', (Not(PHRASE), Not(PHRASE))),
        ("NOT tag:health NOT -slow", (Not(Value("tag", "health")), Not(W("slow")))),
        ("NOT (a b) NOT(a b)", (Not(All((W("a"), W("b")))), Not(All((W("a"), W("b")))))),
        ("title:(NOT a)", (Not(Within("title", W("a"))),)),
        ("tag:(a NOT b)", (All((Value("tag", "a"), Not(Value("tag", "b")))),)),
        ("not slow, NOTE Not a", (W("not"), W("slow"), W("note"), W("not"), W("a"))),
        ("a NOT", (W("a"), W("not"))),
        ("NOT NOT NOT NOT NOT tag:a", (Not(Value("tag", "a")),)),
        ("NOT NOT NOT", (Not(W("not")),)),
        ("NOT OR b", (Either((W("not"), W("b"))),)),
        ("NOT", (W("not"),)),
        ("a AND b", (Every((W("a"), W("b"))),)),
        ("x a AND b AND c y", (W("x"), Every((W("a"), W("b"), W("c"))), W("y"))),
        ("a OR b AND c", (Either((W("a"), Every((W("b"), W("c"))))),)),
        ("a AND b OR c", (Either((Every((W("a"), W("b"))), W("c"))),)),
        ("(a OR b) AND c", (Every((Either((W("a"), W("b"))), W("c"))),)),
        ("(a b) AND c", (Every((All((W("a"), W("b"))), W("c"))),)),
        ("(a AND b) AND c", (Every((W("a"), W("b"), W("c"))),)),
        ("a AND NOT b", (Every((W("a"), Not(W("b")))),)),
        ("slow-questions AND a", (Every((HYPHENED, W("a"))),)),
        ("a AND x/y", (Every((W("a"), W("x"), W("y"))),)),
        ("a AND v1.2", (Every((W("a"), STRICT)),)),
        ("l'eau AND don't", (Every((W("eau"), Contraction((W("don"), W("t")), "don't"))),)),
        ("tag:a AND kind:b", (Every((Value("tag", "a"), Value("kind", "b"))),)),
        ("title:(a AND b)", (Every((Within("title", W("a")), Within("title", W("b")))),)),
        ("tag:(a AND b)", (Every((Value("tag", "a"), Value("tag", "b"))),)),
        ("AND a AND", (W("a"),)),
        ("a AND OR AND b", (Every((W("a"), W("b"))),)),
        ("a and b ANDES", (W("a"), W("and"), W("b"), W("andes"))),
        ("a OR b", (Either((W("a"), W("b"))),)),
        ("a | b c", (Either((W("a"), W("b"))), W("c"))),
        ("a or b", (W("a"), W("or"), W("b"))),
        ("x tag:a OR tag:b y", (W("x"), Either((Value("tag", "a"), Value("tag", "b"))), W("y"))),
        ("OR a OR", (W("a"),)),
        ("OR OR", ()),
        ("(a b) OR c", (Either((All((W("a"), W("b"))), W("c"))),)),
        ("x a/b OR c y", (W("x"), Either((All((W("a"), W("b"))), W("c"))), W("y"))),
        ("a OR b/c d", (Either((W("a"), All((W("b"), W("c"))))), W("d"))),
        ("((a))", (W("a"),)),
        ("(a", (W("a"),)),
        ("a) b", (W("a"), W("b"))),
        (")(", ()),
        ("https://example.org/x", (W("https"), Sign("example.org", SITE, True), W("x"))),
        ("unknown:field", (W("unknown"), W("field"))),
        ("tag: health", (W("tag"), W("health"))),
        ("title:", (W("title"),)),
        ("c:\\dir", (W("c"), W("dir"))),
        ("a\x00b\ud800c", (W("a"), W("b"), W("c"))),
        ("東京都", (W("東京"), W("京都"))),
        ("京", (Prefix("京"),)),
        ('"東京都 知"', (Phrase(((0, W("東京")), (1, W("京都")), (3, W("知"))), "東京都 知"),)),
        ("Café", (W("café"),)),
        ("before:2024", (Dated(1, day(2023, 12, 31), "before", "2024"),)),
        ("after:2023-05", (Dated(day(2023, 6, 1), day(9999, 12, 31), "after", "2023-05"),)),
        ("DATE:2024-05-02", (Dated(day(2024, 5, 2), day(2024, 5, 2), "date", "2024-05-02"),)),
        ('-date:"2024"', (Not(Dated(day(2024, 1, 1), day(2024, 12, 31), "date", "2024")),)),
        ("has:Pictures", (Has("image"),)),
        ("-has:serves", (Not(Has("serves")),)),
        ('links-to:"Slow  questions"', (Pointing("Slow questions"),)),
        ("links-to:guide/settings", (Pointing("guide/settings"),)),
        ("serves:10-20", (Between("serves", 10, 20, "10-20"),)),
        ("serves:12", (Value("serves", "12"),)),
        ("serves:many", (Value("serves", "many"),)),
        ("serves:<many", (Value("serves", "many"),)),
        ("tag:=health", (Value("tag", "health"),)),
        ("held:2024", (Between("held", day(2024, 1, 1), day(2024, 12, 31), "2024"),)),
        ("title:(a before:2024)",
         (All((Within("title", W("a")), Dated(1, day(2023, 12, 31), "before", "2024"))),)),
        ("before:soon", (W("before"), W("soon"))),
        ("has:wings", (W("has"), W("wings"))),
        ('before:""', ()),
    ],
)  # fmt: skip
def test_reads(text: str, expected: tuple[Node, ...]) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("word " * 20, CUT),
        ("x" * 300, "Only the first 256 characters were read."),
        ("(" * 9 + "a", "Parts within parts were read to a depth of 4."),
        ('"' + "w " * 9 + '"', "Only the beginning of a long phrase was used."),
        ("a*", "The beginning of a word needs at least 2 letters."),
        ("date:0000", "'0000' is no date such as 2024, 2024-05 or 2024-05-31; it was read as words."),
        ("has:wings", "'wings' is nothing to ask for with 'has:'; it was read as words."),
        ("tag:a " * 17, CUT),
        ("has:image " * 17, CUT),
    ],
)
def test_says_what_it_left_out(text: str, notice: str) -> None:
    assert ask(text).notices == (notice,)


def test_says_nothing_when_nothing_is_left_out() -> None:
    assert ask('tag:a (b OR "c d") -ef* title:f').notices == ()


def test_words_are_those_asked_for() -> None:
    found = list(words(ask('a -b (c OR "d e") title:fg* tag:h').tree))
    assert found == [W("a"), W("c"), Phrase(((0, W("d")), (1, W("e"))), "d e"), Prefix("fg")]


def test_loosening_frees_the_words_of_phrases_asked_for() -> None:
    loose = loosened(ask('"a b" -"c d" title:"e f"').tree)
    assert loose == All(
        (
            All((W("a"), W("b"))),
            Not(Phrase(((0, W("c")), (1, W("d"))), "c d")),
            Within("title", All((W("e"), W("f")))),
        )
    )


def test_a_question_of_too_many_words_does_without_the_common_ones() -> None:
    common = frozenset({"the", "of"})
    long = parse("the of " * 9 + 'kitchen "the table" the', FIELDS, VALUES, common)
    assert long.notices == ()
    assert long.tree.nodes == (W("kitchen"), Phrase(((0, W("the")), (1, W("table"))), "the table"))
    assert parse("the kitchen", FIELDS, VALUES, common).tree.nodes == (W("the"), W("kitchen"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a tag:b c", ["tag:b c", "a c", "a tag:b"]),
        ("a OR tag:b c", ["c", "a OR tag:b"]),
        ("slow-quest* a", ["a", "slow-quest*"]),
        ("a OR b-c d", ["d", "a OR b-c"]),
        ("a NOT b AND c-d e", ["NOT b AND c-d e", "a e", "a NOT b AND c-d"]),
        ("(a tag:b) title:(c d)", ["title:(c d)", "(a tag:b)"]),
        ("tag:a", [""]),
        ("tag:(a OR b) c", ["c", "tag:(a OR b)"]),
        ("", []),
    ],
)
def test_each_part_can_be_taken_away(text: str, expected: list[str]) -> None:
    assert [part.without for part in ask(text).parts] == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "tag:b",
                '"c d"',
                "-e",
                "f*",
                "(g tag:h)",
                "tag:(k OR l)",
                "OR",
                "AND",
                "NOT",
                ")",
                "-",
                "title:(i j)",
                "k-l",
            ]
        )
    )
)
@settings(max_examples=200, deadline=None)
def test_taking_a_part_away_leaves_the_others_as_they_were(written: list[str]) -> None:
    question = ask(" ".join(written[:8]))
    for place, part in enumerate(question.parts):
        rest = [other.nodes for other in ask(part.without).parts]
        assert rest == [other.nodes for other in (*question.parts[:place], *question.parts[place + 1 :])]


PARTS = st.sampled_from(
    ["(", ")", '"', "-", "OR", "|", "*", ":", "tag:", "title:", "text:", "nope:", "a", "listen", "東京", " ",
     "\x00", "“", "\\", "\u202e", "\ud800", "before:", "has:", "links-to:", "2024", "image", "serves:", "<3",
     "AND", "NOT ", "A&E", "4.60", "don't", "'", "д'я", 'ה"ל', "I.T."]
)  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(PARTS, max_size=120).map("".join)))
@settings(max_examples=200, deadline=None)
def test_never_raises_and_stays_in_bounds(text: str) -> None:
    question = ask(text)
    assert leaves(question.tree) <= MAX_WORDS
    assert depth(question.tree) <= 2 * MAX_DEPTH + 4
    assert all(notice.endswith(".") for notice in question.notices)
    loosened(question.tree)
    list(words(question.tree))
    assert all(len(part.without) <= len(text) for part in question.parts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("邻居们在社区厨房做", ["邻居", "居们", "们在", "在社", "社区", "区厨", "厨房", "房做"]),
        ("邻居们在社区厨房做饭", ["邻居", "们在", "社区", "厨房", "做饭"]),
        ("邻居们在社区厨房做饭吗", ["邻居", "们在", "社区", "厨房", "做饭", "饭吗"]),
        ("邻居们在 AI 社区厨房做饭", ["邻居", "们在", "ai", "社区", "厨房", "做饭"]),
    ],
)
def test_a_long_phrase_without_blanks_has_as_few_pairs_as_say_it(text: str, words: list[str]) -> None:
    question = ask(f'"{text}"')
    (phrase,) = question.tree.nodes
    assert isinstance(phrase, Phrase)
    assert [word.text for _, word in phrase.words] == words
    assert (question.notices, phrase.closed) == ((), None)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ('"slow* questions"', "Of a phrase, only the last word can be a beginning."),
        ('"slow q*"', "The beginning of a word needs at least 2 letters."),
    ],
)
def test_a_star_of_a_phrase_that_says_nothing_is_told(text: str, notice: str) -> None:
    assert ask(text).notices == (notice,)


def test_what_is_excluded_is_bounded_as_a_phrase_is() -> None:
    question = ask("-" + "-".join("abcdefghijkl"[: MAX_PHRASE + 4]))
    (excluded,) = question.tree.nodes
    assert isinstance(excluded, Not)
    assert isinstance(excluded.node, Phrase)
    assert len(excluded.node.words) == MAX_PHRASE
    assert question.notices == ("Only the beginning of a long phrase was used.",)


@pytest.mark.parametrize(
    "text", ["(", ")", "-", "a", '"', "title:", "-(", "word ", "* ", "OR ", "tag:a ", "-title:(", "|"]
)
def test_ten_thousand_characters_are_cut(text: str) -> None:
    question = ask(text * 10_000)
    assert question.notices[0] == f"Only the first {MAX_CHARACTERS} characters were read."
    assert leaves(question.tree) <= MAX_WORDS


def leaves(node: Node) -> int:
    match node:
        case All() | Either() | Every():
            return sum(map(leaves, node.nodes))
        case Not() | Within():
            return leaves(node.node)
        case Phrase():
            assert 2 <= len(node.words) <= MAX_PHRASE
            return sum(map(leaves, (word for _, word in node.words)))
        case Sign() | Contraction():
            return len(node.words)
        case Whole():
            return 0
        case _:
            return 1


def depth(node: Node) -> int:
    match node:
        case All() | Either() | Every():
            return 1 + max(map(depth, node.nodes), default=0)
        case Not() | Within():
            return 1 + depth(node.node)
        case _:
            return 1


@pytest.mark.parametrize("last", ["-co-op", "title:co-op", "co-op", "-2.7.4"])
def test_what_is_one_thing_is_left_out_as_one_where_there_is_no_room_for_all_of_it(last: str) -> None:
    before = " ".join(f"word{number}" for number in range(MAX_WORDS - 1))
    question = ask(f"{before} {last}")
    assert len(question.tree.nodes) == MAX_WORDS - 1
    assert question.tree == ask(before).tree
    assert CUT in question.notices
