from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.model import Fragment, Section
from garden.search.highlighting import passages
from garden.search.highlighting.passages import PASSAGE, Marker, Passage, _sentence_ends
from garden.search.ranking.wanted import Wanted
from garden.search.words.analysis import Analyser, Analysis, Forms, fold
from garden.search.words.letters import bare
from tests.search.fragments import matched, written

ANALYSIS = Analysis()


def wanted(*words: str, language: str = "en", weight: float = 1.0) -> list[Wanted]:
    analyser = ANALYSIS.of(language)
    return [
        Wanted(weight, frozenset(analyser.forms(word).terms), frozenset({bare(fold(word)).encode()}))
        for word in words
    ]


def marker(*words: str, language: str = "en") -> Marker:
    return Marker(wanted(*words, language=language), ANALYSIS.of(language))


def passage(marker: Marker, sections: Sequence[Section], fallback: str = "") -> Passage:
    return marker.read("", sections, fallback).passages[0]


def marked(marker: Marker, text: str) -> tuple[Fragment, ...]:
    return marker.read(text, ()).title


@pytest.mark.parametrize(
    ("words", "language", "text", "expected"),
    [
        (("listen",), "en", "Listening, she LISTENS.", "[Listening], she [LISTENS]."),
        (("cafe",), "en", "A Café & <b>", "A [Café] & <b>"),
        (("naïve",), "en", "nai\u0308ve _naive_", "[naïve] _[naive]_"),
        (("haus",), "de", "Die Häuser am Haus", "Die [Häuser] am [Haus]"),
        (("übung", "lösung"), "de", "Eine Uebung ohne Loesung", "Eine [Uebung] ohne [Loesung]"),
        (("gələcək", "dəniz"), "az", "Gözəl gələcək, dəniz suyu", "Gözəl [gələcək], [dəniz] suyu"),
        (("puʻuwai",), "haw", "ka puʻuwai o ka", "ka [puʻuwai] o ka"),
        (("TGFβRII",), "en", "The TGFβRII receptor", "The [TGFβRII] receptor"),
        (("informed", "use"), "en", "The informa-tion us-ing us", "The [informa-tion] [us-ing] us"),
        (("übung",), "de", "Die Ue-bung", "Die [Ue-bung]"),
        (("কিনা",), "bn", "আমি কি-না জানি", "আমি [কি-না] জানি"),
        (("書",), "ja", "図書館", "図書館"),
        (("the",), "en", "There the", "There [the]"),
        ((), "en", "Nothing", "Nothing"),
        (("x",), "en", "", ""),
    ],
)
def test_marks(words: tuple[str, ...], language: str, text: str, expected: str) -> None:
    assert written(marked(marker(*words, language=language), text)) == expected


def test_marks_beginnings_and_pairs() -> None:
    prefix = Marker([Wanted(1.0, prefix="liste")], ANALYSIS.of("en"))
    assert written(marked(prefix, "Listeners list")) == "[Listeners] list"
    stem = Marker([Wanted(1.0, prefix="make")], ANALYSIS.of("en"))
    assert written(marked(stem, "Making makes it mad")) == "[Making] [makes] it mad"
    pairs = Marker(
        [Wanted(1.0, frozenset({bare("東京").encode(), bare("京都").encode()}))],
        ANALYSIS.of("ja"),
    )
    assert written(marked(pairs, "大東京都知事")) == "大[東京都]知事"
    one = Marker([Wanted(1.0, prefix="京")], ANALYSIS.of("ja"))
    assert written(marked(one, "東京 都")) == "東[京] 都"


SECTIONS = (
    Section(heading="", anchor="", text="An opening of little interest."),
    Section(heading="At table", anchor="at-table", text="Slow questions are asked. Then there is soup."),
    Section(heading="After", anchor="after", text="Some questions remain. Questions, questions."),
)


def test_the_section_with_most_of_the_words_is_shown() -> None:
    found = passage(marker("slow", "questions"), SECTIONS)
    assert (found.heading, found.anchor) == ("At table", "at-table")
    assert written(found.fragments) == "[Slow] [questions] are asked. Then there is soup."


def test_rare_words_say_more_than_common_ones() -> None:
    words = [*wanted("slow", weight=0.1), *wanted("remain", weight=5.0)]
    assert passage(Marker(words, ANALYSIS.of("en")), SECTIONS).heading == "After"


def test_words_that_stand_together_are_shown_before_those_that_do_not() -> None:
    apart = Section(heading="One", anchor="one", text="A lantern hung there. It was painted in vermilion.")
    far = "A lantern. Vermilion. " + "Other words. " * 40
    together = Section(heading="Two", anchor="two", text=f"{far}The vermilion lantern is lit.")
    found = passage(marker("vermilion", "lantern"), (apart, together))
    assert found.heading == "Two"
    assert "The [vermilion] [lantern] is lit." in written(found.fragments)


def test_without_a_word_the_summary_or_the_beginning_is_shown() -> None:
    found = passage(marker("nothing"), SECTIONS)
    assert (found.heading, written(found.fragments)) == ("", "An opening of little interest.")
    assert written(passage(marker("nothing"), SECTIONS, fallback="In short.").fragments) == "In short."
    assert passage(marker("x"), ()).fragments == ()


