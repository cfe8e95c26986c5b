"""What is read to make a page, and what is told of words in pieces; see `contract` for pages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.search.documents.corpus import Corpus

if TYPE_CHECKING:
    from garden.model import Section
    from tests.search.conftest import Kit


def test_only_the_notes_of_the_page_are_looked_at_again(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = kit.indexed(*(kit.document(f"n{n:02}", "same words", title="Same") for n in range(25)))
    asked: list[str] = []
    read = Corpus.sections

    def sections(corpus: Corpus, doc: int) -> tuple[Section, ...]:
        asked.append(corpus.id(doc))
        return read(corpus, doc)

    monkeypatch.setattr(Corpus, "sections", sections)
    kit.search(engine, "same", page=2)
    assert sorted(asked) == [f"n{n:02}" for n in range(10, 20)]


BOTH = "has both words; showing notes with one of them."
NEXT = "has these words next to each other; showing notes with the words."


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ("コンピューター", ""),  # one word, found by pairs of its characters
        ("부엌이", ""),
        ("부엌이 식탁", f"No note {BOTH}"),
        ("コンピュータ 机 窓", "No note has all three words; showing notes with up to two."),
        ('"机コンピュータ"', f"No note {NEXT}"),
        ("AI東京 机", f"No note {BOTH}"),
        ("東京大学", "No note has this word whole; showing notes with parts of it."),
        ("東京大学 居酒屋", "No note has any of these words whole; showing notes with parts of them."),
    ],
)
def test_words_and_not_pairs_of_characters_are_counted(kit: Kit, asked: str, notice: str) -> None:
    engine = kit.indexed(
        kit.document("computer", "コンピュータと机", title="x"),
        kit.document("kitchen", "부엌에 식탁", title="x"),
        kit.document("tokyo", "東京", title="x"),
    )
    page = kit.search(engine, asked)
    assert (bool(page.hits), page.notice) == (True, notice)
