"""Sentences for what the passport's domain refuses: what was wrong, and what would be right."""

from collections.abc import Mapping

from markupsafe import Markup

from domain.classifier.goods import GoodsFault, WrongGoods
from domain.kit.money import Money
from domain.kit.refused import Refused
from domain.passport.rules import (
    AnotherAkimat,
    ChangeWaits,
    FinancingCurrency,
    FinancingDiffers,
    Lack,
    NothingChanged,
    PassportLacks,
    PassportThere,
    RegistrationDiffers,
)
from handlers.room import Sentence
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader

LACKS: Mapping[str, Text] = {
    Lack.CONTACT: Text("passport.refused", "Give a phone number or a mail address of at least one contact."),
    Lack.GOODS: Text("passport.refused", "Name the goods: this sector makes goods."),
    Lack.CONTROL: Text("passport.refused", "Say which parent is in the list and how its control is shown."),
    Lack.CONTRACT: Text("passport.refused", "Give the number and the date of the investment contract."),
    Lack.DATES: Text("passport.refused", "The project ends before it begins. Correct one of the dates."),
    Lack.FUTURE: Text("passport.refused", "The day of registration has not come yet."),
    Lack.COST: Text("passport.refused", "The cost and each source are above zero."),
    Lack.CONTRACT_TERM: Text("passport.refused", "The contract ends before it was made. Correct one of the dates."),
    Lack.REGION: Text("passport.refused", "There is no such region any more. Choose it again."),
    Lack.SECTOR: Text("passport.refused", "There is no such sector any more. Choose it again."),
    Lack.MEASURES: Text("passport.refused", "One of the measures is no longer there. Choose them again."),
    Lack.TEXT: Text("passport.refused", "The title, the description and the aims are needed."),
}


def financing_differs(refusal: FinancingDiffers, r: Reader) -> Markup:
    """What is missing, or what is too much."""
    cost, given = refusal.cost, refusal.given
    if given < cost:
        return r.say(
            "passport.refused",
            "The sources come to {given}, the cost is {cost}: {missing} are missing.",
            given=formats.money(r, given),
            cost=formats.money(r, cost),
            missing=formats.money(r, cost - given),
        )
    return r.say(
        "passport.refused",
        "The sources come to {given}, the cost is {cost}: {more} too much.",
        given=formats.money(r, given),
        cost=formats.money(r, cost),
        more=formats.money(r, Money((given - cost).amount, cost.currency)),
    )


def financing_currency(refusal: FinancingCurrency, r: Reader) -> Markup:
    return r.say(
        "passport.refused",
        "Give every source in the currency of the cost ({currency}), so that they can be added up.",
        currency=refusal.currency,
    )


def registration_differs(refusal: RegistrationDiffers, r: Reader) -> Markup:
    return r.say(
        "passport.refused",
        "The BIN names {month} as the month of registration. Correct the date or confirm it.",
        month=formats.month(r, refusal.month),
    )


def passport_lacks(refusal: PassportLacks, r: Reader) -> Markup:
    return r.text(LACKS[refusal.what])


def another_akimat(_: AnotherAkimat, r: Reader) -> Markup:
    return r.say("passport.refused", "This akimat cannot be named: it answers for another region, or it is too late.")


def passport_there(refusal: PassportThere, r: Reader) -> Markup:
    return r.say("passport.refused", "The initiative has already become project {number}.", number=refusal.number)


def nothing_changed(_: NothingChanged, r: Reader) -> Markup:
    return r.say("passport.refused", "Nothing is changed yet. Open a line and change its answer.")


def change_waits(_: ChangeWaits, r: Reader) -> Markup:
    return r.say(
        "passport.refused",
        "A change already waits for the authorised body. Take it back first, or wait for the decision.",
    )


def wrong_goods(refusal: WrongGoods, r: Reader) -> Markup:
    match refusal.fault:
        case GoodsFault.NOT_DIGITS:
            return r.say("passport.form", "A code holds figures only. Right would be: 7304, 8501.")
        case GoodsFault.LENGTH:
            return r.say("passport.form", "A code has 4, 6 or 10 figures. Several are divided by commas.")
        case GoodsFault.CHAPTER:
            return r.say("passport.form", "There is no such code: chapters run from 01 to 97.")


REFUSALS: Mapping[type[Refused], Sentence] = {
    FinancingDiffers: financing_differs,
    FinancingCurrency: financing_currency,
    RegistrationDiffers: registration_differs,
    PassportLacks: passport_lacks,
    AnotherAkimat: another_akimat,
    PassportThere: passport_there,
    NothingChanged: nothing_changed,
    ChangeWaits: change_waits,
    WrongGoods: wrong_goods,
}
