"""An initiative on the phones, in three languages: made from a meeting, passed, opened, given to an official
(M1.2, M1.6, M1.7; п. 41–42)."""

import pytest

from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World
from tests.town import cards
from tests.town.story import PIN, checked, met, ready

__all__ = ["world"]

MISSION, SECOND, BODY = "berlin_officer", "berlin_head", "authorised_body_head"
AKIM, OFFICER, OTHER = "karaganda_head", "karaganda_officer", "turkistan_head"
C = "initiative.card"


async def make(world: World, r: Reader) -> None:
    """From the meeting's card: title, sector and region stand already; one answer is missing."""
    await world.press(MISSION, r.label("menu", "Meetings"))
    await world.press(MISSION, "QAZAQSTAN")
    shown = await world.press(MISSION, r.label("meeting.card", "Make an initiative"))
    assert r.label("initiative.form", "What does the investor want to build or make?") in shown.text, shown.text
    await world.say(MISSION, "200 MW in the steppe")
    await world.press(MISSION, r.label("forms.step", "Done"))
    shown = await world.press(MISSION, r.label("initiative.form", "Save the initiative"))
    assert "И-2026-000001 · Wind farm" in shown.text, world[MISSION].describe()


async def approve(world: World, r: Reader) -> None:
    """The second person of the embassy approves the check that waits."""
    await world[SECOND].send("/menu")
    await world.shown(SECOND)
    await world.press(SECOND, r.label("menu", "KYC: waiting for you"))
    await world.press(SECOND, "QAZAQSTAN")
    await world.press(SECOND, r.label("kyc.card", "Approve"))
    await world.say(SECOND, PIN)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_from_the_meeting_to_the_official(world: World, database: str, language: str) -> None:
    r = Reader(language)
    await ready(world, language, MISSION, SECOND, AKIM, OFFICER, OTHER)
    company, _ = await met(world, database)
    await make(world, r)
    shown = world[MISSION].last()
    assert r.label(C, "Start the KYC check") in shown.buttons  # what is missing is a button to do it
    assert r.label(C, "Pass to the akimat") not in shown.buttons
    await checked(world, database, company, cards.kyc())
    await approve(world, r)
    # Passed: asked once, with the name and the day
    await world[MISSION].send("/menu")
    await world.shown(MISSION)
    await world.press(MISSION, r.label("menu", "Initiatives waiting for you"))
    await world.press(MISSION, "000001")
    shown = await world.press(MISSION, r.label(C, "Pass to the akimat"))
    passing = next(
        label for label in shown.buttons if label.startswith(r.label("initiative.pass", "Pass: {akimat}", akimat=""))
    )
    shown = await world.press(MISSION, passing)
    assert r.label(C, "✓ The initiative is passed to the akimat.") in shown.text, world[MISSION].describe()
    assert r.label(C, "Take it back") in shown.buttons
    # It has come: the akimat of the region is told, another one is not
    pushed = world[AKIM].last()
    assert "И-2026-000001" in pushed.text and "MONARH" not in pushed.text, world[AKIM].describe()
    assert not any("000001" in message.text for message in world[OTHER].messages())
    # Opened: from now on it stays
    shown = await world.press(AKIM, r.label("initiative.notice", "Open"))
    assert "Wind farm" in shown.text and r.label("kyc.card", "Approve") not in shown.buttons
    assert "KYC" not in shown.text  # A2
    shown = await world.press(MISSION, r.label("initiative.notice", "Open"))
    assert r.label(C, "Take it back") not in shown.buttons, world[MISSION].describe()
    # Appointed: the least loaded are offered first
    shown = await world.press(AKIM, r.label(C, "Appoint an official"))
    assert any("Петренко" in label and "0" in label for label in shown.buttons), world[AKIM].describe()
    shown = await world.press(AKIM, "Петренко")
    assert r.label(C, "Responsible: {name}", name="Светлана Петренко") in shown.text, world[AKIM].describe()
    told = world[OFFICER].last()
    assert "И-2026-000001" in told.text, world[OFFICER].describe()
    shown = await world.press(OFFICER, r.label("initiative.notice", "Open"))
    assert r.label(C, "Take it") not in shown.buttons
    open_clocks = await world.sql("SELECT kind FROM deadline WHERE state = 'open' AND subject_kind = 'initiative'")
    assert [one["kind"] for one in open_clocks] == ["initiative.consideration"]
    acts = {one["act"] for one in await world.sql("SELECT act FROM audit")}
    assert {"initiative.create", "initiative.pass", "initiative.open", "initiative.appoint"} <= acts


