"""Why an initiative goes no further, in words."""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from domain.initiative.model import Pending
from domain.initiative.rules import (
    AnotherAkimatNeeded,
    AnotherRegion,
    ExtendedAlready,
    MissionNotHeard,
    NoCurrentKyc,
    NotAnOfficial,
    NotDecidedYet,
    OpenedAlready,
    TermOver,
    TooLong,
)
from domain.kit.refused import Refused
from handlers.room import Sentence
from handlers.words import formats
from handlers.words.reader import Reader


def no_kyc(_: NoCurrentKyc, r: Reader) -> Markup:
    return r.say(
        "initiative.refused",
        "The company has no KYC decision in force. Start a check or ask the authorised body to allow the transfer.",
    )


def another_region(_: AnotherRegion, r: Reader) -> Markup:
    return r.say("initiative.refused", "This akimat does not answer for the initiative's region.")


def opened_already(_: OpenedAlready, r: Reader) -> Markup:
    return r.say("initiative.refused", "The akimat has opened it: it can no longer be taken back.")


def not_an_official(_: NotAnOfficial, r: Reader) -> Markup:
    return r.say("initiative.refused", "This person does not work in your akimat any more. Choose another one.")


def extended_already(_: ExtendedAlready, r: Reader) -> Markup:
    return r.say(
        "initiative.refused",
        "It was extended already: only a project passport or a redirection is possible now (п. 42).",
    )


def term_over(refusal: TermOver, r: Reader) -> Markup:
    return r.say(
        "initiative.refused",
        "The term ended on {day}. It can be extended only while it runs.",
        day=formats.day(r, refusal.ended),
    )


def too_long(refusal: TooLong, r: Reader) -> Markup:
    return r.count(
        "initiative.refused",
        "An extension lasts {n} calendar day at most.",
        "An extension lasts {n} calendar days at most.",
        refusal.most,
    )


def another_akimat_needed(_: AnotherAkimatNeeded, r: Reader) -> Markup:
    return r.say("initiative.refused", "Choose another akimat that works in Tereze.")


def not_decided_yet(refusal: NotDecidedYet, r: Reader) -> Markup:
    if refusal.pending in (Pending.CONSENT, Pending.REDIRECTION):
        return r.say("initiative.refused", "A redirection is asked for. Withdraw that request first.")
    return r.say("initiative.refused", "The closing is asked for. Withdraw that request first.")


def mission_not_heard(refusal: MissionNotHeard, r: Reader) -> Markup:
    return r.say(
        "initiative.refused",
        "The mission may answer until {day}. Then you can decide without its answer.",
        day=formats.day(r, refusal.until),
    )


REFUSALS: Final[Mapping[type[Refused], Sentence]] = {
    NoCurrentKyc: no_kyc,
    AnotherRegion: another_region,
    OpenedAlready: opened_already,
    NotAnOfficial: not_an_official,
    ExtendedAlready: extended_already,
    TermOver: term_over,
    TooLong: too_long,
    AnotherAkimatNeeded: another_akimat_needed,
    NotDecidedYet: not_decided_yet,
    MissionNotHeard: mission_not_heard,
}
"""The sentence of each refusal."""
