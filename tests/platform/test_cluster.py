"""The embedded server's life (design §8): made, stopped, killed, half-made, taken, far away."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.platform.cluster import Cluster, ClusterError
from bot.platform.databases import connected, drop_database, ensure_database
from bot.platform.lock import Held, Lock, read_note
from bot.platform.zone import ZoneError, check_zone_of_database, check_zone_of_python


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder the server's own account can reach, unlike pytest's private one."""
    folder = Path(tempfile.mkdtemp(prefix="tereze-cluster-"))
    yield folder / "state"
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> Iterator[Cluster]:
    home.parent.chmod(0o755)
    one = Cluster(home, durable=False)
    yield one
    one.stop()


async def _value(dsn: str, query: str) -> object:
    async with connected(dsn) as connection:
        return await connection.fetchval(query)


async def test_data_outlives_stop_and_start(server: Cluster) -> None:
    server.start()
    assert await ensure_database(server.dsn("postgres"), "kept")
    async with connected(server.dsn("kept")) as connection:
        await connection.execute("CREATE TABLE t AS SELECT 7 AS n")
    server.stop()
    assert server.pid() is None
    server.start()
    assert not await ensure_database(server.dsn("postgres"), "kept")
    assert await _value(server.dsn("kept"), "SELECT n FROM t") == 7


async def test_locale_encoding_zone_and_no_tcp(server: Cluster) -> None:
    server.start()
    dsn = server.dsn("postgres")
    assert await _value(dsn, "SELECT lower('ӘҒҚҢӨҰҮҺІ')") == "әғқңөұүһі"
    assert await _value(dsn, "SELECT datlocale FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"
    assert await _value(dsn, "SHOW listen_addresses") == ""
    assert await _value(dsn, "SHOW timezone") == "UTC"
    assert (server.home / "run").stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o077 == 0


def test_starts_over_a_half_made_cluster(server: Cluster) -> None:
    making = server.home / f"{server.data.name}.making"
    (making / "base").mkdir(parents=True)
    (making / "PG_VERSION").write_text("18\n")
    server.start()
    assert server.pid() is not None
    assert not making.exists()


def test_adopts_the_server_of_a_killed_process(server: Cluster) -> None:
    server.start()
    pid = server.pid()
    assert pid is not None
    assert server._lock is not None
    server._lock.release()  # what the kernel does for a process that was killed
    again = Cluster(server.home, durable=False)
    again.start()
    assert again.pid() == pid
    again.stop()
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_starts_after_the_server_itself_was_killed(server: Cluster) -> None:
    server.start()
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(10)
    server.stop()
    assert (server.data / "postmaster.pid").exists(), "nothing stale to purge"
    server.start()
    assert server.pid() not in (None, pid)


def test_a_stale_pid_that_is_now_somebody_elses(server: Cluster) -> None:
    """In a container numbers come round at once; PostgreSQL would refuse, and a careless stop would kill a stranger."""
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n1\n5432\n\n\n  1 1\nready   \n")
    assert server.pid() is None
    server.stop()
    server.start()
    assert server.pid() not in (None, os.getpid())


def test_a_second_start_is_told_who_has_it(server: Cluster) -> None:
    server.start()
    with pytest.raises(Held) as caught:
        Cluster(server.home).start()
    assert caught.value.note["pid"] == os.getpid()
    assert server.pid() is not None


def test_a_failed_start_says_why_and_can_be_repeated(server: Cluster) -> None:
    server.start()
    server.stop()
    configuration = server.data / "postgresql.conf"
    good = configuration.read_text()
    configuration.write_text(good + "\nshared_buffers = nonsense\n")
    with pytest.raises(ClusterError, match="shared_buffers"):
        server.start()
    configuration.write_text(good)
    server.start()


async def test_a_path_too_long_for_a_socket(home: Path) -> None:
    home.parent.chmod(0o755)
    server = Cluster(home / ("x" * 120), durable=False)
    server.start()
    try:
        assert len(server.dsn("postgres")) < 150
        assert await _value(server.dsn("postgres"), "SELECT 1") == 1
        assert (server.home / "run" / ".s.PGSQL.5432").exists(), "the socket itself is in the state folder"
    finally:
        server.stop()
        server._socket_folder().unlink()


async def test_pg_dump_of_the_servers_own_version(server: Cluster) -> None:
    server.start()
    await ensure_database(server.dsn("postgres"), "dumped")
    command = [str(server.bin_path / "pg_dump"), server.dsn("dumped")]
    done = await asyncio.to_thread(lambda: subprocess.run(command, capture_output=True, text=True, check=False))
    assert done.returncode == 0, done.stderr
    await drop_database(server.dsn("postgres"), "dumped")


async def test_what_people_type_stays_out_of_the_servers_log(server: Cluster) -> None:
    """Attack 102, for PostgreSQL's own log."""
    server.start()
    async with connected(server.dsn("postgres")) as connection:
        await connection.execute("CREATE TABLE p (name text PRIMARY KEY); INSERT INTO p VALUES ('Асем')")
        with pytest.raises(Exception, match="duplicate key"):
            await connection.execute("INSERT INTO p VALUES ('Асем')")
    text = server.log.read_text()
    assert "duplicate key" in text
    assert "Асем" not in text


def test_lock_lets_go_when_its_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    code = (
        f"import time; from pathlib import Path; from bot.platform.lock import Lock; Lock(Path({str(path)!r})).take()"
    )
    code += "; print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(Held) as caught:
            Lock(path).take()
        assert caught.value.note["pid"] == process.pid
        process.kill()
        process.wait()
        with Lock(path) as lock:
            lock.write(pid=1, address="http://127.0.0.1:8080/")
            assert read_note(path)["address"] == "http://127.0.0.1:8080/"
    assert read_note(path) == {}


async def test_zone_of_python_and_database(server: Cluster) -> None:
    """T2: since 1 March 2024 Almaty is at +05:00; an old table of zones would move every deadline by an hour."""
    server.start()
    check_zone_of_python()
    await check_zone_of_database(server.dsn("postgres"))
    with pytest.raises(ZoneError, match=r"\+06:00"):
        check_zone_of_python("Asia/Dhaka")
    with pytest.raises(ZoneError):
        await check_zone_of_database(server.dsn("postgres"), "Asia/Dhaka")
