"""`make run` as a newcomer has it: one address, a second start, stop and start again, and a stop by signal."""

import argparse
import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.commands import serve
from bot.commands.installation import HERE, free_port
from bot.commands.kinds import refuse_real, refuse_sample
from bot.commands.report import CommandError
from bot.commands.serve import USUAL_PORT
from bot.platform.databases import connected
from bot.platform.schema import SchemaTooOld
from bot.platform.settings import CHECKOUT, Settings
from bot.sample.load import load
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


@pytest.mark.timeout(300)  # three starts of everything, perhaps on a machine busy with much else
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


async def test_the_sample_and_real_people_never_meet(owner_database: str) -> None:
    await refuse_real(owner_database)
    await refuse_sample(owner_database)
    async with connected(owner_database) as connection:
        await connection.execute(
            "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en)"
            " VALUES (gen_random_uuid(), 'mission', 'Б', 'Б', 'B')"
        )
        with pytest.raises(CommandError, match="in real use"):
            await refuse_real(owner_database)
        await refuse_sample(owner_database)
        await connection.execute("DELETE FROM organisation")
    await load(owner_database)
    await refuse_real(owner_database)
    with pytest.raises(CommandError, match="invented people"):
        await refuse_sample(owner_database)


async def test_serve_refuses_what_it_cannot_serve(empty_database: str) -> None:
    with pytest.raises(CommandError, match="serve` needs"):
        serve.run(Settings(state=Path("/nowhere"), bot_token="1:abc"), argparse.Namespace())
    with pytest.raises(SchemaTooOld, match="python -m bot migrate"):
        await serve.check(empty_database)
    with pytest.raises(CommandError, match="cannot be reached"):
        await serve.check("postgresql://tereze_bot:x@127.0.0.1:1/tereze")


def test_a_port_asked_for_is_that_or_an_error() -> None:
    with socket.create_server((HERE, 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {number}"):
            free_port(Settings(state=Path("/nowhere"), port=number), HERE)
    assert free_port(Settings(state=Path("/nowhere"), port=number), HERE) == number
    assert free_port(Settings(state=Path("/nowhere"), port=0), HERE) == 0


def test_the_usual_port_gives_way() -> None:
    """Somebody else's 8080 must not keep a newcomer from starting; the printed address is the real one."""
    with suppress(OSError), socket.create_server((HERE, USUAL_PORT)):
        assert free_port(Settings(state=Path("/nowhere")), HERE) == 0
