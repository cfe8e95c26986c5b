"""Plain words for notes that no one wrote: common English ones, and made-up ones behind them.

How often each comes up falls with its rank, as in real text (Zipf), so that an
index meets a few very long lists and very many short ones.
"""

from __future__ import annotations

import itertools
import random

_COMMON = """
the of and to a in that it was for on is with as be at by had not are but from they have
we which one you were her all she there would their him been has when who will more no if
out so said what up its about than into them can only other time new some could these two
may then do first any my now such like our over me even most made after also did many where
before must through years people way well down because each just those how too good very
make still see work long little being day know own get here between both life under never
another same while last might us great old year come since against go came right take three
"""
COMMON = tuple(_COMMON.split())

_STARTS = ("", *"bcdfghjklmnprstvw", "br", "cl", "dr", "fl", "gr", "pl", "sh", "sl", "st", "th", "tr")
_VOWELS = (*"aaaeeeeiiiooou", "ai", "ea", "ee", "oo")
_MIDDLES = (*"bdglmnprtv", "ll", "mb", "mm", "nd", "nt", "rk", "rr", "st", "tt")
_ENDS = (*"dlmnprty", "ck", "er", "ing", "le", "nd", "ng", "nt", "rn", "sh", "st")


class Words:
    """An endless supply of words, of sentences, and of pieces of them; always the same for a seed."""

    def __init__(self, rng: random.Random, *, vocabulary: int = 60_000, exponent: float = 1.13) -> None:
        self._rng = rng
        made_up = dict.fromkeys(self._make_up() for _ in range(vocabulary))
        self._words = (*COMMON, *(word for word in made_up if word not in COMMON))
        # Mandelbrot's offset: without it, every eighth word would be "the".
        weights = (1 / (rank + 2.7) ** exponent for rank in range(len(self._words)))
        self._weights = list(itertools.accumulate(weights))

    def _make_up(self) -> str:
        rng = self._rng
        parts = [rng.choice(_STARTS), rng.choice(_VOWELS)]
        for _ in range(rng.choice((1, 1, 1, 2))):
            parts += [rng.choice(_MIDDLES), rng.choice(_VOWELS)]
        return "".join((*parts, rng.choice(_ENDS)))

    def some(self, number: int) -> list[str]:
        """So many words as they come."""
        return self._rng.choices(self._words, cum_weights=self._weights, k=number)

    def telling(self, number: int) -> list[str]:
        """Words that say something: none of the common ones."""
        return self._rng.sample(self._words[len(COMMON) : len(COMMON) + 8000], number)

    def title(self) -> str:
        """Two to four words, the first with a capital."""
        return " ".join((*self.some(1), *self.telling(self._rng.randint(1, 3)))).capitalize()

    def sentence(self, *pieces: str) -> str:
        """Six to sixteen words with a full stop; ``pieces`` of markup stand among them."""
        words = self.some(self._rng.randint(6, 16))
        words[0] = words[0].capitalize()
        for piece in pieces:
            words.insert(self._rng.randint(1, len(words)), piece)
        return f"{' '.join(words)}."
