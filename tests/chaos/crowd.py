"""Simulated people at their phones. Each remembers what they meant, so that the end can be compared with it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from bot.local_telegram import LocalPerson, NotPossible
from bot.local_telegram.views import ChatMessage

MENU = ("Choose below", "waits for you", "wait for you", "What is due next stands first")
PATIENCE = 2.0
"""Seconds after which somebody presses again."""


class Stuck(Exception):
    """Somebody waited longer than anybody should."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as a person typed it."""

    subject: str
    place: str
    parts: tuple[str, ...]
    company: str
    agreement: str = ""


@dataclass(slots=True)
class Ledger:
    """What one person has done, in the order in which they saw it done."""

    person: UUID
    companies: list[str] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    forged: int = 0
    begun: set[str] = field(default_factory=set)
    """Names of cards whose saving was asked for; when somebody gave up, the card may be there or not."""


class Somebody:
    """One person with a phone and a tablet."""

    def __init__(self, me: LocalPerson, ledger: Ledger, seed: str, longest: float) -> None:
        self.me = me
        self.ledger = ledger
        self.chance = random.Random(seed)
        self.longest = longest
        self.updates = 0
        self._count = 0

    # what is seen

    def screen(self) -> ChatMessage:
        """The newest message of the bot that has buttons. LookupError when there is none."""
        return self.me.screen

    def _sees(self) -> bool:
        """Whether there is a screen at all: the first answer may be slow."""
        return any(message.rows for message in self.me.newest())

    def says(self, *phrases: str) -> Callable[[ChatMessage], bool]:
        """Whether a screen has one of the phrases in its text or on a button."""

        def seen(screen: ChatMessage) -> bool:
            return any(one in screen.text or any(one in label for label in screen.buttons) for one in phrases)

        return seen

    async def see(self, seen: Callable[[ChatMessage], bool], seconds: float) -> ChatMessage | None:
        """The screen once it is as expected; None when the patience is at its end."""
        try:
            return await self.me.wait_for(lambda me: me.screen if seen(me.screen) else None, timeout=seconds)
        except TimeoutError:
            return None

    # what is done

    async def type(self, text: str, *seen: str) -> ChatMessage:
        """Type it once, never again, and wait for what it leads to. Raises Stuck."""
        await self._send(text)
        return await self._lead(self.says(*seen), f"after typing {text[:30]!r}, wanted {seen}", None)

    async def _send(self, text: str) -> None:
        self.updates += 1
        await self.me.send(text)

    async def press(self, button: str, *seen: str) -> ChatMessage:
        """Press until it has led there: sometimes twice, on both devices, or again out of impatience. Raises Stuck."""
        return await self._lead(self.says(*seen), f"pressing {button!r}, wanted {seen}", button)

    async def _lead(self, seen: Callable[[ChatMessage], bool], told: str, button: str | None) -> ChatMessage:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.longest
        while loop.time() < until:
            if button is not None:
                await self._tap(button)
            shown = await self.see(seen, PATIENCE + self.chance.random())
            if shown is not None:
                return shown
            await self._offered()
        raise Stuck(f"{self.me.id} {told}:\n{self._chat()}")

    async def _offered(self) -> None:
        """A text that came too early is offered as the answer: it is taken. A name like another is meant as it is."""
        for label in self.screen().buttons if self._sees() else ():
            if label in ("Use this as the answer", "No, it is a new one"):
                await self._tap(label)
                return

    async def _tap(self, button: str) -> None:
        try:
            shown = self.screen()
            label = next(one for one in shown.buttons if one.startswith(button))
        except (LookupError, StopIteration):
            return
        times = 1 + (self.chance.random() < 0.25)
        for one in range(times):
            self.updates += 1
            device = self.chance.choice(("phone", "tablet")) if one else "phone"
            try:
                await self.me.press(label, shown, device=device)
            except (NotPossible, LookupError):
                return

    def _chat(self) -> str:
        return "\n".join(self.me.describe().splitlines()[-25:])

    # what people do

    async def menu(self) -> None:
        await self.type("/menu", *MENU)

    async def first(self) -> None:
        self.updates += 1
        await self.me.start()
        await self._lead(self.says(*MENU), "at the start", None)

    async def make_company(self) -> str:
        """A company's card, from the menu to the card; its name is like no other."""
        name = "".join(self.chance.choices("abcdefghiklmnoprstuvwz", k=12)).capitalize()
        await self.menu()
        await self.press("Companies", "New company")
        await self.press("New company", "full legal name")
        await self.type(name, "Which country")
        await self.press("Germany", "Which sector")
        await self.press("Manufacturing", "Save the company")
        self.ledger.begun.add(name)
        await self.press("Save the company", "KYC: not started")
        self.ledger.companies.append(name)
        return name

    async def record_meeting(self, company: str, agreement: bool) -> None:
        """A meeting's card, the key points in several messages sent at once."""
        self._count += 1
        mine = f"{self.me.id % 10000}n{self._count}"
        parts = tuple(f"p{mine}x{n}" for n in range(self.chance.randint(2, 5)))
        meeting = Meeting(f"subject {mine}", f"place {mine}", parts, company, f"agreed {mine}" if agreement else "")
        await self.menu()
        await self.press("Record a meeting", "Which company did you meet")
        await self.type(company, f"{company} ·")
        old = await self.press(company, "When was the meeting")
        await self.press("Today", "Where was it")
        await self.type(meeting.place, "interested in")
        await self._out_of_date(old, "Yesterday")
        await self.type(meeting.subject, "key points")
        for part in parts[:-1]:
            await self._send(part)
        await self.type(parts[-1], f"Kept so far, {len(chr(10).join(parts))} characters")
        shown = await self.press("Done", "Save the meeting")
        if agreement:
            await self._agree(meeting.agreement, shown)
        old = self.screen()
        self.ledger.begun.add(meeting.subject)
        await self.press("Save the meeting", "Recorded by")
        self.ledger.meetings.append(meeting)
        await self._out_of_date(old, "Save the meeting")

    async def _agree(self, what: str, shown: ChatMessage) -> None:
        if not any(one.startswith("Agreements") for one in shown.buttons):
            await self.press("›", "Agreements")
        await self.press("Agreements", "Add an agreement", "What was agreed?")
        if any(one.startswith("Add an agreement") for one in self.screen().buttons):
            await self.press("Add an agreement", "What was agreed?")
        await self.type(what, "Whose side")
        await self.press("Our side", "Who of us")
        await self.press(self.me.account.first_name, "By what date")
        await self.press(self.screen().buttons[0], "That is all")
        await self.press("That is all", "Save the meeting")

    async def _out_of_date(self, old: ChatMessage, label: str) -> None:
        """The tablet still shows an earlier screen, and somebody presses there."""
        if self.chance.random() < 0.5:
            return
        self.updates += 1
        try:
            await self.me.press(label, old, device="tablet")
        except (NotPossible, LookupError):
            self.updates -= 1

    async def forge(self, of: ChatMessage) -> None:
        """Press a button of somebody else's screen."""
        data = next((one.data for row in of.rows for one in row if one.data), None)
        if data is None:
            return
        self.updates += 1
        self.ledger.forged += 1
        await self.me.press_raw(data, of.id)
