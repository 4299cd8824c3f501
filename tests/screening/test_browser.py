"""Screening walked in a browser by hand, in three languages, with pictures when wanted (issue 6)."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from handlers.words.reader import Reader
from tests.journeys.browser import Hand, picture
from tests.journeys.conftest import world
from tests.journeys.test_browser import browser
from tests.journeys.world import World
from tests.screening import samples
from tests.screening.test_import_journey import read
from tests.screening.test_journey import screened
from tests.town import cards
from tests.town.story import checked, met, ready

__all__ = ["browser", "world"]


@pytest.fixture
async def page(world: World, browser: Browser) -> AsyncIterator[Page]:
    """Three phones side by side: the administrator, the officer of the embassy, its head."""
    people = [world[key].id for key in ("administrator", "berlin_officer", "berlin_head")]
    context = await browser.new_context(viewport={"width": 1330, "height": 900})
    opened = await context.new_page()
    opened.set_default_timeout(8000)
    await opened.goto(f"{world.telegram.url}/?people={','.join(map(str, people))}")
    yield opened
    await context.close()


def hand(page: Page, world: World, who: str) -> Hand:
    account = world[who].account
    return Hand(page, world, who, f"{account.first_name} {account.last_name}")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_screening_by_hand(page: Page, world: World, database: str, language: str) -> None:
    r = Reader(language)
    await ready(world, language, "administrator", "berlin_officer", "berlin_head")
    admin = hand(page, world, "administrator")
    author = hand(page, world, "berlin_officer")
    second = hand(page, world, "berlin_head")
    await admin.press(r.label("menu", "Sanctions lists"))
    for name, content in (("sdn.csv", samples.SDN), ("alt.csv", samples.ALT)):
        await world["administrator"].send_file(name, content)
        await admin.quiet()
    await admin.press(r.label("screening.import", "Take as a list"))
    await read(world)
    await admin.press(r.label("screening.notice", "Open the import"))
    await picture(page, f"screening-{language}-1-taken")
    company, _ = await met(world, database)
    await checked(world, database, company, cards.kyc())
    await screened(world)
    await author.press(r.label("screening.notice", "Review"))
    await author.press("QAZAQSTAN")
    await author.reads("MUSTERMANN, Erika")
    await picture(page, f"screening-{language}-2-explained")
    await author.press(r.label("screening.match", "It is somebody else"))
    await author.type("Another passport")
    await author.press(r.label("screening.form", "Clear the match"))
    await second.type("/menu")
    await second.press(r.label("menu", "KYC checks"))
    await second.press("QAZAQSTAN")
    await second.press(r.label_count("kyc.card", "Screening: {n} match", "Screening: {n} matches", 1))
    await picture(page, f"screening-{language}-3-cleared")
    await second.press("Erika Mustermann")
    await second.reads("Another passport")
    await world["administrator"].send("/menu")
    await admin.quiet()
    await admin.press(r.label("menu", "Sanctions lists"))
    await world["administrator"].send_file("peps.csv", samples.XXE)
    await admin.quiet()
    await admin.press(r.label("screening.import", "Take as a list"))
    await read(world)
    await admin.press(r.label("screening.notice", "Open the import"))
    await picture(page, f"screening-{language}-4-refused")
    await admin.press(r.label("screening.import", "To the lists"))
    await world["administrator"].send_file("peps.csv", samples.PLAIN)
    await admin.quiet()
    await admin.press(r.label("screening.import", "Take as a list"))
    await read(world)
    await screened(world)
    await author.press(r.label("screening.notice", "Review"))
    await author.press("QAZAQSTAN")
    await author.press(r.label("screening.match", "It is the same"))
    await author.press(r.label("screening.nature", "Public office"))
    await author.type("She holds office")
    await author.press(r.label("screening.form", "Confirm the match"))
    await author.reads(r.label("screening.nature", "Public office"))
    await second.type("/menu")
    await second.press(r.label("menu", "KYC checks"))
    await second.press("QAZAQSTAN")
    await second.reads(r.label("kyc.reason", "an owner holds public office"))
    await picture(page, f"screening-{language}-5-confirmed")
