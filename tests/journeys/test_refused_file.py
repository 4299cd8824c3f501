"""A file that the check refused keeps nobody from saving the meeting it was sent for (attacks 68-81)."""

from handlers.words.reader import Reader
from tests.file.samples import picture
from tests.journeys.world import World
from tests.town.story import met, ready

WHO = "berlin_officer"


async def test_a_refused_file_is_named_and_left_out(world: World, database: str) -> None:
    r = Reader("en")
    await ready(world, "en", WHO)
    _, meeting = await met(world, database)
    await world.press(WHO, r.label("menu", "Meetings"))
    await world.press(WHO, "QAZAQSTAN")
    await world.press(WHO, r.label("meeting.card", "Change the card"))
    shown = world[WHO].last()
    while r.label("meeting.form", "Photos and documents") not in " ".join(shown.buttons):
        further = [one for one in shown.buttons if one.endswith(" ›")]
        assert further, world[WHO].describe()
        shown = await world.press(WHO, further[0])
    await world.press(WHO, next(one for one in shown.buttons if one.startswith("Photos and documents")))
    await world[WHO].send_file("plan.png", picture("PNG"))
    await world.shown(WHO)
    await world[WHO].send_file("program.pdf", b"MZ\x90\x00 program")
    await world.shown(WHO)
    while await world.sql("SELECT FROM file WHERE state = 'quarantined'"):
        await world.shown(WHO)
    assert len(await world.sql("SELECT FROM file WHERE state = 'refused'")) == 1
    await world[WHO].send("/menu")
    await world.shown(WHO)
    await world[WHO].send("/drafts")
    shown = await world.shown(WHO)
    shown = await world.press(WHO, next(iter(shown.buttons)))
    shown = await world.press(WHO, next(iter(shown.buttons)))
    assert "Refused by the check, will not be kept: program.pdf" in shown.text, world[WHO].describe()
    await world.press(WHO, r.label("forms.step", "Done"))
    shown = await world.press(WHO, r.label("meeting.form", "Save the meeting"))
    assert "Refused by the check and not kept: program.pdf" in shown.text, world[WHO].describe()
    assert r.label("meeting.card", "Files: {n}", n=1) in shown.buttons
    rows = await world.sql("SELECT name FROM file WHERE owner_id = $1", meeting)
    assert [row["name"] for row in rows] == ["plan.png"]
    assert await world.sql("SELECT FROM draft") == []
