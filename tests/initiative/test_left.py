"""Who has to do with an initiative no more owes nothing on it; what was sent in time is not late (M1.7; п. 42, 43)."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage.unit import Unit
from domain.company.ports import Companies
from domain.conversation.acts import ask
from domain.conversation.ports import Messages
from domain.file.ports import Files
from domain.initiative.deciding import redirect
from domain.initiative.petitions import ask_redirection, consent, decline, withdraw
from domain.initiative.ports import Initiatives, Petitions
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import InitiativeId, Ref
from domain.meeting.ports import Meetings
from tests.initiative.phones import Phones, passed, phones_on

OFFICER, MISSION, BODY, OTHER = "karaganda.officer", "berlin.officer", "uo.officer", "turkistan.officer"


@pytest.fixture
async def phones(database: str) -> AsyncIterator[Phones]:
    async with phones_on(database, "en") as made:
        yield made


async def version(u: Unit, one: InitiativeId) -> int:
    found = await u.port(Initiatives).get(one)
    assert found is not None
    return found.version


async def asked(phones: Phones, one: InitiativeId, whom: str) -> None:
    """The mission asks somebody a question in the conversation."""
    other = phones.town.organisations[whom]
    await phones.do(
        MISSION, lambda u, d: ask(d, u.port(Messages), u.port(Files), u.port, Ref("initiative", one), other, "Where?")
    )


async def redirection(phones: Phones, one: InitiativeId) -> None:
    other = phones.town.organisations["turkistan"]

    async def act(u: Unit, d: Desk) -> None:
        ports = (u.port(Initiatives), u.port(Petitions), u.port(Bodies))
        await ask_redirection(d, *ports, one, await version(u, one), other, "Not ours")

    await phones.do(OFFICER, act)


async def taken(phones: Phones, one: InitiativeId) -> None:
    async def act(u: Unit, d: Desk) -> None:
        await consent(d, u.port(Initiatives), u.port(Petitions), u.port(Bodies), one, await version(u, one))

    await phones.do(OTHER, act)


async def decided(phones: Phones, one: InitiativeId, approved: bool) -> None:
    async def act(u: Unit, d: Desk) -> None:
        ports = (u.port(Companies), u.port(Meetings), u.port(Initiatives), u.port(Petitions), u.port(Bodies))
        await redirect(d, *ports, one, await version(u, one), approved, "" if approved else "No")

    await phones.do(BODY, act)


async def questions(phones: Phones) -> list[tuple[str, str]]:
    names = {id_: name for name, id_ in phones.town.organisations.items()}
    found = await phones.bench.rows(
        "SELECT organisation_id, state FROM deadline WHERE kind = 'conversation.question' ORDER BY opened_at"
    )
    return [(names[row["organisation_id"]], row["state"]) for row in found]


async def test_m1_7_a_question_to_the_former_akimat_is_let_go(phones: Phones) -> None:
    """It sees the initiative no longer (A2): nobody is reminded of what cannot be answered."""
    one = await passed(phones)
    await asked(phones, one, "karaganda")
    await redirection(phones, one)
    await asked(phones, one, "turkistan")
    await taken(phones, one)
    assert await questions(phones) == [("karaganda", "open"), ("turkistan", "open")]
    await decided(phones, one, approved=True)
    assert await questions(phones) == [("karaganda", "cancelled"), ("turkistan", "open")]


@pytest.mark.parametrize("how", ["declined", "withdrawn", "refused"])
async def test_m1_7_and_one_to_an_akimat_that_does_not_take_it(phones: Phones, how: str) -> None:
    one = await passed(phones)
    await asked(phones, one, "karaganda")
    await redirection(phones, one)
    await asked(phones, one, "turkistan")
    if how == "declined":

        async def no(u: Unit, d: Desk) -> None:
            await decline(d, u.port(Initiatives), u.port(Petitions), one, await version(u, one), "No land")

        await phones.do(OTHER, no)
    elif how == "withdrawn":

        async def back(u: Unit, d: Desk) -> None:
            await withdraw(d, u.port(Initiatives), u.port(Petitions), one, await version(u, one))

        await phones.do(OFFICER, back)
    else:
        await taken(phones, one)
        await decided(phones, one, approved=False)
    assert await questions(phones) == [("karaganda", "open"), ("turkistan", "cancelled")]


async def test_m1_7_sent_in_time_is_timely_however_long_the_decision_takes(phones: Phones) -> None:
    """Sent on the last day but one, approved a week after it: the week's report counts nothing late for the akimat."""
    one = await passed(phones)
    clock = await phones.clock("initiative.consideration")
    assert clock is not None
    await redirection(phones, one)
    today = (await phones.now()).date()
    await phones.bench.pass_time(timedelta(days=(clock[1] - today).days - 1))  # type: ignore[operator]
    await taken(phones, one)
    await phones.bench.pass_time(timedelta(days=8))
    await decided(phones, one, approved=True)
    late = await phones.bench.row(
        "SELECT closed_at >= instant AS late FROM deadline WHERE kind = 'initiative.consideration' AND state = 'met'"
    )
    assert late["late"] is False
