from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from garden.search.index.vocabulary import Vocabulary
from garden.search.words.analysis import TERM_LIMIT, Analyser, Analysis, fold, pieces, steps, written
from garden.search.words.letters import bare


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis()


def terms(analysis: Analysis, language: str, text: str) -> list[str]:
    vocabulary = Vocabulary()
    return [vocabulary.terms[number].decode() for number in vocabulary.numbers(text, analysis.of(language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Listening listeners LISTEN", ["listen", "listen", "listen"]),
        ("en-GB", "children's stories", ["child", "s", "stori"]),
        ("de", "Häuser Häusern Haus", ["haus", "haus", "haus"]),
        ("fr", "élèves", ["elev"]),
        ("ru", "книгами", ["книг"]),
        ("xx", "Häuser running", ["hauser", "running"]),
        ("en", "snake_case ﬁne ２０２４", ["snake", "case", "fine", "2024"]),
        ("en", "co\u00adoperate na\u0308ive", ["cooper", "naiv"]),
        ("en", "straße Łódź Ørsted", ["strass", "lodz", "orst"]),
        ("ja", "東京都", ["东京", "京都", "都"]),
        ("ja", "京", ["京"]),
        ("th", "สวัสดี", ["สว", "วั", "ัส", "สด", "ดี", "ี"]),
        ("en", "Wi-Fi in 東京!", ["wi", "fi", "in", "东京", "京"]),
        ("hi", "हिन्दी", ["हिंद"]),
        ("ar", "كِتَاب", ["كتاب"]),
        ("en", "\u200d \u00ad _ __ --", []),
        ("en", "", []),
    ],
)
def test_terms(analysis: Analysis, language: str, text: str, expected: list[str]) -> None:
    assert terms(analysis, language, text) == expected


def test_exact_forms_stand_beside_stems_that_differ(analysis: Analysis) -> None:
    vocabulary = Vocabulary()
    found = vocabulary.numbers("Running to run; Café", analysis.of("en"))
    assert [vocabulary.terms[number] for number in found] == [b"run", b"to", b"run", b"cafe"]
    assert [vocabulary.exact[number] for number in found] == [b"running", b"", b"", b""]
    assert analysis.of("de").forms("Häuser").exact == b"hauser"


def test_a_language_and_its_regions_share_an_analyser(analysis: Analysis) -> None:
    assert analysis.of("pt-BR") is analysis.of("pt") is analysis.of("pt_PT")
    assert analysis.of("nb") is analysis.of("nn")
    assert analysis.of("") is analysis.of("tlh")


def test_long_words_are_cut_and_never_stemmed(analysis: Analysis) -> None:
    assert terms(analysis, "en", "a" * 5000) == ["a" * TERM_LIMIT]


def test_questions_take_pairs_without_the_last_character() -> None:
    assert pieces("東京都") == ["東京", "京都"]
    assert pieces("京") == ["京"]
    assert pieces("ABC東京") == ["abc", "東京"]
    assert steps("東京都") == [("東京", 1), ("京都", 2)]


@given(st.text(max_size=60), st.sampled_from(["en", "de", "ja", "ar", "xx"]))
@settings(max_examples=150, deadline=None)
def test_any_text_has_terms_within_bounds(text: str, language: str) -> None:
    vocabulary = Vocabulary()
    found = vocabulary.numbers(text, ANALYSERS.of(language))
    assert vocabulary.numbers(text, ANALYSERS.of(language)) == found
    assert all(0 < len(vocabulary.terms[number].decode()) <= TERM_LIMIT for number in found)
    assert all(len(vocabulary.exact[number].decode()) <= TERM_LIMIT for number in found)
    assert not any(vocabulary.exact[number] == vocabulary.terms[number] for number in found)


@example("Ǽ ǿ")
@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in written(text):
        assert fold(fold(word)) == fold(word)
        assert bare(bare(fold(word))) == bare(fold(word))


@given(st.text(alphabet="abcdéàñÅß ČŽ_-", max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_word_is_found_by_its_unaccented_upper_case(text: str) -> None:
    analyser = Analyser()
    for word in written(text):
        plain = analyser.forms(bare(fold(word)).upper())
        assert (plain.terms, plain.exact) == (analyser.forms(word).terms, analyser.forms(word).exact)


ANALYSERS = Analysis()


ENDINGS = {
    "ca": "ar ava ció cions ment ant iques",
    "da": "en erne ede elser heder løst",
    "de": "en ung ungen lich keit",
    "en": "ing ied ies ly ation ations fulness edly y",
    "es": "ar aba ción ciones mente ando",
    "fr": "er aient ation ations euse issements eaux ification",
    "it": "are ava zione zioni mente ando",
    "nb": "en ene ede elsen hetene",
    "pt": "ar ava ção ções mente ando",
    "ro": "ul urile area ație ațiile ește",
    "ru": "ами ость остями ывать ающий",
    "sv": "en arna ade heterna",
    "": "s",
}
"""Of words in languages whose words begin as their stems do."""
BEGINNINGS = st.text("abdeiklmoprstuyßäöüéèåøæñçâшвоеи", min_size=1, max_size=6)


@pytest.mark.parametrize("language", ENDINGS)
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_word_begins_as_its_forms_do(language: str, data: st.DataObject) -> None:
    analyser = Analysis().of(language)
    word = data.draw(BEGINNINGS) + data.draw(st.sampled_from(ENDINGS[language].split()))
    forms = analyser.forms(word)
    for form in filter(None, (*forms.terms, forms.exact)):
        begun = analyser.beginning(form.decode())
        assert begun
        assert bare(fold(word)).replace("y", "i").startswith(begun.replace("y", "i"))


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "dying"),
        ("en", "using"),
        ("en", "lysing"),
        ("en", "skies"),
        ("de", "uebung"),
        ("de", "loesung"),
    ],
)
def test_a_stem_may_end_as_its_word_does_not(language: str, word: str) -> None:
    analyser = Analysis().of(language)
    (stem,) = analyser.forms(word).terms
    assert not word.startswith(stem.decode())
    assert word.replace("y", "i").startswith(analyser.beginning(stem.decode()).replace("y", "i"))
