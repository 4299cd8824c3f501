"""What initiatives tell people: a number, a date, and the button that helps (N3)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from domain.initiative.model import Initiative
from domain.initiative.notices import (
    AllowanceAsked,
    AllowanceDeclined,
    AnswerAsked,
    DecisionAsked,
    InitiativeArrived,
    InitiativeNews,
    InitiativeOpened,
    OfficialAppointed,
    TransferAllowed,
)
from domain.initiative.ports import InitiativeLists
from domain.initiative.rules import CONSIDERATION
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import PersonId
from domain.kit.periods import almaty_date
from handlers.initiative import turn_facts, turn_screens
from handlers.initiative.facts import visible_initiative
from handlers.initiative.places import InitiativeCard, InitiativeOfficials, InitiativePass
from handlers.initiative.presses import AppointOfficial
from handlers.reading import Reading
from handlers.room import NoticeView
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader

AnyNotice = (
    InitiativeArrived | AllowanceAsked | AllowanceDeclined | TransferAllowed | InitiativeOpened | OfficialAppointed
)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    initiative: Initiative
    due: date | None
    today: date
    me: PersonId
    head: bool


Concerns = Callable[[Initiative, Reading], bool]
Load = Callable[[AnyNotice, Reading], Awaitable[NoticeFacts | None]]


def loader(concerns: Concerns) -> Load:
    """Reads the notice's initiative; None where it does not concern the reader any more."""

    async def load(notice: AnyNotice, reading: Reading) -> NoticeFacts | None:
        initiative = await visible_initiative(notice.initiative, reading)
        if not concerns(initiative, reading):
            return None
        actor = reading.actor
        return NoticeFacts(
            initiative,
            await reading.port(InitiativeLists).due(actor, initiative.id, CONSIDERATION),
            almaty_date(reading.now),
            actor.person,
            actor.role is Role.HEAD,
        )

    return load


def at_my_akimat(one: Initiative, reading: Reading) -> bool:
    return one.akimat == reading.actor.organisation and one.official is None and reading.actor.writes


def asked_of_me(one: Initiative, reading: Reading) -> bool:
    body = reading.actor.kind is OrganisationKind.AUTHORISED_BODY and reading.actor.writes
    return body and one.asked_by is not None and one.allowed_by is None and not one.passed


def free_to_go(one: Initiative, _reading: Reading) -> bool:
    return one.allowed_by is not None and not one.passed


def opened(one: Initiative, _reading: Reading) -> bool:
    return one.opened_at is not None


def has_official(one: Initiative, _reading: Reading) -> bool:
    return one.official is not None


def _open(facts: NoticeFacts, r: Reader) -> Button:
    return Button(r.label("initiative.notice", "Open"), Go(InitiativeCard(facts.initiative.id)))


def show_arrived(facts: NoticeFacts, r: Reader) -> Screen:
    """A head appoints or takes it, an officer takes it (п. 42)."""
    one = facts.initiative
    if facts.due is not None:
        until = formats.due(r, facts.due, facts.today)
        text = r.say(
            "initiative.notice", "Initiative {number} has come to you. Due: {due}.", number=one.number, due=until
        )
    else:
        text = r.say("initiative.notice", "Initiative {number} has come to you.", number=one.number)
    choose = Button(r.label("initiative.notice", "Appoint an official"), Go(InitiativeOfficials(one.id)))
    take = Button(r.label("initiative.notice", "Take it"), AppointOfficial(one.id, None, facts.me))
    return Screen(text, rows(row(choose) if facts.head else None, row(take, _open(facts, r))))


def show_asked(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.initiative.number
    text = r.say("initiative.notice", "You are asked to allow the transfer of initiative {number}.", number=number)
    return Screen(text, rows(row(_open(facts, r))))


def show_allowed(facts: NoticeFacts, r: Reader) -> Screen:
    one = facts.initiative
    text = r.say("initiative.notice", "Initiative {number} may be passed to the akimat now.", number=one.number)
    go = Button(r.label("initiative.notice", "Pass to the akimat"), Go(InitiativePass(one.id)))
    return Screen(text, rows(row(go), row(_open(facts, r))))


def show_opened(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.initiative.number
    text = r.say("initiative.notice", "The akimat has opened initiative {number}.", number=number)
    return Screen(text, rows(row(_open(facts, r))))


def show_appointed(facts: NoticeFacts, r: Reader) -> Screen:
    """To the official: that it is theirs; to the one who passed it: that somebody is responsible."""
    one = facts.initiative
    if one.official != facts.me:
        text = r.say("initiative.notice", "An official is appointed for initiative {number}.", number=one.number)
    elif facts.due is not None:
        until = formats.due(r, facts.due, facts.today)
        text = r.say(
            "initiative.notice", "You answer for initiative {number} now. Due: {due}.", number=one.number, due=until
        )
    else:
        text = r.say("initiative.notice", "You answer for initiative {number} now.", number=one.number)
    return Screen(text, rows(row(_open(facts, r))))


def declined(one: Initiative, _reading: Reading) -> bool:
    return one.declined_by is not None and one.asked_by is None and not one.passed


def show_declined(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.initiative.number
    text = r.say(
        "initiative.notice", "The authorised body answered your request on initiative {number}: no.", number=number
    )
    return Screen(text, rows(row(_open(facts, r))))


NOTICES = (
    NoticeView(InitiativeArrived, loader(at_my_akimat), show_arrived),
    NoticeView(AllowanceAsked, loader(asked_of_me), show_asked),
    NoticeView(TransferAllowed, loader(free_to_go), show_allowed),
    NoticeView(InitiativeOpened, loader(opened), show_opened),
    NoticeView(OfficialAppointed, loader(has_official), show_appointed),
    NoticeView(AllowanceDeclined, loader(declined), show_declined),
    NoticeView(InitiativeNews, turn_facts.load_news, turn_screens.show_news),
    NoticeView(AnswerAsked, turn_facts.load_answer_asked, turn_screens.show_answer_asked),
    NoticeView(DecisionAsked, turn_facts.load_decision_asked, turn_screens.show_decision_asked),
)
