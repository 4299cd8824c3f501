"""Words that many firms share, with their translations: they identify no firm, and one may stand for another.

Each line is one meaning in Kazakh, Russian and English; a star stands for any ending. A firm called by such a word in
one language is the same as one called by its translation («сауда үйі», «торговый дом»), and two firms that
share nothing else are not alike. General vocabulary only.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from domain.kyc.sounds import fold_word


class WordClass(StrEnum):
    """How much a word says about which firm is meant."""

    EMPTY = "empty"  # conjunctions, prepositions
    SOFT = "soft"  # group, holding, company: come and go in one firm's own papers
    GENERIC = "generic"  # trade, service, construction: tell firms of one owner apart
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a shared word means: equal `number` is a translation."""

    number: int
    word_class: WordClass


_EMPTY: Final = """
және | и | and | und | et | the | of | для | по | на | в | im | de | la | du | for | г | им | имени | атындағы | o
a
"""
_SOFT: Final = """
топ тобы групп группа group gruppe | холдинг* holding* | компания* company compagnie kompani ko
корпорация* corporation korporatsia | international интернешнл интернэшнл халықаралық международн*
қазақстан* казахстан* kazakhstan* qazaqstan* каз | республика* республик* republic | қоғам* общество society
серіктес* партнер* partners партнёр* | plus плюс | ко | ltd | enterprise* кәсіпорын* предприятие
мекеме* учреждение | ұйым* организация organization organisation | global глобал | фирма* firm
"""

_GENERIC: Final = """
сауда* торгов* trade* трейд* trading трейдинг | үй* дом house хаус | құрылыс* строител* строй* construction* stroi*
құрастыру* монтаж* assembly | қызмет* сервис* service* услуг* сервисез servises | инвест* инвестиц* invest*
банк* bank* | қор қоры фонд fund* foundation | сақтандыру* страхов* insurance | көлік* транспорт* transport*
транс trans | логист* logist* лоджист* | жүк* груз* cargo карго | мұнай* нефт* oil ойл petroleum munai*
газ gas* gaz газы | энерг* energ* энердж* | көмір* уголь* угольн* coal
кен кені руда рудн* mining майнинг таукен* горнодобывающ* gornodob* | алтын* золот* gold* | мыс медь медн* copper
темір* желез* iron | болат* сталь* steel стил | диірмен* мельни* mill | зауыт* завод* plant factory
фабрика* fabrik* | комбинат* kombinat | шахта* mine | ферма* farm | агро* agro | ауыл сельск* село
жол* дорог* road* роуд | әуе* авиа* avia* air* aero* | теңіз* морск* sea marine | кеме* судо* ship* | порт* port
әуежай* аэропорт* airport | даму* развити* development девелопмент developmen*
басқару* управлен* management менеджмент | консалт* consult* кеңес* | жоба* проект* project* | инжинир* engineer*
техно* techno* технолог* tech тех tekh* | ғылым* научн* наук* science | зерттеу* исследов* research
білім* образован* education* | мектеп* школа school | университет* university | академия* academy
институт* institute | орталық* центр* center centre орталығы central сентрал | ұлттық* национальн* national
мемлекеттік* государствен* state | халық* народн* people* peoples halyk | аурухана* больниц* hospital
емхана* поликлин* clinic* клиник* | дәріхана* аптека* фарм* pharm* | денсаулық* здоров* health*
медиц* медик* medic* мед | азық* продукт* product* food фуд | астық* зерно* grain | ет мясо мясн* meat
сүт* молок* молоч* milk dairy | нан хлеб* bread | су вод* water | құс птиц* poultry | балық* рыб* fish*
мал скот* livestock | медиа* media | ақпарат* информ* inform* инфо info
байланыс* связь* communicat* коммуникац* комм comm | телеком* telecom* | компьютер* computer*
цифр* digital диджитал сандық* | лизинг* leasing | капитал* capital* | қаржы* финанс* financ*
кредит* credit несие* | биржа* exchange | аудит* audit* | заң юрид* legal law | авто* auto* | электр* electr*
машина* машин* machine* mash* | жабдық* оборудован* equipment | материал* material* | метал* metal*
химия* хим chem* | цемент* cement* | бетон* concrete | полимер* polymer*
өнеркәсіп* пром* промышленн* industr* prom | өндіріс* производств* production* | импорт* import* | экспорт* export*
маркет* market* | супермаркет* supermarket* | жүйе* систем* system* | шешім* решен* solution*
сапа качеств* quality | қауіпсіздік* безопасн* security safety сейфети* | күзет* охран* guard
тур* tour* travel трэвел | қонақүй* гостиниц* отель* hotel* | мейрамхана* ресторан* restaurant* | спорт* sport*
мәдениет* культур* culture | жаңа* нов* new zhana | бірінші* перв* first | солтүстік* север* north*
оңтүстік* юг юж* south* | шығыс* восток* восточн* east* | батыс* запад* west* | азия* asia* азиат* asian
еуразия* евраз* eurasia* | еуропа* европ* euro* europ* | орта централь* middle | қала* город* city сити
аймақ* регион* region* | облыс* област* oblast | аудан* район* district | әлем* мир world | үлкен* больш* big
кіші* мал* small | жасыл* green грин | қара черн* black | ақ бел* white | қызыл* красн* red | команда* team
студия* studio | клуб* club | лайн line | лайф life | тайм time | бизнес* business*
министрлік* министерств* ministry | комитет* committee
"""

