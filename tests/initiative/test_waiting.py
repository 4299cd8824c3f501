"""For whom an initiative waits at each step, with the days left (M1.7, M1.8), and two people at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.storage.unit import Database
from bot.wiring import ports
from domain.initiative.ports import InitiativeFilter, InitiativeLists, Initiatives
from domain.initiative.terms import extend
from domain.kit.periods import almaty_date
from domain.kit.refused import Refused
from tests.acts import cases_conversation, cases_initiative_terms
from tests.acts.case import Subject
from tests.acts.stage import MORE, Stage
from tests.initiative.phones import Phones, passed, phones_on
from tests.town.people import build, settle_in

PEOPLE = (
    "karaganda.head", "karaganda.officer", "karaganda.observer", "turkistan.head", "turkistan.officer", "berlin.head",
    "berlin.officer", "berlin.observer", "uo.head", "uo.observer", "nc.head", "council.head", "seoul.head",
)  # fmt: skip
OFFICIAL = {"karaganda.officer"}
ASKED = {"turkistan.head", "turkistan.officer"}
HEARD = {"berlin.head", "berlin.officer"}


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=4)
    yield Stage(town, db)
    await db.close()


async def waits_for(stage: Stage) -> set[str]:
    """Whose list of what waits holds it; the count says the same."""
    found = set()
    today = almaty_date(stage.town.now)
    async with stage.db.unit() as unit:
        lists = unit.port(InitiativeLists)
        for who in PEOPLE:
            lines, total = await lists.page(stage.town[who], InitiativeFilter(own=True, today=today), 0, 8)
            assert total == len(lines) == await lists.waiting(stage.town[who], today), who
            if lines:
                found.add(who)
    return found


@pytest.mark.parametrize(
    ("prepare", "whom"),
    [
        (cases_initiative_terms.a_considered_initiative, OFFICIAL),
        (cases_initiative_terms.an_initiative_asked_of_another, OFFICIAL | ASKED),
        (cases_initiative_terms.an_initiative_to_redirect, OFFICIAL | {"uo.head"}),
        (cases_initiative_terms.a_dropped_initiative, OFFICIAL | HEARD),
        (cases_initiative_terms.a_silent_mission, OFFICIAL | HEARD | {"uo.head"}),
        (cases_initiative_terms.an_initiative_to_close, OFFICIAL | {"uo.head"}),
        (cases_initiative_terms.an_asked_allowance, {"berlin.officer", "uo.head"}),
        (cases_conversation.a_question, OFFICIAL | HEARD),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
async def test_for_whom_it_waits(stage: Stage, prepare: Callable[[Stage], Awaitable[Subject]], whom: set[str]) -> None:
    await prepare(stage)
    assert await waits_for(stage) == whom


async def test_by_who_made_it(stage: Stage) -> None:
    """The authorised body and the National Company narrow the list to one mission."""
    made = await cases_initiative_terms.a_considered_initiative(stage)
    berlin = stage.town.organisations["berlin"]
    async with stage.db.unit() as unit:
        lists = unit.port(InitiativeLists)
        for who, seen in (("uo.head", True), ("nc.officer", True), ("seoul.head", False)):
            actor = stage.town[who]
            counted = [(organisation, number) for organisation, _, number in await lists.makers(actor)]
            assert counted == ([(berlin, 1)] if seen else [])
            lines, _ = await lists.page(actor, InitiativeFilter(maker=berlin), 0, 8)
            assert [line.id for line in lines] == ([made["initiative"]] if seen else [])
            other = InitiativeFilter(maker=stage.town.organisations["seoul"])
            assert await lists.page(actor, other, 0, 8) == ([], 0)


async def test_two_extend_at_once(stage: Stage) -> None:
    """Attack 34: one extension, and the other is told that the card changed."""
    made = await cases_initiative_terms.a_considered_initiative(stage)
    seen = await cases_initiative_terms.seen(stage, made)

    async def once(who: str) -> str:
        try:
            await stage.do(who, lambda u, d: extend(d, u.port(Initiatives), made["initiative"], seen, 30, "a survey"))
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    assert sorted(await asyncio.gather(once("karaganda.head"), once("karaganda.officer"))) == [
        "ChangedMeanwhile", "done",
    ]  # fmt: skip
    assert await stage.sql("SELECT extensions FROM initiative") == 1


@pytest.fixture
async def phones(database: str) -> AsyncIterator[Phones]:
    async with phones_on(database, "en") as made:
        yield made


async def test_the_second_keeps_what_was_typed(phones: Phones) -> None:
    """Both write a reason; who comes second is told, sees the fresh card, and the text is still there."""
    one = await passed(phones)
    for who in ("karaganda.head", "karaganda.officer"):
        await phones.open(who, one)
        await phones.press(who, "Extend")
        await phones.press(who, "30 days")
        await phones.say(who, f"reason of {who}")
    await phones.press("karaganda.head", "Extend the term")
    shown = await phones.press("karaganda.officer", "Extend the term")
    assert "has just changed" in shown and "reason of karaganda.officer" in " ".join(
        await phones.bench.labels(phones["karaganda.officer"])
    )
    shown = await phones.press("karaganda.officer", "Extend the term")
    assert "extended already" in shown
    row = await phones.bench.row("SELECT extensions, extended_reason FROM initiative")
    assert (row["extensions"], row["extended_reason"]) == (1, "reason of karaganda.head")


async def test_late_after_the_term(phones: Phones) -> None:
    """п. 42.2: extended only while it runs; the button goes with the term, redirection stays."""
    one = await passed(phones)
    await phones.open("karaganda.officer", one)
    assert "Extend" in await phones.bench.labels(phones["karaganda.officer"])
    await phones.bench.pass_time(timedelta(days=40))
    shown = await phones.open("karaganda.officer", one)
    labels = await phones.bench.labels(phones["karaganda.officer"])
    assert "Extend" not in labels and "Redirect" in labels and "🔴" in shown
