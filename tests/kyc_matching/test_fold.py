"""One fold for Kazakh, Russian and Latin spellings (M1.2); hostile text (attacks 57-64, 67, 100)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names.fold import company_key, fold_name, fold_tokens, search_key
from domain.names.legal_form_words import LegalForm
from domain.names.legal_forms import part_company
from domain.names.sounds import MAX_NAME, skeleton

SAME_NAMES = [
    # Cyrillic Kazakh, Russian, passport, Latin drafts of 2018 and 2021
    ["Қасым-Жомарт", "Касым-Жомарт", "Kassym-Jomart", "Qasym-Jomart", "Kasym-Zhomart", "Qasym-Zhomart"],
    ["Шыңғыс", "Şyñğys", "Shyńǵys", "Shyngys"],
    ["Әуезов", "Áýezov", "Äuezov", "Auezov", "Auyezov"],
    ["Маңғыстау", "Mańǵystaý", "Mañğystau", "Mangystau"],
    ["Жүсіп", "Júsip", "Jüsıp", "Zhusip"],
    ["Өмірұлы", "Omiruly", "Ómiruly", "Ömırūly"],
    ["Баһадүр", "Bahadur", "Bahadúr"],
    # Russian: GOST, ICAO, old passports, other tongues
    ["Щербаков", "Shcherbakov", "Schtscherbakow"],
    ["Юлия", "Yuliya", "Iuliia"],
    ["Дмитрий", "Dmitriy", "Dmitry", "Dmitrii"],
    ["Васильев", "Vasilyev", "Vasil'ev", "Vasiliev", "Vasilʹev"],
    ["Фёдор", "Федор", "Fyodor", "Fedor"],
    ["Цой", "Tsoy", "Tsoi"],
    ["Хамитов", "Khamitov", "Hamitov"],
    # neighbours
    ["Володимир", "Volodymyr"],
    ["Ўткир", "Oʻtkir", "Уткир"],
    ["Əliyev", "Алиев", "Aliyev", "Aliev"],
    ["Łukasz", "Lukasz"],
]


@pytest.mark.parametrize("spellings", SAME_NAMES, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_fold_to_one_form(spellings: list[str]) -> None:
    assert len({fold_name(spelling) for spelling in spellings}) == 1, [fold_name(s) for s in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ахметов", "Ахматова"), ("Серік", "Берік"), ("Алтын", "Алтай"), ("Казфосфат", "Казсульфат"), ("Диана", "Дана")],
)
def test_different_names_keep_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        ("АКСУ ТРАНС ЛОГИCТИК", "Аксу Транс Логистик"),  # Latin C among Cyrillic
        ("Kаzmunаy", "Kazmunay"),  # Cyrillic а among Latin
        ("То\u200bка\u00adев", "Токаев"),
        ("\u202eТокаев\u202c", "Токаев"),
        ("Т" + "\u0301\u0323" * 500 + "окаев", "Токаев"),
        ("Влади\u0301мир", "Владимир"),
        ("ＫＡＺＡＫＨ", "kazakh"),
        ("\x00Токаев\x07", "Токаев"),
    ],
    ids=["homoglyph", "homoglyph-latin", "zero-width", "rtl", "combining-flood", "stress", "full-width", "control"],
)
def test_look_alikes_and_invisible_marks_change_nothing_attack_61_62(hostile: str, plain: str) -> None:
    assert fold_name(hostile) == fold_name(plain)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "—«»…", "\ud800", "\ufffd", "😀" * 4096])
def test_a_text_without_letters_has_no_words_attack_57_62_64(text: str) -> None:
    assert fold_tokens(text) == ()
    assert fold_name(text) == search_key(text) == company_key(text) == ""


def test_a_very_long_text_is_cut_attack_57_100() -> None:
    assert len(fold_name("ж" * 1_000_000)) <= MAX_NAME * 3


def test_digits_are_words_and_of_any_script() -> None:
    assert fold_tokens("Айбике-2018") == fold_tokens("Aibike2018") == fold_tokens("АЙБИКЕ ٢٠١٨") == ("aibike", "2018")


@given(st.text(max_size=200))
def test_folding_is_total_and_settled(text: str) -> None:
    """Any text folds; folding a fold again changes nothing that the sound rules have settled in letters and spaces."""
    folded = fold_name(text)
    assert folded == " ".join(folded.split())
    assert all(character.isalnum() or character == " " for character in folded)
    search_key(text), company_key(text), [skeleton(token) for token in fold_tokens(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "ТОО АстанаГаз",
        "ТОО «Астана-Газ»",
        "«АстанаГаз» жауапкершілігі шектеулі серіктестігі",
        '"АстанаГаз" ЖШС',
        "Товарищество с ограниченной ответственностью «АстанаГаз»",
        "ASTANAGAZ LLP",
        "Astana Gas Limited Liability Partnership",
        'TOO "ASTANAGAZ"',  # typed on a Latin keyboard
        "AstanaGaz jauapkershiligi shekteýli seriktestigi",
    ],
)
def test_one_company_has_one_key_in_every_language(spelling: str) -> None:
    assert company_key(spelling) == "astanagas"
    assert part_company(spelling).forms == {LegalForm.LIMITED}


@pytest.mark.parametrize(
    ("text", "words", "forms"),
    [
        ("АО «НК «КазМунайГаз»", ("казмунайгаз",), {LegalForm.STOCK, LegalForm.NATIONAL_COMPANY}),
        ("«ҚазМұнайГаз» ҰК» АҚ", ("қазмұнайгаз",), {LegalForm.STOCK, LegalForm.NATIONAL_COMPANY}),
        ("Müller GmbH & Co. KG", ("müller",), {LegalForm.LIMITED, LegalForm.PARTNERSHIP}),
        ("Eni S.p.A.", ("eni",), {LegalForm.STOCK}),
        ("Shell B.V.", ("shell",), {LegalForm.LIMITED}),
        ("PKN Orlen Sp. z o.o.", ("pkn", "orlen"), {LegalForm.LIMITED}),
        ("Huawei Technologies Co., Ltd.", ("huawei", "technologies"), {LegalForm.LIMITED}),
        ("华为技术有限公司", ("华为技术",), {LegalForm.LIMITED}),
        ("ИП Иванов", ("иванов",), {LegalForm.SOLE_TRADER}),
        ("ЖК Иванов", ("иванов",), {LegalForm.SOLE_TRADER}),
        ("«Айбике» ауыл шаруашылығы өндірістік кооперативі", ("айбике",), {LegalForm.COOPERATIVE}),
        ("СПК «Айбике»", ("айбике",), {LegalForm.COOPERATIVE}),
        ("«Самал» шаруа қожалығы", ("самал",), {LegalForm.FARM}),
        ("«СМР Азия» ЖШС филиалы", ("смр", "азия"), {LegalForm.LIMITED, LegalForm.BRANCH}),
        ("Товарищества с ограниченной ответственностью «Монарх»", ("монарх",), {LegalForm.LIMITED}),
        ("TÜPRAŞ A.Ş.", ("tüpraş",), {LegalForm.STOCK}),
        ("Завод ПК Монолит", ("завод", "пк", "монолит"), set()),  # inside a name two letters may be anything
    ],
)
def test_legal_forms_part_from_the_name(text: str, words: tuple[str, ...], forms: set[LegalForm]) -> None:
    parts = part_company(text)
    assert parts.words == words
    assert parts.forms == forms


@pytest.mark.parametrize("text", ["ТОО", "LLP", "АО НК", "Limited Liability Partnership"])
def test_a_name_of_nothing_but_a_form_keeps_a_word(text: str) -> None:
    assert part_company(text).words
    assert company_key(text)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Kassym-Jomart Tokayev", "тоқай"),
        ("Kassym-Jomart Tokayev", "Tokay"),
        ("Қазақстан темір жолы", "казах"),
        ("Казахстан темир жолы", "qazaq"),
        ("«Шымкент Құрылыс» ЖШС", "shymk"),
        ("ТОО «Байтерек»", "бәйтерек"),
    ],
)
def test_a_part_of_a_name_is_found_in_any_script(name: str, typed: str) -> None:
    assert search_key(typed) in search_key(name)


def test_no_wildcard_survives_the_search_key_attack_63() -> None:
    assert search_key("%' OR 1=1_") == "or 1 1"
