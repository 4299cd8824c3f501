"""Two more deadlines walked in a browser by moving the clock on the page: the five working days to mend a roadmap, the
report of the 15th (issue 5; N2, N3, R2a; п. 51, 67)."""

import asyncio
from datetime import date
from uuid import UUID

import pytest
from playwright.async_api import Browser

from bot.jobs.duty import keep_duties
from bot.machine.rules import PublishedRules
from bot.sample.people import ORGANISATIONS
from bot.storage.unit import Database
from bot.wiring import ports
from domain.duty.acts import send
from domain.duty.ports import Duties
from domain.kit.ids import DutyId
from domain.passport.ports import Projects
from domain.roadmap import deciding
from domain.roadmap.ports import Roadmaps
from handlers.words.deadlines import WHAT
from handlers.words.duties import duty_name
from handlers.words.reader import Reader
from tests.journeys.browser import Hand, picture
from tests.journeys.test_browser import browser
from tests.journeys.test_browser_deadlines import forward, keep, phones, rings
from tests.journeys.walk import Walk
from tests.journeys.world import World
from tests.town import roadmaps as town_roadmaps
from tests.town.people import Town
from tests.town.story import desk_of, ready, sample_actor

__all__ = ["browser"]

OFFICER, COMPANY = "karaganda_officer", "national_company_head"
REMARK = {
    "ru": "Срок строительства велик: разделите на две очереди",
    "kk": "Құрылыс мерзімі ұзақ: екі кезекке бөліңіз",
    "en": "The construction takes long: divide it into two phases",
}


async def rejected(world: World, database: str, remark: str) -> None:
    """The akimat's roadmap, sent to the National Company and sent back with a remark today."""
    desk = await desk_of(world, OFFICER)
    people = {"berlin.officer": "berlin_officer", "karaganda.officer": OFFICER, "nc.head": COMPANY}
    town = Town(
        {name: sample_actor(key) for name, key in people.items()},
        {one.key: one.id for one in ORGANISATIONS},
        now=desk.now,
    )
    opened = Database(database, ports(), size=1)
    officer, head = town.desk("karaganda.officer"), town.desk("nc.head")
    async with opened.unit() as unit:
        project = await town_roadmaps.project(unit, town, starts_on=date(2027, 4, 5), ends_on=date(2028, 1, 31))
        roadmap = await town_roadmaps.draft(unit, officer, project)
        await town_roadmaps.submit(unit, officer, roadmap)
    await keep(opened, officer)
    async with opened.unit() as unit:
        known = await unit.port(Roadmaps).get(roadmap)
        assert known is not None
        await deciding.reject(head, unit.port(Projects), unit.port(Roadmaps), roadmap, known.version, remark)
    await keep(opened, head)
    await opened.close()


async def rung(world: World, kind: str, who: str) -> int:
    """How often this person was reminded of such a deadline, once everything that was to ring has rung."""
    async with asyncio.timeout(30):
        while await world.sql(
            "SELECT 1 FROM legal_clock c WHERE EXISTS (SELECT FROM deadline WHERE state = 'open' AND planned < version)"
            " OR EXISTS (SELECT FROM reminder WHERE NOT done AND at <= clock_timestamp() + c.shift)"
        ):
            await asyncio.sleep(0.1)
    await world.settled(60)
    rows = await world.sql(
        "SELECT count(*) AS n FROM outbox o JOIN deadline d ON d.id = (o.notice->'d'->>'deadline')::uuid"
        " WHERE d.kind = $1 AND o.person_id = $2 AND o.notice->>'n' = 'deadline.reminder' AND d.organisation_id = $3",
        kind, UUID(str(sample_actor(who).person)), UUID(str(sample_actor(who).organisation)),
    )  # fmt: skip
    return int(rows[0]["n"])


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_a_roadmap_is_mended_in_five_working_days(
    world: World, database: str, browser: Browser, language: str
) -> None:
    r = Reader(language)
    kind = "roadmap.resubmit"
    await Walk(world, language).day(date(2027, 2, 4))  # a Thursday
    await ready(world, language, OFFICER, COMPANY)
    await rejected(world, database, REMARK[language])
    due = await world.sql("SELECT due FROM deadline WHERE kind = $1", kind)
    assert [one["due"] for one in due] == [date(2027, 2, 11)]
    async with phones(world, browser, OFFICER, COMPANY) as page:
        officer = Hand(page, world, OFFICER, "Светлана Петренко")
        company = Hand(page, world, COMPANY, "Dana Akhmetova")
        await officer.press(r.label("roadmap.notice", "Open the roadmap"))
        await officer.reads(REMARK[language])
        await picture(page, f"mending-{language}-1-came-back")
        last = world[OFFICER].last().id
        await forward(page, 4)  # Monday: three days before
        await rings(world, officer, last)
        await officer.reads(r.plain(WHAT[kind]))
        await picture(page, f"mending-{language}-2-reminder")
        last = world[OFFICER].last().id
        await forward(page, 2)  # Wednesday: the day before
        await rings(world, officer, last)
        await officer.press(r.label("roadmap.way", "Open the roadmap"))
        await officer.reads(REMARK[language])
        await picture(page, f"mending-{language}-3-opened")
        await officer.press(r.label("roadmap.card", "Send for approval"))
        await picture(page, f"mending-{language}-4-sending")
        await officer.press(r.label("roadmap.sending", "Send"))
        await officer.reads(r.label("roadmap.card", "✓ Sent. You will be told what is decided."))
        await company.quiet()
        await picture(page, f"mending-{language}-5-sent")
        states = await world.sql("SELECT state, due FROM deadline WHERE kind = $1", kind)
        assert [tuple(one) for one in states] == [("met", date(2027, 2, 11))]
        await forward(page, 1)  # the last day itself
        assert await rung(world, kind, OFFICER) == 2, world[OFFICER].describe()


