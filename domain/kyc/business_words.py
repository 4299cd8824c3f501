"""Words that many firms share, with their translations: they identify no firm, and one may stand for another.

Each line is one meaning in Kazakh, Russian and English; a star stands for any ending. A firm called by such a word in
one language is the same as one called by its translation («сауда үйі», «торговый дом»), and two firms that
share nothing else are not alike. General vocabulary only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from domain.names.sounds import fold_word


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
және | и | and | und | et | the | of | для | по | на | в | im | de | la | du | for | г | им | имени | атындағы | o | a
"""
_SOFT: Final = """
топ тобы групп группа group gruppe | холдинг* holding* | компания* company compagnie kompani ko
корпорация* corporation korporatsia | international интернешнл интернэшнл халықаралық международн*
қазақстан* казахстан* kazakhstan* qazaqstan* каз | республика* республик* republic | қоғам* общество society
серіктес* партнер* partners партнёр* | plus плюс | ко | ltd | enterprise* кәсіпор* предприяти* | мекеме* учреждение
ұйым* организация organization organisation | global глобал | фирма* firm
"""

_GENERIC: Final = """
сауда* торгов* trade* трейд* trading трейдинг | үй* дом house хаус
құрылыс* строител* строй* construction* констракшн stroi* | құрастыру* монтаж* assembly
қызмет* сервис* service* услуг* сервисез servises | инвест* инвестиц* invest* инвестментс | банк* bank*
қор қоры фонд fund* foundation | сақтандыру* страхов* insurance
көлік* автокөлік* автотранспорт* транспорт* transport* | транс trans | логист* logist* лоджист*
жүк* груз* cargo карго | мұнай* нефт* oil ойл petroleum munai* | газ gas* gaz газы | энерг* energ* энердж*
көмір* уголь* угольн* coal | кен кені руда рудн* mining майнинг таукен* горнодобывающ* горнорудн* горн gornodob*
алтын* золот* gold* | мыс медь медн* copper | темір* желез* iron | болат* сталь* steel стил | диірмен* мельни* mill
зауыт* завод* plant factory | фабрика* fabrik* | комбинат* kombinat | шахта* mine | ферма* farm | агро* agro
ауыл* сельск* село | жол* дорог* road* роуд | әуе* авиа* avia* air* эйр эйрлайнс aero* | теңіз* морск* sea marine
кеме* судо* ship* шиппинг | порт* port | әуежай* аэропорт* airport
даму* развити* development девелопмент developmen* | басқару* управлен* management менеджмент
консалт* consult* кеңес* совет* council | жоба* проект* project* | инжинир* engineer*
техно* techno* технолог* текнолоджи* tech тех tekh* | ғылым* научн* наук* science | зерттеу* исследов* research
білім* образован* education* | мектеп* школа school | университет* university | академия* academy
институт* institute | орталық* центр* center centre орталығы central сентрал | ұлттық* национальн* national
мемлекеттік* государствен* state мемлекет государств* | халық* народн* people* peoples halyk
аурухана* больниц* hospital | емхана* поликлин* clinic* клиник* | дәріхана* аптека* фарм* pharm*
денсаулық* здоров* health* хелс | медиц* медик* medic* мед | азық* продукт* product* food фуд
астық* зерно* зернов* grain | ет мясо мясн* meat | сүт* молок* молоч* milk dairy | нан хлеб* bread
наубайхана* хлебозавод* bakery | су вод* water | құс птиц* poultry | балық* рыб* fish* | мал скот* livestock
медиа* media | ақпарат* информ* inform* инфо info | байланыс* связь* communicat* коммуникац* комм comm
телеком* telecom* | компьютер* computer* | цифр* digital диджитал сандық* | лизинг* leasing | капитал* capital*
қаржы* финанс* financ* | кредит* credit несие* | биржа* exchange | аудит* audit* | заң юрид* legal law | авто* auto*
электр* electr* | машина* машин* machine* mash* | жабдық* оборудован* equipment | материал* material* | метал* metal*
химия* хим chem* | цемент* cement* | бетон* concrete | полимер* polymer*
өнеркәсіп* пром* промышленн* industr* индастри* prom | өндіріс* производств* production* продакшн | импорт* import*
экспорт* export* | маркет* market* | супермаркет* supermarket* | жүйе* систем* system*
шешім* решен* solution* солюшн* | сапа качеств* quality | қауіпсіздік* безопасн* security секьюрити safety сейфети*
күзет* охран* guard | тур* tour* travel трэвел | қонақүй* гостиниц* отель* hotel* | мейрамхана* ресторан* restaurant*
спорт* sport* | мәдениет* культур* culture | жаңа* нов* new zhana | бірінші* перв* first | солтүстік* север* north*
оңтүстік* юг юж* south* | шығыс* восток* восточн* east* | батыс* запад* west* | азия* asia* азиат* asian
еуразия* евраз* eurasia* | еуропа* европ* euro* europ* | орта централь* middle | қала* город* city сити
аймақ* регион* region* | облыс* област* oblast | аудан* район* district ауданы | әлем* мир world бейбітшілік peace
үлкен* больш* big | кіші* мал* small | жасыл* green грин | қара черн* black | ақ бел* white | қызыл* красн* red
команда* team | студия* studio | клуб* club | лайн line | лайф life | тайм time | бизнес* business*
министрлік* министерств* ministry | комитет* committee | дүкен* магазин* shop store | базар* рынок
қойма* склад* warehouse терминал* | жөндеу* ремонт* repair | тазалау* очист* cleaning клининг
өңдеу* переработк* processing | жеткізу* поставк* снабжен* supply supplies снаб | сату sales сбыт*
жалға аренд* rent rental | қызметкер* кадр* personnel | оқыту* оқу* учебн* обучен* training тренинг | колледж* college
гимназия* gymnasium | лицей* lyceum | кітапхана* библиотек* library | мұражай* музей* museum | театр* theatre theater
газет* newspaper | журнал* magazine | баспа* издательств* publishing | баспахана* типограф* printing
стоматолог* dental | зертхана* лаборатор* | оптика optics | ветеринар* veterinary | шипажай* санатор* sanatorium
дәрі* лекарств* drug | ауру болезн* | бау сад garden | бақша* огород* | жеміс* фрукт* fruit*
көкөніс* овощ* vegetable* | шарап* вино wine* | сыра пиво beer brewery | шай чай tea | қант сахар* sugar
тұз соль salt | май масло butter | жүн шерсть wool | тері кож leather | мақта хлопок хлопков* cotton
қой овца овцевод* sheep | жылқы конев* horse | сиыр корова | түйе верблюд* camel | жем корм* feed
тұқым* семен* семеноводч* seed* | тыңайтқыш* удобрен* fertilizer* fertiliser* | көмірсутек* углеводород* hydrocarbon*
бұрғылау* буров* бурен* drilling | барлау* разведк* exploration геологоразвед* | геолог* | геофизик* geophysic*
қорғасын* свинец свинцов* lead | мырыш* цинк* zinc | күміс серебр* silver | хром chrome | алюмин* aluminium aluminum
уран* uranium | марганец марганцев* manganese | фосфор* | титан* titanium | магний магниев* magnesium
тас камень stone | құм песок песчан* sand | әйнек стекло стеколь* glass | кірпіш* кирпич* brick*
ағаш* дерев* древес* wood timber | жиһаз* мебел* furniture | қағаз* бумаг* paper | тоқыма* текстил* textile*
киім* одежд* швейн* clothing | аяқ обув* footwear | пластик* | резеңке резин* rubber
құбыр* труб* трубопровод* pipe pipeline* | кабель* cable* | аккумулятор* battery | күн солнеч* solar
жел ветр* ветро* wind | атом* ядерн* nuclear | жылу тепло теплов* heat | жарық свет light | электростанция* power
гидро* hydro* | такси | автобус* bus | пойыз поезд* train | вагон* railcar | теміржол* железнодорож* railway*
ұшақ самолет* aircraft | ұшу полет* flight | экспедиц* expedit* | курьер* | пошта* почт* post | сән мода fashion
сұлулық красот* beauty бьюти | шаштараз* парикмахер* | зергер* ювелир* jewel* | сыйлық подарок gift | ойын* игр* game*
балалар детск* kids children | әйел* женск* women | жастар молодеж* youth | отбасы семейн* family | ардагер* ветеран*
мүгедек* инвалид* disabled | достық дружб* friendship | бақыт счасть* happiness | болашақ будущ* future
мұра наслед* heritage legacy | сенім довер* trust | серпін импульс impulse | тәуелсіз* независим* independent
біріккен объединен* united | жалпы общ* general | арнайы специальн* special spets | кәсіби професс* professional проф
жоғары высш* higher | бас главн* main head | тәуекел* риск* | құндылық ценност* value | сыртқы внешн* foreign external
ішкі внутрен* internal domestic | жергілікті местн* local | шетел* зарубеж* | жеке частн* private
қоғамдық общественн* public | ресей росс* | аймақтық региональн* regional | қалалық городск* municipal
облыстық областн* | республикалық республиканск* republican | палата* chamber | қауымдастық* ассоциаци* association
одақ союз* union | федерация* federation | агент* agency | департамент* department | басқарма* управлени* directorate
инспекция* инспекц* inspectorate | әкімдік акимат | сот суд court | полиция* полиц* police
әскер* военн* military army | қорғаныс оборон* defence | кеден* тамож* customs | салық* налог* tax
статистика* statistic* | архив* archive | сәулет* архитектур* architect* | дизайн* design*
жарнама* реклам* advertis* | баға оцен* оценк* valuation appraisal | бухгалтер* accounting
аударма* перевод* translation | ақыл интеллект* intelligence smart | робот* | бұлт облак* облачн* cloud
желі* сеть сетев* network* | бағдарлама* программ* software софт | деректер данн* data | интернет | мобиль* mobile
құрама сборн* | аралас смешан* mixed | тікелей прям* direct | алғашқы первич* primary | үздік лучш* best
екінші втор* second | үшінші трет* third | бір один one | ұлы велик* great | қарт стар* old | жас молод* young
жақсы хорош* good
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


# The same for words that only together mean something, and their abbreviations.
_PHRASES: Final = """
торгов* дом|тд|сауда үйі|trade house|trading house
детск* сад|ясли сад|балабақша*|kindergarten
горно обогатительн* комбинат|гок|кен байыту комбинат*|тау кен байыту комбинат*
птицефабрика*|құс фабрика*|poultry farm
страхов* компани*|ск|сақтандыру компания*|insurance company
строительн* компани*|құрылыс компания*|construction company
управляющ* компани*|ук|басқарушы компания*|management company
научно производственн* объединени*|нпо|ғылыми өндірістік бірлестік*
научно производственн* предприяти*|нпп|ғылыми өндірістік кәсіпорын*
производственн* объединени*|по|өндірістік бірлестік*
совместн* предприяти*|сп|бірлескен кәсіпорын*|joint venture
акционерн* банк*|commercial bank|коммерческ* банк*|коммерциялық банк*
"""
_PLACE_PHRASES: Final = """
усть каменогорск*|өскемен*|ust kamenogorsk*|oskemen*
алма ат*|алматы*|almaty|almata
нур султан*|nur sultan
"""


def _lines(text: str) -> list[list[str]]:
    return [words for line in text.replace("\n", "|").split("|") if (words := line.split())]


# Grammatical endings as they fold: Russian adjectives and cases, Kazakh possessives and plurals, English derivations.
_ENDING: Final = re.compile(
    r"(?:s?ion|ing|iche|atel|itel|et|at|it|s|en|ian|an|on|in|esk|sk|ichesk|n|teln|telst|stv|ven|al|at|ov|ev|k|ial|ian|etik|iches|ich|lik|dik|tik|lar|ler|dar|der|tar|ter)*"
    r"(?:i|ia|aia|iaia|oe|e|ie|ogo|ego|oi|ei|ih|im|om|a|o|u|iu|si|ni|nin|din|tin|s|es|ing|ings|er|ers|or|ors|ion|ions|ment"
    r"|igi|gi|ik|iks|ika|iki|ics|ed|ure|ural|az|ansi|iar|ko)?"
)


def _stem(word: str) -> tuple[str, bool]:
    """A word of the tables folded, and whether an ending may follow. An и before it may melt into the ending
    (предприятие folds to predpriate), so it is left to the ending."""
    stem = fold_word(word.rstrip("*").replace("-", ""))
    if not word.endswith("*"):
        return stem, False
    return (stem.removesuffix("i") if len(stem) > 4 else stem), True


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
                table.setdefault(_stem(word)[0], Meaning(number, word_class))
    return whole, stems


_Stems = tuple[tuple[str, bool], ...]  # folded beginnings, whether any grammatical ending may follow


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[_Stems, Meaning]]]:
    """Phrases by the first letter of their first word, the longest first; their numbers go below nought."""
    table: dict[str, list[tuple[_Stems, Meaning]]] = {}
    number = 0
    for word_class, text in ((WordClass.GENERIC, _PHRASES), (WordClass.PLACE, _PLACE_PHRASES)):
        for line in text.strip().splitlines():
            number -= 1
            for phrase in line.split("|"):
                stems = tuple(map(_stem, phrase.split()))
                table.setdefault(stems[0][0][:1], []).append((stems, Meaning(number, word_class)))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


def shared_phrases(words: Sequence[str]) -> list[tuple[str, str, Meaning | None]]:
    """Plain words as text, fold and meaning, those of a phrase together."""
    folds = [fold_word(word) for word in words]
    result: list[tuple[str, str, Meaning | None]] = []
    at = 0
    while at < len(words):
        for stems, found in _phrases().get(folds[at][:1], ()):
            part = folds[at : at + len(stems)]
            if len(part) == len(stems) < len(words) and all(map(_is_stem, part, stems)):
                result.append((" ".join(words[at : at + len(stems)]), "".join(part), found))
                at += len(stems)
                break
        else:
            result.append((words[at], folds[at], meaning(folds[at])))
            at += 1
    return result


def _is_stem(word: str, stem: tuple[str, bool]) -> bool:
    beginning, open_end = stem
    return word == beginning or (
        open_end and word.startswith(beginning) and _ENDING.fullmatch(word, len(beginning)) is not None
    )


@lru_cache(maxsize=32_768)
def compound_head(folded: str) -> str:
    """The shared word that a compound begins with (Стройдеталь, Стройметалл), "" when there is none."""
    whole, stems = _tables()
    for cut in range(len(folded) - 2, 2, -1):
        head = folded[:cut]
        if head in stems or head in whole or head in _COMPOUND_HEADS:
            return head
    return ""


_COMPOUND_HEADS: Final = frozenset(
    fold_word(head) for head in ("интер", "евро", "спец", "тепло", "электро", "мета", "нефте", "каз", "проф", "унив")
)


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
