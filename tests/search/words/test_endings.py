"""Words that end in more than one way have one stem."""

from __future__ import annotations

import pytest

from garden.search.words.analysis import Analysis


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pt", "coração corações CORAÇÕES"),
        ("pt-BR", "decisão decisões"),
        ("pt", "mãe mães"),
        ("hr", "susjed susjeda susjedi susjedima"),
        ("bs", "sestra sestre"),
        ("ms", "jiran jirannya"),
    ],
)
def test_one_stem(language: str, words: str) -> None:
    analyser = Analysis().of(language)
    assert len({analyser.forms(word).terms for word in words.split()}) == 1
