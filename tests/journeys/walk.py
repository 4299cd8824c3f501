"""People on a long way: a fixed calendar, phones over HTTP or hands in a browser, and what the clocks must say."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from playwright.async_api import Page

from bot.local_telegram.views import ChatMessage
from bot.sample.people import ORGANISATIONS
from handlers.words.reader import Reader
from tests.journeys.browser import PICTURES, Hand, picture
from tests.journeys.embassy import Thumb
from tests.journeys.world import World
from tests.town.story import PIN

_TO_RING = """
SELECT 1 FROM legal_clock c WHERE EXISTS (SELECT FROM deadline WHERE state = 'open' AND planned < version)
    OR EXISTS (SELECT FROM reminder WHERE NOT done AND at <= clock_timestamp() + c.shift)
"""
ALMATY = timezone(timedelta(hours=5))


class Phone:
    """A person's phone over HTTP, pressed like a hand presses the page."""

    def __init__(self, world: World, who: str) -> None:
        self._world = world
        self.who = who

    async def press(self, label: str) -> None:
        await self._world.press(self.who, label)

    async def type(self, text: str) -> None:
        await self._world.say(self.who, text)

    async def attach(self, name: str, content: bytes, mime: str) -> None:
        await self._world[self.who].send_file(name, content, mime)
        await self._world.shown(self.who)

    async def reads(self, text: str) -> None:
        assert text in self._world[self.who].last().text, self._world[self.who].describe()


class Walk:
    """One way, in one language. `hands`: people who are seen in a browser; the others are phones over HTTP."""

    def __init__(
        self, world: World, language: str, hands: Mapping[str, Hand] | None = None, page: Page | None = None
    ) -> None:
        self.world = world
        self.r = Reader(language)
        self.page = page
        self._hands = dict(hands or {})
        self._seen: dict[str, int] = {}
        self._screens: dict[str, ChatMessage] = {}
        self.clocks: dict[str, str] = {}

    def thumb(self, who: str) -> Thumb:
        return self._hands.get(who) or Phone(self.world, who)

    async def tap(self, who: str, label: str) -> str:
        """The button with these words, or that holds them; the newest message."""
        await self.thumb(who).press(label)
        return await self._look(who)

    async def press(self, who: str, context: str, label: str, **values: object) -> str:
        """The same, by what the button says in the reader's language."""
        return await self.tap(who, self.r.label(context, label, **values))

    async def type(self, who: str, text: str) -> str:
        await self.thumb(who).type(text)
        return await self._look(who)

    async def attach(self, who: str, name: str) -> None:
        await self.thumb(who).attach(name, b"%PDF-1.4\n%%EOF\n", "application/pdf")
        await self._look(who)

    async def decide(self, who: str) -> str:
        """Give the PIN if it is asked for: it stays fresh for ten minutes of the machine's own time."""
        rows = await self.world.sql("SELECT place::text FROM dialogue WHERE chat_id = $1", self.world[who].id)
        return await self.type(who, PIN) if "access.enter_pin" in rows[0]["place"] else self.text(who)

    async def menu(self, who: str, entry: str) -> str:
        await self.type(who, "/menu")
        return await self.press(who, "menu", entry)

    async def _look(self, who: str) -> str:
        """The present screen, whatever reminder has come below it."""
        phone = self.world[who]
        rows = await self.world.sql("SELECT message_id FROM dialogue WHERE chat_id = $1", phone.id)
        self._screens[who] = phone.message(rows[0]["message_id"])
        return self.text(who)

    def text(self, who: str) -> str:
        return self._screens[who].text

    def buttons(self, who: str) -> list[str]:
        return list(self._screens[who].buttons)

    def button(self, who: str, part: str) -> str:
        """The first button of the present screen that holds this. Raises AssertionError."""
        found = [one for one in self.buttons(who) if part in one]
        assert found, f"{part!r} is not there:\n{self.world[who].describe()}"
        return found[0]

    async def picture(self, name: str, who: str = "") -> None:
        """Of all phones; with `who` of theirs apart, too."""
        await picture(self.page, f"path-{self.r.language}-{name}")
        if PICTURES and who in self._hands:
            await self._hands[who].phone.screenshot(path=Path(PICTURES) / f"{name[3:]}-{self.r.language}.png")

    # Time

    async def day(self, day: date, hour: int = 14) -> None:
        """It is this day in Almaty. The dates are literal, so they must hold in whatever year the test is run."""
        target = datetime.combine(day, time(hour), ALMATY)
        await self.world.sql("ALTER TABLE legal_clock DROP CONSTRAINT IF EXISTS legal_clock_shift_check")
        await self.world.sql("UPDATE legal_clock SET shift = $1::timestamptz - clock_timestamp()", target)
        await self.world.settled()
        self._seen = {who: phone.messages()[-1].id for who, phone in self.world.phones.items() if phone.messages()}

        async with asyncio.timeout(60):  # what rings on this day rings before anybody begins
            while await self.world.sql(_TO_RING):
                await asyncio.sleep(0.1)
        await self.world.settled(60)
        if self.page is not None:
            await self.page.reload()  # the clock at its top

    async def told(self, who: str, text: str, within: float = 20) -> ChatMessage:
        """Since this day began, a message with these words has come. Raises AssertionError after a while."""
        phone = self.world[who]
        try:
            async with asyncio.timeout(within):
                while True:
                    for one in phone.newest():
                        if one.by_bot and one.id > self._seen.get(who, 0) and text in one.text:
                            return one
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"{who} was not told {text!r}:\n{phone.describe()}") from None

    async def news(self, who: str, context: str, message: str, **values: object) -> ChatMessage:
        """The notice that begins with this sentence, up to its first value that is not given."""
        whole = self.r.label(context, message, **{"due": "\0", **values})
        return await self.told(who, whole.split("\0")[0].strip())

    # Clocks

    async def clocks_are(self, **changes: str) -> None:
        """Every clock ever started, but those of regular duties: «state due whose». Changed are only these.

        A name that stands twice is told apart by a figure at its end.
        """
        for name, value in changes.items():
            self.clocks[name.replace("__", ".")] = value
        known = {one.id: one.key for one in ORGANISATIONS}
        rows = await self.world.sql(
            "SELECT kind, state, due, organisation_id FROM deadline WHERE kind NOT LIKE 'duty.%'"
        )
        found = sorted(f"{one['kind']} {one['state']} {one['due']} {known[one['organisation_id']]}" for one in rows)
        assert found == sorted(f"{name.rstrip('0123456789')} {value}" for name, value in self.clocks.items())
