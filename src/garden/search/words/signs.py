"""Signs of Chinese and Japanese that are one: traditional and simplified characters, katakana and hiragana.

What a character is in simplified Chinese stands in wordfreq's data: a character for each. Of several that
became one, each finds the others: so it is with accents too.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST = "\u3041"
"""The first of them; what no word without one comes up to."""
_KATAKANA, _HIRAGANA, _SYLLABLES = 0x30A1, 0x3041, 0x56
_SHORT = 100
"""Characters of a text up to which a look at each takes less time than all at once."""


def united(text: str) -> str:
    """A text with one sign for those that are one; as long as it was."""
    if len(text) <= _SHORT:
        return text.translate(_same())
    import numpy as np  # who only asks whether the index is as it should be has none of it

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    table = _table()
    same = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], codes)
    return same.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _same() -> dict[int, int]:
    """For a character the one that it is; none for most."""
    simplified = {character: ord(same) for character, same in _simplified().items()}
    same = {character: simplified.get(one, one) for character, one in simplified.items()}
    return same | {_KATAKANA + place: _HIRAGANA + place for place in range(_SYLLABLES)}


@cache
def _table() -> NDArray[np.uint32]:
    """As `_same`, for each character up to the last of them."""
    import numpy as np  # as above

    table = np.arange(max(_same()) + 1, dtype="<u4")
    table[list(_same())] = list(_same().values())
    return table


def _simplified() -> dict[int, str]:
    """Read where it lies: wordfreq's own door to it opens for those alone who have jieba as well."""
    found = find_spec("wordfreq")
    origin = "" if found is None else found.origin or ""  # it is one of our dependencies
    packed = Path(origin).with_name("data") / "_chinese_mapping.msgpack.gz"
    return msgspec.msgpack.decode(gzip.decompress(packed.read_bytes()), type=dict[int, str])
