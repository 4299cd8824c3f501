"""What an administrator may enter, and what is refused (T1, T4, T5, N2)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bot.storage.reference import PORTS
from bot.storage.unit import Database, Unit
from domain.deadline.calendar import Moved
from domain.edition.model import ReminderSteps
from domain.edition.order_2024 import ORDER_2024
from domain.kit.desk import Desk
from domain.kit.money import NoRate
from domain.kit.mrp import NoMrp
from domain.kit.refused import ChangedMeanwhile, NotFound, Refused
from domain.reference import acts
from domain.reference.imports import ImportState, RatesFile, RatesImport, take_rates
from domain.reference.model import steps_for
from domain.reference.national_bank import read_published
from domain.reference.notices import MissingMrp, MissingRate, asked_for
from domain.reference.ports import Figures, References
from domain.reference.preview import planned, sample
from domain.reference.refused import FigureFault, WrongFigure
from tests.acts.stage import MORE
from tests.reference.samples import TODAY, item, published
from tests.town.people import Town, build, settle_in

OWN = ReminderSteps((7, 2), 3, 5, 2, 6, "N2")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
ORDER_ID = UUID(int=7)


@pytest.fixture
async def office(database: str) -> AsyncIterator[tuple[Town, Database]]:
    town = build(MORE)
    await settle_in(town, database)
    opened = Database(database, PORTS)
    yield town, opened
    await opened.close()


def desk_of(town: Town) -> Desk:
    return replace(town.desk("system.head"), now=NOW)


def fault(caught: pytest.ExceptionInfo[WrongFigure]) -> FigureFault:
    return caught.value.fault


@pytest.mark.parametrize(
    ("year", "value", "seen", "reason", "expected"),
    [
        (1999, 4_000, 0, "", FigureFault.YEAR),
        (2029, 4_000, 0, "", None),
        (2030, 4_000, 0, "", FigureFault.YEAR),
        (2027, 999, 0, "", FigureFault.MRP),
        (2027, 1_000, 0, "", None),
        (2027, 100_000, 0, "", None),
        (2027, 100_001, 0, "", FigureFault.MRP),
        (2026, 4_325, 4_325, "why", FigureFault.SAME),
        (2026, 4_400, 4_325, "", FigureFault.REASON),
        (2026, 4_400, 0, "", FigureFault.REASON),
        (2026, 4_400, 4_325, "why", None),
    ],
)
async def test_t4_bounds_and_reasons(
    office: tuple[Town, Database], year: int, value: int, seen: int, reason: str, expected: FigureFault | None
) -> None:
    town, database = office
    async with database.unit() as unit:
        enter = acts.enter_mrp(desk_of(town), unit.port(Figures), year, value, seen, reason)
        if expected is None:
            await enter
            assert (await unit.port(References).mrp()).on(date(year, 6, 1)).value == value
        else:
            with pytest.raises(WrongFigure) as caught:
                await enter
            assert fault(caught) is expected


async def test_two_administrators_at_once_the_second_sees_the_first(office: tuple[Town, Database]) -> None:
    town, database = office
    async with database.unit() as unit:
        await acts.enter_mrp(desk_of(town), unit.port(Figures), 2026, 4_400, 4_325, "first")
    with pytest.raises(ChangedMeanwhile):
        async with database.unit() as unit:
            await acts.enter_mrp(desk_of(town), unit.port(Figures), 2026, 4_500, 4_325, "second")


async def test_t4_a_year_without_a_value_is_refused_never_guessed(office: tuple[Town, Database]) -> None:
    _, database = office
    async with database.unit() as unit:
        table = await unit.port(References).mrp()
    assert table.on(date(2026, 12, 31)).value == 4_325
    with pytest.raises(NoMrp):
        table.on(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "became", "expected"),
    [
        (date(2026, 12, 18), Moved.OFF, None),
        (date(2026, 12, 18), Moved.WORKING, FigureFault.ALREADY_WORKING),
        (date(2026, 12, 19), Moved.WORKING, None),
        (date(2026, 12, 19), Moved.OFF, FigureFault.ALREADY_OFF),
        (date(2026, 12, 16), Moved.OFF, FigureFault.ALREADY_OFF),  # Independence Day
        (date(2101, 1, 3), Moved.OFF, FigureFault.DAY),
        (date(1999, 12, 31), Moved.OFF, FigureFault.DAY),
    ],
)
async def test_t1_only_a_move_that_moves_is_taken(
    office: tuple[Town, Database], day: date, became: Moved, expected: FigureFault | None
) -> None:
    town, database = office
    async with database.unit() as unit:
        move = acts.move_day(desk_of(town), unit.port(Figures), day, became)
        if expected is None:
            await move
            assert [(one.day, one.became) for one in await unit.port(Figures).moved()] == [(day, became)]
        else:
            with pytest.raises(WrongFigure) as caught:
                await move
            assert fault(caught) is expected


async def test_restoring_a_day_that_was_never_moved_is_not_found(office: tuple[Town, Database]) -> None:
    town, database = office
    async with database.unit() as unit:
        with pytest.raises(NotFound):
            await acts.restore_day(desk_of(town), unit.port(Figures), date(2026, 12, 18))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(1993, 11, 14), FigureFault.DAY),
        (date(1993, 11, 15), None),
        (date(2026, 11, 29), None),
        (date(2026, 11, 30), FigureFault.DAY),
    ],
)
async def test_t5_days_of_rates(office: tuple[Town, Database], on: date, expected: FigureFault | None) -> None:
    town, database = office
    async with database.unit() as unit:
        enter = acts.enter_rate(desk_of(town), unit.port(Figures), "USD", on, Decimal("474.2"), 1)
        if expected is None:
            await enter
        else:
            with pytest.raises(WrongFigure) as caught:
                await enter
            assert fault(caught) is expected


async def test_t5_no_rate_that_day_the_last_before_it(office: tuple[Town, Database]) -> None:
    town, database = office
    async with database.unit() as unit:
        for on, value in ((date(2026, 11, 2), "470"), (date(2026, 11, 6), "480"), (date(2026, 11, 20), "490")):
            await acts.enter_rate(desk_of(town), unit.port(Figures), "USD", on, Decimal(value), 1)
        rates = await unit.port(References).rates(["USD", "KZT", "EUR"], date(2026, 11, 10))
    used = rates.on("USD", date(2026, 11, 10))
    assert (used.on, used.tenge, used.source) == (date(2026, 11, 6), Decimal(480), "entered")
    with pytest.raises(NoRate):
        rates.on("EUR", date(2026, 11, 10))


async def test_t5_a_file_gives_way_to_nothing_and_hand_entered_rates_give_way_to_it(
    office: tuple[Town, Database],
) -> None:
    town, database = office
    on = date(2026, 11, 20)
    one = RatesImport(ORDER_ID, town["system.head"].person, NOW, RatesFile("rates.xml", "1:a"))

    async def take(unit: Unit, *items: str) -> tuple[ImportState, dict[str, object]]:
        return await take_rates(unit.port(Figures), one, read_published(published(*items), TODAY))

    async with database.unit() as unit:
        await acts.enter_rate(desk_of(town), unit.port(Figures), "USD", on, Decimal("1"), 1)
        state, told = await take(unit, item("USD", "474.2"), item("AMD", "12.4", "10"))
        assert state is ImportState.TAKEN
        assert (told["added"], told["changed"]) == (1, [["USD", "1.000000 / 1", "474.2 / 1"]])
        again, _ = await take(unit, item("USD", "474.20"), item("AMD", "12.4", "10"))
        assert again is ImportState.SAME
        known = {rate.currency: rate for rate in await unit.port(Figures).rates_on(on)}
    assert {code: (rate.tenge, rate.quant, rate.source) for code, rate in known.items()} == {
        "USD": (Decimal("474.2"), 1, "national_bank"),
        "AMD": (Decimal("12.4"), 10, "national_bank"),
    }


@pytest.mark.parametrize(
    "steps",
    [
        replace(OWN, before=(0,)),
        replace(OWN, before=(91,)),
        replace(OWN, before=(3, 3)),
        replace(OWN, before=(1, 2, 3, 4, 5, 6, 7)),
        replace(OWN, daily_overdue=31),
        replace(OWN, then_every=0),
        replace(OWN, head_from=0),
        replace(OWN, head_from=7),  # later than the body above it
        replace(OWN, authority_from=91),
    ],
)
async def test_n2_steps_nobody_could_bear_are_refused(office: tuple[Town, Database], steps: ReminderSteps) -> None:
    town, database = office
    async with database.unit() as unit:
        with pytest.raises(WrongFigure):
            await acts.set_steps(desk_of(town), unit.port(Figures), "", steps)


async def test_n2_steps_for_a_kind_nobody_knows_are_refused(office: tuple[Town, Database]) -> None:
    town, database = office
    async with database.unit() as unit:
        with pytest.raises(WrongFigure):
            await acts.set_steps(desk_of(town), unit.port(Figures), "no.such", OWN)


@pytest.mark.parametrize(
    ("own", "kind", "expected"),
    [
        ({}, "kyc.expiry", "edition"),
        ({"": "all"}, "kyc.expiry", "all"),
        ({"": "all", "kyc": "room"}, "kyc.expiry", "room"),
        ({"": "all", "kyc": "room", "kyc.expiry": "kind"}, "kyc.expiry", "kind"),
        ({"kyc": "room"}, "initiative.consideration", "edition"),
    ],
)
def test_n2_the_nearest_scope_holds(own: dict[str, str], kind: str, expected: str) -> None:
    named = {name: replace(OWN, clause=name) for name in {"all", "room", "kind", "edition"}}
    found = steps_for(kind, {scope: named[name] for scope, name in own.items()}, named["edition"])
    assert found.clause == expected


def test_n2_the_preview_says_who_gets_what_and_when() -> None:
    calendar = desk_of(build(MORE)).calendar
    steps = ORDER_2024.reminders
    end = sample(steps, date(2026, 11, 22), calendar)
    shown = planned(end, date(2026, 11, 22), steps, calendar)
    assert end.on == date(2026, 12, 7)
    assert [(one.step.on.day, one.step.offset, one.head, one.authority) for one in shown] == [
        (27, -10, False, False),
        (4, -1, False, False),  # three days before is the same Friday
        (7, 0, False, False),
        (8, 1, True, False),
        (9, 2, True, False),
        (10, 3, True, False),
        (11, 4, True, False),
        (14, 5, True, True),
        (21, 12, True, True),
        (28, 19, True, True),
    ]


@pytest.mark.parametrize(
    ("refusal", "notice", "key"),
    [
        (NoMrp(2027), MissingMrp(2027), "missing:mrp:2027"),
        (NoRate("USD", TODAY), MissingRate("USD", TODAY), "missing:rate:USD:2026-11-22"),
    ],
)
def test_t4_t5_the_lack_of_a_figure_asks_the_administrators_once(refusal: Refused, notice: object, key: str) -> None:
    posted = asked_for(refusal)
    assert posted is not None
    assert (posted.notice, posted.key, posted.to.kind) == (notice, key, "system")
    assert asked_for(NotFound()) is None
