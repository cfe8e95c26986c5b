"""What languages are called, and which one a text is in, where that is sure: by its script, else its words.

A script that one language has decides alone. For others the small words vote that
every text is full of; of two languages that share most of them, the others decide. py3langid knows
more languages, but takes a second to load in each process, 80 MB and 0.6 ms for a
note of 2 kB; this takes a fifth of that and no load, and where it is not sure it
says nothing, which is all that is asked of it: the garden's language stands then.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

VERSION = 1
"""Raised when another language is found in any text; the index is then built anew."""

SAMPLE = 1_200
"""Characters of a note that are looked at."""
LETTERS = 200
"""Characters a text needs for its words to vote ..."""
SIGNS = 60
"""... and letters for its script to decide; in some, a character is a word."""
_SHARE = 0.15
"""Of all words that must be a language's small ones."""
_LEAD = 2
"""How many times more of them it must have than a language like it, beside those that both have ..."""
_AT_LEAST = 3
"""... and how many at least."""
_RIVALS = 4
"""Languages that are compared so, the likeliest one among them."""

_WORDS = {
    "ca": "amb els les del dels més què això però són també perquè hi ha fer aquest aquesta tot per molt ens",
    "cs": "se že je na to jsem ale jako pro tak jsou byl když už který kteří není si co bylo jsme jich ten",
    "cy": "yn y yr i o ar mae oedd wedi ac bod fod gyda ei eu sy am hyn ond nid hefyd gan fel un dros",
    "da": "og det er at til af på med for ikke der var som jeg har blev også efter fra hvad mig nogle noget",
    "de": "der die und das ist nicht ein eine dem mit zu sich auf für von im als auch wir sie war wie wenn",
    "en": "the and of to in that it was for with as on are this be they have not at from by what we you were",
    "eo": "la kaj de en estas ke ne por kun al mi li ni ili tio kiu sed pri estis ĉi oni ankaŭ ĉiuj pli",
    "es": "el la que y en los se las por con una un no es para del lo como más pero sus al este cuando muy",
    "et": "ja on et see kui ka oma mis ning aga siis oli nad või ta selle kes meie välja juba ainult pärast",
    "eu": "eta da ez bat zen du dira ere zuen baina izan dute hau gure dugu egin oso beste batean gero hori",
    "fi": "ja on ei että oli hän joka mutta myös niin kun kuin ovat tai ole jos mitä sitä nyt vain olla sen",
    "fr": "le la les des et est un une que qui dans pour pas sur au avec ce il elle nous vous sont mais plus",
    "ga": "an na agus ar is le go bhí sé tá ag sa ach mar do leis den seo sin raibh air siad chun níl gur",
    "hr": "je i u se na da su za što kao od nije bio ali koji koja sve samo smo kako ili bi više nego bilo",
    "hu": "a az és hogy nem is egy van volt csak meg ha már azt mint még ez vagy kell lehet el minden nagyon",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya karena ada mereka bisa kami",
    "it": "il di che la e non un una per in con del della sono le si gli più come ma anche nel alla è questo",
    "lt": "ir kad su tai yra buvo ne bet kaip į iš ar jis jie apie tik savo mes dar labai nuo po jau kai",
    "nb": "og det er at til av på med for ikke som var jeg har ble også etter fra hva meg noen hun noe sa",
    "nl": "de het een en van dat is in te niet zijn met op voor die er ook aan maar ze we als bij naar wordt",
    "pl": "i w na się nie że z do to jest jak ale po tym co od dla przez był tylko już czy są za jego tak",
    "pt": "o a que de e do da em um uma não os as para com se por mais como mas no na foi ao são também ele",
    "ro": "și în de la cu nu pe care este un o să din ce mai pentru că sunt se au fost dar sau lui fi am",
    "sl": "je in na se da so za ki ne pa ni bil tudi kot to ali bi po pri še vse ko smo samo kaj zelo",
    "sv": "och det att är en som på med för inte var den av till jag har de om ett men vi från så när också",
    "tr": "bir ve bu için ile da de ne çok daha gibi ama olarak var değil o kadar sonra en her mi olan ben",
    "vi": "và là của có không cho một được người với trong các những đã này khi để ở ra nhưng cũng như",
    "be": "і ў на не што з да як гэта ад але быў яго яны для толькі бо таксама калі каб пры вельмі мы",
    "bg": "на и да се в за от не са че с по като но със това които беше което има ще съм ли още само",
    "ru": "и в не на что с он как это но по к у из за же от мы они так все было для бы только его когда",
    "sr": "је и у се на да су за што као од није био али који која све само смо како или би више него било",
    "uk": "і в не на що з та як це але до у за він вони від ми так все було для є його коли й тільки про",
    "ar": "في من على أن إلى لا ما هذا عن التي الذي مع هو هي كان كل لم أو بعد قد كانت هذه ثم بين",
    "fa": "و در به از که این را با است برای آن یک خود تا می بر هم ما بود شد اما نیست هر یا",
    "ur": "کے میں کی ہے اور سے کا کو اس پر نے ہیں یہ کہ بھی تھا نہیں ایک ہو کر وہ جو لیے",
    "hi": "के में की है और से का को इस पर ने हैं यह कि भी था नहीं एक हो कर वह जो लिए",
    "mr": "आणि आहे या व हे ते की तर होते नाही आहेत होता केले करून त्या साठी मी पण एक हा",
    "ne": "र छ को मा यो हो पनि लाई गर्न छन् भने थियो तर एक गरेको भएको हुन् त्यो मेरो छैन",
}  # fmt: skip
"""The commonest small words by language; a BCP 47 tag each."""

