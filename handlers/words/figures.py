"""Sentences for refusals about figures: sums, rates, the yearly index, business numbers, editions of the rules.

Forms say the same faults with the words typed; these stand where an act itself refuses.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.edition.model import NoEdition
from domain.kit.amounts import AmountFault, UnreadableAmount
from domain.kit.bin import BinFault, WrongBin
from domain.kit.money import NoRate
from domain.kit.mrp import NoMrp
from domain.kit.refused import Refused
from handlers.words.classifiers import currency_name
from handlers.words.formats import day
from handlers.words.reader import Reader


def no_rate(refusal: NoRate, r: Reader) -> Markup:
    return r.say(
        "figures",
        "There is no official rate for {currency} ({name}) on {date} or earlier. An administrator enters it first.",
        currency=refusal.currency,
        name=currency_name(r, refusal.currency),
        date=day(r, refusal.on),
    )


def no_mrp(refusal: NoMrp, r: Reader) -> Markup:
    return r.say(
        "figures",
        "The monthly calculation index for {year} is not entered yet. An administrator enters it first.",
        year=refusal.year,
    )


def no_edition(refusal: NoEdition, r: Reader) -> Markup:
    return r.say("figures", "No edition of the Rules was in force on {date}.", date=day(r, refusal.on))


def unreadable_amount(refusal: UnreadableAmount, r: Reader) -> Markup:
    match refusal.fault:
        case AmountFault.NOT_A_NUMBER:
            return r.say("figures", "This is not a number. Right would be: 12 500 or 1,5 mln.")
        case AmountFault.AMBIGUOUS:
            return r.say("figures", "This can be read in two ways. Write thousands with a space: 1 500.")
        case AmountFault.NEGATIVE:
            return r.say("figures", "The number is below zero. It must be zero or more.")
        case AmountFault.TOO_LARGE:
            return r.say("figures", "The number is too large. Check the zeros.")
        case AmountFault.TOO_PRECISE:
            return r.say("figures", "There are too many figures after the point. Round the sum.")
        case AmountFault.NO_CURRENCY:
            return r.say("figures", "The currency is missing. Right would be: 10 mln $ or 500 mln ₸.")
        case AmountFault.FRACTION:
            return r.say("figures", "A whole number is needed, without a fraction.")


def wrong_bin(refusal: WrongBin, r: Reader) -> Markup:
    match refusal.fault:
        case BinFault.NOT_DIGITS:
            return r.say("figures", "A BIN or IIN holds figures only.")
        case BinFault.LENGTH:
            return r.count(
                "figures",
                "A BIN or IIN has 12 figures, here there is {n}. Zeros at the beginning count.",
                "A BIN or IIN has 12 figures, here there are {n}. Zeros at the beginning count.",
                refusal.length,
            )
        case BinFault.CHECK_DIGIT:
            return r.say(
                "figures", "There is a slip in the BIN or IIN: its last figure does not agree with the others."
            )
        case BinFault.CONTENT:
            return r.say("figures", "There is no such BIN or IIN: its figures name no real date.")
        case BinFault.PERSON_EXPECTED:
            return r.say("figures", "This is a company's BIN. A person's IIN is needed here.")
        case BinFault.COMPANY_EXPECTED:
            return r.say("figures", "This is a person's IIN. A company's BIN is needed here.")


FIGURES: Mapping[type[Refused], Any] = {
    NoRate: no_rate,
    NoMrp: no_mrp,
    NoEdition: no_edition,
    UnreadableAmount: unreadable_amount,
    WrongBin: wrong_bin,
}
