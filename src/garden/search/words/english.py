"""English words as one where no ending tells a stemmer that they are, before they are stemmed.

Who types "organization" means "organisation" as well, and notes are written by people of
either habit; Snowball makes different stems of these, as of "child" and "children", "bring"
and "brought", "Tuesday" and "Tues", "4th" and "4". The rules of spelling were held against the
hundred thousand commonest words: they bring together two hundred pairs of stems that belong
together, and no words of other meanings that are in everyday use. So "er" is taken for "re" in
words that are named alone ("litre" would be "literal"), and an s for a z after such letters only
as "organise" has there, and "precise", "promise" and "exercise" have not. Forms that are as often
another word ("left", "saw", "lives", "leaves") are left alone.

Of two spellings that rules bring together that one is taken whose stem begins more like the other.
"""

from __future__ import annotations

import re

_CONSONANT = "[b-df-hj-np-tv-z]"
_AFTER_Z = "e[drs]?|ers|ing|ations?|ational|able"
_AFTER_OR = (
    "s|ed|ings?|ful|fully|less|able|ably|al|ally|ations?|ist|ites?|itism|ers?|hoods?|ly|liness|ous|y|ies|some"
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
        ("ogu", "(?<=...)ogu(?:es?$|(?=ed$|ers?$|ing$))", "og"),
        ("ter", "(?:(?<=^cen)|(?<=epicen)|(?<=thea)|(?<=^spec))ter(?=s?$)", "tre"),
        ("ter", "(?<=cen)ter(?=ed$|ing$)", "tr"),
        ("meter", "(?:^|(?<=centi)|(?<=kilo)|(?<=milli))meter(?=s?$)", "metre"),
        ("meter", "^meter(?=ed$|ing$)", "metr"),
        ("ber", "(?:(?<=^fi)|(?<=^som))ber(?=s?$)", "bre"),
        ("enc", "(?:(?<=def)|(?<=off)|(?<=lic)|(?<=pret))enc(?=e[ds]?$|eless$|ing$)", "ens"),
        ("practis", "^practis(?=e[drs]?$|ing$)", "practic"),
        ("llor", "(?:(?<=ci)|(?<=se))llor", "lor"),
        ("llment", "llment(?=s?$)", "lment"),
        ("skilf", "skilf", "skillf"),
        ("liness", "(?<=..)liness$", "ly"),  # "loneliness" has a stem of its own
        ("programme", "programme(?=s?$)", "program"),
        ("dgement", "dgement", "dgment"),
    )
]
"""Letters that a word must have, what of them is written in another way, and how."""

_PLURALS = re.compile(
    "(?P<child>children)s?$|(?P<woman>women)s?$|(?P<man>(?:^|(?<=..[cdehklnrsty]))men)s?$"
    "|(?P<tooth>teeth)$|(?P<foot>feet)$|(?P<goose>geese)$|(?P<mouse>mice)$|(?P<wife>wives)$"
    "|(?P<knife>knives)$|(?P<shelf>shelves)$|(?P<half>halves)$|(?P<loaf>loaves)$|(?P<thief>thieves)$"
)
_MAY_BE_PLURAL = ("men", "ves", "children", "teeth", "feet", "geese", "mice", "mens", "childrens")
_VERBS = """
become became; begin began begun; break broke broken; bring brought; build built; buy bought; catch caught;
choose chose chosen; come came; deal dealt; dig dug; draw drew drawn; drink drank drunk;
drive drove driven; fall fallen; feed fed; feel felt; fight fought; find found; fly flew flown;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; grow grew grown;
hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; lend lent;
lose lost; make made; mean meant; meet met; pay paid; rebuild rebuilt; ride rode ridden; run ran;
seek sought; sell sold; send sent; shake shook shaken; show shown; sing sang sung; sit sat; sleep slept;
speak spoke spoken; spend spent; stand stood; steal stole stolen; sweep swept; swim swam swum;
take took taken; teach taught; tell told; think thought; throw threw thrown; understand understood;
wake woke woken; wear wore worn; weep wept; win won; withdraw withdrew withdrawn; write wrote written;
burn burnt; dream dreamt; leap leapt; learn learnt; spill spilt; spoil spoilt
"""
_SPELLED = """
airplane aeroplane aeroplanes; aluminum aluminium; anemia anaemia; anemic anaemic; anesthesia anaesthesia;
anesthetic anaesthetic anaesthetics; archeology archaeology; archeological archaeological;
archeologist archaeologist archaeologists; artifact artefact artefacts; celiac coeliac coeliacs;
cesarean caesarean caesareans; cozy cosy; diarrhea diarrhoea; donut doughnut doughnuts;
encyclopedia encyclopaedia; feces faeces; fetal foetal; fetus foetus foetuses;
gray grey greys greyed greying; gynecological gynaecological; gynecologist gynaecologist gynaecologists;
gynecology gynaecology; hemoglobin haemoglobin; hemophilia haemophilia;
hemorrhage haemorrhage haemorrhages haemorrhaged haemorrhaging; jewelry jewellery; leukemia leukaemia;
maneuver manoeuvre manoeuvres manoeuvred manoeuvring; mold mould moulds moulded moulding mouldings;
moldy mouldy; mom mum mums; orthopedic orthopaedic orthopaedics; pajamas pyjamas pyjama;
pediatric paediatric paediatrics; pediatrician paediatrician paediatricians;
plow plough ploughs ploughed ploughing; skeptic sceptic sceptics; skeptical sceptical;
skeptically sceptically; skepticism scepticism; woolen woollen woollens; yogurt yoghurt yoghurts
"""
"""Words that two habits spell in ways that no rule brings together without others."""
_ABBREVIATED = (
    "cd cds; cv cvs; dvd dvds; gp gps; hr hrs; kg kgs; km kms; lb lbs; mp mps; pc pcs; pdf pdfs; tv tvs"
)
"""Several of what is named by its initials: Snowball looks for a vowel before the s."""
_SHORTENED = """
monday mon; tuesday tue tues; wednesday weds; thursday thu thur thurs; friday fri; february feb;
august aug; september sep sept; october oct; november nov; december dec
"""
"""Days and months as rotas and posters have them, but for those that are words or names: sat, wed, jan."""
_ALL = f"{_VERBS};{_SPELLED};{_ABBREVIATED};{_SHORTENED}".split(";")
_FORMS = {form: word for word, *forms in map(str.split, _ALL) for form in forms}
IRREGULAR = {**_FORMS, "men": "man", "teeth": "tooth", "feet": "foot", "geese": "goose", "mice": "mouse"}
"""Words that may begin in another way than the word which they are a form of."""

_COUNTED = re.compile("[0-9]+(?=(?:st|nd|rd|th)$)|[0-9]{2}(?=s$)")
"""A number in its place or in the plural: the 4th of October, the over-60s; the 1990s are no year."""


def number(word: str) -> str:
    """A word with digits without the letters that only grammar gives it: ``4th`` and ``60s`` are 4 and 60."""
    found = _COUNTED.match(word)
    return found[0] if found else word


def base(word: str) -> str:
    """A folded word as all who mean it have it, for its stem alone."""
    if word in _FORMS:
        return _FORMS[word]
    if word.endswith(_MAY_BE_PLURAL) and (plural := _PLURALS.search(word)):
        return word[: plural.start()] + str(plural.lastgroup)
    for part, pattern, other in _RULES:
        if part in word:
            word = pattern.sub(other, word)
    return word
