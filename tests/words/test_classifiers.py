"""T6: classifiers named in three languages, found in any of them, short enough for a button."""

from collections.abc import Collection

import pytest

from domain.classifier.countries import COUNTRIES
from domain.classifier.regions import REGIONS
from domain.classifier.sectors import DIVISIONS, SECTIONS, SECTORS
from domain.kit.sorting import sort_key
from handlers.words.classifiers import (
    Namer,
    countries,
    country_name,
    currency_name,
    currency_sign,
    divisions,
    find_countries,
    find_regions,
    find_sectors,
    region_name,
    regions,
    sections,
    sector_name,
    sector_short,
)
from handlers.words.reader import Reader

READERS = {language: Reader(language) for language in ("ru", "kk", "en")}
CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіё")


def shows_latin_only(text: str) -> bool:
    return not CYRILLIC & set(text.casefold())


@pytest.mark.parametrize("language", READERS)
def test_t6_everything_has_its_own_name_in_every_language(language: str) -> None:
    r = READERS[language]
    every: list[tuple[Collection[str], Namer]] = [
        (COUNTRIES, country_name),
        (REGIONS, region_name),
        (SECTORS, sector_short),
    ]
    for codes, name in every:
        names = [name(r, code) for code in codes]
        assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
        assert all(shows_latin_only(n) == (language == "en") for n in names), names
    assert all(shows_latin_only(sector_name(r, code)) == (language == "en") for code in SECTORS)


@pytest.mark.parametrize("language", READERS)
def test_a_button_fits_a_phone(language: str) -> None:
    r = READERS[language]
    for code in SECTORS:
        assert len(sector_short(r, code)) <= 40, sector_short(r, code)
    assert all(len(region_name(r, code)) <= 40 for code in REGIONS)
    long = [country_name(r, code) for code in COUNTRIES if len(country_name(r, code)) > 40]
    assert len(long) <= 1  # South Georgia and the South Sandwich Islands


def test_t6_official_names_of_regions() -> None:
    table = {
        "10": ("область Абай", "Абай облысы", "Abai Region"),
        "27": ("Западно-Казахстанская область", "Батыс Қазақстан облысы", "West Kazakhstan Region"),
        "62": ("область Ұлытау", "Ұлытау облысы", "Ulytau Region"),
        "71": ("г. Астана", "Астана қаласы", "Astana"),
        "79": ("г. Шымкент", "Шымкент қаласы", "Shymkent"),
    }
    for code, names in table.items():
        assert tuple(region_name(READERS[language], code) for language in ("ru", "kk", "en")) == names


def test_t6_countries_are_named_as_kazakhstan_names_them() -> None:
    table = {
        "KG": ("Кыргызстан", "Қырғызстан", "Kyrgyzstan"),
        "TR": ("Турция", "Түркия", "Türkiye"),
        "KR": ("Республика Корея", "Корея Республикасы", "Republic of Korea"),
        "CD": ("ДР Конго", "Конго Демократиялық Республикасы", "DR Congo"),
        "CG": ("Республика Конго", "Конго Республикасы", "Republic of the Congo"),
        "TW": ("Тайвань (Китай)", "Тайвань (Қытай)", "Taiwan (China)"),
        "DE": ("Германия", "Германия", "Germany"),
        "US": ("США", "АҚШ", "United States"),
    }
    for code, names in table.items():
        assert tuple(country_name(READERS[language], code) for language in ("ru", "kk", "en")) == names


def test_an_unknown_code_is_shown_as_it_is() -> None:
    r = READERS["ru"]
    assert (country_name(r, "EU"), region_name(r, "99"), sector_name(r, "04"), sector_short(r, "V")) == (
        "EU",
        "99",
        "04",
        "V",
    )
    assert divisions(r, "V") == []
    assert currency_name(r, "ABC") == currency_sign("ABC") == "ABC"


@pytest.mark.parametrize("language", READERS)
def test_lists_are_whole_and_in_order(language: str) -> None:
    r = READERS[language]
    names = [name for _, name in countries(r)]
    assert len(names) == 249 and names == sorted(names, key=sort_key)
    assert [code for code, _ in regions(r)][-3:] in (["75", "71", "79"], ["71", "75", "79"])
    assert len(regions(r)) == 20
    assert [code for code, _ in sections(r)] == list(SECTIONS)
    assert [code for code, _ in divisions(r, "C")] == list(DIVISIONS[SECTIONS[2]])


@pytest.mark.parametrize("typed", ["герм", "GERM", "Germany", "de", "  Германия "])
def test_a_country_is_found_in_any_language_and_named_in_the_readers(typed: str) -> None:
    assert ("DE", "Германия") in find_countries(READERS["kk"], typed)


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "(", "xyzzy", "<>", "ерман"])
def test_attack_63_nothing_is_found_by_signs_or_by_the_middle_of_a_word(typed: str) -> None:
    for found in (find_countries, find_regions, find_sectors):
        assert found(READERS["ru"], typed) == []


def test_regions_and_sectors_are_found_in_any_language() -> None:
    assert find_regions(READERS["ru"], "қараг") == []
    assert find_regions(READERS["ru"], "қарағ") == [("35", "Карагандинская область")]
    assert ("27", "Батыс Қазақстан облысы") in find_regions(READERS["kk"], "казахстан")
    assert find_sectors(READERS["ru"], "металлург") == [("24", "Металлургия")]
    assert ("20", "Chemicals") in find_sectors(READERS["en"], "химич")
    assert find_sectors(READERS["en"], "c")[0] == ("C", "Manufacturing")


def test_signs_of_money_are_unmistakable() -> None:
    assert (currency_sign("KZT"), currency_sign("USD"), currency_sign("CNY"), currency_sign("JPY")) == (
        "₸",
        "$",
        "CNY",
        "JPY",
    )
    assert currency_name(READERS["kk"], "KZT") == "Қазақстан теңгесі"
