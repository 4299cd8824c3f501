"""T6: БИН and ИИН against published numbers and by properties."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.kit.bin import (
    BinFault,
    Division,
    HolderKind,
    WrongBin,
    check_digit,
    parse_bin,
    parse_business_number,
    parse_iin,
    registration_agrees,
)

# Numbers that great companies publish on their sites; the check digit is not ours.
PUBLISHED = {
    "020240000555": date(2002, 2, 1),
    "081140000436": date(2008, 11, 1),
    "940140000385": date(1994, 1, 1),
    "971240001315": date(1997, 12, 1),
}


def numbered(eleven: str) -> str:
    digit = check_digit(eleven)
    assume(digit is not None)
    return f"{eleven}{digit}"


@pytest.mark.parametrize(("digits", "month"), PUBLISHED.items())
def test_t6_published_numbers_pass(digits: str, month: date) -> None:
    number = parse_bin(digits)
    assert (number.kind, number.division, number.registered) == (HolderKind.RESIDENT, Division.HEAD, month)
    assert str(parse_bin(f" {digits[:6]} {digits[6:9]}-{digits[9:]} ")) == digits
    with pytest.raises(WrongBin) as refusal:
        parse_iin(digits)
    assert refusal.value.fault is BinFault.PERSON_EXPECTED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", BinFault.NOT_DIGITS),
        ("нет", BinFault.NOT_DIGITS),
        ("02024000055O", BinFault.NOT_DIGITS),  # a letter for the zero
        ("٠٢٠٢٤٠٠٠٠٥٥٥", BinFault.NOT_DIGITS),
        ("0202400005⁵5", BinFault.NOT_DIGITS),
        ("20240000555", BinFault.LENGTH),  # the leading zero lost in a spreadsheet (attack 84)
        ("0202400005555", BinFault.LENGTH),
        ("020240000556", BinFault.CHECK_DIGIT),
        ("200240000555", BinFault.CHECK_DIGIT),  # neighbours swapped
    ],
)
def test_t6_wrong_numbers_say_what_is_wrong(text: str, fault: BinFault) -> None:
    with pytest.raises(WrongBin) as refusal:
        parse_business_number(text)
    assert refusal.value.fault is fault


def test_t6_the_number_of_digits_found_is_told() -> None:
    with pytest.raises(WrongBin) as refusal:
        parse_bin("20240000555")
    assert refusal.value.length == 11


@pytest.mark.parametrize(
    ("eleven", "kind", "division"),
    [
        ("26115000001", HolderKind.NON_RESIDENT, Division.HEAD),
        ("26114100001", HolderKind.RESIDENT, Division.BRANCH),
        ("26115200002", HolderKind.NON_RESIDENT, Division.REPRESENTATION),
        ("26116300001", HolderKind.ENTREPRENEUR, Division.FARM),
        ("26114900001", HolderKind.RESIDENT, None),
    ],
)
def test_t6_kinds_of_holders(eleven: str, kind: HolderKind, division: Division | None) -> None:
    number = parse_bin(f"{eleven}{check_digit(eleven)}")
    assert (number.kind, number.division, number.registered) == (kind, division, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("eleven", "born"),
    [
        ("85031540012", date(1985, 3, 15)),
        ("00022955012", date(2000, 2, 29)),
        ("12063010123", date(1812, 6, 30)),
        ("85031500012", None),  # a foreigner's number does not tell the century
    ],
)
def test_t6_a_persons_number_tells_the_birth_date(eleven: str, born: date | None) -> None:
    number = parse_iin(f"{eleven}{check_digit(eleven)}")
    assert number.of_person and number.born == born
    with pytest.raises(WrongBin) as refusal:
        parse_bin(number.digits)
    assert refusal.value.fault is BinFault.COMPANY_EXPECTED


@pytest.mark.parametrize(
    "eleven",
    [
        "26134000001",  # month 13
        "26004000001",  # month 0
        "85023035012",  # 30 February
        "01022935012",  # 29 February 1901
        "85031575012",  # no such century
        "85037135012",  # no day begins with 7
    ],
)
def test_t6_what_no_register_gives_out_is_refused(eleven: str) -> None:
    digit = check_digit(eleven)
    assert digit is not None, "choose another serial number"
    with pytest.raises(WrongBin) as refusal:
        parse_business_number(f"{eleven}{digit}")
    assert refusal.value.fault is BinFault.CONTENT


def test_the_second_weights_are_used_when_the_first_give_ten() -> None:
    """Of the first weights the sum is 10 modulo 11 for a serial number in eleven or so; the published rule then takes
    the weights 3..11, 1, 2."""
    elevens = [f"261140{serial:05d}" for serial in range(200)]
    tens = [e for e in elevens if sum((i + 1) * int(d) for i, d in enumerate(e)) % 11 == 10]
    assert tens
    for eleven in tens:
        again = sum(w * int(d) for w, d in zip((3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), eleven, strict=True)) % 11
        assert check_digit(eleven) == (again if again < 10 else None)


def test_m2_1_the_month_in_the_number_against_the_date_of_registration() -> None:
    number = parse_bin("020240000555")
    assert registration_agrees(number, date(2002, 2, 27))
    assert not registration_agrees(number, date(2002, 3, 1))
    assert not registration_agrees(number, date(2012, 2, 27))


COMPANY = st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])[456][0-4][0-9]{5}", fullmatch=True)


@given(COMPANY, st.integers(0, 11), st.integers(1, 9))
def test_t6_one_wrong_digit_is_noticed(eleven: str, at: int, by: int) -> None:
    """Except in the eleventh place: its official weight, 11, is nothing modulo 11. Nor across the change of weights."""
    assume(at != 10)
    number = numbered(eleven)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    for digits in (number, wrong):
        assume(sum((i + 1) * int(d) for i, d in enumerate(digits[:11])) % 11 != 10)
    with pytest.raises(WrongBin):
        parse_business_number(wrong)


@given(st.text(max_size=40))
def test_t6_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert len(parse_business_number(text).digits) == 12
    except WrongBin:
        return
