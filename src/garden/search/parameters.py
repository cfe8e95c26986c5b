"""Every figure by which notes are ranked, each with where it comes from.

*Measured* are those that were chosen on public test collections, which ``benchmarks/relevance.py``
measures anew: in the middle of a range where it makes no difference that is not chance, as the same
on each of them as can be. *By hand* are those that no collection tells of, since its questions have no
slips, no accents and no unfinished words: these only say which of two answers stands above the other,
and tests hold them to it.
"""

from __future__ import annotations

WEIGHTS = {"title": 3.0, "aliases": 2.4, "tags": 1.5, "headings": 1.2}
"""Of fields; 1 for all others. Measured: a title of 2 to 3 does the same."""
K1 = 1.2
"""How soon more of the same word stops counting (Robertson, Zaragoza, Taylor 2004). Measured: 1 to 1.6."""
B = 0.75
"""How much a long field counts against a note (the same paper) ..."""
B_OF = {"tags": 0.3}
"""... and where it does less: many tags are no padding."""
TITLE_BONUS = 0.2
"""What a score on the title alone counts besides. Measured: it finds the one note that a short question
seeks, and costs little elsewhere, from 0.2 to 0.3."""
COMMON = 0.5
"""What a word without meaning of its own ("the", "how") counts, if its rarity says more or not. Measured:
0.3 to 0.7 do the same."""
AGAIN = 8.0
"""How soon a word stops counting more that a question repeats (k3 of Okapi BM25, TREC-3, 1994)."""

NEARNESS = 0.4
"""What words of a question gain by standing near each other. Measured: 0.3 to 0.6 gain on every collection,
each within what chance may do; less gains little, and 0.8 loses on one."""
NEAR = 4
"""Words from one to another, at most. Measured: 3 to 8 do much the same."""
NEAR_AMONG = 30
"""Notes, the best ones, of which this is looked at. Measured: all of them come out the same."""

LINKED = 0.1
"""What a note is worth more by the logarithm of how many lead to it. Measured on real gardens, with the texts
of links as questions: it helps to find the note meant; more hurts questions that describe what they seek."""
APART = 0.75
"""What a note counts of a kind that stands apart from what the garden is about, as its guide does. By hand:
who asks for "listening" seeks no help with the search; what the guide alone tells stays first by far."""

FOLDED = 0.8
"""What a word counts in a note that has it with other accents. By hand: found, and below what was typed."""
OTHERWISE = 0.8
"""What a word counts that a note has in another spelling ("foodbank"). By hand, likewise."""
AS_TYPED = 0.25
"""What a code counts, of the rarity of its notes, in one that has it as it was typed, beside what its words
do. By hand: enough to be above those that have the words alone."""
BEGUN = 0.5
"""What the best note that has only a longer word than the last one counts, of the worst that has the word
itself. By hand: below all of these."""
BEGUN_BELOW = 3
"""Notes with the word itself that stay above those whose name begins with it. By hand: "art" is no
"article"."""
BEGUN_WHERE = 10
"""Notes with the word itself, below which longer ones are looked for too: the first page needs no more."""
