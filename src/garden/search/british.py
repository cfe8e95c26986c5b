"""British and American spellings of English words as one, before they are stemmed.

Who types "organization" means "organisation" as well, and notes are written by people of
either habit; Snowball makes different stems of these. The rules were held against the
hundred thousand commonest English words: they bring together two hundred pairs of stems
that belong together, and no words of other meanings that are in everyday use. So "er" is
taken for "re" in words that are named alone ("litre" would be "literal"), and an s for a z
after such letters only as "organise" has there, and "precise", "promise" and "exercise" have not.

Of two spellings that one is taken whose stem begins more like the other.
"""

from __future__ import annotations

import re

_CONSONANT = "[b-df-hj-np-tv-z]"
_AFTER_Z = "e[drs]?|ers|ing|ations?|ational|able"
_AFTER_OR = (
    "s|ed|ings?|ful|fully|less|able|ably|al|ally|ations?|ist|ites?|itism|ers?|hoods?|ly|liness|ous|y|some"
)
_RULES = [
    (part, re.compile(pattern), other)
    for part, pattern, other in (
        (
            "is",
            "(?<=...)(?:(?<=[lng])|(?<=[^p]r)|(?<=im)|(?<=nom)|(?<=[aeiou]t)|(?<=[ai]c)|(?<=[ri]d)|(?<=th)"
            f"|(?<=[ae]s))is(?=(?:{_AFTER_Z})$)",
            "iz",
        ),
        ("ys", f"(?<=..l)ys(?=(?:{_AFTER_Z})$)", "yz"),
        ("our", f"(?:(?<=..{_CONSONANT})|(?<=avi))our(?=(?:{_AFTER_OR})?$)", "or"),
        ("ogue", "(?<=...)ogue(?=s?$)", "og"),
        ("ter", "(?:(?<=^cen)|(?<=epicen)|(?<=thea)|(?<=spec))ter(?=s?$)", "tre"),
        ("ter", "(?<=cen)ter(?=ed$|ing$)", "tr"),
        ("meter", "(?:^|(?<=centi)|(?<=kilo)|(?<=milli))meter(?=s?$)", "metre"),
        ("ber", "(?:(?<=^fi)|(?<=^som))ber(?=s?$)", "bre"),
        ("nce", "(?:(?<=def)|(?<=off)|(?<=lic)|(?<=pret))ence(?=[ds]?$|less$)", "ense"),
        ("practis", "^practis(?=e[drs]?$|ing$)", "practic"),
        ("llor", "(?:(?<=ci)|(?<=se))llor", "lor"),
        ("llment", "llment(?=s?$)", "lment"),
        ("skilf", "skilf", "skillf"),
        ("programme", "programme(?=s?$)", "program"),
        ("dgement", "dgement", "dgment"),
    )
]
"""Letters that a word must have, what of them is written in another way, and how."""


def one_spelling(word: str) -> str:
    """A folded word as all who mean it have it, for its stem alone."""
    for part, pattern, other in _RULES:
        if part in word:
            word = pattern.sub(other, word)
    return word
