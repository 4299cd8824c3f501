"""An administrator sends lists to the bot, in three languages; bad files by name (M1.2; attack 72)."""

import asyncio

import pytest

from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World
from tests.screening import samples
from tests.town.story import ready

__all__ = ["world"]

ADMIN = "administrator"


async def read(world: World) -> None:
    """The job has read what was sent, and what it told has arrived."""
    async with asyncio.timeout(20):
        while await world.sql("SELECT 1 FROM screening_import WHERE state = 'reading'"):
            await asyncio.sleep(0.05)
    await world.settled()


async def send(world: World, r: Reader, **files: bytes) -> None:
    await world[ADMIN].send("/menu")
    await world.shown(ADMIN)
    await world.press(ADMIN, r.label("menu", "Sanctions lists"))
    for name, content in files.items():
        await world[ADMIN].send_file(name.replace("__", "."), content)
        await world.shown(ADMIN)
    await world.press(ADMIN, r.label("screening.import", "Take as a list"))
    await read(world)
    await world.press(ADMIN, r.label("screening.notice", "Open the import"))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_a_list_is_sent_taken_and_renewed(world: World, language: str) -> None:
    r = Reader(language)
    await ready(world, language, ADMIN)
    await send(world, r, sdn__csv=samples.SDN, alt__csv=samples.ALT, add__csv=samples.ADD)
    shown = world[ADMIN].last()
    ofac = r.label("screening.source", "OFAC, USA")
    assert r.label("screening.import", "✓ Taken: {list}", list=ofac) in shown.text, world[ADMIN].describe()
    assert "add.csv" in shown.text
    await send(world, r, peps__csv=samples.PLAIN)
    await send(world, r, peps__csv=samples.PLAIN_NEXT)
    shown = await world.press(ADMIN, r.label("screening.import", "Open the list"))
    assert r.label("screening.list", "New: {added}, changed: {changed}, gone: {gone}", added=1, changed=0, gone=0) in (
        shown.text
    )
    assert "– Nordic Star Trading" in shown.text
    assert "Игорь Власов" in shown.text
    acts = {one["act"] for one in await world.sql("SELECT act FROM audit")}
    assert {"screening.send", "screening.take", "screening.read"} <= acts
    pushed = [one["notice"] for one in await world.sql("SELECT notice::text FROM outbox")]
    assert all("Nordic" not in one and "sdn" not in one for one in pushed)  # N3


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_attack_72_bad_files_get_a_clear_answer(world: World, language: str) -> None:
    r = Reader(language)
    await ready(world, language, ADMIN)
    refused = r.label("screening.import", "Not taken; the version before stands.")
    seen = set()
    for case, (name, content, _) in samples.BAD.items():
        await send(world, r, **{name.replace(".", "__"): content})
        shown = world[ADMIN].last()
        assert refused in shown.text, (case, world[ADMIN].describe())
        seen.add(shown.text.partition(refused)[2])
    assert len(seen) >= 7  # each kind of trouble has its own sentence
    assert await world.sql("SELECT 1 FROM screening_list") == []


async def test_others_have_no_lists_and_their_files_begin_nothing(world: World) -> None:
    """A1: an officer's file is no list."""
    r = Reader("en")
    await ready(world, "en", "berlin_officer")
    shown = world["berlin_officer"].last()
    assert r.label("menu", "Sanctions lists") not in shown.buttons
    await world["berlin_officer"].send_file("sdn.csv", samples.SDN)
    await world.settled()
    assert await world.sql("SELECT 1 FROM screening_import") == []
