"""Invitations: the open ones, the card, the link, and the question to the inviter (A3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from domain.access.model import Claim, ClaimState, Invitation, InvitationState, Organisation
from domain.access.notices import (
    Admitted,
    Claimed,
    ClaimRefused,
    Joined,
    PlaceChanged,
    SignedOut,
    SignInChanged,
    SignInMoved,
)
from domain.access.ports import Invitations, Organisations, People
from domain.access.rules import check_manages, manages
from domain.kit.actor import Guest
from domain.kit.ids import InvitationId, PersonId
from domain.kit.refused import NotFound
from handlers.access.door import Here, load_welcome
from handlers.access.places import (
    ConfirmClaim,
    InvitationCard,
    InvitationLink,
    OpenInvitations,
    OrganisationPeople,
    PersonCard,
    RefuseClaim,
    Renew,
    Revoke,
    Welcome,
)
from handlers.pick.lists import page_of, pager
from handlers.reading import Reading
from handlers.room import NoticeView, View
from handlers.screens.press import Back, Go, Home
from handlers.screens.values import Button, Screen, row, rows
from handlers.words.formats import moment
from handlers.words.organisations import role_name
from handlers.words.reader import Reader, lines

LINK_LETTER = "i"
"""The kind of a deep link that is an invitation (design §3: one letter and an opaque code)."""


@dataclass(frozen=True, slots=True)
class InvitationList:
    organisation: Organisation
    invitations: Sequence[Invitation]
    page: int


async def load_list(place: OpenInvitations, reading: Reading) -> InvitationList:
    check_manages(reading.actor, place.organisation)
    organisation = await reading.port(Organisations).get(place.organisation)
    if organisation is None:
        raise NotFound
    found = await reading.port(Invitations).open(place.organisation, reading.now)
    return InvitationList(organisation, found, place.page)


def show_list(facts: InvitationList, r: Reader) -> Screen:
    of = facts.organisation.id
    shown, page = page_of(facts.invitations, facts.page)
    return Screen(
        lines(
            r.say("access.invitations", "<b>Open invitations</b>"),
            r.say("access.invitations", "{organisation}", organisation=facts.organisation.name(r.language)),
            None if shown else r.say("access.invitations", "There are none."),
        ),
        rows(
            *(
                row(
                    Button(
                        r.label("access.people", "{name}, {role}", name=one.name, role=role_name(r, one.role)),
                        Go(InvitationCard(one.id)),
                    )
                )
                for one in shown
            ),
            pager(r, page, len(facts.invitations), lambda number: OpenInvitations(of, number)),
            row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home())),
        ),
    )


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    invitation: Invitation
    organisation: Organisation
    inviter: str
    waiting: Sequence[Claim]
    open: bool
    link: str = ""


async def _facts(invitation_id: InvitationId, reading: Reading, code: str = "") -> InvitationFacts:
    invitations = reading.port(Invitations)
    invitation = await invitations.get(invitation_id)
    if invitation is None:
        raise NotFound
    check_manages(reading.actor, invitation.organisation)
    organisation = await reading.port(Organisations).get(invitation.organisation)
    inviter = await reading.port(People).get(invitation.inviter)
    if organisation is None or inviter is None:
        raise NotFound
    claims = await invitations.claims(invitation.id)
    return InvitationFacts(
        invitation,
        organisation,
        inviter.name,
        [claim for claim in claims if claim.state is ClaimState.WAITING],
        open=invitation.open_at(reading.now),
        link=f"https://t.me/{reading.bot_name}?start={LINK_LETTER}{code}" if code else "",
    )


async def load_card(place: InvitationCard, reading: Reading) -> InvitationFacts:
    return await _facts(place.invitation, reading)


def show_card(facts: InvitationFacts, r: Reader) -> Screen:
    one = facts.invitation
    if facts.open:
        state = r.say("access.invitation", "Open until: {until}", until=moment(r, one.expires))
    elif one.state is InvitationState.USED:
        state = r.say("access.invitation", "Used")
    elif one.state is InvitationState.REVOKED:
        state = r.say("access.invitation", "Revoked")
    else:
        state = r.say("access.invitation", "Expired: {until}", until=moment(r, one.expires))
    questions = [
        r.say("access.invitation", "Waits for your answer: {name}, {phone}", name=claim.name, phone=claim.phone)
        for claim in facts.waiting
    ]
    undecided = one.state is InvitationState.OPEN
    return Screen(
        lines(
            r.say("access.invitation", "<b>Invitation: {name}</b>", name=one.name),
            r.say("access.invitation", "Organisation: {name}", name=facts.organisation.name(r.language)),
            r.say("access.invitation", "Role: {role}", role=role_name(r, one.role)),
            r.say("access.invitation", "Phone: {phone}", phone=one.phone)
            if one.phone
            else r.say("access.invitation", "Phone: not given, you will be asked"),
            r.say("access.invitation", "Invited by: {name}", name=facts.inviter),
            state,
            *questions,
        ),
        rows(
            *(_answer(claim, r) for claim in facts.waiting),
            row(
                Button(r.label("access.invitation", "New link"), Renew(one.id, one.version)),
                Button(r.label("access.invitation", "Revoke"), Revoke(one.id)),
            )
            if undecided
            else None,
            row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home())),
        ),
    )


def _answer(claim: Claim, r: Reader) -> tuple[Button, ...]:
    return (
        Button(r.label("access.invitation", "Let in: {name}", name=claim.name), ConfirmClaim(claim.id)),
        Button(r.label("access.invitation", "Decline"), RefuseClaim(claim.id)),
    )


async def load_link(place: InvitationLink, reading: Reading) -> InvitationFacts:
    return await _facts(place.invitation, reading, place.code)


def show_link(facts: InvitationFacts, r: Reader) -> Screen:
    one = facts.invitation
    if not facts.link:
        return _shown_before(facts, r)
    share = "https://t.me/share/url?" + urlencode({"url": facts.link}, quote_via=quote)
    people = Go(OrganisationPeople(one.organisation), replace=True)
    return Screen(
        lines(
            r.say("access.link", "<b>The link for {name} is ready</b>", name=one.name),
            r.say("access.link", "Organisation: {name}", name=facts.organisation.name(r.language)),
            r.say("access.link", "Role: {role}", role=role_name(r, one.role)),
            "",
            r.say("access.link", "{link}", link=facts.link),
            "",
            r.say(
                "access.link",
                "Pass it on to this person only. It works once, until {until}, and is not shown again.",
                until=moment(r, one.expires),
            ),
        ),
        rows(
            row(Button(r.label("access.link", "Send the link"), url=share)),
            row(Button(r.label("access.link", "People of the organisation"), people)),
            row(Button(r.label("access", "Menu"), Home())),
        ),
    )


def _shown_before(facts: InvitationFacts, r: Reader) -> Screen:
    one = facts.invitation
    return Screen(
        r.say("access.link", "The link for {name} was shown once and is not shown again.", name=one.name),
        rows(
            row(Button(r.label("access.invitation", "New link"), Renew(one.id, one.version)))
            if one.state is InvitationState.OPEN
            else None,
            row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home())),
        ),
    )


# Notices


async def load_claimed(notice: Claimed, reading: Reading) -> InvitationId | None:
    claim = await reading.port(Invitations).claim(notice.claim)
    if claim is None or claim.state is not ClaimState.WAITING or isinstance(reading.who, Guest):
        return None
    invitation = await reading.port(Invitations).get(claim.invitation)
    if invitation is None or not manages(reading.who, invitation.organisation):
        return None
    return invitation.id


def show_claimed(invitation: InvitationId, r: Reader) -> Screen:
    """No names in a push (N3): who it is, and the answer, stand on the card of the invitation."""
    return Screen(
        lines(
            r.say("access.claimed", "<b>Somebody answers your invitation.</b>"),
            r.say("access.claimed", "The phone is another one, or none was given. Is it the right person?"),
        ),
        rows(row(Button(r.label("access.claimed", "Look and decide"), Go(InvitationCard(invitation))))),
    )


async def load_joined(notice: Joined, reading: Reading) -> PersonId | None:
    person = await reading.port(People).get(notice.person)
    if person is None or isinstance(reading.who, Guest) or not manages(reading.who, person.organisation):
        return None
    return person.id


def show_joined(person: PersonId, r: Reader) -> Screen:
    """No name in a push (N3): it stands behind the button."""
    return Screen(
        r.say("access.joined", "Somebody has signed in by your invitation."),
        (row(Button(r.label("access.joined", "Open the card"), Go(PersonCard(person)))),),
    )


async def load_refused(notice: ClaimRefused, reading: Reading) -> str | None:
    """None for somebody who has come in another way meanwhile."""
    invitation = await reading.port(Invitations).get(notice.invitation)
    inviter = None if invitation is None else await reading.port(People).get(invitation.inviter)
    return inviter.name if inviter is not None and isinstance(reading.who, Guest) else None


def show_refused(inviter: str, r: Reader) -> Screen:
    return Screen(r.say("access.waiting", "Your request was declined. Ask {name} for a new link.", name=inviter))


async def load_moved(notice: SignInMoved | SignedOut, reading: Reading) -> str:
    by = await reading.port(People).get(notice.by)
    return by.name if by is not None else ""


def show_moved(by: str, r: Reader) -> Screen:
    return Screen(
        r.say(
            "access.sign_in",
            "Your sign-in was moved to another Telegram account by the invitation of {name}. If it was not you who "
            "asked, tell an administrator at once.",
            name=by,
        )
    )


def show_signed_out(by: str, r: Reader) -> Screen:
    return Screen(
        r.say(
            "access.sign_in",
            "You were signed out by {name}. To come in again, open a new invitation link.",
            name=by,
        )
    )


async def load_changed_sign_in(notice: SignInChanged, reading: Reading) -> PersonId | None:
    person = await reading.port(People).get(notice.person)
    if person is None or isinstance(reading.who, Guest) or not manages(reading.who, person.organisation):
        return None
    return person.id


def show_changed_sign_in(person: PersonId, r: Reader) -> Screen:
    """Neutral: whose sign-in it is stands behind the button."""
    return Screen(
        r.say(
            "access.sign_in",
            "A colleague was invited to another Telegram account, or their PIN was reset. "
            "Check that they asked for it.",
        ),
        (row(Button(r.label("access.joined", "Open the card"), Go(PersonCard(person)))),),
    )


async def load_admitted(notice: Admitted | PlaceChanged, reading: Reading) -> Here | None:
    return None if isinstance(reading.who, Guest) else await load_welcome(Welcome(), reading)


def show_admitted(here: Here, r: Reader) -> Screen:
    return Screen(
        r.say("access.admitted", "You have been let in to Tereze."),
        (row(Button(r.label("access.admitted", "Open the menu"), Home())),),
    )


def show_changed(here: Here, r: Reader) -> Screen:
    assert here.role is not None
    return Screen(
        lines(
            r.say("access.changed", "Your place in Tereze has changed."),
            r.say("access.changed", "Organisation: {name}", name=here.organisation),
            r.say("access.changed", "Role: {role}", role=role_name(r, here.role)),
        ),
        (row(Button(r.label("access.admitted", "Open the menu"), Home())),),
    )


VIEWS = (
    View(OpenInvitations, load_list, show_list),
    View(InvitationCard, load_card, show_card),
    View(InvitationLink, load_link, show_link),
)
NOTICES = (
    NoticeView(Claimed, load_claimed, show_claimed),
    NoticeView(Joined, load_joined, show_joined),
    NoticeView(ClaimRefused, load_refused, show_refused),
    NoticeView(SignInMoved, load_moved, show_moved),
    NoticeView(SignedOut, load_moved, show_signed_out),
    NoticeView(SignInChanged, load_changed_sign_in, show_changed_sign_in),
    NoticeView(Admitted, load_admitted, show_admitted),
    NoticeView(PlaceChanged, load_admitted, show_changed),
)
