"""Names of countries, regions, sectors and currencies in the reader's language, in the order people expect.

Countries and currencies come from CLDR; where its everyday name is not the one a Kazakh civil servant may write, the
catalogs have the right one. An unknown code is shown as it is, so that an old card never breaks.
"""

from collections.abc import Callable, Iterable

from babel import Locale

from domain.classifier.countries import COUNTRIES, Country
from domain.classifier.regions import CITIES, REGIONS, Region
from domain.classifier.sectors import DIVISIONS, SECTIONS, Sector
from domain.kit.sorting import sort_key
from handlers.words import sectors as sector_names
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.reader import Reader

Choice = tuple[str, str]
"""A code and its name."""
Namer = Callable[[Reader, str], str]

_REGIONS: dict[Region, Text] = {
    Region("10"): Text("classifier.region", "Abai Region"),
    Region("11"): Text("classifier.region", "Akmola Region"),
    Region("15"): Text("classifier.region", "Aktobe Region"),
    Region("19"): Text("classifier.region", "Almaty Region"),
    Region("23"): Text("classifier.region", "Atyrau Region"),
    Region("27"): Text("classifier.region", "West Kazakhstan Region"),
    Region("31"): Text("classifier.region", "Zhambyl Region"),
    Region("33"): Text("classifier.region", "Zhetisu Region"),
    Region("35"): Text("classifier.region", "Karaganda Region"),
    Region("39"): Text("classifier.region", "Kostanay Region"),
    Region("43"): Text("classifier.region", "Kyzylorda Region"),
    Region("47"): Text("classifier.region", "Mangystau Region"),
    Region("55"): Text("classifier.region", "Pavlodar Region"),
    Region("59"): Text("classifier.region", "North Kazakhstan Region"),
    Region("61"): Text("classifier.region", "Turkistan Region"),
    Region("62"): Text("classifier.region", "Ulytau Region"),
    Region("63"): Text("classifier.region", "East Kazakhstan Region"),
    Region("71"): Text("classifier.region", "Astana"),
    Region("75"): Text("classifier.region", "Almaty"),
    Region("79"): Text("classifier.region", "Shymkent"),
}

# Kazakhstan's own usage: the state's name for itself (Kyrgyzstan, Palestine), the one-China wording, short forms that
# everybody writes, and the two Congos, which CLDR's Kazakh names alike.
_COUNTRIES: dict[Country, Text] = {
    Country("AE"): Text("classifier.country", "United Arab Emirates"),
    Country("CD"): Text("classifier.country", "DR Congo"),
    Country("CG"): Text("classifier.country", "Republic of the Congo"),
    Country("GB"): Text("classifier.country", "United Kingdom"),
    Country("HK"): Text("classifier.country", "Hong Kong"),
    Country("HU"): Text("classifier.country", "Hungary"),
    Country("KG"): Text("classifier.country", "Kyrgyzstan"),
    Country("KP"): Text("classifier.country", "DPR Korea"),
    Country("KR"): Text("classifier.country", "Republic of Korea"),
    Country("MM"): Text("classifier.country", "Myanmar"),
    Country("MO"): Text("classifier.country", "Macao"),
    Country("PH"): Text("classifier.country", "Philippines"),
    Country("PS"): Text("classifier.country", "Palestine"),
    Country("TW"): Text("classifier.country", "Taiwan (China)"),
    Country("US"): Text("classifier.country", "United States"),
    Country("ZA"): Text("classifier.country", "South Africa"),
}

_SIGNS = {"KZT": "₸", "USD": "$", "EUR": "€", "RUB": "₽", "GBP": "£"}


def country_name(r: Reader, code: str) -> str:
    if (own := _COUNTRIES.get(Country(code))) is not None:
        return r.plain(own)
    return str(Locale(r.language).territories.get(code, code)) if code in COUNTRIES else code


def countries(r: Reader) -> list[Choice]:
    """All countries, by name."""
    return _by_name((code, country_name(r, code)) for code in COUNTRIES)


def find_countries(r: Reader, text: str) -> list[Choice]:
    """Countries whose code is typed, or whose name in any of the three languages has a word beginning with `text`."""
    found = [(code, country_name(r, code)) for code in COUNTRIES if _matches(text, code, _all(country_name, code))]
    return _by_name(found)


def region_name(r: Reader, code: str) -> str:
    """The official name of a region by its KATO code."""
    text = _REGIONS.get(Region(code))
    return code if text is None else r.plain(text)


def regions(r: Reader) -> list[Choice]:
    """The twenty regions by name, the three cities last."""
    named = [(code, region_name(r, code)) for code in REGIONS]
    return [
        *_by_name(choice for choice in named if choice[0] not in CITIES),
        *_by_name(choice for choice in named if choice[0] in CITIES),
    ]


def find_regions(r: Reader, text: str) -> list[Choice]:
    found = [(code, region_name(r, code)) for code in REGIONS if _matches(text, code, _all(region_name, code))]
    return _by_name(found)


def sector_name(r: Reader, code: str) -> str:
    """The official name of an ОКЭД section or division."""
    text = sector_names.NAMES.get(Sector(code))
    return code if text is None else r.plain(text)


def sector_short(r: Reader, code: str) -> str:
    """A name of at most 40 characters, for a button."""
    text = sector_names.SHORT.get(Sector(code))
    return code if text is None else r.plain(text)


def sections(r: Reader) -> list[Choice]:
    """Sections in the classifier's order, with their short names."""
    return [(code, sector_short(r, code)) for code in SECTIONS]


def divisions(r: Reader, section: str) -> list[Choice]:
    """Divisions of a section in the classifier's order, with their short names; none for an unknown section."""
    return [(code, sector_short(r, code)) for code in DIVISIONS.get(Sector(section), ())]


def find_sectors(r: Reader, text: str) -> list[Choice]:
    """Sections, then divisions, whose code is typed or whose official or short name has a word that begins so."""
    codes = [*SECTIONS, *(code for found in DIVISIONS.values() for code in found)]
    return [
        (code, sector_short(r, code))
        for code in codes
        if _matches(text, code, [*_all(sector_name, code), *_all(sector_short, code)])
    ]


def currency_sign(code: str) -> str:
    """The sign where it is unmistakable, else the code: the yen and the yuan share theirs."""
    return _SIGNS.get(code, code)


def currency_name(r: Reader, code: str) -> str:
    return str(Locale(r.language).currencies.get(code, code))


def _all(name: Namer, code: str) -> list[str]:
    return [name(Reader(language), code) for language in LANGUAGES]


def _matches(text: str, code: str, names: Iterable[str]) -> bool:
    wanted = _words(text)
    if not wanted:
        return False
    if wanted == code.casefold():
        return True
    return any(f" {wanted}" in f" {_words(name)}" for name in names)


def _words(text: str) -> str:
    """Words of letters and digits only, so that hyphens and brackets need not be typed."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold().replace("ё", "е")).split())


def _by_name(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
