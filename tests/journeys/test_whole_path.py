"""Issue 4, from end to end over HTTP: from the embassy's meeting to Module 3, in three languages. At each step every
clock is compared with dates counted by hand, from Monday 7 December 2026 over two New Years, a Women's Day, a
Constitution Day and what falls on Sundays (M1.2–M1.7, M2.1–M2.11; T1, T2, T4, T5; п. 40–60)."""

import asyncio
from datetime import date

import pytest

from bot.machine.sealer import verify
from handlers.passport.words import LISTINGS, POOLS, SOURCES, STATES
from handlers.roadmap.words import STATES as ROADMAP_STATES
from handlers.words.classifiers import region_name
from handlers.words.tasks import task_title
from tests.journeys.embassy import TYPED, asked_for_kyc, company_and_meeting, decided, made_and_passed
from tests.journeys.walk import Walk
from tests.journeys.world import World
from tests.town.passports import BIN
from tests.town.story import ready

MISSION, MISSION_HEAD = "berlin_officer", "berlin_head"
AKIM, OFFICER, OTHER_AKIM = "karaganda_head", "karaganda_officer", "turkistan_head"
BODY, COMPANY, CHAMBER, ADMINISTRATOR = "authorised_body_head", "national_company_head", "chamber_head", "administrator"
EVERYBODY = (
    MISSION, MISSION_HEAD, AKIM, OFFICER, OTHER_AKIM, BODY, COMPANY, CHAMBER, ADMINISTRATOR,
    "karaganda_officer_2", "national_company_officer", "authorised_body_officer",
)  # fmt: skip
INITIATIVE, PROJECT = "И-2026-000001", "П-2027-000001"

# п. 49 over 5 April 2027 … 31 January 2028, 301 days: percent of them, and the last working day before.
TASKS = {
    "feasibility": "2027-05-11",  # 36 days, a Tuesday
    "conditions": "2027-05-28",  # 54 days are Saturday 29 May
    "land": "2027-06-10",
    "design": "2027-07-13",
    "financing": "2027-07-19",
    "construction": "2027-12-01",
    "support": "2027-10-01",  # 180 days are Saturday 2 October
    "commissioning": "2027-12-24",  # 264 days are Saturday 25 December
    "operation": "2028-01-12",
    "capacity": "2028-01-31",  # the project's end itself
}


