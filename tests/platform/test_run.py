"""`make run` as a newcomer has it: one address, a second start, stop and start again, and a stop by signal."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.platform.databases import connected
from bot.platform.settings import CHECKOUT
from bot.sample.load import load
from tests.platform.databases import TestServer, name_of
from tests.platform.test_commands import bot, state

__all__ = ["state"]  # the fixture


def _spawn(state: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={"PATH": os.environ["PATH"], "TEREZE_STATE": str(state), "HOME": str(state), "TEREZE_PORT": "0"},
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@asynccontextmanager
async def running(state: Path) -> AsyncIterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, up; with the address it printed."""
    process = _spawn(state)
    try:
        yield process, await asyncio.wait_for(asyncio.to_thread(_address, process), 60)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.match(r"Tereze is at (\S+)", line):
            return found[1]
    raise AssertionError("it ended without an address: " + "".join(said))


def _fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


async def test_a_newcomers_first_quarter_of_an_hour(state: Path) -> None:
    async with running(state) as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert "<html" in await asyncio.to_thread(_fetch, address)

        second = await asyncio.to_thread(bot, state, "run")
        assert second.returncode == 0
        assert address in second.stdout, "a second start says where the first runs"

        stopped = await asyncio.to_thread(bot, state, "stop")
        assert stopped.returncode == 0, stopped.stderr
        assert await asyncio.to_thread(process.wait, 30) == 0
        assert "Stopped" in (process.stdout.read() if process.stdout else "")
    assert not (state / "database" / "postgresql-18" / "postmaster.pid").exists(), "the server has ended too"

    async with running(state) as (process, _):
        process.kill()  # everything at once: the database server is left behind, and taken over
        await asyncio.to_thread(process.wait)
        async with running(state) as (again, _):
            again.send_signal(signal.SIGINT)
            assert await asyncio.to_thread(again.wait, 30) == 0


async def test_the_sample_and_real_people_never_meet(
    state: Path, owner_database: str, database: str, cluster: TestServer
) -> None:
    async with connected(owner_database) as connection:
        await connection.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en)"
            " VALUES (gen_random_uuid(), 'mission', 'Б', 'Б', 'B')"
        )
    refused = await asyncio.to_thread(bot, state, "run", TEREZE_DATABASE_URL=owner_database)
    assert refused.returncode == 1
    assert "in real use" in refused.stderr

    async with connected(owner_database) as connection:
        await connection.execute("DELETE FROM organisation")
    await load(owner_database)
    served = await asyncio.to_thread(
        bot, state, "serve", TEREZE_DATABASE_URL=cluster.bot_dsn(name_of(database)), TEREZE_BOT_TOKEN="1:abc"
    )
    assert served.returncode == 1
    assert "invented people" in served.stderr


async def test_serve_refuses_what_it_cannot_serve(state: Path, empty_database: str) -> None:
    nothing = await asyncio.to_thread(bot, state, "serve")
    assert (nothing.returncode, "serve` needs" in nothing.stderr) == (1, True)
    behind = await asyncio.to_thread(bot, state, "serve", TEREZE_DATABASE_URL=empty_database, TEREZE_BOT_TOKEN="1:abc")
    assert behind.returncode == 1
    assert "python -m bot migrate" in behind.stderr


async def test_a_taken_port_is_named(state: Path) -> None:
    listening = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    async with listening:
        taken = str(listening.sockets[0].getsockname()[1])
        refused = await asyncio.to_thread(bot, state, "run", TEREZE_PORT=taken)
    assert refused.returncode == 1
    assert f"Port {taken}" in refused.stderr
