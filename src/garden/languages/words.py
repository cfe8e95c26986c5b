"""Small words that texts are full of, by language; a BCP 47 tag each."""

from __future__ import annotations

WORDS = {
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
"""The commonest ones, by which a text of some length is told."""

MORE = {
    "ar": "نحن أنا هم اليوم كيف متى أين ماذا و",
    "bg": "тя той аз ти ние вие ми ни ви му тази този тези днес къде кога кой какво бяха няма край във "
    "го я им си е сме",
    "ca": "hem he meva meu seva vaig va vam avui fins on qui quan sense al a me no tothom estava tots",
    "cs": "mi dnes tento tato kdo kdy kde můj moje má ještě nebo pak tam u od do v s z k o a i všichni "
    "byli všechno nám",
    "cy": "fe ni yng mewn roedd hi fy wrth yw eich dy chi hon hwn beth pwy pan os i'r o'r a'r ger a",
    "da": "hvor når gør man kan vil skal min mit hun han de vi os du her nu den en et i ved mod alle "
    "flere mine",
    "de": "haben hat uns mir mich mein meine dieser diese dieses heute wo was wer noch nur oder aber "
    "über keiner kein keine einem einen einer eines seit nach aus um bei ich du er es ihr sein "
    "bin waren wird in an am so zum zur vom beim alle",
    "en": "i my our your his her their its me him us them she he so if or but an all do did does has "
    "had will would can could there here when where who why how then than into out up down over "
    "about after before no only some any more most one two new get let don't i'm it's you're",
    "eo": "mia vi ĝi hodiaŭ kie kiam kio iu tre jam",
    "es": "mi me te nos su hoy qué cómo cuándo quién esta esto ese eso está hay sin sobre hasta desde o "
    "ni le también ya yo él ella ser fue era son a todos todas estaban estaba",
    "et": "me minu täna kuidas mida mina sina tema teie need kus millal",
    "eu": "nire naiz zara gara hemen han nor zer non noiz",
    "fa": "من او آنها امروز چه کجا کی",
    "fi": "minun minä me te he se ne kuka missä milloin tänään olen olemme meillä kaikki olivat",
    "fr": "je tu ma mon mes nos notre votre leur leurs cette ces cet aujourd'hui hui où quand quoi "
    "comment avons avez ont été être fait du aux en y se sa son ses depuis si ou ni lui a on me "
    "te était étaient tout tous toute toutes monde",
    "ga": "sí mé tú muid sibh mo a i chéile inniu dom duit againn",
    "hi": "मेरी मेरा हम हमारे आज थी थे थीं क्या कब कहाँ बाद",
    "hr": "ste sam mi ti on ona mu joj danas gdje kada tko ovu ovaj ova moja moj bila a svi bili",
    "hu": "mi te ő ezt ki mit hol mikor ma itt ott mindenki",
    "id": "dia ke hari sebuah kita semua orang",
    "it": "ci mi ti vi mio mia questa oggi dove quando chi cosa abbiamo ho hai ha siamo nessuno da dal "
    "nella sul al lo i fare ed a no me tutti tutte erano era",
    "lt": "jūs aš tu šiandien kur kada kas mano visi",
    "mr": "आम्ही माझी माझा तो ती आज होती सगळे दर",
    "nb": "hvor når gjør man kan vil skal min mitt han de vi oss du her nå den en et i ved mot alle "
    "flere mine",
    "ne": "हामी म मेरी ऊ उनी थिए सबै आज ले",
    "nl": "wat waar wie wanneer mijn jouw ons onze ik jij je hij zij me vandaag nog of om al geen "
    "niemand deze dit dan was he hun hier iedereen uit alles",
    "pl": "mi mnie mój moja kto gdzie kiedy dziś dzisiaj tę tego ta ten była we nad ze a wszyscy byli "
    "wszystko",
    "pt": "me minha meu nos hoje onde quando quem esta este isto está há sem sobre até desde ou nem "
    "ninguém ela numa num junto todos todas estavam estava tudo",
    "ro": "ne mi mea meu îmi astăzi unde când cine acest această ai a într-un lângă toți toate erau s-a",
    "ru": "я ты вы мне мой моя моё меня её нас сегодня где кто этот эта эту до со во был была нет ли "
    "если она оно",
    "sl": "ste sem danes kje kdaj kdo ta moj moja v bila a",
    "sv": "vad gör man kan vill ska mig min mitt hon han oss du här nu i vid där mot alla några",
    "tr": "bana sana bugün nerede kim kimin niçin nasıl şu on herkes hepsi",
    "vi": "tôi chúng bà ông hôm nay bên nhau",
}
"""Others that help to tell a short one."""