SAID = {
    "ru": (
        "Ждём решения земельной комиссии", "Срок работ велик: разделите на две очереди",
        "Добавьте строительство линии к подстанции", "10 лет, 7 % годовых",
    ),
    "kk": (
        "Жер комиссиясының шешімін күтудеміз", "Жұмыс мерзімі ұзақ: екі кезекке бөліңіз",
        "Қосалқы станцияға дейінгі желі құрылысын қосыңыз", "10 жыл, жылына 7 %",
    ),
    "en": (
        "The land committee has not decided yet", "The works take long: divide them into two phases",
        "Add the line to the substation", "10 years, 7 % a year",
    ),
}  # fmt: skip
"""Why the term is extended, remarks on a task and on the whole, terms of the loan."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "language", ["ru", pytest.param("kk", marks=pytest.mark.long), pytest.param("en", marks=pytest.mark.long)]
)
async def test_from_the_meeting_to_module_3(world: World, language: str) -> None:
    walk = Walk(world, language)
    await walk.day(date(2026, 12, 7))
    await ready(world, language, *EVERYBODY)
    await whole_path(walk)
    assert not any(PROJECT in one.text or INITIATIVE in one.text for one in world[OTHER_AKIM].messages())  # A2
    await sealed(walk)


async def whole_path(walk: Walk) -> None:
    await met_and_checked(walk)
    await passed_and_appointed(walk)
    await extended_once(walk)
    await became_a_project(walk)
    await roadmap_sent(walk)
    await sent_back_and_mended(walk)
    await approved(walk)
    await late_and_seen(walk)
    await carried_out(walk)
    await validated(walk)


async def met_and_checked(walk: Walk) -> None:
    officer, head, r = walk.thumb(MISSION), walk.thumb(MISSION_HEAD), walk.r
    await company_and_meeting(walk.page, officer, r, "Aigerim Sarsenova")
    await walk.clocks_are(meeting__agreement="open 2027-01-15 berlin")
    await asked_for_kyc(walk.page, officer, r)
    await decided(walk.page, head, r)
    await walk.clocks_are(kyc__expiry="open 2027-12-07 berlin")  # a year, no rolling


async def passed_and_appointed(walk: Walk) -> None:
    r = walk.r
    await walk.day(date(2026, 12, 8))
    await made_and_passed(walk.page, walk.thumb(MISSION), r)
    # Three working days; thirty days end on Christmas, 7 January, which is not worked
    await walk.clocks_are(
        initiative__appointment="open 2026-12-11 karaganda", initiative__consideration="open 2027-01-08 karaganda"
    )
    for who in (AKIM, OFFICER):
        await walk.news(who, "initiative.notice", "Initiative {number} has come to you. Due: {due}.", number=INITIATIVE)
    await walk.day(date(2026, 12, 11))
    await walk.press(AKIM, "initiative.notice", "Appoint an official")
    await walk.tap(AKIM, "Петренко")
    await walk.clocks_are(initiative__appointment="met 2026-12-11 karaganda")
    await walk.news(
        OFFICER, "initiative.notice", "You answer for initiative {number} now. Due: {due}.", number=INITIATIVE
    )
    await walk.news(
        MISSION, "initiative.notice", "An official is appointed for initiative {number}.", number=INITIATIVE
    )


async def extended_once(walk: Walk) -> None:
    """On the last day, rolled over Christmas: still in time; counted on from the nominal 7 January."""
    r = walk.r
    await walk.day(date(2027, 1, 8))
    await walk.menu(MISSION, "My deadlines")
    await walk.tap(MISSION, walk.button(MISSION, r.label("meeting.agreement", "Send the list of land plots")[:12]))
    await walk.press(MISSION, "meeting.closing", "Done")
    await walk.clocks_are(meeting__agreement="met 2027-01-15 berlin")
    await walk.menu(OFFICER, "Initiatives waiting for you")
    await walk.tap(OFFICER, "000001")
    await walk.press(OFFICER, "initiative.card", "Extend")
    await walk.tap(OFFICER, walk.button(OFFICER, "30"))
    await walk.type(OFFICER, SAID[r.language][0])
    if r.label("forms.step", "Done") in walk.buttons(OFFICER):
        await walk.press(OFFICER, "forms.step", "Done")
    shown = await walk.press(OFFICER, "initiative.reason", "Extend the term")
    assert INITIATIVE in shown and r.label("initiative.card", "Extend") not in walk.buttons(OFFICER), shown
    # 6 February is a Saturday
    await walk.clocks_are(initiative__consideration="open 2027-02-08 karaganda")
    for who in (AKIM, MISSION):
        await walk.news(who, "initiative.notice", "The term of initiative {number} is extended.", number=INITIATIVE)


async def became_a_project(walk: Walk) -> None:
    """Refused while МРП of 2027 and the dollar's rate are missing: the administrator is asked, nothing is lost."""
    r = walk.r
    await walk.day(date(2027, 1, 29))
    await walk.menu(OFFICER, "Initiatives waiting for you")
    await walk.tap(OFFICER, "000001")
    await walk.press(OFFICER, "initiative.card", "Fill in the project passport")
    await fill_in(walk)
    await walk.picture("01-review")
    await figures_asked_for(walk)
    shown = await walk.press(OFFICER, "passport.form", "Submit the passport")
    assert r.label("passport.form", "✓ The passport is submitted: project {number}.", number=PROJECT) in shown, shown
    assert r.plain(POOLS["national"]) in shown
    await walk.picture("03-project")
    # The thirty days for the roadmap end on Sunday 28 February
    await walk.clocks_are(
        initiative__consideration="met 2027-02-08 karaganda", roadmap__submit="open 2027-03-01 karaganda"
    )
    pool = r.plain(POOLS["national"])
    for who in (BODY, COMPANY):
        await walk.news(who, "passport.notice", "New project {number}: {pool}.", number=PROJECT, pool=pool)
    await walk.news(MISSION, "passport.notice", "Your initiative has become project {number}.", number=PROJECT)
    # 0.25 × 1 + 0.30 × 2 + 0.15 × 2 = 1.15: from 15 million it would be in
    shown = await walk.press(OFFICER, "passport.card", "Why?")
    comma = "." if r.language == "en" else ","
    assert f"1{comma}15" in shown and f"0{comma}15" in shown and f"1{comma}4" in shown, shown
    await walk.picture("04-why", OFFICER)
    await walk.press(OFFICER, "passport.card", "What if")
    await walk.picture("05-what-if")
    row = (await walk.world.sql("SELECT pool, corridor, task_force FROM project"))[0]
    assert tuple(row) == ("national", False, False)


