"""The embassy's part of the path, by whatever presses: a hand in a browser, or a phone over HTTP (п. 40–42)."""

from typing import Final, Protocol

from playwright.async_api import Page

from handlers.words.classifiers import country_name, region_name, sector_short
from handlers.words.reader import Reader
from tests.journeys.browser import picture
from tests.town.story import PIN

TYPED: Final = {
    "ru": ("Берлин, отель «Адлон»", "Ветропарк на 200 МВт", "Ищут площадку на 200 га рядом с подстанцией"),
    "kk": ("Берлин, «Адлон» қонақүйі", "200 МВт жел электр станциясы", "Қосалқы станция жанынан 200 га алаң іздейді"),
    "en": ("Berlin, Hotel Adlon", "A wind farm of 200 MW", "They look for 200 ha near a substation"),
}
COMPANY: Final = '"QAZAQSTAN <MONARH>" GmbH'


class Thumb(Protocol):
    """Who walks: presses the newest button with these words, types, and reads the newest message."""

    async def press(self, label: str) -> None: ...

    async def type(self, text: str) -> None: ...

    async def attach(self, name: str, content: bytes, mime: str) -> None: ...

    async def reads(self, text: str) -> None: ...


async def company_and_meeting(page: Page | None, officer: Thumb, r: Reader, me: str) -> None:
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
    await officer.press(me)
    await officer.press(r.label("forms.step", "Choose in the calendar"))
    await picture(page, f"{r.language}-5-calendar")
    await officer.press(" ›")
    await officer.press("15")
    await officer.press(r.label("forms.step", "That is all"))
    await officer.press(r.label("meeting.form", "Save the meeting"))
    await officer.reads(points)
    await picture(page, f"{r.language}-6-meeting")


async def asked_for_kyc(page: Page | None, officer: Thumb, r: Reader) -> None:
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


async def decided(page: Page | None, head: Thumb, r: Reader) -> None:
    await head.press(r.label("kyc.notice", "Open the check"))
    await picture(page, f"{r.language}-7-kyc")
    await head.press(r.label("kyc.card", "Approve"))
    await head.type(PIN)
    await head.reads(r.label("kyc.card", "✓ The check is approved."))


async def made_and_passed(page: Page | None, officer: Thumb, r: Reader) -> None:
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
