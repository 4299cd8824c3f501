"""The akimat's path walked in a browser, in three languages: the passport, "Why?", the roadmap and its picture, the
National Company, the panel, the rating, the chamber (issue 4). With TEREZE_PICTURES every screen is pictured."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from playwright.async_api import Browser, Page

from tests.journeys import test_whole_path as path
from tests.journeys.browser import Hand
from tests.journeys.test_browser import browser
from tests.journeys.walk import Walk
from tests.journeys.world import World
from tests.town.story import ready

__all__ = ["browser"]

NAMES = {
    path.OFFICER: "Светлана Петренко",
    path.AKIM: "Ерболат Қожахметов",
    path.COMPANY: "Dana Akhmetova",
    path.CHAMBER: "Айдос Мұқанов",
}


@asynccontextmanager
async def phones(world: World, browser: Browser) -> AsyncIterator[Page]:
    """Four phones side by side: the akimat's official and head, the National Company, the chamber."""
    context = await browser.new_context(viewport={"width": 1780, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(8000)
    await page.goto(f"{world.telegram.url}/?people={','.join(str(world[who].id) for who in NAMES)}")
    yield page
    await context.close()


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_the_akimats_path_in_the_browser(world: World, browser: Browser, language: str) -> None:
    before = Walk(world, language)
    await before.day(date(2026, 12, 7))
    await ready(world, language, *path.EVERYBODY)
    await path.met_and_checked(before)
    await path.passed_and_appointed(before)
    await path.extended_once(before)
    async with phones(world, browser) as page:
        walk = Walk(world, language, {who: Hand(page, world, who, name) for who, name in NAMES.items()}, page)
        walk.clocks = before.clocks
        await path.became_a_project(walk)
        await path.roadmap_sent(walk)
        await path.sent_back_and_mended(walk)
        await path.approved(walk)
        await path.late_and_seen(walk)
        await path.carried_out(walk)
        await path.validated(walk)