async def fill_in(walk: Walk) -> None:
    """Every answer that nobody has given yet (п. 47)."""
    r = walk.r
    await walk.type(OFFICER, "2716")
    await walk.type(OFFICER, "12 000 000 USD")
    await walk.tap(OFFICER, r.plain(SOURCES["own"]))
    await walk.type(OFFICER, "5 000 000 USD")
    await walk.press(OFFICER, "passport.form", "Add a source")
    await walk.tap(OFFICER, r.plain(SOURCES["loan"]))
    await walk.tap(OFFICER, walk.buttons(OFFICER)[0])  # what is missing to the cost
    await walk.type(OFFICER, SAID[r.language][3])
    await walk.press(OFFICER, "forms.step", "That is all")
    await walk.type(OFFICER, "500")
    await walk.press(OFFICER, "forms.value", "No")
    await walk.type(OFFICER, TYPED[r.language][1])
    await walk.press(OFFICER, "forms.step", "Done")
    await walk.type(OFFICER, "05.04.2027")
    await walk.type(OFFICER, "31.01.2028")
    await walk.tap(OFFICER, r.plain(LISTINGS["itself"]))
    await walk.type(OFFICER, "Anna Müller")
    await walk.type(OFFICER, "+49 30 123456")
    await walk.press(OFFICER, "forms.step", "That is all")
    await walk.type(OFFICER, BIN)
    await walk.type(OFFICER, "12.09.2000")


async def figures_asked_for(walk: Walk) -> None:
    """T4, T5: never guessed; whoever can enter them is asked, once for each."""
    who = ADMINISTRATOR
    shown = await walk.press(OFFICER, "passport.form", "Submit the passport")
    assert not await walk.world.sql("SELECT 1 FROM project") and "2027" in shown + "USD", shown
    await walk.picture("02-refused")
    for _ in range(2):
        asked = await asked_for(walk)
        if asked == "mrp":
            await walk.press(who, "reference.notice", "Enter {year}", year=2027)
            await walk.type(who, "4 650")
            await walk.press(who, "reference.mrp_form", "Enter the MRP")
        else:
            await walk.press(who, "reference.notice", "Enter {currency}", currency="USD")
            await walk.press(who, "forms.step", "Today")
            if "1" in walk.buttons(who):
                await walk.tap(who, "1")
            await walk.type(who, "500")
            await walk.press(who, "reference.rate_form", "Enter the rate")
        if asked != "rate":
            await walk.press(OFFICER, "passport.form", "Submit the passport")


async def asked_for(walk: Walk) -> str:
    """Which figure the administrator is asked for now."""
    asked = walk.r.label("reference.notice", "Enter {year}", year=2027)
    async with asyncio.timeout(20):
        while True:
            buttons = [label for one in walk.world[ADMINISTRATOR].newest() for label in one.buttons]
            if asked in buttons:
                return "mrp"
            if walk.r.label("reference.notice", "Enter {currency}", currency="USD") in buttons:
                return "rate"
            await asyncio.sleep(0.1)


async def roadmap_sent(walk: Walk) -> None:
    """From the standard tasks, with the investor's yes to the dates, on the last working day but one."""
    r = walk.r
    await walk.day(date(2027, 2, 26))
    await walk.menu(OFFICER, "Projects waiting for you")
    await walk.tap(OFFICER, "000001")
    shown = await walk.press(OFFICER, "roadmap.part", "Make the roadmap")
    await walk.picture("06-draft")
    assert r.plain(ROADMAP_STATES["draft"]) in shown
    await walk.tap(OFFICER, walk.button(OFFICER, "0/1"))
    await walk.press(OFFICER, "roadmap.consents", "Agreed: {party}", party="")
    await walk.type(OFFICER, "Anna Müller")
    await walk.press(OFFICER, "forms.step", "Today")
    await walk.press(OFFICER, "roadmap.form", "Record the agreement")
    await walk.press(OFFICER, "screen", "Back")
    await send(walk)
    await walk.picture("07-sent")
    await walk.press(OFFICER, "roadmap.card", "Picture")
    await walk.news(OFFICER, "roadmap.notice", "Roadmap of {number}", number=PROJECT)
    await walk.picture("07-gantt", OFFICER)
    await walk.clocks_are(
        roadmap__submit="met 2027-03-01 karaganda", roadmap__review="open 2027-03-05 national_company"
    )
    await walk.news(COMPANY, "roadmap.notice", "The roadmap of {number} waits for your decision.", number=PROJECT)


