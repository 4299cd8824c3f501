"""The webhook (attacks 2, 3, 17–24): 200 once stored, nothing without the secret, nobody's address believed."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.machine.after import AfterCommit
from bot.machine.ingress import Ingress
from bot.machine.telegram import Telegram
from bot.machine.webhook import HEADER, LARGEST, Webhook, routes
from tests.machine.support import Bench

SECRET = "right-Secret_1"
GOOD = {HEADER: SECRET}


@dataclass
class Door:
    url: str
    port: int
    session: aiohttp.ClientSession

    async def post(self, body: bytes, headers: dict[str, str], path: str = "/hook") -> int:
        async with self.session.post(self.url + path, data=BytesIO(body), headers=headers) as answer:
            return answer.status


@pytest.fixture
async def door(bench: Bench) -> AsyncIterator[Door]:
    telegram = Telegram(f"{bench.bot.id}:none", "http://127.0.0.1:9")
    after = AfterCommit(telegram)
    webhook = Webhook(Ingress(bench.database, bench.bot.id, after), SECRET, body_within=0.5)
    app = web.Application(client_max_size=LARGEST)
    app.add_routes(routes(webhook, "/hook"))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as session:
        yield Door(f"http://127.0.0.1:{port}", port, session)
    await runner.cleanup()
    after.close()
    await telegram.close()


async def stored(bench: Bench) -> list[tuple[str, str]]:
    return [(row["kind"], row["state"]) for row in await bench.rows("SELECT kind, state FROM inbox ORDER BY seq")]


async def update(bench: Bench) -> bytes:
    return json.dumps(bench.message_update(bench.guest(), "/start")).encode()


async def test_stored_and_acknowledged(bench: Bench, door: Door) -> None:
    """Attack 23: a replay of a real body is a repeat."""
    body = await update(bench)
    for _ in range(2):
        assert await door.post(body, GOOD) == 200
    assert await stored(bench) == [("message", "waiting")]


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, "/hook"),  # 17
        ({HEADER: "wrong"}, "/hook"),  # 18
        ({HEADER: ""}, "/hook"),
        ({HEADER: "right-Secret_1 x"}, "/hook"),
        ({}, f"/hook?secret={SECRET}&{HEADER}={SECRET}"),  # 20
        ({"X-Forwarded-For": "149.154.167.220", "X-Real-IP": "149.154.167.220"}, "/hook"),  # 24
    ],
)
async def test_without_the_secret(bench: Bench, door: Door, headers: dict[str, str], path: str) -> None:
    """Attacks 17, 18, 20, 24: refused, audited, nothing stored."""
    assert await door.post(await update(bench), headers, path) == 401
    assert await stored(bench) == []
    assert [row["act"] for row in await bench.rows("SELECT act FROM audit")] == ["webhook.refused"]


async def test_a_flood_without_the_secret_does_not_fill_the_audit(bench: Bench, door: Door) -> None:
    for _ in range(20):
        await door.post(b"{}", {})
    assert (await bench.row("SELECT count(*) AS n FROM audit"))["n"] == 1


@pytest.mark.parametrize("value", ["тайна", "\u00e9", "right-Secret_1\u00a0"])
async def test_a_secret_that_is_not_ascii(bench: Bench, door: Door, value: str) -> None:
    """Attack 19: refused, not a 500."""
    answer = await _raw(door, f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {value}\r\nContent-Length: 2\r\n\r\n{{}}")
    assert answer.startswith(("HTTP/1.1 401", "HTTP/1.1 400"))
    assert await stored(bench) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_only_post(bench: Bench, door: Door, method: str) -> None:
    """Attack 21."""
    async with door.session.request(method, door.url + "/hook", headers=GOOD) as answer:
        assert answer.status == 405
    async with door.session.post(door.url + "/other", headers=GOOD) as answer:
        assert answer.status == 404


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"\xff", b"[" * 50_000, b"x" * (LARGEST + 1)])
async def test_what_cannot_be_read_is_stored_all_the_same(bench: Bench, door: Door, body: bytes) -> None:
    """Attacks 1–3: any 4xx would make Telegram send it again for a day."""
    assert await door.post(body, GOOD) == 200
    assert await stored(bench) == [("unreadable", "waiting")]
    await bench.drain()
    assert await stored(bench) == [("unreadable", "done")]


async def test_a_slow_body(bench: Bench, door: Door) -> None:
    """Attack 22: a body that trickles is given up; others are served meanwhile."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n{{".encode())
    await writer.drain()
    assert await door.post(await update(bench), GOOD) == 200
    assert (await asyncio.wait_for(reader.read(100), 5)).startswith(b"HTTP/1.1 408")
    writer.close()
    assert await stored(bench) == [("message", "waiting")]


async def test_not_stored_is_not_acknowledged(bench: Bench, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the database away Telegram keeps the update and sends it again."""

    async def away(*_: Any) -> Any:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.machine.receive", away)
        assert await door.post(await update(bench), GOOD) == 503
    assert await stored(bench) == []


async def _raw(door: Door, request: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(request.encode())
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(200), 5)
    writer.close()
    return answer.decode()
