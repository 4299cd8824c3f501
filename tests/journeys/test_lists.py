"""Lists by country and sector, one tap each; quick dates that are working days (issue 2; M1.3)."""

from datetime import timedelta

from bot.sample.people import PEOPLE
from handlers.words.reader import Reader
from tests.journeys.world import World
from tests.town.story import met, ready

ME, BODY = "berlin_officer", "authorised_body_head"


async def test_meetings_by_country_and_sector(world: World, database: str) -> None:
    r = Reader("en")
    assert BODY in {one.key for one in PEOPLE}
    await ready(world, "en", BODY)
    await met(world, database)
    await world.press(BODY, r.label("menu", "Meetings"))
    await world.press(BODY, r.label("meeting.list", "Country"))
    shown = await world.press(BODY, "Germany · 1")
    assert "Germany" in shown.text and "1 meeting" in shown.text
    await world.press(BODY, r.label("meeting.list", "Sector"))
    shown = await world.press(BODY, " · 1")
    assert "Germany · " in shown.text and "1 meeting" in shown.text
    assert r.label("meeting.list", "Country") in shown.buttons
    shown = await world.press(BODY, r.label("meeting.list", "Show all"))
    assert "Germany" not in shown.text


async def test_an_agreement_is_offered_working_days(world: World, database: str) -> None:
    r = Reader("en")
    now = await world.now()
    await world.later(days=(5 - now.weekday()) % 7)  # Saturday: a week and a fortnight later are Saturdays too
    await ready(world, "en", ME)
    await met(world, database)
    today = (await world.now() + timedelta(hours=5)).date()
    await world.press(ME, r.label("menu", "Meetings"))
    await world.press(ME, "QAZAQSTAN")
    await world.press(ME, r.label("meeting.card", "Add an agreement"))
    await world.say(ME, "Send the list of plots")
    await world.press(ME, r.label("meeting.side", "Our side"))
    shown = world[ME].last()
    shown = await world.press(ME, shown.buttons[0])
    monday = min(day for day in (today + timedelta(days=n) for n in range(7, 14)) if day.weekday() == 0)
    assert any(label.startswith(f"{monday.day} ") for label in shown.buttons), world[ME].describe()
    saturday = today + timedelta(days=7)
    assert not any(label.startswith(f"{saturday.day} ") for label in shown.buttons), world[ME].describe()