async def send(walk: Walk) -> None:
    await walk.press(OFFICER, "roadmap.card", "Send for approval")
    shown = await walk.press(OFFICER, "roadmap.sending", "Send")
    assert walk.r.label("roadmap.card", "✓ Sent. You will be told what is decided.") in shown, shown


async def sent_back_and_mended(walk: Walk) -> None:
    r = walk.r
    await walk.day(date(2027, 3, 4))
    await walk.press(COMPANY, "roadmap.notice", "Open the roadmap")
    await walk.tap(COMPANY, walk.button(COMPANY, r.label("task.stage", "Investment stage")))
    await walk.tap(COMPANY, walk.button(COMPANY, task_title(r, ":construction")[:14]))
    await walk.press(COMPANY, "task.card", "Remark on the task")
    await walk.type(COMPANY, SAID[r.language][1])
    await walk.press(COMPANY, "roadmap.form", "Save the remark")
    await walk.press(COMPANY, "screen", "Back")
    shown = await walk.press(COMPANY, "screen", "Back")
    assert SAID[r.language][1] in shown, shown  # what is noted is seen before it is decided
    await walk.picture("08-national-company")
    await walk.press(COMPANY, "roadmap.card", "Send back with remarks")
    await walk.type(COMPANY, SAID[r.language][2])
    await walk.press(COMPANY, "forms.step", "Done")
    await walk.press(COMPANY, "roadmap.form", "Send back")
    shown = await walk.decide(COMPANY)
    assert r.plain(ROADMAP_STATES["rejected"]) in shown, shown
    # Five working days: Monday 8 March is a holiday
    await walk.clocks_are(
        roadmap__review="met 2027-03-05 national_company", roadmap__resubmit="open 2027-03-12 karaganda"
    )
    await walk.news(OFFICER, "roadmap.notice", "The roadmap of {number} came back with remarks.", number=PROJECT)
    await walk.day(date(2027, 3, 10))
    shown = await walk.press(OFFICER, "roadmap.notice", "Open the roadmap")
    assert all(one in shown for one in SAID[r.language][1:3]), shown
    await walk.picture("09-came-back")
    await send(walk)
    # Five working days again: Monday 15 March is Constitution Day
    await walk.clocks_are(
        roadmap__resubmit="met 2027-03-12 karaganda", roadmap__review2="open 2027-03-18 national_company"
    )


async def approved(walk: Walk) -> None:
    r = walk.r
    await walk.day(date(2027, 3, 12))
    await walk.press(COMPANY, "roadmap.notice", "Open the roadmap")
    await walk.press(COMPANY, "roadmap.card", "Approve")
    shown = await walk.decide(COMPANY)
    assert r.label("roadmap.card", "✓ The roadmap is approved and in force.") in shown, shown
    await walk.picture("10-approved")
    open_tasks = {f"roadmap__task{n}": f"open {due} karaganda" for n, due in enumerate(TASKS.values())}
    await walk.clocks_are(roadmap__review2="met 2027-03-18 national_company", **open_tasks)
    for who in (AKIM, OFFICER):
        await walk.news(who, "roadmap.notice", "The roadmap of {number} is approved.", number=PROJECT)
    rows = await walk.world.sql("SELECT title, due FROM task")
    assert {row["title"].lstrip(":"): str(row["due"]) for row in rows} == TASKS
    assert await state(walk) == "with_roadmap"


async def state(walk: Walk) -> str:
    found: str = (await walk.world.sql("SELECT state FROM project"))[0]["state"]
    return found


async def late_and_seen(walk: Walk) -> None:
    """On 20 May the first task is 9 days late; the second has 9 days left with today, the others ten or more."""
    r = walk.r
    await walk.day(date(2027, 5, 20))
    for who in (OFFICER, AKIM, COMPANY):  # N2: the head from day 1, the National Company from day 5
        await walk.told(who, "🔴")
    for who in (COMPANY, AKIM):
        await walk.menu(who, "Panel")
        assert walk.buttons(who)[:3] == ["🔴 1", "🟡 1", "🟢 8"], walk.buttons(who)
    await walk.picture("11-panel", AKIM)
    await walk.press(COMPANY, "panel.view", "Picture")
    await walk.tap(AKIM, "🔴 1")
    shown = await walk.tap(AKIM, walk.button(AKIM, task_title(r, ":feasibility")[:14]))
    assert task_title(r, ":feasibility") in shown
    shown = await walk.menu(AKIM, "Rating of regions")
    assert f"1. {region_name(r, '35')}: 1 (" in shown, shown  # the band of days 6–15: one point
    await walk.picture("12-rating")
    await walk.press(AKIM, "rating.view", "Picture")
    await walk.news(AKIM, "rating.view", "The rating as a picture.")
    await walk.picture("12-rating-picture", AKIM)