async def test_taken_back_and_taken_by_an_officer(world: World, database: str) -> None:
    """A wrong transfer is taken back with one tap; an officer takes an initiative right from the notice (п. 42)."""
    r = Reader("en")
    await ready(world, "en", MISSION, SECOND, AKIM, OFFICER)
    company, _ = await met(world, database)
    await make(world, r)
    await checked(world, database, company, cards.kyc())
    await approve(world, r)
    await world[MISSION].send("/menu")
    await world.shown(MISSION)
    await world.press(MISSION, r.label("menu", "Initiatives"))
    await world.press(MISSION, "000001")
    for turn in ("wrong", "right"):
        await world.press(MISSION, r.label(C, "Pass to the akimat"))
        await world.press(MISSION, "Pass: Akimat")
        if turn == "wrong":
            gone = world[AKIM].last()
            shown = await world.press(MISSION, r.label(C, "Take it back"))
            assert r.label(C, "✓ The initiative is back with you.") in shown.text
            assert not world[AKIM].message(gone.id).buttons  # nothing left to press
    await world.press(AKIM, r.label("initiative.notice", "Open"))  # a look changes the version, not the question
    shown = await world.press(OFFICER, r.label("initiative.notice", "Take it"))
    assert r.label(C, "Responsible: {name}", name="Светлана Петренко") in shown.text, world[OFFICER].describe()
    heads = [message for message in world[AKIM].messages() if "has come to you" in message.text]
    assert not any(message.buttons for message in heads), world[AKIM].describe()


async def test_the_authorised_body_allows_the_transfer_first(world: World, database: str) -> None:
    """M1.2: asked with a reason, allowed with a reason and the PIN; then it may go without a KYC decision."""
    r = Reader("en")
    await ready(world, "en", MISSION, BODY, AKIM)
    await met(world, database)
    await make(world, r)
    await world.press(MISSION, r.label(C, "Ask the authorised body"))
    await world.say(MISSION, "The minister visits tomorrow")
    shown = await world.press(MISSION, r.label("initiative.reason", "Ask the authorised body"))
    assert r.label(C, "Ask the authorised body") not in shown.buttons  # once
    shown = await world.press(BODY, r.label("initiative.notice", "Open"))
    assert "The minister visits tomorrow" in shown.text, world[BODY].describe()
    await world.press(BODY, r.label(C, "Allow the transfer"))
    await world.say(BODY, "The visit cannot wait")
    await world.press(BODY, r.label("initiative.reason", "Allow the transfer"))
    shown = await world.say(BODY, PIN)
    assert "The visit cannot wait" in shown.text, world[BODY].describe()
    await world.press(MISSION, r.label("initiative.notice", "Pass to the akimat"))
    await world.press(MISSION, "Pass: Akimat")
    assert "000001" in world[AKIM].last().text


async def test_it_is_found_by_number_and_by_link(world: World, database: str) -> None:
    """M1.6: «1», «I-2026-000001» and the title find it; a link opens it only for those who may see it (39)."""
    r = Reader("en")
    await ready(world, "en", MISSION, OTHER)
    await met(world, database)
    await make(world, r)
    row = (await world.sql("SELECT id FROM initiative"))[0]
    for query in ("I-2026-000001", "wind farm"):
        shown = await world.say(MISSION, f"/find {query}")
        assert any("000001" in label for label in shown.buttons), world[MISSION].describe()
    shown = await world.say(OTHER, "/find wind farm")
    assert not any("000001" in label for label in shown.buttons)
    await world[OTHER].start("n" + row["id"].hex)
    assert "Wind farm" not in (await world.shown(OTHER)).text
