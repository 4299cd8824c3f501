"""The people of an organisation and the card of a person (A1, A3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from domain.access.model import Organisation, Person
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.access.rules import administers, check_administers, check_manages, check_other, roles_given
from domain.deadline.ports import Deadlines
from domain.kit.actor import Actor, Role
from domain.kit.ids import OrganisationId, PersonId
from domain.kit.refused import NotFound
from handlers.access.places import (
    AuditTrail,
    Block,
    GiveRole,
    InviteAgain,
    Move,
    OpenInvitations,
    OrganisationPeople,
    PersonCard,
    PersonMove,
    PersonRole,
    PersonSure,
    ResetPin,
    SignOut,
    Step,
    Unblock,
)
from handlers.forms.places import StartForm
from handlers.pick.lists import page_of, pager
from handlers.reading import Reading
from handlers.room import View
from handlers.screens.press import Back, Go, Home
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words.organisations import role_name
from handlers.words.reader import Reader, lines


@dataclass(frozen=True, slots=True)
class PeopleList:
    organisation: Organisation
    people: Sequence[Person]
    signed_in: frozenset[PersonId]
    invitations: int
    page: int


async def load_people(place: OrganisationPeople, reading: Reading) -> PeopleList:
    check_manages(reading.actor, place.organisation)
    organisation = await reading.port(Organisations).get(place.organisation)
    if organisation is None:
        raise NotFound
    people = await reading.port(People).of(place.organisation)
    signed_in = await reading.port(Accounts).signed_in([one.id for one in people])
    invitations = await reading.port(Invitations).open(place.organisation, reading.now)
    return PeopleList(organisation, people, signed_in, len(invitations), place.page)


def person_label(r: Reader, person: Person, signed_in: bool) -> str:
    """A line of the list: name and role, and what is unusual about the person."""
    role = role_name(r, person.role)
    if not person.active:
        return r.label("access.people", "{name}, {role}: blocked", name=person.name, role=role)
    if not signed_in:
        return r.label("access.people", "{name}, {role}: not signed in", name=person.name, role=role)
    return r.label("access.people", "{name}, {role}", name=person.name, role=role)


def show_people(facts: PeopleList, r: Reader) -> Screen:
    shown, page = page_of(facts.people, facts.page)
    of = facts.organisation.id
    lines_of_people: list[Row] = [
        (Button(person_label(r, one, one.id in facts.signed_in), Go(PersonCard(one.id))),) for one in shown
    ]
    open_ones = r.label_count("access.people", "{n} open invitation", "{n} open invitations", facts.invitations)
    return Screen(
        lines(
            r.say("access.people", "<b>{organisation}</b>", organisation=facts.organisation.name(r.language)),
            r.count("access.people", "{n} person", "{n} people", len(facts.people)),
        ),
        rows(
            *lines_of_people,
            pager(r, page, len(facts.people), lambda number: OrganisationPeople(of, number)),
            row(
                Button(
                    r.label("access.people", "Invite a person"),
                    Go(StartForm("access.invite", {"organisation": str(of)})),
                )
            ),
            row(Button(open_ones, Go(OpenInvitations(of)))) if facts.invitations else None,
            row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home())),
        ),
    )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    person: Person
    organisation: Organisation
    signed_in: bool
    own: bool
    administrator: bool
    roles: tuple[Role, ...]
    deadlines: int  # of the organisation, in the person's hands
    step: Step | None = None


async def _facts(person_id: PersonId, reading: Reading) -> PersonFacts:
    person = await reading.port(People).get(person_id)
    if person is None:
        raise NotFound
    actor: Actor = reading.actor
    check_manages(actor, person.organisation)
    organisation = await reading.port(Organisations).get(person.organisation)
    if organisation is None:
        raise NotFound
    return PersonFacts(
        person,
        organisation,
        bool(await reading.port(Accounts).signed_in([person.id])),
        own=actor.person == person.id,
        administrator=administers(actor),
        roles=roles_given(actor, person.organisation),
        deadlines=await reading.port(Deadlines).held(person.id, person.organisation),
    )


async def load_person(place: PersonCard, reading: Reading) -> PersonFacts:
    return await _facts(place.person, reading)


def show_person(facts: PersonFacts, r: Reader) -> Screen:
    person = facts.person
    if not person.active:
        state = r.say("access.person", "Blocked: cannot come in")
    elif facts.signed_in:
        state = r.say("access.person", "Signed in")
    else:
        state = r.say("access.person", "Not signed in")
    history = Go(AuditTrail("person", person.id))
    return Screen(
        lines(
            r.say("access.person", "<b>{name}</b>", name=person.name),
            r.say("access.person", "Organisation: {name}", name=facts.organisation.name(r.language)),
            r.say("access.person", "Role: {role}", role=role_name(r, person.role)),
            r.say("access.person", "Phone: {phone}", phone=person.phone) if person.phone else None,
            state,
            _deadlines(facts, r) if facts.deadlines else None,
        ),
        rows(
            *(_management(facts, r) if not facts.own else ()),
            row(Button(r.label("access.person", "History"), history)) if facts.administrator else None,
            row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home())),
        ),
    )


def _deadlines(facts: PersonFacts, r: Reader) -> Markup:
    """What is in the person's hands, or was left behind: then everybody of the organisation is reminded (N1)."""
    n = facts.deadlines
    if facts.person.active and facts.person.role is not Role.OBSERVER:
        return r.count("access.person", "Answers for {n} deadline.", "Answers for {n} deadlines.", n)
    return r.count(
        "access.person",
        "{n} deadline was left behind: now everybody of the organisation is reminded of it.",
        "{n} deadlines were left behind: now everybody of the organisation is reminded of them.",
        n,
    )


