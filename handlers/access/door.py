"""Screens at the door: the greeting, the invitation, the contact, the waiting (A3; п. 24)."""

from dataclasses import dataclass
from datetime import datetime

from domain.access.model import ClaimState, Invitation
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.kit.actor import Guest, Role
from domain.kit.refused import NotFound
from handlers.access.places import Invited, SetLanguage, SharePhone, Waiting, Welcome
from handlers.reading import Reading
from handlers.room import View
from handlers.screens.press import Go, Home
from handlers.screens.values import Button, Row, Screen, row
from handlers.words.catalog import LANGUAGES
from handlers.words.formats import moment
from handlers.words.organisations import role_name
from handlers.words.reader import Reader, lines

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each language in itself: data, not words."""


def language_row(r: Reader) -> Row:
    """The three languages, the present one marked."""
    return tuple(
        Button(f"✓ {LANGUAGE_NAMES[code]}" if code == r.language else LANGUAGE_NAMES[code], SetLanguage(code))
        for code in sorted(LANGUAGES, key=list(LANGUAGE_NAMES).index)
    )


@dataclass(frozen=True, slots=True)
class Here:
    """Who is at the greeting: nobody known, somebody shut out, or a person (with the name of the organisation)."""

    shut_out: bool = False
    name: str = ""
    organisation: str = ""
    role: Role | None = None


async def load_welcome(_: Welcome, reading: Reading) -> Here:
    who = reading.who
    if isinstance(who, Guest):
        return Here(shut_out=await reading.port(Accounts).by_telegram(who.telegram) is not None)
    organisation = await reading.port(Organisations).get(who.organisation)
    return Here(name=who.name, organisation=organisation.name(reading.language) if organisation else "", role=who.role)


def show_welcome(here: Here, r: Reader) -> Screen:
    if here.role is not None:
        return Screen(
            lines(
                r.say("access.welcome", "You are signed in."),
                r.say("access.welcome", "<b>{name}</b>", name=here.name),
                r.say(
                    "access.welcome",
                    "{role}, {organisation}",
                    role=role_name(r, here.role),
                    organisation=here.organisation,
                ),
            ),
            ((Button(r.label("access.welcome", "Open the menu"), Home()),),),
        )
    about = r.say(
        "access.welcome",
        "<b>Tereze</b> is Kazakhstan's one window for investors: state bodies, missions abroad and investors lead "
        "projects through it together.",
    )
    if here.shut_out:
        how = r.say(
            "access.welcome", "Your access is closed. The head of your organisation or an administrator can open it."
        )
    else:
        how = r.say(
            "access.welcome",
            "You come in by invitation: ask the head of your organisation or an administrator for a link.",
        )
    return Screen(lines(about, "", how), (language_row(r),))


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as its reader sees it; None of it when the reader is in already."""

    signed_in: Here | None
    organisation: str = ""
    role: Role = Role.OBSERVER
    expires: datetime | None = None
    inviter: str = ""
    refused: bool = False


async def _offer(invitation: Invitation | None, reading: Reading) -> Offer:
    if invitation is None:
        raise NotFound
    if not isinstance(reading.who, Guest):
        return Offer(await load_welcome(Welcome(), reading))
    organisation = await reading.port(Organisations).get(invitation.organisation)
    inviter = await reading.port(People).get(invitation.inviter)
    claims = await reading.port(Invitations).claims(invitation.id)
    mine = next((claim for claim in claims if claim.telegram == reading.who.telegram), None)
    return Offer(
        None,
        organisation.name(reading.language) if organisation else "",
        invitation.role,
        invitation.expires,
        inviter.name if inviter else "",
        refused=mine is not None and mine.state is ClaimState.REFUSED,
    )


async def load_invited(place: Invited | SharePhone | Waiting, reading: Reading) -> Offer:
    return await _offer(await reading.port(Invitations).get(place.invitation), reading)


def show_invited(offer: Offer, r: Reader) -> Screen:
    if offer.signed_in is not None:
        return show_welcome(offer.signed_in, r)
    assert offer.expires is not None
    return Screen(
        lines(
            r.say("access.invited", "<b>You are invited to Tereze</b>"),
            r.say("access.invited", "Organisation: {organisation}", organisation=offer.organisation),
            r.say("access.invited", "Role: {role}", role=role_name(r, offer.role)),
            r.say("access.invited", "Invited by: {name}", name=offer.inviter),
            r.say("access.invited", "Open until: {until}", until=moment(r, offer.expires)),
            "",
            r.say("access.invited", "Choose your language to go on."),
        ),
        (language_row(r),),
    )


def show_share_phone(offer: Offer, r: Reader) -> Screen:
    if offer.signed_in is not None:
        return show_welcome(offer.signed_in, r)
    return Screen(
        lines(
            r.say("access.share", "<b>Share your phone number</b>"),
            r.say(
                "access.share",
                "Press the button below and agree. The number is compared with the one the inviter gave; "
                "if they differ, the inviter is asked.",
            ),
        ),
        contact=r.label("access.share", "Share my number"),
    )


def show_waiting(offer: Offer, r: Reader) -> Screen:
    if offer.signed_in is not None:
        return show_welcome(offer.signed_in, r)
    if offer.refused:
        text = r.say("access.waiting", "Your request was declined. Ask {name} for a new link.", name=offer.inviter)
    else:
        text = r.say(
            "access.waiting",
            "{name} is asked to confirm that it is you. You will get a message here.",
            name=offer.inviter,
        )
    return Screen(text, (row(Button(r.label("access.waiting", "To the beginning"), Go(Welcome(), replace=True))),))


VIEWS = (
    View(Welcome, load_welcome, show_welcome),
    View(Invited, load_invited, show_invited),
    View(SharePhone, load_invited, show_share_phone),
    View(Waiting, load_invited, show_waiting),
)
