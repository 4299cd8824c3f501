"""Sentences for what this room refuses, and for how an attempt at the door ended."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.access import refused
from domain.access.door import Outcome
from domain.access.pins import PinOutcome
from domain.kit.refused import Refused
from handlers.words.formats import moment
from handlers.words.organisations import role_name
from handlers.words.reader import Reader


def invite_higher(e: refused.InviteHigher, r: Reader) -> Markup:
    return r.say(
        "access.refused", "You cannot give the role “{role}”: it is above your own.", role=role_name(r, e.role)
    )


def own_account(_: Any, r: Reader) -> Markup:
    return r.say(
        "access.refused", "You cannot do this to yourself. Ask another head of your organisation or an administrator."
    )


def invitation_over(_: Any, r: Reader) -> Markup:
    return r.say("access.refused", "This invitation is no longer open: it was used or revoked, or its time is over.")


def account_taken(_: Any, r: Reader) -> Markup:
    return r.say("access.refused", "This Telegram account already belongs to somebody in Tereze.")


def person_blocked(_: Any, r: Reader) -> Markup:
    return r.say("access.refused", "The person is blocked. Unblock them first.")


def only_one(_: Any, r: Reader) -> Markup:
    return r.say("access.refused", "There is no other such body. Enter its successor first.")


def pin_locked(e: refused.PinLocked, r: Reader) -> Markup:
    return r.say("access.refused", "Too many wrong PINs. Try again after {until}.", until=moment(r, e.until))


def pin_unfit(e: refused.PinUnfit, r: Reader) -> Markup:
    if e.simple:
        return r.say("access.refused", "This PIN is too easy to guess. Choose one that is no row and no repetition.")
    return r.say("access.refused", "A PIN is 4 to 6 digits, for example 4071.")


REFUSALS: Mapping[type[Refused], Any] = {
    refused.InviteHigher: invite_higher,
    refused.OwnAccount: own_account,
    refused.InvitationOver: invitation_over,
    refused.AccountTaken: account_taken,
    refused.PersonBlocked: person_blocked,
    refused.OnlyOne: only_one,
    refused.PinLocked: pin_locked,
    refused.PinUnfit: pin_unfit,
}


def wrong_pin(outcome: PinOutcome, r: Reader) -> Markup:
    """What is said after a PIN that was not right."""
    if outcome.locked_until is not None:
        return pin_locked(refused.PinLocked(outcome.locked_until), r)
    return r.count(
        "access.refused", "The PIN is wrong. {n} try left.", "The PIN is wrong. {n} tries left.", outcome.left
    )


def at_the_door(outcome: Outcome, r: Reader) -> Markup | None:
    """What is said to somebody at the door; None where the next screen says it all."""
    match outcome:
        case Outcome.UNKNOWN:
            return r.say("access.door", "This invitation link is not known. Check that you opened the whole link.")
        case Outcome.OVER:
            return r.say(
                "access.door", "This invitation is no longer open. Ask the person who invited you for a new link."
            )
        case Outcome.FOREIGN:
            return r.say("access.door", "This is somebody else's contact. Share your own with the button below.")
        case Outcome.NOBODYS:
            return r.say("access.door", "This contact has no Telegram account. Share your own with the button below.")
        case Outcome.TAKEN:
            return r.say(
                "access.door",
                "This Telegram account is known, but its access is closed. Ask the head of your organisation.",
            )
        case Outcome.TOO_MANY:
            return r.say("access.door", "Too many attempts. Try again in 15 minutes.")
        case Outcome.REFUSED:
            return r.say("access.door", "Your request was declined. Ask the person who invited you for a new link.")
        case Outcome.READY | Outcome.ADMITTED | Outcome.WAITING:
            return None
