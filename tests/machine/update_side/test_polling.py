"""Polling: confirmed only once stored; every refusal waited out. Presses answered, late ones too."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.machine.after import AfterCommit
from bot.machine.ingress import Ingress
from bot.machine.polling import Polling
from bot.machine.telegram import Telegram
from bot.machine.updates import KINDS
from tests.machine.support import Bench


class Script:
    """A Bot API that answers getUpdates from a list, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.asked: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.changed = asyncio.Condition()
        self.url = ""

    def updates(self, *updates: dict[str, Any]) -> None:
        self.answers.append((200, {"ok": True, "result": list(updates)}))

    def refuse(self, code: int, **parameters: Any) -> None:
        body = {"ok": False, "error_code": code, "description": "no", "parameters": parameters}
        self.answers.append((code, body))

    async def handle(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text() or "{}")
        method = request.path.rpartition("/")[2]
        async with self.changed:
            (self.asked.append(body) if method == "getUpdates" else self.calls.append((method, body)))
            self.changed.notify_all()
        if method != "getUpdates":
            return web.json_response({"ok": True, "result": True})
        if not self.answers:
            await asyncio.sleep(0.2)
            return web.json_response({"ok": True, "result": []})
        status, answer = self.answers.pop(0)
        return web.json_response(answer, status=status)

    async def until(self, check: Callable[[], Any], seconds: float = 10.0) -> None:
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(check)


@pytest.fixture
async def script() -> AsyncIterator[Script]:
    made = Script()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", made.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def telegram(bench: Bench, script: Script) -> AsyncIterator[Telegram]:
    made = Telegram(f"{bench.bot.id}:token", script.url)
    yield made
    await made.close()


@pytest.fixture
async def after(telegram: Telegram) -> AsyncIterator[AfterCommit]:
    made = AfterCommit(telegram)
    yield made
    made.close()


async def polled(
    bench: Bench, telegram: Telegram, after: AfterCommit, pause: Callable[[float], Awaitable[None]] | None = None
) -> asyncio.Task[None]:
    ingress = Ingress(bench.database, bench.bot.id, after)
    return asyncio.ensure_future(Polling(telegram, ingress, everybody_waits=pause, held=1).run())


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_confirmed_after_the_commit(bench: Bench, script: Script, telegram: Telegram, after: AfterCommit) -> None:
    """The offset is what we have stored, plus one; kinds of updates are named."""
    guest = bench.guest()
    first, second = bench.message_update(guest, "a"), bench.message_update(guest, "b")
    first["update_id"], second["update_id"] = 70, 71
    script.updates(first, second)
    task = await polled(bench, telegram, after)
    await script.until(lambda: len(script.asked) >= 2)
    await end(task)
    assert "offset" not in script.asked[0]
    assert script.asked[1]["offset"] == 72
    assert script.asked[0]["allowed_updates"] == list(KINDS)
    assert [row["update_id"] for row in await bench.rows("SELECT update_id FROM inbox ORDER BY seq")] == [70, 71]


async def test_not_confirmed_while_not_stored(
    bench: Bench, script: Script, telegram: Telegram, after: AfterCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = bench.message_update(bench.guest(), "a")
    script.updates(update)
    script.updates(update)

    async def away(*_: Any) -> Any:
        monkeypatch.undo()
        raise ConnectionResetError

    monkeypatch.setattr("bot.storage.machine.receive", away)
    task = await polled(bench, telegram, after)
    await script.until(lambda: len(script.asked) >= 3)
    await end(task)
    assert ["offset" in asked for asked in script.asked[:3]] == [False, False, True]
    assert (await bench.row("SELECT count(*) AS n FROM inbox"))["n"] == 1


@pytest.mark.parametrize("code", [409, 500, 502, 401])
async def test_a_refusal_is_waited_out(
    bench: Bench, script: Script, telegram: Telegram, after: AfterCommit, code: int
) -> None:
    """Attacks 88, 96, and a second poller."""
    script.refuse(code)
    script.updates(bench.message_update(bench.guest(), "a"))
    task = await polled(bench, telegram, after)
    await bench.until("SELECT FROM inbox")
    await end(task)


async def test_a_429_stops_everybody(bench: Bench, script: Script, telegram: Telegram, after: AfterCommit) -> None:
    """Attack 87."""
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    script.refuse(429, retry_after=1)
    script.updates(bench.message_update(bench.guest(), "a"))
    task = await polled(bench, telegram, after, pause)
    await bench.until("SELECT FROM inbox")
    await end(task)
    assert waits == [1.0]


async def test_junk_in_a_batch_harms_nobody(
    bench: Bench, script: Script, telegram: Telegram, after: AfterCommit
) -> None:
    good = bench.message_update(bench.guest(), "a")
    script.updates({"nothing": 1}, good)
    task = await polled(bench, telegram, after)
    await bench.until("SELECT FROM inbox WHERE kind = 'message'")
    await end(task)


async def test_a_press_nobody_commits_is_answered_by_the_ingress(
    bench: Bench, script: Script, telegram: Telegram, after: AfterCommit
) -> None:
    """After two seconds the button stops turning; the deed itself is still to come."""
    press = bench.press_update(bench.guest(), "AAAA.1")
    script.updates(press)
    task = await polled(bench, telegram, after)
    await script.until(lambda: script.calls, 5)
    assert script.calls == [("answerCallbackQuery", {"callback_query_id": press["callback_query"]["id"]})]
    assert (await bench.row("SELECT state FROM inbox"))["state"] == "waiting"
    await end(task)


async def test_a_press_committed_elsewhere_is_not_answered_twice(
    bench: Bench, script: Script, telegram: Telegram, after: AfterCommit
) -> None:
    script.updates(bench.press_update(bench.guest(), "AAAA.1"))
    task = await polled(bench, telegram, after)
    await bench.until("SELECT FROM inbox")
    await bench.drain()  # another replica's worker: it answers by itself
    await asyncio.sleep(2.3)
    assert script.calls == []
    await end(task)