async def opened_but_one(world: World, database: str, code: str) -> None:
    """The duties of the first quarter are open; the akimat has sent all of them but this one."""
    await world.sql("UPDATE organisation SET created_at = '2026-11-01'")
    await world.sql("UPDATE duty_epoch SET since = '2027-03-25'")
    desk = await desk_of(world, OFFICER)
    opened = Database(database, ports(), size=1)
    await keep_duties(opened, PublishedRules())
    others = await world.sql(
        "SELECT id FROM duty WHERE organisation = $1 AND state = 'open' AND code <> $2",
        UUID(str(desk.actor.organisation)), code,
    )  # fmt: skip
    async with opened.unit() as unit:
        for one in others:
            await send(desk, unit.port(Duties), DutyId(one["id"]), None)
    await keep(opened, desk)
    await opened.close()


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_the_report_of_the_15th_is_sent_from_its_reminder(
    world: World, database: str, browser: Browser, language: str
) -> None:
    r = Reader(language)
    kind = "duty.R2a"
    await Walk(world, language).day(date(2027, 4, 2))  # a Friday
    await ready(world, language, OFFICER, COMPANY)
    await opened_but_one(world, database, "R2a")
    async with phones(world, browser, OFFICER, COMPANY) as page:
        officer = Hand(page, world, OFFICER, "Светлана Петренко")
        company = Hand(page, world, COMPANY, "Dana Akhmetova")
        await officer.quiet()
        for number, days in enumerate((3, 7, 2, 1), start=1):  # 5, 12, 14, 15 April: 10, 3, 1 days before, the last
            last = world[OFFICER].last().id
            await forward(page, days)
            await rings(world, officer, last)
            await officer.reads(r.plain(WHAT[kind]))
            await picture(page, f"report-{language}-{number}-reminder")
            assert await rung(world, kind, OFFICER) == number, world[OFFICER].describe()
        await officer.press(r.label("duty.card", "Mark as sent"))
        await officer.reads("✓")
        await picture(page, f"report-{language}-5-sent")
        await forward(page, 1)  # it would be overdue
        assert await rung(world, kind, OFFICER) == 4, world[OFFICER].describe()
        await company.type("/menu")
        await company.press(r.label("menu", "Who has reported"))
        await picture(page, f"report-{language}-6-rounds")
        await company.press(" ".join(duty_name(r, "R2a").split())[:12])  # a button breaks no lines
        await picture(page, f"report-{language}-7-who")
        shown = world[COMPANY].last().buttons
        mine = next(one for one in ORGANISATIONS if one.key == "karaganda")
        name = {"ru": mine.name_ru, "kk": mine.name_kk, "en": mine.name_en}[language]
        assert any("✓" in one and name[:10] in one for one in shown), shown
        await company.press(name[:10])
        await picture(page, f"report-{language}-8-seen")
    rows = await world.sql("SELECT state FROM duty WHERE code = 'R2a' AND organisation = $1", mine.id)
    assert [one["state"] for one in rows] == ["sent"]
