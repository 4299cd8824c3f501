"""Deadlines walked in a browser by moving the clock on the page: an agreement made at a meeting, the akimat's 30 days
with their extension (issue 5; N2, N3, T2; п. 40.4, 42)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database
from bot.wiring import ports
from domain.company.acts import create
from domain.company.ports import Companies
from domain.initiative.acts import create as create_initiative
from domain.initiative.acts import pass_on
from domain.initiative.ports import Initiatives
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.periods import almaty_date
from domain.kyc.acts import decide, open_case
from domain.kyc.model import KycState
from domain.kyc.ports import KycCases
from domain.meeting.acts import record
from domain.meeting.model import AgreementFacts, Side
from domain.meeting.ports import Meetings
from handlers.words.deadlines import WHAT
from handlers.words.reader import Reader
from tests.journeys.browser import Hand, picture
from tests.journeys.test_browser import browser
from tests.journeys.world import World
from tests.town import cards
from tests.town.story import desk_of, ready, sample_actor

__all__ = ["browser"]

WORDS = {
    "ru": ("Направить список участков", "Ждём ответа земельной комиссии"),
    "kk": ("Жер учаскелерінің тізімін жіберу", "Жер комиссиясының жауабын күтудеміз"),
    "en": ("Send the list of land plots", "The land committee has not answered yet"),
}


@asynccontextmanager
async def phones(world: World, browser: Browser, *people: str) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 450 * len(people), "height": 940})
    page = await context.new_page()
    page.set_default_timeout(8000)
    await page.goto(f"{world.telegram.url}/?people={','.join(str(world[key].id) for key in people)}")
    yield page
    await context.close()


async def monday(world: World) -> date:
    """Two in the afternoon of the next Monday in Almaty, when it is morning in Berlin; everything begins there."""
    now = await world.now()
    here = (now + timedelta(hours=5)).replace(tzinfo=None)
    day = here.date() + timedelta(days=7 - here.weekday())
    shift = timedelta(days=(day - here.date()).days) + timedelta(hours=14) - timedelta(
        hours=here.hour, minutes=here.minute, seconds=here.second
    )  # fmt: skip
    await world.sql("UPDATE legal_clock SET shift = shift + $1", shift)
    return almaty_date(await world.now())


async def forward(page: Page, days: int) -> None:
    """The clock of the page, moved by hand."""
    await page.locator("#clock-moves input").fill(str(days))
    await page.locator("#clock-moves button").nth(1).click()
    await page.wait_for_timeout(100)


async def rings(world: World, hand: Hand, after: int, within: float = 20) -> None:
    """A reminder has come: the ticker looks every few seconds. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while world[hand.who].last().id <= after:
            await asyncio.sleep(0.2)
    await hand.quiet()


async def keep(unit_of: Database, desk: Desk) -> None:
    """What an act has left on the desk, written as the machine does."""
    async with unit_of.unit() as unit:
        form = papers_form(desk, key=str(uuid4()), who=desk.actor, legal_at=desk.now.isoformat())
        await write_papers(unit.raw, form)


async def agreed(world: World, database: str, what: str, by: date) -> None:
    """Berlin's officer met the company and promised something."""
    desk = await desk_of(world, "berlin_officer")
    opened = Database(database, ports(), size=1)
    async with opened.unit() as unit:
        company = await create(desk, unit.port(Companies), cards.company())
        facts = cards.meeting(
            company, day=desk.now.date(), agreements=(AgreementFacts(what, Side.OURS, by),), project_region="35"
        )
        await record(desk, unit.port(Companies), unit.port(Meetings), facts)
    await keep(opened, desk)
    await opened.close()


async def passed(world: World, database: str) -> None:
    """An initiative, checked and passed to the akimat of Karaganda today."""
    desk = await desk_of(world, "berlin_officer")
    opened = Database(database, ports(), size=1)
    async with opened.unit() as unit:
        companies, meetings, cases = unit.port(Companies), unit.port(Meetings), unit.port(KycCases)
        bodies, initiatives = unit.port(Bodies), unit.port(Initiatives)
        company = await create(desk, companies, cards.company())
        facts = cards.meeting(company, day=desk.now.date(), agreements=(), project_region="35")
        meeting = await record(desk, companies, meetings, facts)
        case = await open_case(desk, companies, cases, bodies, company, cards.kyc())
        head = Desk(
            actor=sample_actor("berlin_head"),
            now=desk.now,
            edition=desk.edition,
            calendar=desk.calendar,
            pin_fresh=True,
        )
        await decide(head, companies, cases, bodies, case, 1, KycState.APPROVED, "")
        initiative = await create_initiative(
            desk, companies, meetings, initiatives, company, meeting, cards.initiative()
        )
        akimat = sample_actor("karaganda_head").organisation
        desk = Desk(actor=desk.actor, now=desk.now, edition=desk.edition, calendar=desk.calendar)
        await pass_on(desk, companies, cases, meetings, initiatives, bodies, initiative, 1, akimat)
    await keep(opened, desk)
    await opened.close()


