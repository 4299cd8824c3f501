"""A hand on a phone in a real Chromium: presses what it sees, types, waits until Tereze is quiet, takes a picture."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.journeys.world import World

PICTURES = os.environ.get("TEREZE_PICTURES", "")
"""A folder; when set, what is walked is also pictured there."""


class Hand:
    """One person's phone on the page. `who`: a key of the sample, `name` as the page shows it."""

    def __init__(self, page: Page, world: World, who: str, name: str) -> None:
        self._page = page
        self._world = world
        self.who = who
        self.phone: Locator = page.get_by_role("region", name=name)

    async def start(self) -> None:
        await self.phone.get_by_role("button", name="Start", exact=True).click()
        await self.quiet()

    async def type(self, text: str) -> None:
        box = self.phone.get_by_label("Message", exact=True)
        before = self._world[self.who].messages()[-1].id
        await box.fill(text)
        await box.press("Enter")
        await self._until(lambda: self._world[self.who].messages()[-1].id > before)
        await self.quiet()

    async def press(self, label: str) -> None:
        """The newest button with these words, the whole label or one that holds them; the page may still be showing
        what the chat held before, so what is looked for there is the whole label."""
        await self._until(lambda: self._label(label) is not None)
        whole = self._label(label) or label
        button = self.phone.locator("button.key").and_(self.phone.get_by_title(whole, exact=True))
        before = set(self._world.telegram.world.callbacks)
        await button.last.click()
        await self._until(lambda: not before.issuperset(self._world.telegram.world.callbacks))
        await self.quiet()

    async def _until(self, held: Callable[[], bool]) -> None:
        """What was done on the page has reached the server. Raises TimeoutError."""
        async with asyncio.timeout(8):
            while not held():
                await asyncio.sleep(0.03)

    def _label(self, label: str) -> str | None:
        shown = [one for message in self._world[self.who].newest() for one in message.buttons]
        return label if label in shown else next((one for one in shown if label in one), None)

    async def attach(self, name: str, content: bytes, mime: str) -> None:
        """Send a file: the page's own chooser is not the matter here."""
        await self._world[self.who].send_file(name, content, mime)
        await self.quiet()

    async def tap(self, label: str) -> None:
        """A key of the reply keyboard."""
        await self.phone.get_by_role("button", name=label, exact=True).click()
        await self.quiet()

    async def reads(self, text: str) -> None:
        """The newest message holds this text. Raises AssertionError after a while."""
        await expect(self.phone.get_by_role("article").last).to_contain_text(text)

    async def quiet(self) -> None:
        """Nothing on its way, and the page shows what the chat holds."""
        await self._world.shown(self.who)
        last = self._world[self.who].messages()[-1]
        await expect(self.phone.locator(f'article[data-id="{last.id}"]')).to_be_visible()
        for label in last.buttons[-1:]:
            await expect(self.phone.locator("button.key", has_text=label).last).to_be_visible()


async def picture(page: Page | None, name: str) -> None:
    """A picture of all phones on the page, when there is one and pictures are wanted."""
    if PICTURES and page is not None:
        await page.wait_for_timeout(150)  # the page scrolls to the end softly
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - a test may wait for the disk
        await page.screenshot(path=folder / f"{name}.png")
