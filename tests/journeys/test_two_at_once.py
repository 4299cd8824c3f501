"""Two people change one card: the second is told in what it differs, keeps everything typed, and can save again."""

from handlers.words.reader import Reader
from tests.journeys.world import World
from tests.town.story import met, ready

FIRST, SECOND = "berlin_officer", "berlin_head"


async def test_who_comes_second_loses_nothing(world: World, database: str) -> None:
    r = Reader("en")
    await ready(world, "en", FIRST, SECOND)
    await met(world, database)
    for who in (FIRST, SECOND):
        await world.press(who, r.label("menu", "Companies"))
        await world.press(who, "QAZAQSTAN")
        await world.press(who, r.label("company.card", "Change the card"))
        await world.press(who, r.label("company.form", "Short name"))
        await world.say(who, f"Monarch of {who}")
    shown = await world.press(FIRST, r.label("company.form", "Save the company"))
    assert f"Monarch of {FIRST}" in shown.text
    shown = await world.press(SECOND, r.label("company.form", "Save the company"))
    assert "Somebody has just changed this card." in shown.text, world[SECOND].describe()
    assert "Short name" in shown.text.split("\n")[0]
    assert f"Short name: Monarch of {SECOND}" in shown.text
    assert (await world.sql("SELECT short_name FROM company"))[0]["short_name"] == f"Monarch of {FIRST}"
    shown = await world.press(SECOND, r.label("company.form", "Save the company"))
    assert f"Monarch of {SECOND}" in shown.text, world[SECOND].describe()
    assert (await world.sql("SELECT short_name, version FROM company"))[0]["version"] == 3
    assert await world.sql("SELECT FROM draft") == []