LANGUAGES = ["ru", *(pytest.param(one, marks=pytest.mark.long) for one in ("kk", "en"))]
"""One language with every change, all of them in the long check: the walks on the bench have all three each time."""


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_agreement_is_put_off_and_done(world: World, database: str, browser: Browser, language: str) -> None:
    r = Reader(language)
    who = "berlin_officer"
    start = await monday(world)
    await ready(world, language, who, "berlin_head")
    await agreed(world, database, WORDS[language][0], start + timedelta(days=11))  # a Friday
    async with phones(world, browser, who, "berlin_head") as page:
        officer = Hand(page, world, who, "Aigerim Sarsenova")
        head = Hand(page, world, "berlin_head", "Дархан Әбдірахманов")
        # Three days before, the reminder with what closes it
        last = world[who].last().id
        await forward(page, 8)
        await rings(world, officer, last)
        await picture(page, f"deadline-{language}-1-reminder")
        await officer.press(r.label("deadline.reminder", "Later"))
        await picture(page, f"deadline-{language}-2-later")
        await officer.press(r.label("deadline.later", "Next working day"))
        await head.type("/menu")
        await head.press(r.label("menu", "My deadlines"))
        await head.press(r.label("deadline.list", "Organisation"))
        await picture(page, f"deadline-{language}-3-put-off")
        # The next day it rings again; from the menu it is one tap away
        last = world[who].last().id
        await forward(page, 1)
        await rings(world, officer, last)
        await officer.type("/menu")
        await head.press(r.label("deadline.week", "By person"))  # of the week's summary
        await picture(page, f"deadline-{language}-4-menu")
        await officer.press(r.label_count("due", "{n} day left", "{n} days left", 2))
        await head.press("Aigerim")
        await picture(page, f"deadline-{language}-5-card")
        await officer.press(r.label("deadline.card", "More time"))
        await officer.press(world[who].last().buttons[0])
        await officer.type(WORDS[language][1])
        await officer.press(r.label("deadline.more_time", "Ask the head"))
        await head.reads(r.plain(WHAT["meeting.agreement"]))
        await picture(page, f"deadline-{language}-6-more-time")
        await head.press(r.label("deadline.more_time", "Give until {day}", day="").strip())
        await officer.type("/menu")
        await officer.press(r.label("menu", "My deadlines"))
        await officer.press(WORDS[language][0][:12])
        await picture(page, f"deadline-{language}-7-moved")
        await officer.press(r.label("meeting.closing", "Done"))
        await officer.reads("✓")
        await officer.type("/calendar")
        await picture(page, f"deadline-{language}-8-done")
    rows = await world.sql("SELECT state FROM deadline")
    assert [row["state"] for row in rows] == ["met"]


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_akimats_thirty_days_and_their_extension(
    world: World, database: str, browser: Browser, language: str
) -> None:
    r = Reader(language)
    start = await monday(world)
    people = ("karaganda_head", "karaganda_officer", "authorised_body_head")
    await ready(world, language, *people)
    await passed(world, database)
    async with phones(world, browser, *people) as page:
        akim = Hand(page, world, people[0], "Ерболат Қожахметов")
        officer = Hand(page, world, people[1], "Светлана Петренко")
        body = Hand(page, world, people[2], "Марат Жұмабеков")
        # The third working day: nobody is appointed yet
        await akim.quiet()
        last = world[akim.who].last().id
        await forward(page, 3)
        await rings(world, akim, last)
        await officer.type("/menu")
        await picture(page, f"thirty-{language}-1-appoint")
        await akim.press(r.label("initiative.closing", "Appoint an official"))
        await akim.press("Петренко")
        await officer.type("/menu")
        await officer.press(r.label("menu", "My deadlines"))
        await officer.press("И-")
        await officer.press(r.label("deadline.card", "Why this date?"))
        await picture(page, f"thirty-{language}-2-why")
        # The day before the last of the thirty
        due = await world.sql("SELECT due, nominal FROM deadline WHERE kind = 'initiative.consideration'")
        assert due[0]["nominal"] == start + timedelta(days=30)
        last = world[officer.who].last().id
        await forward(page, 26)
        await rings(world, officer, last)
        await picture(page, f"thirty-{language}-3-reminder")
        await officer.press(r.label("initiative.closing", "Extend"))
        await officer.press(world[officer.who].last().buttons[0])
        await officer.type(WORDS[language][1])
        done = r.label("forms.step", "Done")
        if done in world[officer.who].last().buttons:
            await officer.press(done)
        await officer.press(r.label("initiative.reason", "Extend the term"))
        await officer.type("/menu")
        await officer.press(r.label("menu", "My deadlines"))
        await officer.press("И-")
        await officer.press(r.label("deadline.card", "Why this date?"))
        await picture(page, f"thirty-{language}-4-extended")
        # Nobody did anything: overdue, the head hears of it, then the authorised body
        moved = await world.sql("SELECT due FROM deadline WHERE kind = 'initiative.consideration'")
        assert moved[0]["due"] > due[0]["due"]
        last = world[people[2]].last().id
        today = almaty_date(await world.now())
        await forward(page, (moved[0]["due"] - today).days)
        for _ in range(9):  # from the fifth day overdue; on days off nothing rings
            await forward(page, 1)
            with contextlib.suppress(TimeoutError):
                await rings(world, body, last, within=7)
                break
        assert "🔴" in world[people[2]].last().text, world[people[2]].describe()
        await picture(page, f"thirty-{language}-5-overdue")