async def finish(walk: Walk, *codes: str) -> None:
    """Each with its evidence, one after another from the roadmap's stages."""
    r = walk.r
    for code in codes:
        row = (await walk.world.sql("SELECT stage FROM task WHERE title = $1", f":{code}"))[0]
        stage = {"pre_investment": "Pre-investment stage", "investment": "Investment stage"}.get(
            row["stage"], "Post-investment stage"
        )
        await walk.menu(OFFICER, "Projects")
        await walk.tap(OFFICER, "000001")
        await walk.press(OFFICER, "roadmap.part", "Roadmap")
        await walk.tap(OFFICER, walk.button(OFFICER, r.label("task.stage", stage)))
        await walk.tap(OFFICER, walk.button(OFFICER, task_title(r, f":{code}")[:14]))
        await walk.press(OFFICER, "task.card", "Task is done")
        await walk.attach(OFFICER, "act.pdf")
        await walk.press(OFFICER, "forms.step", "Done")
        if r.label("task.form", "Close the task") in walk.buttons(OFFICER):
            await walk.press(OFFICER, "task.form", "Close the task")
        assert "✓" in walk.text(OFFICER), walk.text(OFFICER)
        number = list(TASKS).index(code)
        await walk.clocks_are(**{f"roadmap__task{number}": f"met {TASKS[code]} karaganda"})


async def carried_out(walk: Walk) -> None:
    await finish(walk, "feasibility", "conditions")
    await walk.day(date(2027, 6, 10))
    await finish(walk, "land", "design", "financing")
    await walk.day(date(2027, 10, 1))
    await finish(walk, "support", "construction", "commissioning", "operation")
    assert await state(walk) == "with_roadmap"
    await walk.day(date(2027, 12, 31))
    await walk.clocks_are()
    await finish_last(walk)


async def finish_last(walk: Walk) -> None:
    walk.clocks["validation.decide"] = "open 2028-01-12 chamber"  # New Year takes four days, Christmas the fifth
    await finish(walk, "capacity")
    assert await state(walk) == "validation"
    await walk.picture("13-last-task")
    await walk.told(CHAMBER, PROJECT)


async def validated(walk: Walk) -> None:
    r = walk.r
    await walk.day(date(2028, 1, 5))
    shown = await walk.press(CHAMBER, "validation.notice", "Open")
    assert PROJECT in shown
    await walk.picture("14-chamber")
    await walk.press(CHAMBER, "validation.card", "Validate")
    await walk.press(CHAMBER, "validation.confirm", "Validate the project")
    shown = await walk.decide(CHAMBER)
    assert PROJECT in shown, shown
    await walk.picture("15-validated")
    # Three years, to the same date, a Sunday: periods in years do not roll
    await walk.clocks_are(validation__decide="met 2028-01-12 chamber", aftercare__end="open 2031-01-05 authorised_body")
    for who in (OFFICER, AKIM, BODY, COMPANY):
        await walk.news(who, "validation.notice", "Project {number} has passed to Module 3.", number=PROJECT)
    assert await state(walk) == "aftercare"
    await walk.menu(OFFICER, "Projects")
    shown = await walk.tap(OFFICER, "000001")
    assert r.plain(STATES["aftercare"]) in shown, shown
    await walk.picture("16-module-3")


async def sealed(walk: Walk) -> None:
    """`verify-audit` finds the whole way in an unbroken chain (A4)."""
    async with asyncio.timeout(20):
        while (verdict := await verify(walk.world.dsn)).unsealed:
            await asyncio.sleep(0.2)
    assert verdict.broken is None and verdict.sealed > 30, verdict
    acts = {row["act"] for row in await walk.world.sql("SELECT act FROM audit")}
    assert {
        "meeting.record", "kyc.decide", "initiative.pass", "initiative.appoint", "initiative.extend",
        "reference.mrp", "reference.rate", "passport.submit", "roadmap.submit", "roadmap.reject", "roadmap.approve",
        "task.finish", "validation.begin", "validation.validate",
    } <= acts  # fmt: skip
