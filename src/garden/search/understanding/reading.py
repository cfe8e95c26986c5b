"""A question as it is read: what it says, shortened where it is too long, its slips mended."""

from __future__ import annotations

from typing import NamedTuple

from garden.search.deadline import UNMENDED
from garden.search.documents.corpus import View
from garden.search.query import grammar, nodes
from garden.search.query.question import Question
from garden.search.understanding import beginnings, lengthy, mending, unknown
from garden.search.understanding.known import KnownWords
from garden.search.words.analysis import Analysis


class Reading(NamedTuple):
    """What a question was taken for."""

    question: Question
    tree: nodes.All
    """What is looked for: the question's tree, with its slips mended."""
    last: str
    """The word at its end, which may be the beginning of one; empty for none."""
    mended: mending.Mended
    notices: list[str]

    @property
    def ends_with_last(self) -> bool:
        """Whether what is looked for has its last word as it was typed, or as a beginning."""
        return bool(self.last) and self.tree.nodes[-1] in {nodes.Word(self.last), nodes.Prefix(self.last)}


def read(
    text: str, view: View, analysis: Analysis, words: KnownWords, *, exactly: bool, rare: bool
) -> Reading:
    """Reads a question ``exactly`` as typed or mended, with ``rare`` in words too that few notes have."""
    layout, common = view.corpus.layout, view.common_words
    spare = lengthy.spare(text, words, common)
    question = grammar.parse(
        text,
        layout.names,
        frozenset(layout.values),
        common | spare,
        ordered=layout.ordered,
        flags=layout.flags,
    )
    notices = list(question.notices)
    if spare:
        notices = [lengthy.NOTICE, *(notice for notice in notices if notice != grammar.CUT)]
    notices += unknown.told(question.unknown, view, analysis)
    if text.strip() and not question.tree.nodes:
        notices.append("There was nothing to search for in that; these are all notes.")
    tree, mended, last = question.tree, mending.NOTHING, ""
    if not exactly:
        last = beginnings.last_word(text, tree)
        short = len(last) == beginnings.SHORT
        if last and not short and last not in common and words.only_begins(last):
            tree = beginnings.unfinished(tree)
        mended = mending.mend(tree, words, common, rare=rare)
        tree = mended.tree
        notices += [] if mended.in_time else [UNMENDED]
        if short and tree.nodes[-1] == nodes.Word(last) and words.begins_unsaid(last):
            tree = beginnings.unfinished(tree)  # only now: "kitch en" is one word
        elif short:
            last = ""
    return Reading(question, tree, last, mended, notices)
