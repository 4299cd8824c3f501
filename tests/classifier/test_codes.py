"""T6: the classifiers as codes."""

import pytest
from babel import Locale

from domain.classifier.countries import COUNTRIES, KAZAKHSTAN, country
from domain.classifier.regions import CITIES, REGIONS, region
from domain.classifier.sectors import DIVISIONS, SECTIONS, SECTORS, Sector, is_manufacturing, section_of, sector

# CLDR's two-letter codes that ISO 3166-1 does not assign
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


def test_t6_the_twenty_regions() -> None:
    assert len(REGIONS) == len(set(REGIONS)) == 20
    assert CITIES == ("71", "75", "79")
    assert region("35") == region("351010000") == "35"


@pytest.mark.parametrize("wrong", ["", "3", "12", "351", "35a010000", "٣٥", "35101000", "99", "35 "])
def test_t6_no_other_region(wrong: str) -> None:
    with pytest.raises(ValueError):
        region(wrong)


def test_t6_countries_are_those_of_iso_3166_as_cldr_knows_them() -> None:
    known = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - NOT_COUNTRIES
    assert known == COUNTRIES
    assert len(COUNTRIES) == 249 and KAZAKHSTAN in COUNTRIES


@pytest.mark.parametrize("wrong", ["", "kz", "XK", "EU", "KAZ", "ZZ"])
def test_t6_no_other_country(wrong: str) -> None:
    with pytest.raises(ValueError):
        country(wrong)


def test_t6_sections_and_divisions_of_oked() -> None:
    assert "".join(SECTIONS) == "ABCDEFGHIJKLMNOPQRSTU"
    divisions = [division for found in DIVISIONS.values() for division in found]
    assert divisions == sorted(set(divisions)) and len(divisions) == 88
    gaps = {f"{number:02d}" for number in range(1, 100)} - set(divisions)
    assert gaps == {"04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"}
    assert len(SECTORS) == 109


@pytest.mark.parametrize(
    ("code", "section", "manufacturing"),
    [("C", "C", True), ("10", "C", True), ("33", "C", True), ("09", "B", False), ("35", "D", False), ("A", "A", False)],
)
def test_t6_a_sector_knows_its_section(code: str, section: str, manufacturing: bool) -> None:
    assert section_of(sector(code)) == section
    assert is_manufacturing(sector(code)) is manufacturing


@pytest.mark.parametrize("wrong", ["", "04", "c", "1", "100", "V", "01.1"])
def test_t6_no_other_sector(wrong: str) -> None:
    with pytest.raises(ValueError):
        sector(wrong)
    with pytest.raises(KeyError):
        section_of(Sector(wrong))
