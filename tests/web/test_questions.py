from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from garden.host.registry import RESERVED
from garden.model import Query
from garden.web.questions import MAX_TEXT, MAX_VALUE, MAX_VALUES, read_page, read_question
from garden.web.search import FILTERS
from garden.web.urls import search_url, toggled, toggling

FIELDS = ("kind", "tag", "author")


def ask(*pairs: tuple[str, str]) -> tuple[Query, tuple[str, ...]]:
    question = read_question(MultiDict(pairs), FIELDS)
    return question.query, question.notices


def test_a_plain_question() -> None:
    query, notices = ask(("q", " slow  tea "), ("kind", "story"), ("tag", "a"), ("tag", "b"), ("page", "2"))
    assert query.text == "slow  tea"
    assert query.filters == {"kind": ("story",), "tag": ("a", "b")}
    assert (query.page, query.sort, notices) == (2, "relevance", ())


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "٣", "9" * 40, "1e3", "²", "0x1", "\x00"])
def test_what_is_no_page_number_is_the_first_page_and_told(page: str) -> None:
    assert read_page(page) == (1, "There is no such page; this is the first.")


def test_a_page_far_beyond_the_last_keeps_its_number_to_be_told() -> None:
    assert read_page(str(10**26)) == (10**26, "")


def test_an_empty_page_number_is_the_first_and_not_worth_a_word() -> None:
    assert read_page(" ") == (1, "")


def test_what_cannot_be_used_is_left_out_and_told() -> None:
    query, notices = ask(("sort", "sideways"), *[("tag", f"t{n}") for n in range(MAX_VALUES + 5)])
    assert query.sort == "relevance"
    assert len(query.filters["tag"]) == MAX_VALUES
    assert len(notices) == 2


def test_words_meant_as_written_stay_so_in_every_address() -> None:
    query, _ = ask(("q", "lisening"), ("exactly", "1"))
    assert query.exactly
    assert search_url(query) == "/search?q=lisening&exactly=1"
    assert not ask(("exactly", "yes"))[0].exactly


def test_repeated_empty_and_unknown_filters_are_left_alone() -> None:
    query, notices = ask(("tag", "a"), ("tag", "a"), ("tag", ""), ("utm_source", "y" * 999))
    assert query.filters == {"tag": ("a",)}
    assert notices == ()


@pytest.mark.parametrize("name", FIELDS)
def test_a_filter_that_is_too_long_is_left_out_and_told(name: str) -> None:
    query, notices = ask((name, "x" * MAX_VALUE), (name, "x" * (MAX_VALUE + 1)))
    assert query.filters == {name: ("x" * MAX_VALUE,)}
    assert notices == ("A filter of more than 200 characters was left out.",)


class _Overheard(MultiDict[str, str]):
    """Arguments that tell what was asked of them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, *args: Any, **options: Any) -> Any:
        self.names.add(key)
        return super().get(key, *args, **options)


def test_no_field_of_a_plugin_has_a_name_that_searches_read_from_their_address() -> None:
    arguments = _Overheard()
    read_question(arguments, FILTERS)
    written = Query(text="a", filters=dict.fromkeys(FILTERS, ("b",)), exactly=True, sort="newest", page=2)
    names = arguments.names | parse_qs(urlsplit(search_url(written)).query).keys()
    assert {"q", "page", "sort", "exactly", *FILTERS} <= names <= RESERVED


def test_a_long_question_is_cut_and_controls_are_blanks() -> None:
    query, _ = ask(("q", "a\x00b\ud800c" + "x" * 10_000))
    assert query.text.startswith("a b c")
    assert len(query.text) == MAX_TEXT


@given(
    st.lists(
        st.tuples(st.sampled_from([*FIELDS, "q", "page", "sort", "x"]), st.text(max_size=30)), max_size=40
    )
)
def test_any_arguments_give_a_bounded_query_with_an_address(pairs: list[tuple[str, str]]) -> None:
    query = read_question(MultiDict(pairs), FIELDS).query
    assert query.page >= 1
    assert all(len(values) <= MAX_VALUES for values in query.filters.values())
    search_url(query).encode("ascii")


@given(st.sampled_from(FIELDS), st.text(min_size=1, max_size=10))
def test_choosing_twice_is_not_choosing(name: str, value: str) -> None:
    query = Query(text="a", filters={"tag": ("b",)}, page=3)
    assert toggling(query, name)(value) == search_url(toggled(query, name, value))
    once = toggled(query, name, value)
    assert once.page == 1
    assert once.filters != query.filters
    again = {n: frozenset(v) for n, v in toggled(once, name, value).filters.items()}
    assert again == {n: frozenset(v) for n, v in query.filters.items()}


def test_the_same_search_always_has_the_same_address() -> None:
    one = Query(text="tea & cake", filters={"tag": ("a/b",), "kind": ("story",)}, page=2, sort="newest")
    other = Query(text="tea & cake", filters={"kind": ("story",), "tag": ("a/b",)}, page=2, sort="newest")
    assert (
        search_url(one)
        == search_url(other)
        == "/search?q=tea+%26+cake&kind=story&tag=a%2Fb&sort=newest&page=2"
    )
    assert search_url(Query()) == "/search"
