"""Screens, notices and a Telegram that fails, in whatever order: once it is quiet everybody sees what is wanted, and a
message that came twice is one whose answer was lost (design §2.5)."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from bot.machine import tasks
from bot.machine.people import Backdrop
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.machine.sender import Sender
from bot.machine.telegram import ApiError, Lost, NotSent, Telegram, Upload
from bot.storage import machine
from bot.storage.unit import Database
from handlers.screens.codec import encode
from tests.crash_points.fuse import Phones
from tests.machine.sending import toys
from tests.state_machines.running import CONTROL, SHORT, Machine, long

BOT = 700_001
PEOPLE = 3
WORDS = st.sampled_from(["one", "two", "<b>&", "три"])
WHO = st.integers(0, PEOPLE - 1)

_QUIET = """
SELECT NOT EXISTS (SELECT FROM outbox WHERE state IN ('waiting', 'sending'))
    AND NOT EXISTS (SELECT FROM dialogue WHERE wanted > shown)
    AND NOT EXISTS (SELECT FROM live_message WHERE stale AND message_id IS NOT NULL)
"""
_NOW = """
WITH screens AS (UPDATE dialogue SET not_before = clock_timestamp() WHERE wanted > shown)
UPDATE outbox SET not_before = clock_timestamp() WHERE state = 'waiting'
"""
_DOUBTFUL = "SELECT (SELECT coalesce(sum(lost), 0) FROM outbox) + (SELECT coalesce(sum(lost), 0) FROM dialogue)"
_WANT = """
INSERT INTO dialogue (bot_id, chat_id, telegram_id, place, wanted, below) VALUES ($1, $2, $2, $3, 1, $4)
ON CONFLICT (bot_id, chat_id) DO UPDATE SET place = $3, wanted = dialogue.wanted + 1, below = dialogue.below OR $4
"""


class Faulty(Telegram):
    """Telegram as `faults` says, one for each call to come; then it works."""

    def __init__(self, phones: Phones) -> None:
        super().__init__(f"{BOT}:AAtest")
        self.phones = phones
        self.faults: list[str] = []

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        uploads: Mapping[str, Upload] | None = None,
        timeout: float | None = None,
    ) -> Any:
        match self.faults.pop(0) if self.faults else "":
            case "not sent":
                raise NotSent(method)
            case "too many":
                raise ApiError(method, 429, "Too Many Requests", 0.02)
            case "lost":
                self.phones.take(method, params)
                raise Lost(method)
        return self.phones.take(method, params)


class Screens(Machine):
    """Some people; what each should see is remembered here."""

    dsn = ""
    marks_before_sending = False

    def __init__(self) -> None:
        super().__init__()
        self.phones = Phones()
        self.telegram = Faulty(self.phones)
        self.wanted: dict[int, str] = {}
        self.notices: Counter[tuple[int, str]] = Counter()
        self.people: list[tuple[int, UUID]] = []
        self.database = Database(self.dsn, machine.PORTS, size=6)

    def teardown(self) -> None:
        self._runner.run(self.database.close())
        super().teardown()

    @initialize()
    def populated(self) -> None:
        async def work() -> None:
            async with self.database.unit() as unit:
                await unit.raw.execute(
                    "DELETE FROM live_message; DELETE FROM outbox; DELETE FROM dialogue; DELETE FROM account;"
                    " UPDATE lease SET expires = clock_timestamp() - interval '1 s'"
                )
                office = await unit.raw.fetchval(
                    "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en)"
                    " VALUES ($1, 'mission', 'М', 'М', 'M') RETURNING id",
                    uuid4(),
                )
                for number in range(PEOPLE):
                    person = uuid4()
                    await unit.raw.execute(
                        "INSERT INTO person (id, organisation_id, role, name, language)"
                        " VALUES ($1, $2, 'officer', 'N', 'en')",
                        person,
                        office,
                    )
                    await unit.raw.execute(
                        "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2)", 5_000 + number, person
                    )
                    self.people.append((5_000 + number, person))

        self.wait(work())

    @rule(who=WHO, text=WORDS, below=st.booleans())
    def wants(self, who: int, text: str, below: bool) -> None:
        """An update was handled: the person should see this now."""
        chat = self.people[who][0]
        self.wanted[chat] = text
        self.wait(self._execute(_WANT, BOT, chat, json.dumps(encode(toys.Card(text))), below))

    @rule(who=WHO, text=WORDS)
    def is_told(self, who: int, text: str) -> None:
        chat, person = self.people[who]
        said = f"{text} {self.notices.total()}"
        self.notices[chat, said] += 1
        self.wait(
            self._execute(
                "INSERT INTO outbox (key, person_id, notice, about_kind, about_id) VALUES ($1, $2, $3, 'toy', $4)",
                str(uuid4()), person, json.dumps(encode(toys.News(said))), uuid4(),
            )
        )  # fmt: skip

    @rule()
    def is_settled(self) -> None:
        """Somebody settled the subjects of what was delivered: those notices lose their buttons."""
        self.wait(
            self._execute(
                "UPDATE live_message SET closed = true, stale = true"
                " WHERE outbox_id IN (SELECT id FROM outbox WHERE state = 'sent')"
            )
        )

    @rule(faults=st.lists(st.sampled_from(["not sent", "too many", "lost", ""]), min_size=1, max_size=4))
    def telegram_fails(self, faults: list[str]) -> None:
        self.telegram.faults += faults

    @rule(after=st.floats(0.0, 0.03))
    def a_sender_dies(self, after: float) -> None:
        """Cancelled wherever it is; what it had on its way may have arrived."""
        self.wait(self._send(until=after))

    @rule()
    def all_is_quiet(self) -> None:
        """Everything gets out in the end; then everybody sees what is wanted."""
        self.wait(self._send(until=None))
        self.wait(self._compared())

    async def _execute(self, sql: str, *values: Any) -> None:
        async with self.database.unit() as unit:
            await unit.raw.execute(sql, *values)

    async def _send(self, *, until: float | None) -> None:
        registry = Registry([toys.room])
        backdrop = Backdrop(PublishedRules(), "tereze_bot")
        sender = Sender(self.database, self.telegram, registry, backdrop, str(uuid4()), per_second=10_000)
        await self._execute("UPDATE lease SET expires = clock_timestamp() - interval '1 s'")
        running = tasks.start(sender.run(), "sender")
        try:
            if until is not None:
                await asyncio.sleep(until)
                return
            async with asyncio.timeout(20):
                while True:
                    async with self.database.alone() as raw:
                        if await raw.fetchval(_QUIET):
                            return
                        await raw.execute(_NOW)  # nobody waits for a back-off here
                    sender.wake.call()
                    await asyncio.sleep(0.02)
        finally:
            await tasks.stop(running)

    async def _compared(self) -> None:
        async with self.database.alone() as raw:
            doubtful = await raw.fetchval(_DOUBTFUL)
        extra = 0
        for chat, _ in self.people:
            standing = self.phones.chats.get(chat, {})
            screens = [text for text, buttons in standing.values() if buttons and "Next" not in text]
            if (wanted := self.wanted.get(chat)) is not None:
                shown = str(toys._show_card(toys.Card(wanted), _reader()).text)
                assert shown in screens, f"{shown!r} is not what is seen: {standing}"
            for (to, said), _ in self.notices.items():
                if to == chat:
                    expected = str(toys._show_news(toys.News(said), _reader()).text)
                    times = sum(text.startswith(expected) for text, _ in standing.values())
                    assert times >= 1, f"{said!r} never came: {standing}"
                    extra += times - 1
        assert extra <= doubtful, "a double nobody has counted"


def _reader() -> Any:
    from handlers.words.reader import Reader

    return Reader("en")


@pytest.fixture
def machines(database: str) -> Iterator[type[Screens]]:
    class OnThisDatabase(Screens):
        dsn = database

    toys.world = toys.World()
    yield OnThisDatabase


def test_screens_in_any_order(machines: type[Screens]) -> None:
    run_state_machine_as_test(machines, settings=settings(SHORT, max_examples=3, stateful_step_count=25))


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_screens_in_any_order_for_long(machines: type[Screens]) -> None:
    run_state_machine_as_test(machines, settings=long(2_400))
    assert machines.steps >= 2_000


def test_the_machine_can_fail(machines: type[Screens]) -> None:
    """A sender that marks a notice as sent before it is sent loses it when it dies."""

    class MarksBefore(machines):  # type: ignore[misc, valid-type]
        async def _send(self, *, until: float | None) -> None:
            if until is not None:
                await self._execute("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'")
            await super()._send(until=until)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(MarksBefore, settings=CONTROL)
