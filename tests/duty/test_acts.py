"""What the acts of duties refuse, and what they leave behind (R1–R12, N1)."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.deadline.model import CloseDeadline, DeadlineState, OpenDeadline
from domain.duty import acts
from domain.duty.ports import Duties
from domain.duty.refused import DateNotAhead, DutyNotWaived, DutyPast, NobodyAsked
from domain.kit.ids import OrganisationId
from domain.kit.periods import almaty_date
from domain.kit.refused import WrongState
from tests.acts.cases_duty import a_duty, a_sent_duty
from tests.acts.stage import MORE, Stage
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    opened = Database(database, ports(), size=2)
    yield Stage(town, opened)
    await opened.close()


async def test_sending_stops_the_clock_and_taking_back_starts_it_again(stage: Stage) -> None:
    made = await a_duty(stage)
    async with stage.db.unit() as unit:
        desk = stage.town.desk("karaganda.officer")
        await acts.send(desk, unit.port(Duties), made["duty"], 1)
        assert [type(one) for one in desk.deadline_changes] == [CloseDeadline]
        assert desk.deadline_changes[0].state is DeadlineState.MET  # type: ignore[union-attr]
        assert [ref.id for ref in desk.settled] == [made["duty"]]
    async with stage.db.unit() as unit:
        desk = stage.town.desk("karaganda.head")
        await acts.take_back(desk, unit.port(Duties), made["duty"], 2)
        reopened = desk.deadline_changes[0]
        assert isinstance(reopened, OpenDeadline)
        assert reopened.due == almaty_date(stage.town.now) + timedelta(days=10), "the date it had"


async def test_late_is_recorded_as_late(stage: Stage) -> None:
    made = await a_duty(stage)
    await stage.sql("UPDATE duty SET due = due - 15")
    async with stage.db.unit() as unit:
        desk = stage.town.desk("karaganda.officer")
        await acts.send(desk, unit.port(Duties), made["duty"], 1)
    assert desk.entries[0].after is not None
    assert desk.entries[0].after["late"] == 5


@pytest.mark.parametrize(("past", "refused"), [(10, False), (11, True)])
async def test_taken_back_on_the_last_day_and_not_after_it(stage: Stage, past: int, refused: bool) -> None:
    made = await a_sent_duty(stage)
    await stage.sql("UPDATE duty SET due = due - $1::int", past)
    async with stage.db.unit() as unit:
        back = acts.take_back(stage.town.desk("karaganda.officer"), unit.port(Duties), made["duty"], 1)
        if refused:
            with pytest.raises(DutyPast):
                await back
        else:
            await back


@pytest.mark.parametrize("body", ["nc", "uo"])
async def test_the_two_above_are_not_exempted(stage: Stage, body: str) -> None:
    made = await a_duty(stage)
    await stage.sql("UPDATE duty SET organisation = $1", stage.town.organisations[body])
    async with stage.db.unit() as unit:
        with pytest.raises(DutyNotWaived):
            await acts.exempt(stage.town.desk("nc.head"), unit.port(Duties), made["duty"], 1, "why not")


async def test_what_was_sent_is_not_exempted(stage: Stage) -> None:
    made = await a_sent_duty(stage)
    async with stage.db.unit() as unit:
        with pytest.raises(WrongState):
            await acts.exempt(stage.town.desk("nc.head"), unit.port(Duties), made["duty"], 1, "late thought")


@pytest.mark.parametrize(
    ("whom", "days", "expected"),
    [
        (("karaganda",), 1, None),
        (("karaganda", "nc"), 30, None),
        (("karaganda",), 0, DateNotAhead),
        (("karaganda",), -1, DateNotAhead),
        ((), 5, NobodyAsked),
        (("berlin",), 5, NobodyAsked),
        (("karaganda", "holding"), 5, NobodyAsked),
    ],
)
async def test_r9c_whom_and_until_when(
    stage: Stage, whom: tuple[str, ...], days: int, expected: type[Exception] | None
) -> None:
    """Bodies that owe such reports, and a day ahead."""
    asked: list[OrganisationId] = [stage.town.organisations[name] for name in whom]
    due = almaty_date(stage.town.now) + timedelta(days=days)
    async with stage.db.unit() as unit:
        desk = stage.town.desk("uo.officer")
        ask = acts.ask(desk, unit.port(Duties), asked, "why", due)
        if expected is not None:
            with pytest.raises(expected):
                await ask
            return
        made = await ask
        assert len(made) == len(desk.posted) == len(whom)
        assert {change.due for change in desk.deadline_changes if isinstance(change, OpenDeadline)} == {due}
        together = {owed.period for id_ in made if (owed := await unit.port(Duties).get(id_)) is not None}
        assert len(together) == 1, "one request, one list of who has answered"
