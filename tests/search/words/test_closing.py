from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from garden.search.index.vocabulary import Vocabulary
from garden.search.words.analysis import Analysis, written
from garden.search.words.closing import closed, joined


def test_what_is_written_in_parts_as_one() -> None:
    text = "Well-being for 1,200 co-designers in 10 000 e\u2010mails_12.500"
    assert closed(text) == "Wellbeing for 1200 codesigners in 10000 emails 12500"
    assert [text[start:end] for start, end, _ in joined(text)][:2] == ["Well-being", "1,200"]


@given(st.text(alphabet="ab12é東ह\u0301-,. '\u2019", max_size=60))
def test_it_takes_no_place_in_a_text(text: str) -> None:
    analyser, vocabulary = Analysis().of("en"), Vocabulary()
    numbers = vocabulary.numbers(text, analyser)
    assert [vocabulary.terms[number] for number in numbers] == [
        term for word in written(text) for term in analyser.forms(word).terms
    ]