def _management(facts: PersonFacts, r: Reader) -> tuple[Row, ...]:
    person = facts.person
    if not person.active:
        return (row(Button(r.label("access.person", "Unblock"), Unblock(person.id, person.version))),)
    return rows(
        row(
            Button(r.label("access.person", "Change the role"), Go(PersonRole(person.id))),
            Button(r.label("access.person", "Block"), Go(PersonSure(person.id, Step.BLOCK))),
        ),
        row(Button(r.label("access.person", "Invite to another account"), InviteAgain(person.id))),
        row(Button(r.label("access.person", "Sign out everywhere"), Go(PersonSure(person.id, Step.SIGN_OUT))))
        if facts.signed_in
        else None,
        row(Button(r.label("access.person", "Reset the PIN"), ResetPin(person.id, person.version)))
        if person.pin_hash is not None
        else None,
        row(Button(r.label("access.person", "Move to another organisation"), Go(PersonMove(person.id))))
        if facts.administrator
        else None,
    )


async def load_role(place: PersonRole, reading: Reading) -> PersonFacts:
    facts = await _facts(place.person, reading)
    check_other(reading.actor, place.person)
    return facts


def show_role(facts: PersonFacts, r: Reader) -> Screen:
    person = facts.person
    return Screen(
        lines(
            r.say("access.role", "Which role does <b>{name}</b> get?", name=person.name),
            r.say("access.role", "Now: {role}", role=role_name(r, person.role)),
        ),
        rows(
            *(
                row(Button(role_name(r, role), GiveRole(person.id, role, person.version)))
                for role in facts.roles
                if role is not person.role
            ),
            row(Button(r.label("access", "Back"), Back())),
        ),
    )


async def load_sure(place: PersonSure, reading: Reading) -> PersonFacts:
    facts = await load_role(PersonRole(place.person), reading)
    return replace(facts, step=place.step)


def show_sure(facts: PersonFacts, r: Reader) -> Screen:
    person = facts.person
    if facts.step is Step.BLOCK:
        text = r.say(
            "access.sure", "Block <b>{name}</b>? They can no longer come in; what they did stays.", name=person.name
        )
        if facts.deadlines:
            text = lines(text, _deadlines(facts, r))
        button = Button(r.label("access.sure", "Block"), Block(person.id, person.version))
    else:
        text = r.say(
            "access.sure",
            "Sign <b>{name}</b> out everywhere? They need a new invitation to come in again.",
            name=person.name,
        )
        button = Button(r.label("access.sure", "Sign out"), SignOut(person.id, person.version))
    return Screen(text, rows(row(button), row(Button(r.label("access", "Back"), Back()))))


@dataclass(frozen=True, slots=True)
class MoveFacts:
    person: Person
    organisations: Sequence[Organisation]
    to: Organisation | None
    roles: tuple[Role, ...]
    page: int


async def load_move(place: PersonMove, reading: Reading) -> MoveFacts:
    check_administers(reading.actor)
    check_other(reading.actor, place.person)
    person = await reading.port(People).get(place.person)
    if person is None:
        raise NotFound
    every = await reading.port(Organisations).find()
    others = [one for one in every if one.id != person.organisation]
    to = next((one for one in others if one.id == place.to), None)
    roles = roles_given(reading.actor, to.id) if to is not None else ()
    return MoveFacts(person, others, to, roles, place.page)


def show_move(facts: MoveFacts, r: Reader) -> Screen:
    person, to = facts.person, facts.to
    back = row(Button(r.label("access", "Back"), Back()))
    if to is not None:
        text = r.say(
            "access.move",
            "Which role does <b>{name}</b> get in {organisation}?",
            name=person.name,
            organisation=to.name(r.language),
        )
        given = (row(Button(role_name(r, role), Move(person.id, to.id, role, person.version))) for role in facts.roles)
        return Screen(text, rows(*given, back))
    shown, page = page_of(facts.organisations, facts.page)

    def at(number: int, organisation: OrganisationId | None = None) -> PersonMove:
        return PersonMove(person.id, organisation, number)

    return Screen(
        r.say("access.move", "Where does <b>{name}</b> move?", name=person.name),
        rows(
            *(row(Button(one.name(r.language), Go(at(page, one.id)))) for one in shown),
            pager(r, page, len(facts.organisations), at),
            back,
        ),
    )


VIEWS = (
    View(OrganisationPeople, load_people, show_people),
    View(PersonCard, load_person, show_person),
    View(PersonRole, load_role, show_role),
    View(PersonSure, load_sure, show_sure),
    View(PersonMove, load_move, show_move),
)
