"""The National Bank's file: real ones are taken, hostile and broken ones are named (T5; attack 72)."""

from datetime import date
from decimal import Decimal

import pytest

from domain.kit.money import Money, Rates, convert
from domain.reference.model import RateSource
from domain.reference.national_bank import (
    LARGEST,
    FileTrouble,
    NotPublished,
    RowTrouble,
    WrongRow,
    read_published,
)
from tests.reference.samples import NAMES, TODAY, item, published


def trouble(content: bytes) -> FileTrouble:
    with pytest.raises(NotPublished) as caught:
        read_published(content, TODAY)
    return caught.value.trouble


def wrong(content: bytes) -> tuple[WrongRow, ...]:
    with pytest.raises(NotPublished) as caught:
        read_published(content, TODAY)
    assert caught.value.trouble is FileTrouble.ROWS
    return caught.value.rows


def test_t5_a_whole_file_of_the_bank_is_read() -> None:
    """All thirty-nine lines it publishes; special drawing rights are no currency and are named as left out."""
    read = read_published(published(*(item(code) for code in NAMES)), TODAY)
    assert len(read.rates) == len(NAMES) - 1
    assert read.left_out == ("XDR",)
    assert {rate.source for rate in read.rates} == {RateSource.NATIONAL_BANK}
    assert {rate.on for rate in read.rates} == {date(2026, 11, 20)}


@pytest.mark.parametrize(
    ("line", "one_unit"),
    [
        (item("USD", "474.2", "1"), Decimal("474.2")),
        (item("AMD", "12.4", "10"), Decimal("1.24")),
        (item("KRW", "33,15", "100"), Decimal("0.3315")),
        (item("IRR", "0.9", "1000"), Decimal("0.0009")),
    ],
)
def test_t5_quant_tells_for_how_many_units(line: str, one_unit: Decimal) -> None:
    rate = read_published(published(line), TODAY).rates[0]
    given = Money(Decimal(1), rate.currency)
    assert convert(given, "KZT", TODAY, Rates((rate,))).result.amount == one_unit


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (item("USD", "474.2", "0"), WrongRow(2, RowTrouble.QUANT, "USD 0")),
        (item("USD", "474.2", "-1"), WrongRow(2, RowTrouble.QUANT, "USD -1")),
        (item("USD", "474.2", "3"), WrongRow(2, RowTrouble.QUANT, "USD 3")),
        (item("USD", "474.2", ""), WrongRow(2, RowTrouble.QUANT, "USD ")),
        (item("USD", "-474.2", "1"), WrongRow(2, RowTrouble.RATE, "USD -474.2")),
        (item("USD", "0.00", "1"), WrongRow(2, RowTrouble.RATE, "USD 0.00")),
        (item("USD", "NaN", "1"), WrongRow(2, RowTrouble.RATE, "USD NaN")),
        (item("USD", "1e309", "1"), WrongRow(2, RowTrouble.RATE, "USD 1e309")),
        (item("USD", "٤٧٤", "1"), WrongRow(2, RowTrouble.RATE, "USD ٤٧٤")),
        (item("USD", "", "1"), WrongRow(2, RowTrouble.RATE, "USD ")),
        (item("ZZZ", "1", "1"), WrongRow(2, RowTrouble.CURRENCY, "ZZZ")),
        (item("", "1", "1"), WrongRow(2, RowTrouble.CURRENCY, "")),
        (item("KZT", "1", "1"), WrongRow(2, RowTrouble.CURRENCY, "KZT")),
        (item("x" * 4_000, "1", "1"), WrongRow(2, RowTrouble.CURRENCY, "x" * 20)),
        (item("EUR", "1", "1"), WrongRow(2, RowTrouble.TWICE, "EUR")),
    ],
)
def test_one_wrong_row_refuses_the_whole_file_and_is_named(line: str, row: WrongRow) -> None:
    """Attack 65 and quant: whole or not at all."""
    assert wrong(published(item("EUR"), line, item("GBP"))) == (row,)


def test_every_wrong_row_is_named() -> None:
    assert [row.number for row in wrong(published(item("ZZZ"), item("EUR"), item("USD", "x")))] == [1, 3]


@pytest.mark.parametrize(
    "day", ["", "31.02.2026", "2026-11-20", "20.11.26", "14.11.1993", "30.11.2026", "20.11.9999", "00.00.0000"]
)
def test_attack_66_a_file_of_no_day_is_refused(day: str) -> None:
    assert trouble(published(item("USD"), day=day)) is FileTrouble.DATE


def test_the_rates_set_ahead_of_a_weekend_are_taken() -> None:
    """On Friday the Bank sets Saturday's, Sunday's and Monday's."""
    assert read_published(published(item("USD"), day="29.11.2026"), TODAY).on == date(2026, 11, 29)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rates [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rates><date>20.11.2026</date><item><title>&c;</title></item></rates>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE rates [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rates><date>20.11.2026</date><item><title>USD</title><description>&x;</description><quant>1</quant></item></rates>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rates SYSTEM "http://127.0.0.1:9/evil.dtd"><rates></rates>"""


@pytest.mark.parametrize("content", [BOMB, XXE, OUTSIDE, b"<a>" * 20_000], ids=["bomb", "xxe", "dtd", "depth"])
def test_attack_72_what_declares_or_nests_is_refused(content: bytes) -> None:
    assert trouble(content) is FileTrouble.HOSTILE


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", FileTrouble.BROKEN),
        (b"not xml", FileTrouble.BROKEN),
        (published(item("USD"))[:-20], FileTrouble.BROKEN),
        (b"\x00\xff" * 50, FileTrouble.BROKEN),
        (b'<?xml version="1.0" encoding="no-such"?><rates/>', FileTrouble.BROKEN),
        (b"<rss><channel><item><title>USD</title></item></channel></rss>", FileTrouble.UNKNOWN),
        (b"<html><body>503</body></html>", FileTrouble.UNKNOWN),
        (published(), FileTrouble.EMPTY),
        (published(*(item("USD") for _ in range(400))), FileTrouble.UNKNOWN),
        (b" " * (LARGEST + 1), FileTrouble.TOO_LARGE),
    ],
)
def test_what_is_no_file_of_rates_is_refused_by_name(content: bytes, expected: FileTrouble) -> None:
    assert trouble(content) is expected


def test_another_encoding_that_is_declared_is_read() -> None:
    text = published(item("USD")).decode()
    assert read_published(text.replace("utf-8", "windows-1251").encode("cp1251"), TODAY).rates[0].currency == "USD"
