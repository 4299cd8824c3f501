"""БИН and ИИН: twelve digits with the official check digit, and what the digits say (T6).

An ИИН begins with the birth date (ГГММДД) and a digit of century and sex; a БИН begins with the month of registration
(ГГММ) and a digit of the kind of holder, 4 to 6, where a birth date has the tens of its day, 0 to 3.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.kit.refused import Refused

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


# Two digits of a year below this are of this century. No company's number names a month before independence, so the
# turn lies late enough for decades of new ones.
_CENTURY_TURN = 80


class HolderKind(StrEnum):
    """Whose number it is."""

    PERSON = "person"
    RESIDENT = "resident"  # a legal person, resident
    NON_RESIDENT = "non_resident"  # a legal person, non-resident
    ENTREPRENEUR = "entrepreneur"  # a joint venture of individual entrepreneurs


class Division(StrEnum):
    """The БИН's sixth digit: what is registered."""

    HEAD = "head"
    BRANCH = "branch"
    REPRESENTATION = "representation"
    FARM = "farm"  # peasant or farmer household


_KINDS = {"4": HolderKind.RESIDENT, "5": HolderKind.NON_RESIDENT, "6": HolderKind.ENTREPRENEUR}
# The Government's rule gives farms a 3; a 4 is told of too. Other digits are let through with no division named: a true
# number refused would stop a project.
_DIVISIONS = {
    "0": Division.HEAD,
    "1": Division.BRANCH,
    "2": Division.REPRESENTATION,
    "3": Division.FARM,
    "4": Division.FARM,
}


class BinFault(StrEnum):
    """What was wrong with the digits typed."""

    LENGTH = "length"
    NOT_DIGITS = "not_digits"
    CHECK_DIGIT = "check_digit"
    CONTENT = "content"  # no such month, day, century or kind of holder
    PERSON_EXPECTED = "person_expected"  # a БИН where an ИИН is asked for
    COMPANY_EXPECTED = "company_expected"


@dataclass(unsafe_hash=True)
class WrongBin(Refused):
    """The text is no БИН or ИИН. `length` is the number of digits found."""

    fault: BinFault
    length: int = 0
    clause: ClassVar[str] = "T6"


@dataclass(frozen=True)
class BusinessNumber:
    """A БИН or an ИИН, checked. `registered`: the first day of a company's month of registration; `born`: a person's
    birth date, None where the number hides the century (a seventh digit of 0 is given to foreigners)."""

    digits: str
    kind: HolderKind
    division: Division | None = None
    registered: date | None = None
    born: date | None = None

    @property
    def of_person(self) -> bool:
        return self.kind is HolderKind.PERSON

    def __str__(self) -> str:
        return self.digits


def check_digit(eleven: str) -> int | None:
    """The twelfth digit for the first eleven; None where the number must not be given out at all."""
    for weights in (_FIRST, _SECOND):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, eleven, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def parse_business_number(text: str) -> BusinessNumber:
    """A БИН or ИИН from what was typed: spaces and hyphens between digits are dropped. Raises WrongBin."""
    digits = "".join(char for char in text if char not in " \u00a0\u202f-")
    if not digits or not (digits.isascii() and digits.isdecimal()):
        raise WrongBin(BinFault.NOT_DIGITS)
    if len(digits) != 12:
        raise WrongBin(BinFault.LENGTH, len(digits))
    if check_digit(digits[:11]) != int(digits[11]):
        raise WrongBin(BinFault.CHECK_DIGIT)
    return _company(digits) if digits[4] in _KINDS else _person(digits)


def parse_bin(text: str) -> BusinessNumber:
    """A БИН. Raises WrongBin, also for an ИИН."""
    number = parse_business_number(text)
    if number.of_person:
        raise WrongBin(BinFault.COMPANY_EXPECTED)
    return number


def parse_iin(text: str) -> BusinessNumber:
    """An ИИН. Raises WrongBin, also for a БИН."""
    number = parse_business_number(text)
    if not number.of_person:
        raise WrongBin(BinFault.PERSON_EXPECTED)
    return number


def registration_agrees(number: BusinessNumber, registered_on: date) -> bool:
    """Whether the date of registration falls in the month the БИН names (always, for a person's number). The month may
    be that of a re-registration, so a disagreement is a question to the person, not a refusal."""
    month = number.registered
    return month is None or (month.year, month.month) == (registered_on.year, registered_on.month)


def _company(digits: str) -> BusinessNumber:
    month = int(digits[2:4])
    if not 1 <= month <= 12:
        raise WrongBin(BinFault.CONTENT)
    year = int(digits[:2])
    registered = date(year + (2000 if year < _CENTURY_TURN else 1900), month, 1)
    return BusinessNumber(digits, _KINDS[digits[4]], _DIVISIONS.get(digits[5]), registered=registered)


def _person(digits: str) -> BusinessNumber:
    year, month, day, century = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), digits[6]
    try:
        if century == "0":
            date(2000, month, day)  # a leap year: any real day passes
            return BusinessNumber(digits, HolderKind.PERSON)
        return BusinessNumber(digits, HolderKind.PERSON, born=date(_CENTURY[century] + year, month, day))
    except (ValueError, KeyError):
        raise WrongBin(BinFault.CONTENT) from None