_NAMES = {
    "ar": "العربية Arabic", "be": "Беларуская Belarusian", "bg": "Български Bulgarian", "bn": "বাংলা Bengali",
    "ca": "Català Catalan", "cs": "Čeština Czech", "cy": "Cymraeg Welsh", "da": "Dansk Danish",
    "de": "Deutsch German", "el": "Ελληνικά Greek", "en": "English English", "eo": "Esperanto Esperanto",
    "es": "Español Spanish", "et": "Eesti Estonian", "eu": "Euskara Basque", "fa": "فارسی Persian",
    "fi": "Suomi Finnish", "fr": "Français French", "ga": "Gaeilge Irish", "he": "עברית Hebrew",
    "hi": "हिन्दी Hindi", "hr": "Hrvatski Croatian", "hu": "Magyar Hungarian", "hy": "Հայերեն Armenian",
    "id": "Bahasa_Indonesia Indonesian", "it": "Italiano Italian", "ja": "日本語 Japanese",
    "ka": "ქართული Georgian", "ko": "한국어 Korean", "lt": "Lietuvių Lithuanian", "mr": "मराठी Marathi",
    "nb": "Norsk Norwegian", "ne": "नेपाली Nepali", "nl": "Nederlands Dutch", "no": "Norsk Norwegian",
    "pl": "Polski Polish", "pt": "Português Portuguese", "ro": "Română Romanian", "ru": "Русский Russian",
    "sl": "Slovenščina Slovenian", "so": "Soomaali Somali", "sr": "Српски Serbian", "sv": "Svenska Swedish",
    "th": "ไทย Thai", "tr": "Türkçe Turkish", "uk": "Українська Ukrainian", "ur": "اردو Urdu",
    "vi": "Tiếng_Việt Vietnamese", "zh": "中文 Chinese",
}  # fmt: skip
"""What a language calls itself, and what English calls it; a BCP 47 primary subtag each."""

_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x1F00, 0x1FFF, "el"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
    (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"), (0x3040, 0x30FF, "ja"), (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7A3, "ko"),
)  # fmt: skip
"""First and last character of scripts, and the language that nearly all texts in them have."""
_MOSTLY = 0.7
"""Of the letters that must be of a script."""
_KANA = 0.1
"""Of a text in Japanese, at least, are kana and not Chinese characters."""


def names(tag: str) -> tuple[str, ...]:
    """What the language of a BCP 47 tag calls itself, then what English calls it; none for unknown ones."""
    said = _NAMES.get(primary(tag), "").split()
    return tuple(name.replace("_", " ") for name in said)


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without region and script."""
    return tag.partition("-")[0].lower()


def detect(text: str) -> str:
    """The language of a text as a BCP 47 tag; empty where it is not sure."""
    sample = text[:SAMPLE]
    return (_by_script(sample) if _of_a_script().search(sample) else "") or _by_words(sample)


# Made when first needed: who only asks whether the index is as it should be detects nothing.


@cache
def _of_a_script() -> re.Pattern[str]:
    """Finds a character of one of the scripts."""
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last, _ in _SCRIPTS)}]")


@cache
def _says() -> Mapping[str, frozenset[str]]:
    """The small words of each language."""
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}


@cache
def _spoken_by() -> Mapping[str, list[str]]:
    """The languages of each small word."""
    languages: dict[str, list[str]] = defaultdict(list)
    for language, words in _says().items():
        for word in words:
            languages[word].append(language)
    return dict(languages)


def _by_script(sample: str) -> str:
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            counts[_script(ord(character))] += count
    letters = counts.total()
    if counts["ja"] > _KANA * (counts["ja"] + counts["zh"]):
        counts["ja"] += counts.pop("zh", 0)
    if letters < SIGNS or not counts:
        return ""
    language, most = counts.most_common(1)[0]
    return language if most >= _MOSTLY * letters else ""


def _script(code: int) -> str:
    if code < 0x370:
        return ""
    return next((language for first, last, language in _SCRIPTS if first <= code <= last), "")


def _by_words(sample: str) -> str:
    if len(sample) < LETTERS:
        return ""
    words = sample.lower().split()
    spoken_by = _spoken_by()
    said = Counter(filter(spoken_by.__contains__, words))
    votes: dict[str, int] = defaultdict(int)
    for word, count in said.items():
        for language in spoken_by[word]:
            votes[language] += count
    ranked = sorted(sorted(votes), key=votes.__getitem__, reverse=True)  # the first by name of equals
    if not ranked or votes[ranked[0]] < _SHARE * len(words):
        return ""
    first = ranked[0]
    return first if all(_leads(first, other, said, votes) for other in ranked[1:_RIVALS]) else ""


@cache
def _shared(first: str, other: str) -> frozenset[str]:
    return _says()[first] & _says()[other]


def _leads(first: str, other: str, said: Mapping[str, int], votes: Mapping[str, int]) -> bool:
    """Whether the words that one language has and the other has not are clearly the first one's."""
    both = sum(map(said.__getitem__, said.keys() & _shared(first, other)))
    return votes[first] - both >= max(_AT_LEAST, _LEAD * (votes[other] - both))