_PLACE: Final = """
астана* astana | алматы* алма-ата алмат* | шымкент* чимкент* | қарағанды* караганд* karagand*
ақтөбе* актоб* актюб* aktob* | ақтау* актау* | атырау* | павлодар* | семей* семипалат* | өскемен* | усть
каменогорск* | көкшетау* кокшет* kokshet* | қостанай* костанай* кустанай* | қызылорда* кызылорд* кзылорд* | тараз*
түркістан* туркестан* turkestan* turkistan* | талдықорған* талдыкорган* | жезқазған* джезказган* | балқаш* балхаш*
екібастұз* экибастуз* | теміртау* | жаңаөзен* жанаозен* | маңғыстау* мангистау* мангыстау* mangistau* mangystau*
каспий* каспи* caspian* каспиан* kaspi | жетісу* жетысу* семиречь* | арал* aral | москва* московск* moscow
россия* российск* russia* рус | китай* china* chin* | германия* немец* german* deutsche | иран* iran*
турция* turk* түрк*
"""


def _lines(text: str) -> list[list[str]]:
    return [words for line in text.replace("\n", "|").split("|") if (words := line.split())]


# Grammatical endings as they fold: Russian adjectives and cases, Kazakh possessives and plurals, English derivations.
_ENDING: Final = re.compile(
    r"(?:s?ion|s|en|ian|an|on|in|esk|sk|ichesk|n|teln|telst|stv|ven|al|at|ov|ev|k|ial|ian|etik|iches|ich|lik|dik|tik|lar|ler|dar|der|tar|ter)*"
    r"(?:i|ia|aia|iaia|oe|e|ie|ogo|ego|oi|ei|ih|im|om|a|o|u|iu|si|ni|nin|din|tin|s|es|ing|ings|er|ers|or|ors|ion|ions|ment"
    r"|ik|iks|ika|iki|ics|ed|ure|ural|az|ansi|iar|ko)?"
)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Meaning], dict[str, Meaning]]:
    whole: dict[str, Meaning] = {}
    stems: dict[str, Meaning] = {}
    number = 0
    for word_class, text in (
        (WordClass.EMPTY, _EMPTY),
        (WordClass.SOFT, _SOFT),
        (WordClass.GENERIC, _GENERIC),
        (WordClass.PLACE, _PLACE),
    ):
        for words in _lines(text):
            number += 1
            for word in words:
                table = stems if word.endswith("*") else whole
                table.setdefault(fold_word(word.rstrip("*").replace("-", "")), Meaning(number, word_class))
    return whole, stems


@lru_cache(maxsize=32_768)
def meaning(folded: str) -> Meaning | None:
    """The meaning of a folded word, when it is one that many firms share. After a stem only an ending may follow:
    with anything else it is a compound and a word of its own (Стройсервис)."""
    whole, stems = _tables()
    if (found := whole.get(folded)) is not None:
        return found
    for cut in range(len(folded), 1, -1):
        found = stems.get(folded[:cut])
        if found is not None and _ENDING.fullmatch(folded, cut):
            return found
    return None
