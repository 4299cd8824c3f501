"""The embassy's path walked in a browser by hand, from the invitation to the akimat's official, in three languages."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from handlers.access.door import LANGUAGE_NAMES
from handlers.words.reader import Reader
from tests.journeys.browser import Hand, picture
from tests.journeys.embassy import asked_for_kyc, company_and_meeting, decided, made_and_passed
from tests.journeys.world import World
from tests.town.story import PIN

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
async def browser(request: pytest.FixtureRequest) -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        said = "No Chromium is installed: the path in the browser is NOT walked."
        reporter: Any = request.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(said)
        pytest.skip(said)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
async def page(world: World, browser: Browser) -> AsyncIterator[Page]:
    """Three phones side by side: the newcomer at the embassy, its head, the head of the akimat."""
    people = [world[key].id for key in ("stranger", "berlin_head", "karaganda_head")]
    context = await browser.new_context(viewport={"width": 1330, "height": 900})
    opened = await context.new_page()
    opened.set_default_timeout(8000)
    await opened.goto(f"{world.telegram.url}/?people={','.join(map(str, people))}")
    yield opened
    await context.close()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_from_the_invitation_to_the_official(page: Page, world: World, language: str) -> None:
    r = Reader(language)
    await world.speak(language)
    officer = Hand(page, world, "stranger", "Маргарита Лунёва")
    head = Hand(page, world, "berlin_head", "Дархан Әбдірахманов")
    akim = Hand(page, world, "karaganda_head", "Ерболат Қожахметов")
    await invited(page, world, officer, head, r)
    await pin_set(head, r)
    await akim.start()
    await company_and_meeting(page, officer, r, "Маргарита Лунёва")
    await asked_for_kyc(page, officer, r)
    await decided(page, head, r)
    await made_and_passed(page, officer, r)
    await akim.press(r.label("initiative.notice", "Open"))
    await picture(page, f"{language}-9-passed")
    await akim.press(r.label("initiative.card", "Appoint an official"))
    await akim.press("Петренко")
    await akim.reads(r.label("initiative.card", "Responsible: {name}", name="Светлана Петренко"))
    await picture(page, f"{language}-10-appointed")


async def invited(page: Page, world: World, officer: Hand, head: Hand, r: Reader) -> None:
    await head.start()
    await head.press(r.label("access.menu", "People"))
    await head.press(r.label("access.people", "Invite a person"))
    await head.press(r.label("organisation.role", "Officer"))
    await head.type("Маргарита Лунёва")
    await head.press(r.label("access.invite", "Make the link"))
    text = world["berlin_head"].last().text
    link = next(word for word in text.split() if word.startswith("https://t.me/"))
    await picture(page, f"{r.language}-1-invitation")
    await world["stranger"].open(link)  # forwarded to her in another app, and tapped there
    await officer.quiet()
    await officer.press(LANGUAGE_NAMES[r.language])
    await officer.tap(r.label("access.share", "Share my number"))
    await head.press(r.label("access.claimed", "Look and decide"))
    let_in = r.label("access.invitation", "Let in: {name}", name="")
    await head.press(next(label for label in world["berlin_head"].last().buttons if label.startswith(let_in)))
    await picture(page, f"{r.language}-2-let-in")
    await officer.press(r.label("access.admitted", "Open the menu"))
    await officer.reads("Маргарита Лунёва")


async def pin_set(head: Hand, r: Reader) -> None:
    await head.type("/menu")
    await head.press(r.label("access.menu", "Profile"))
    await head.press(r.label("access.profile", "Set a PIN"))
    await head.type(PIN)
    await head.type(PIN)
