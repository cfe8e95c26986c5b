"""The language of a text: found where it is sure, and else not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.core import Garden
from garden.languages import detect
from garden.model import Query
from garden.testing import make_garden

TEXTS = {
    "en": (
        "The people who came to the kitchen table that evening had nothing prepared and said what"
        " they thought. It was the first time that anyone had asked them, and they were not sure "
        "what to say at first. We listened for a long time."
    ),
    "de": (
        "Die Leute, die an diesem Abend an den Küchentisch kamen, hatten nichts vorbereitet und s"
        "agten, was sie dachten. Es war das erste Mal, dass jemand sie gefragt hatte, und sie war"
        "en sich nicht sicher, was sie sagen sollten. Wir hörten zu."
    ),
    "fr": (
        "Les gens qui sont venus à la table de la cuisine ce soir-là n'avaient rien préparé et di"
        "saient ce qu'ils pensaient. C'était la première fois que quelqu'un leur demandait, et il"
        "s n'étaient pas sûrs de ce qu'il fallait dire."
    ),
    "es": (
        "La gente que vino a la mesa de la cocina esa noche no había preparado nada y decía lo qu"
        "e pensaba. Era la primera vez que alguien les preguntaba y no estaban seguros de qué dec"
        "ir al principio. Escuchamos durante mucho tiempo."
    ),
    "pt": (
        "As pessoas que vieram à mesa da cozinha naquela noite não tinham preparado nada e diziam"
        " o que pensavam. Era a primeira vez que alguém lhes perguntava e não tinham certeza do q"
        "ue dizer no início. Ouvimos por muito tempo."
    ),
    "it": (
        "Le persone che sono venute al tavolo della cucina quella sera non avevano preparato null"
        "a e dicevano quello che pensavano. Era la prima volta che qualcuno glielo chiedeva e non"
        " erano sicure di cosa dire. Abbiamo ascoltato a lungo."
    ),
    "nl": (
        "De mensen die die avond aan de keukentafel kwamen hadden niets voorbereid en zeiden wat "
        "ze dachten. Het was de eerste keer dat iemand het hun vroeg en ze wisten niet zeker wat "
        "ze moesten zeggen. We hebben lang geluisterd."
    ),
    "sv": (
        "Människorna som kom till köksbordet den kvällen hade inte förberett något och sa vad de "
        "tänkte. Det var första gången som någon hade frågat dem och de var inte säkra på vad de "
        "skulle säga. Vi lyssnade länge och det var bra för oss alla."
    ),
    "pl": (
        "Ludzie, którzy tego wieczoru przyszli do kuchennego stołu, nic nie przygotowali i mówili"
        " to, co myśleli. To był pierwszy raz, kiedy ktoś ich o to zapytał, i nie byli pewni, co "
        "powiedzieć na początku. Słuchaliśmy ich przez długi czas."
    ),
    "fi": (
        "Ihmiset, jotka tulivat sinä iltana keittiön pöydän ääreen, eivät olleet valmistelleet mi"
        "tään ja sanoivat mitä ajattelivat. Se oli ensimmäinen kerta, kun joku oli kysynyt heiltä"
        ", ja he eivät olleet varmoja siitä, mitä sanoa. Me kuuntelimme."
    ),
    "hu": (
        "Az emberek, akik azon az estén a konyhaasztalhoz jöttek, nem készültek semmivel és azt m"
        "ondták, amit gondoltak. Ez volt az első alkalom, hogy valaki megkérdezte őket, és nem vo"
        "ltak biztosak abban, hogy mit is mondjanak. Sokáig hallgattuk őket."
    ),
    "cy": (
        "Nid oedd y bobl a ddaeth at fwrdd y gegin y noson honno wedi paratoi dim ac roedden nhw "
        "yn dweud beth oedd ar eu meddwl. Dyma'r tro cyntaf i rywun ofyn iddyn nhw ac nid oedden "
        "nhw yn siŵr beth i'w ddweud ar y dechrau. Mae hyn yn bwysig."
    ),
    "tr": (
        "O akşam mutfak masasına gelen insanlar hiçbir şey hazırlamamıştı ve düşündüklerini söyle"
        "diler. Birinin onlara ilk kez sorduğu bir şeydi bu ve başta ne söyleyecekleri konusunda "
        "çok emin değillerdi. Uzun bir süre dinledik ve bu çok iyi oldu."
    ),
    "ro": (
        "Oamenii care au venit la masa din bucătărie în acea seară nu au pregătit nimic și au spu"
        "s ce gândesc. Era prima dată când cineva i-a întrebat și nu erau siguri ce să spună la î"
        "nceput. Am ascultat mult timp pentru că era important."
    ),
    "cs": (
        "Lidé, kteří ten večer přišli ke kuchyňskému stolu, si nic nepřipravili a říkali, co si m"
        "yslí. Bylo to poprvé, kdy se jich někdo na to zeptal, a nebyli si jisti, co mají říct. P"
        "oslouchali jsme dlouho a bylo to pro nás jako dar, ale ne lehký."
    ),
    "ru": (
        "Люди, которые пришли в тот вечер к кухонному столу, ничего не готовили и говорили то, чт"
        "о думали. Это был первый раз, когда их кто-то спросил, и они не были уверены, что сказат"
        "ь. Мы долго слушали, и это было не так просто, как все думали."
    ),
    "uk": (
        "Люди, які прийшли того вечора до кухонного столу, нічого не готували і говорили те, що д"
        "умали. Це було вперше, коли їх хтось запитав, і вони не були впевнені, що сказати. Ми до"
        "вго слухали, та це було не так просто, як всі думали про це."
    ),
    "el": (
        "Οι άνθρωποι που ήρθαν στο τραπέζι της κουζίνας εκείνο το βράδυ δεν είχαν ετοιμάσει τίποτ"
        "α και έλεγαν αυτό που σκέφτονταν."
    ),
    "ar": (
        "الناس الذين جاءوا إلى طاولة المطبخ في ذلك المساء لم يحضروا شيئا وقالوا ما كانوا يفكرون ف"
        "يه. كانت هذه هي المرة الأولى التي يسألهم فيها أحد، ولم يكونوا متأكدين من ما يجب أن يقال "
        "في البداية. استمعنا إلى كل واحد لوقت طويل على مهل."
    ),
    "fa": (
        "مردمی که آن شب به میز آشپزخانه آمدند چیزی آماده نکرده بودند و آنچه را که فکر می کردند گف"
        "تند. این اولین بار بود که کسی از آنها می پرسید و مطمئن نبودند که چه باید گفت. ما برای مد"
        "ت طولانی به آنها گوش دادیم و این خوب بود اما آسان نبود."
    ),
    "ja": (
        "その夜、台所のテーブルに来た人々は何も準備していなかったが、思っていることを話した。誰か"
        "が彼らに尋ねたのは初めてで、最初は何を言えばいいのか分からなかった。私たちは長い間聞いて"
        "いた。"
    ),
    "zh": (
        "那天晚上来到厨房餐桌旁的人们什么都没有准备，只是说出了自己的想法。这是第一次有人问他们，"
        "他们一开始不确定该说什么。我们听了很长时间，觉得这非常重要，以后还会继续这样做下去的。"
    ),
    "he": (
        "האנשים שבאו לשולחן המטבח באותו ערב לא הכינו דבר ואמרו את מה שחשבו. זו הייתה הפעם הראשונה"
        " שמישהו שאל אותם."
    ),
    "th": ("ผู้คนที่มาที่โต๊ะในครัวในเย็นวันนั้นไม่ได้เตรียมอะไรมาและพูดในสิ่งที่พวกเขาคิด นี่เป็นครั้งแรกที่มีคนถามพวกเขา"),
    "ko": (
        "그날 저녁 부엌 식탁에 온 사람들은 아무것도 준비하지 않았고 생각한 것을 말했습"
        "니다. 누군가가 그들에게 물어본 것은 처음이었고 처음에는 무슨 말을 해야 할지 "
        "몰랐습니다."
    ),
    "hi": (
        "उस शाम रसोई की मेज पर आए लोगों ने कुछ भी तैयार नहीं किया था और वे जो सोचते थे वही कह रहे"
        " थे। यह पहली बार था कि किसी ने उन से पूछा था और वे इस पर पक्के नहीं थे कि क्या कहा जाए। "
        "हम ने इस को बहुत देर तक सुना और यह एक अच्छी बात है कि भी लोग बोले।"
    ),
    "da": (
        "Menneskene, der kom til køkkenbordet den aften, havde ikke forberedt noget og sagde, hva"
        "d de tænkte. Det var første gang, at nogen havde spurgt dem, og de var ikke sikre på, hv"
        "ad de skulle sige. Det blev en lang aften, og efter den var jeg glad for det, også af an"
        "dre grunde."
    ),
    "nb": (
        "Menneskene som kom til kjøkkenbordet den kvelden hadde ikke forberedt noe og sa hva de t"
        "enkte. Det var første gang at noen hadde spurt dem, og de var ikke sikre på hva de skull"
        "e si. Det ble en lang kveld, og etter den var jeg glad for det, også av andre grunner so"
        "m hun sa til meg."
    ),
}
"""The beginning of one story by language."""

UNSURE = {
    "lorem": (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididun"
        "t ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation u"
        "llamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure dolor."
    ),
    "code": (
        "for (int i = 0; i < n; i++) { if (a[i] == b) return i; else continue; } while (true) { x"
        " = y + z; print(x, y, z); } def f(a, b): return a or b and not c in d import os from sys"
        " import path as p class Foo(Bar): pass try: x except: y finally: z lambda q: q is None"
    ),
    "list": (
        "Anna Schmidt, Peter Müller, Jean Dupont, Ana García, Ion Popescu, Kowalski, Nagy, Virtan"
        "en, Rossi, Silva, Jensen, Andersson, Hansen, Yılmaz, Novák, Horvat, Kovács, Ivanov, Petr"
        "ov, O'Brien, Smith, Jones, Williams, Davies, Evans, Thomas, Roberts"
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language(language: str) -> None:
    assert detect(TEXTS[language]) == language
    assert detect(TEXTS[language] * 50) == language
    assert detect(TEXTS[language].upper()) in {language, ""}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_sure_is_no_language(name: str) -> None:
    assert detect(UNSURE[name]) == ""


SHORT = {
    "ar": ["نحب المطر في الصباح.", "كان جدي يعمل في الميناء، ولم يكن يحب الكلام."],
    "fa": ["برادرم نامه‌ای از شهر فرستاد.", "چای با دوستان، یک روز خوب."],
    "ur": ["بارش کے بعد گلی میں پانی بھر گیا۔"],
    "ku": ["کتێبخانە ڕۆژی شەممە دادەخرێت."],
    "ps": ["موږ نن ښار ته ځو."],
    "ru": ["Библиотека закрыта по субботам.", "Дождь, чай и тишина.", "Кто принесёт стулья на праздник?"],
    "uk": ["Учора сусіди стомилися.", "Її ґанок, стежка, яблуня."],
    "be": ["Учора сход зацягнуўся, і ўсе стаміліся.", "Мая бабуля расказвала пра рыбу і лес"],
    "bg": ["Библиотеката е затворена в събота.", "Баба ми разказваше тази история в едно село."],
    "sr": ["Библиотека је затворена суботом, кључ је код чувара."],
    "mk": ["Вчера ѓаците беа уморни, а сѐ беше тивко."],
    "": ["Бүгін кітапхана жабық, ертең ашық.", "كۈتۈپخانا بۈگۈن تاقاق."],
    "hi": ["पुस्तकालय शनिवार को बंद रहता है।"],
    "mr": ["काल बैठक लांबली आणि सगळे थकले."],
    "ne": ["हिजो बैठक लामो भयो र सबै थाके।"],
    "el": ["Η βιβλιοθήκη είναι κλειστή."],
    "he": ["הספרייה סגורה בשבת."],
    "ja": ["図書館は土曜日に閉まっています。"],
    "zh": ["图书馆星期六不开门，请星期日再来。"],
    "ko": ["도서관은 토요일에 문을 닫습니다."],
    "de": ["Mein Bruder schickte einen Brief aus der Stadt.", "Wer hat uns die Stühle geliehen? Wir nicht."],
    "fr": ["Mon frère nous a envoyé une lettre de la ville.", "Il nous faut plus de chaises pour la salle."],
    "es": ["En el huerto crecen judías que los niños riegan cada mañana."],
    "it": ["Mio fratello ha mandato una lettera dalla città alla nonna."],
    "pt": ["Precisamos de mais cadeiras para a sala. Quem pode emprestar?"],
    "nl": ["We hebben meer stoelen nodig voor de zaal. Wie kan er een paar lenen?"],
    "sv": ["I går drog mötet ut på tiden och alla var trötta."],
    "pl": ["Co robić, kiedy zebranie się przedłuża? Trzeba zapytać, kto jest zmęczony."],
    "en": ["It was late, and we did not know what to do with all of them."],
}  # fmt: skip
"""Texts of a sentence or two; of some in scripts that others have, none is sure."""

NO_LANGUAGE = [
    "",
    "Das ist kurz.",
    "Привет means hello, and спасибо means thank you.",
    "Names at the table: José, María, Jürgen, Søren, Zoë, Łukasz, Björk.",
    "San José, Los Angeles, El Paso, Santa Fe, Las Vegas, San Diego: buses and times.",
    "Die Hard, Das Boot, La La Land, Amélie, Roma, Il Postino: films for winter.",
    "Paella de marisco, tortilla de patatas, gazpacho, pan con tomate.",
    "Den Haag, De Bilt, Het Loo, Op den Berg. Trains hourly, no seats.",
    "Dutch masters: Jan Steen, Frans Hals, Pieter de Hooch, Jan van Goyen, Gerrit Dou.",
    "Nettle soup. 200 g nettles, 1 onion, 2 potatoes, 1 litre stock, nutmeg. Fry, boil, blend.",
    "def main(): return [x for x in range(10) if x % 2 == 0]",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    "Vocabulary: der Hund the dog, die Katze the cat, das Haus the house.",
    "I går trak mødet ud, og alle var trætte.",  # which may be Norwegian
]


@pytest.mark.parametrize(
    ("language", "text"), [(one, text) for one, texts in SHORT.items() for text in texts]
)
def test_a_sentence_may_tell_its_language(language: str, text: str) -> None:
    assert detect(text) == language
    assert detect(text, language) in {language, ""}


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_a_short_text_that_is_not_sure_is_in_none(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize(
    ("text", "home", "language"),
    [
        ("карта, хлеб, вода", "en", "ru"),
        ("карта, хлеб, вода", "mk", ""),
        ("карта, хлеб, вода", "uk-UA", ""),
        ("Карта, хліб, вода", "ru", "uk"),
        ("سلام دوستم سلام", "fa", ""),
        ("سلام دوستم سلام", "en", "ar"),
        ("नमस्ते दुनिया नमस्ते दुनिया", "ne", ""),
        ("नमस्ते दुनिया नमस्ते दुनिया", "de", "hi"),
        ("東京都渋谷区神南一丁目", "ja", ""),
        ("東京都渋谷区神南一丁目", "en", "zh"),
    ],
)
def test_a_few_words_are_in_the_language_around_them_if_they_may_be(
    text: str, home: str, language: str
) -> None:
    assert detect(text, home) == language


def test_two_languages_in_turn_are_neither() -> None:
    turns = zip(TEXTS["en"].split(), TEXTS["de"].split(), strict=False)
    assert detect(" ".join(f"{one} {other}" for one, other in turns)) == ""


@given(st.text(max_size=400))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert len(detect(text)) in {0, 2}


def test_a_note_of_a_sentence_is_found_in_all_its_forms(tmp_path: Path) -> None:
    files = {
        "a.md": "# А\n\nЯ читала старые книги.",
        "b.md": "# B\n\nThe kettle is on, and the table is laid.",
    }
    with make_garden(tmp_path / "garden", files) as garden:
        assert spoken(garden) == {"a": "ru", "b": "en"}
        assert [hit.note.id for hit in garden.search(Query(text="книга")).hits] == ["a"]


FILES = {
    "notes/said.md": f"---\nlang: nl\n---\n{TEXTS['de']}",
    "notes/german.md": f"# Küche\n\n{TEXTS['de']}",
    "notes/english.md": f"# Kitchen\n\n{TEXTS['en']}",
    "notes/short.md": "# Kurz\n\nDas ist kurz.",
}


def spoken(garden: Garden) -> dict[str, str]:
    return {note.id: note.lang for note in garden.notes()}


def test_a_note_has_the_language_it_says_else_the_one_it_is_in_else_the_gardens(tmp_path: Path) -> None:
    files = {"garden.toml": 'language = "en-GB"\n', **FILES}
    with make_garden(tmp_path / "garden", files) as garden:
        assert spoken(garden) == {"said": "nl", "german": "de", "english": "en-gb", "short": "en-gb"}
        found = garden.search(Query(text="lang:de dachte"))
        assert [hit.note.id for hit in found.hits] == ["german"]
        (facet,) = [facet for facet in garden.search(Query()).facets if facet.name == "lang"]
        assert {value.value for value in facet.values} == {"nl", "de", "en-gb"}


def test_a_garden_may_leave_it_to_front_matter(tmp_path: Path) -> None:
    files = {"garden.toml": "detect_language = false\n", **FILES}
    with make_garden(tmp_path / "garden", files) as garden:
        assert spoken(garden) == {"said": "nl", "german": "en", "english": "en", "short": "en"}
        (garden.config.root / "garden.toml").write_text("detect_language = true\n")
        with Garden.open(garden.config.root) as again:
            again.ensure_index()
            assert spoken(again) == {"said": "nl", "german": "de", "english": "en", "short": "en"}