def test_a_heading_alone_leads_to_its_section() -> None:
    assert passage(marker("table"), SECTIONS).anchor == "at-table"


def test_a_passage_begins_and_ends_with_sentences() -> None:
    text = " ".join(f"This is sentence number {n} of many." for n in range(40))
    text = text.replace("number 20 of", "number 20 of kitchen")
    shown = written(passage(marker("kitchen"), (Section(heading="", anchor="", text=text),)).fragments)
    assert "[kitchen]" in shown
    assert shown.startswith("This is")
    assert shown.endswith("many.")
    assert len(shown) <= PASSAGE + 2


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "word " * 2000 + "kitchen " + "word " * 2000
    shown = written(passage(marker("kitchen"), (Section(heading="", anchor="", text=text),)).fragments)
    assert "[kitchen]" in shown
    assert len(shown) < 500
    assert not shown.startswith("ord")


def test_markup_stays_text_and_blanks_become_one() -> None:
    text = "<script>kitchen</script>\n\n  next\tline"
    shown = passage(marker("kitchen"), (Section(heading="", anchor="", text=text),)).fragments
    assert written(shown) == "<script>[kitchen]</script> next line"


def test_a_very_long_note_is_looked_at_to_a_limit() -> None:
    sections = tuple(Section(heading=str(n), anchor=str(n), text="soup " * 20_000) for n in range(50))
    assert passage(marker("kitchen"), sections).heading == ""


class Counting(Analyser):
    """An analyser that counts what it is asked."""

    def __init__(self, algorithm: str = "") -> None:
        super().__init__(algorithm)
        self.asked = 0

    def forms(self, word: str) -> Forms:
        self.asked += 1
        return super().forms(word)


@pytest.mark.parametrize("between", ["", "。", " "])
@pytest.mark.parametrize("pairs", [("静寂",), ("静寂", "寂か"), ("東京",), ("ab",)])
@pytest.mark.long
def test_a_very_long_text_without_blanks_is_not_taken_apart(
    monkeypatch: pytest.MonkeyPatch, between: str, pairs: tuple[str, ...]
) -> None:
    parts = [*["庭に静寂な時"] * 4000, "静寂か", *["東西"] * 30_000]
    sections = [Section(heading="", anchor="", text=between.join(parts))]
    looked_at: list[str] = []

    def sentence_ends(text: str, past: int) -> list[int]:
        looked_at.append(text)
        return _sentence_ends(text, past)

    monkeypatch.setattr(passages, "_sentence_ends", sentence_ends)
    analyser = Counting()
    wanted = [Wanted(1.0, frozenset({pair.encode()})) for pair in pairs]
    shown = written(passage(Marker(wanted, analyser), sections).fragments)
    assert ("[静寂" in shown) == ("静寂" in pairs)
    assert ("[静寂か]" in shown) == ("寂か" in pairs)
    assert analyser.asked <= 4
    assert sum(map(len, looked_at)) <= 5000


def test_scripts_without_blanks_are_marked_apart_from_those_beside_them() -> None:
    both = Marker(wanted("ai"), ANALYSIS.of("ja"))
    assert written(marked(both, "AIの時代")) == "[AI]の時代"
    inside = Marker(wanted("python"), ANALYSIS.of("en"))
    assert written(marked(inside, "GitHubでPythonを書く")) == "GitHubで[Python]を書く"
    assert written(marked(inside, "We say GitHubでPython there")) == "We say GitHubで[Python] there"
    pair = Marker([Wanted(1.0, frozenset({bare("時代").encode()}))], ANALYSIS.of("ja"))
    assert written(marked(pair, "AIの時代と2024時代")) == "AIの[時代]と2024[時代]"
    last = Marker([Wanted(1.0, frozenset({"都".encode()}))], ANALYSIS.of("ja"))
    assert written(marked(last, "東都京都 都会")) == "東都京[都] 都会"


def test_a_run_that_folds_to_another_length_is_marked_in_stretches() -> None:
    pair = Marker([Wanted(1.0, frozenset({bare("ギガ").encode()}))], ANALYSIS.of("ja"))
    text = "ア" * 64 + "ｷﾞｶﾞ" + "ア" * 64
    assert written(marked(pair, text)).count("[") == 1
    assert "ｷﾞｶﾞ" in matched(marked(pair, text))[0]


@given(st.text(max_size=600), st.lists(st.text(min_size=1, max_size=4), max_size=3))
@settings(max_examples=150, deadline=None)
def test_fragments_are_the_text_and_nothing_else(text: str, words: list[str]) -> None:
    made = marker(*words)
    whole = "".join(part.text for part in marked(made, text))
    assert squeezed(whole) == squeezed(text)
    shown = "".join(
        part.text for part in passage(made, (Section(heading="", anchor="", text=text),)).fragments
    )
    assert squeezed(shown) in squeezed(text)


def squeezed(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFC", text).split())
