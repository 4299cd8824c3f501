"""An administrator sends the National Bank's file to the bot: taken whole, or every fault named (T5; attack 72)."""

import asyncio

import pytest

from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World
from tests.reference.samples import NAMES, item, published
from tests.town.story import ready

__all__ = ["world"]

ADMIN = "administrator"


async def send(world: World, r: Reader, content: bytes, name: str = "rates.xml") -> str:
    """The file is sent where rates are kept, read, and what came of it is opened from the notice."""
    await world[ADMIN].send("/menu")
    await world.shown(ADMIN)
    await world.press(ADMIN, r.label("menu", "Reference figures"))
    await world.press(ADMIN, r.label("reference.figures", "Official rates"))
    await world[ADMIN].send_file(name, content)
    await world.shown(ADMIN)
    async with asyncio.timeout(20):
        while await world.sql("SELECT 1 FROM rates_import WHERE state = 'reading'"):
            await asyncio.sleep(0.05)
    await world.settled()
    return str((await world.press(ADMIN, r.label("reference.notice", "Open"))).text)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_t5_a_day_of_rates_is_sent_and_taken(world: World, language: str) -> None:
    r = Reader(language)
    await ready(world, language, ADMIN)
    shown = await send(world, r, published(*(item(code) for code in NAMES)))
    assert r.label_count("reference.import", "✓ {n} rate taken", "✓ {n} rates taken", len(NAMES) - 1) in shown
    assert "XDR" in shown
    assert (await world.sql("SELECT count(*) AS n FROM rate"))[0]["n"] == len(NAMES) - 1
    again = await send(world, r, published(item("USD")))
    assert r.label("reference.import", "All its rates stood so already.") in again
    acts = {one["act"] for one in await world.sql("SELECT act FROM audit")}
    assert {"reference.send", "reference.read"} <= acts


@pytest.mark.timeout(120)
async def test_attack_72_bad_files_change_nothing_and_are_answered(world: World) -> None:
    r = Reader("en")
    await ready(world, "en", ADMIN)
    bomb = b'<!DOCTYPE rates [<!ENTITY a "aaaa">]><rates><date>20.11.2026</date><item><title>&a;</title></item></rates>'
    told = {
        await send(world, r, content)
        for content in (
            bomb,
            b"no xml at all",
            b"<html/>",
            published(item("USD"), day="31.02.2026"),
            published(item("USD", quant="0"), item("&lt;b&gt;")),
        )
    }
    assert len(told) == 5, "every fault has its own words"
    assert any("row 1" in one and "USD 0" in one for one in told)
    assert await world.sql("SELECT 1 FROM rate") == []


@pytest.mark.timeout(60)
async def test_others_send_no_rates(world: World) -> None:
    """A1: an officer's file begins nothing."""
    await ready(world, "en", "berlin_officer")
    await world["berlin_officer"].send_file("rates.xml", published(item("USD")))
    await world.settled()
    assert await world.sql("SELECT 1 FROM rates_import") == []
