"""Half a million made-up names, always the same ones: people and firms in three scripts, with the frequencies of life.

Few given names are very common and many are rare, surnames are made of given names, firms share their words.
"""

import random
from collections.abc import Iterator

from domain.kyc.subject import Subject, SubjectKind


def _list(words: str) -> list[str]:
    return words.split()


_GIVEN = _list("""
Айгерім Айгүл Айдос Айнұр Ақмарал Алихан Алия Алма Алмас Аманжол Арман Асқар Асель Асхат Бақыт Бауыржан Бейбіт
Болат Гүлнар Ғалым Дана Данияр Дархан Дәулет Дина Динара Дмитрий Ерлан Ермек Жанар Жандос Жанна Жасұлан Жұлдыз
Зарина Ибраһим Иван Камила Қайрат Қанат Қуаныш Лаура Ләззат Мадина Марат Меруерт Мұрат Мұхтар Назым Нұрлан
Олжас Ольга Омар Өмірбек Рүстем Сабина Салтанат Самат Санжар Сәуле Серік Сергей Талғат Тимур Төлеген Ұлан
Фарида Шолпан Шыңғыс Юрий Ясмин
""")
_GIVEN_LATIN = _list("""
Mohammed Ahmed Ali Hassan Hussein Ibrahim Maria John Carlos Wei Anna Peter Elena Igor Fatima Yerlan Nurlan
Aigul Daniyar Zhanar Omar Khalid Jose Li Abdul Sergei Kim Juan Chen Ivan Olga Timur Serik Assel David Luis
Aisha Viktor
""")
_STEMS = _list("""
Ахмет Сейіт Қасым Нұр Бай Серік Омар Әли Исмаил Жақып Мұса Сапар Қожа Тоқтар Байжан Жұма Есен Қали Әбді Ораз
""")
_STEMS_LATIN = _list("""
Bek Tur Sul Kar Mir Gor Pet Vas Nov Mor Sem Kor Les Zai Med Bar Yus Rah Hal Mam Gar Lop Mul Han
""")
_MIDDLES = _list("""
бек бай ғали жан хан мұрат ман тай дар бол
""")
_MIDDLES_LATIN = _list("""
an el in or ad ak im ur os ez ar
""")
_SYLLABLES = _list("""
ба бе бо ва ги да де ди жа за зе ка ке ко ла ле ли ма ми мо на не но па пе ра ре ри ро са се со та те то ту ша
ше
""")
_SYLLABLES_LATIN = _list("""
ba be bo va gi da de di ja za ze ka ke ko la le li ma mi mo na ne no pa ra re ri ro sa se ta te to sha
""")
_CYRILLIC = (_STEMS, _MIDDLES, "ов ова ев ева ұлы ин".split(), _GIVEN, _SYLLABLES)  # noqa: SIM905
_LATIN = (_STEMS_LATIN, _MIDDLES_LATIN, ["ov", "ova", "ev", "i", "", "", "son", "ez"], _GIVEN_LATIN, _SYLLABLES_LATIN)
_FIRM_HEADS = _list("""
Алтын Астана Алатау Береке Достық Жетісу Қазақ Каспий Мерей Нұр Сарыарқа Тұран Ұлытау Хан Шымкент Азия Восток
Eurasia Global Silk Steppe Caspian Nova Alfa Delta Omega Prime Orion Vega Titan
""")
_FIRM_TAILS = _list("""
Құрылыс Строй Сервис Трейд Логистик Агро Газ Мұнай Энерго Инвест Групп Медиа Транс Пром Тех Food Capital
Mining Oil Systems Solutions Development Consulting Motors Foods Metals Shipping
""")
_FORMS = ("ТОО «{}»", "«{}» ЖШС", "{} LLP", "АО «{}»", "{} Ltd.", "{} GmbH", "ООО «{}»")


def synthetic(count: int, seed: int = 6) -> Iterator[tuple[str, Subject]]:
    """`count` names with their keys, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        person = chance.random() < 0.65
        name = _person(chance) if person else _firm(chance)
        yield f"s{number}", Subject(SubjectKind.PERSON if person else SubjectKind.ORGANISATION, (name,))


def _common(chance: random.Random, words: list[str]) -> str:
    """The first words of the list far more often than the last."""
    return words[min(int(chance.expovariate(4 / len(words))), len(words) - 1)]


def _person(chance: random.Random) -> str:
    latin = chance.random() < 0.4
    stems, middles, endings, given, syllables = _LATIN if latin else _CYRILLIC
    stem = _common(chance, stems)
    middle = chance.choice(middles) if chance.random() < 0.6 else ""
    extra = "".join(chance.choices(syllables, k=2)) if chance.random() < 0.35 else ""
    words = [stem + extra + middle + chance.choice(endings), _common(chance, given)]
    if chance.random() < 0.4:
        words.append(
            _common(chance, given) + chance.choice(("uly", "kyzy") if latin else ("ұлы", "қызы", "ович", "овна"))
        )
    return " ".join(words)


def _firm(chance: random.Random) -> str:
    made = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()
    shape = chance.random()
    if shape < 0.5:
        words = [_common(chance, _FIRM_HEADS), made]
    elif shape < 0.8:
        words = [made, _common(chance, _FIRM_TAILS)]
    else:
        words = [_common(chance, _FIRM_HEADS), _common(chance, _FIRM_TAILS), made]
    return chance.choice(_FORMS).format(" ".join(words))
