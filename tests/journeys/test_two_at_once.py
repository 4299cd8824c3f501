"""Two people change one card: the second is told in what it differs, keeps everything typed, and can save again."""

import pytest

from handlers.forms.declare import Form
from handlers.initiative.reasons import FORMS as REASONS
from handlers.kyc.form import APPROVE_FORM, REFUSE_FORM, RETURN_FORM
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


async def test_a_reason_outlives_a_change_of_the_card(world: World, database: str) -> None:
    """35: the card a reason is written about changed meanwhile: the reason stays, the card can be looked at, and the
    next save goes through instead of being told so for ever."""
    r = Reader("en")
    await ready(world, "en", FIRST, SECOND)
    await met(world, database)
    await world.press(FIRST, r.label("menu", "Meetings"))
    await world.press(FIRST, "QAZAQSTAN")
    await world.press(FIRST, r.label("meeting.card", "Make an initiative"))
    await world.say(FIRST, "200 MW in the steppe")
    await world.press(FIRST, r.label("forms.step", "Done"))
    await world.press(FIRST, r.label("initiative.form", "Save the initiative"))
    await world.press(FIRST, r.label("initiative.card", "Ask the authorised body"))
    await world.say(FIRST, "The minister visits tomorrow")
    await world.press(SECOND, r.label("menu", "Initiatives"))
    await world.press(SECOND, "000001")
    await world.press(SECOND, r.label("initiative.card", "Change the card"))
    await world.press(SECOND, r.label("initiative.form", "Title"))
    await world.say(SECOND, "Wind farm at Karaganda")
    await world.press(SECOND, r.label("initiative.form", "Save the initiative"))
    ask = r.label("initiative.reason", "Ask the authorised body")
    shown = await world.press(FIRST, ask)
    assert "The card has just changed." in shown.text, world[FIRST].describe()
    assert "The minister visits tomorrow" in shown.text
    shown = await world.press(FIRST, r.label("forms.review", "Look at the card"))
    assert "Wind farm at Karaganda" in shown.text, world[FIRST].describe()
    await world.press(FIRST, r.label("forms.step", "Back"))
    shown = await world.press(FIRST, ask)
    assert "Wind farm at Karaganda" in shown.text, world[FIRST].describe()
    assert (await world.sql("SELECT asked_reason FROM initiative"))[0]["asked_reason"] == "The minister visits tomorrow"
    assert await world.sql("SELECT FROM draft") == []


@pytest.mark.parametrize("form", [*REASONS, APPROVE_FORM, RETURN_FORM, REFUSE_FORM], ids=lambda one: str(one.name))
def test_every_reason_knows_its_card(form: Form) -> None:
    """35: without the present version the same refusal would come back at every save."""
    assert form.present is not None
    assert form.card is not None
