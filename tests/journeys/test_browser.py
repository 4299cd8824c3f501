"""The embassy's path walked in a browser by hand, from the invitation to the akimat's official, in three languages."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from handlers.access.door import LANGUAGE_NAMES
from handlers.words.classifiers import country_name, region_name, sector_short
from handlers.words.reader import Reader
from tests.journeys.browser import Hand, picture
from tests.journeys.world import World

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PIN = "4071"
TYPED = {
    "ru": ("Берлин, отель «Адлон»", "Ветропарк на 200 МВт", "Ищут площадку на 200 га рядом с подстанцией"),
    "kk": ("Берлин, «Адлон» қонақүйі", "200 МВт жел электр станциясы", "Қосалқы станция жанынан 200 га алаң іздейді"),
    "en": ("Berlin, Hotel Adlon", "A wind farm of 200 MW", "They look for 200 ha near a substation"),
}
COMPANY = '"QAZAQSTAN <MONARH>" GmbH'


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
    await company_and_meeting(page, officer, r)
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


async def company_and_meeting(page: Page, officer: Hand, r: Reader) -> None:
    place, subject, points = TYPED[r.language]
    await officer.press(r.label("menu", "Record a meeting"))
    await officer.type(COMPANY)
    await officer.press(r.label("forms.step", "Not here: make a new card"))
    await officer.press(country_name(r, "DE"))
    await officer.press(sector_short(r, "D"))
    await officer.press(r.label("company.form", "Save the company"))
    await picture(page, f"{r.language}-3-date")
    await officer.press(r.label("forms.step", "Today"))
    await officer.type(place)
    await officer.type(subject)
    await officer.type(points)
    await officer.press(r.label("forms.step", "Done"))
    await picture(page, f"{r.language}-4-review")
    await officer.press(r.label("meeting.form", "Agreements") + ":")
    await officer.type(r.label("meeting.agreement", "Send the list of land plots"))
    await officer.press(r.label("meeting.side", "Our side"))
    await officer.press("Маргарита Лунёва")
    await officer.press(r.label("forms.step", "Choose in the calendar"))
    await picture(page, f"{r.language}-5-calendar")
    await officer.press(" ›")
    await officer.press("15")
    await officer.press(r.label("forms.step", "That is all"))
    await officer.press(r.label("meeting.form", "Save the meeting"))
    await officer.reads(points)
    await picture(page, f"{r.language}-6-meeting")


async def asked_for_kyc(page: Page, officer: Hand, r: Reader) -> None:
    yes_no = {answer: r.label("forms.value", answer) for answer in ("Yes", "No")}
    await officer.press(r.label("meeting.card", "Company"))
    await officer.press(r.label("company.card", "KYC check"))
    await officer.press(r.label("kyc.company", "Start a check"))
    await officer.type(r.label("kyc.form", "Turbines since 1998"))
    await officer.press(r.label("kyc.ownership", "Clear up to the last owner"))
    await officer.type("Erika <Mustermann>")
    await officer.press(country_name(r, "DE"))
    await officer.type("100")
    await officer.press(yes_no["No"])
    await officer.press(r.label("forms.step", "That is all"))
    await officer.press(yes_no["No"])
    await officer.press(r.label("kyc.funds", "Own money"))
    await officer.press(r.label("kyc.sanctions", "No ties to sanctions"))
    await officer.press(r.label("kyc.pep", "None"))
    await officer.press(yes_no["No"])
    await officer.press(yes_no["No"])
    await officer.press(r.label("kyc.form", "Send for a decision"))
    await officer.reads(r.label("kyc.risk", "medium risk"))


async def decided(page: Page, head: Hand, r: Reader) -> None:
    await head.press(r.label("kyc.notice", "Open the check"))
    await picture(page, f"{r.language}-7-kyc")
    await head.press(r.label("kyc.card", "Approve"))
    await head.type(PIN)
    await head.reads(r.label("kyc.card", "✓ The check is approved."))


async def made_and_passed(page: Page, officer: Hand, r: Reader) -> None:
    await officer.type("/menu")
    await officer.press(r.label("menu", "Meetings"))
    await officer.press("QAZAQSTAN")
    await officer.press(r.label("meeting.card", "Make an initiative"))
    await officer.type(region_name(r, "35"))  # one region is named so: taken at once
    await officer.type(TYPED[r.language][1])
    await officer.press(r.label("forms.step", "Done"))
    await officer.press(r.label("initiative.form", "Save the initiative"))
    await officer.press(r.label("initiative.card", "Pass to the akimat"))
    await picture(page, f"{r.language}-8-passing")
    await officer.press(r.label("initiative.pass", "Pass: {akimat}", akimat="").strip())
    await officer.reads("И-2026-000001")
