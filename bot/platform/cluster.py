"""The embedded PostgreSQL: the wheel brings the programs, its life is ours.

Nothing here relies on the wheel's own start and stop (they count users of the server in a file and open parent folders
to everybody). The server listens on a Unix socket in a folder that only its owner may enter, so its connections need no
password and nobody else on the machine can reach it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

import psutil

from bot.platform.account import Account, server_account
from bot.platform.binaries import EMBEDDED, Wheel, shared_programs, wheel_programs
from bot.platform.lock import Lock
from bot.platform.settings import ROOT_STATE

OWNER: Final = "tereze"
"""The role that owns schemas and migrates."""
BOT: Final = "tereze_bot"
"""The role that serves people: it owns nothing, so the audit's REVOKEs bind it (A4)."""

_PORT: Final = 5432  # names the socket file only; no TCP port is opened
_SOCKET_LIMIT: Final = 107  # bytes of a Unix socket's path, on Linux; macOS has 103
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 30.0


class ClusterError(Exception):
    """The server could not be made, started or stopped; the text ends with what its log says."""


@dataclass(slots=True)
class Cluster:
    """One embedded server and its folder. ``start`` and ``stop`` block; call them outside the event loop.

    home:     folder of data, socket, log and lock; created when missing.
    durable:  False turns fsync off (tests only: a power cut would ruin the data).
    wheel:    whose programs; the tests also run the oldest PostgreSQL that we promise.
    """

    home: Path
    durable: bool = True
    connections: int = 200
    wheel: Wheel = EMBEDDED
    tell: Callable[[str], None] = field(default=lambda _line: None)
    """Receives one line per slow step."""
    _lock: Lock | None = None
    _account: Account | None = None
    _bin: Path | None = None
    _process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.home / f"postgresql-{self.wheel.major}"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @property
    def bin_path(self) -> Path:
        """Folder of ``pg_dump``, ``pg_restore`` and ``psql`` of the server's own version."""
        return self._bin or wheel_programs(self.wheel)

    def dsn(self, database: str, *, role: str = OWNER) -> str:
        """Connection address in libpq's form, understood by asyncpg and by PostgreSQL's own programs."""
        return f"postgresql://{role}@/{database}?host={quote(str(self._socket_folder()), safe='/')}&port={_PORT}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Makes the cluster if needed and starts the server; adopts one left running by a killed process.

        Raises bot.platform.lock.Held when a living process uses this folder, ClusterError otherwise.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        self._account = server_account()
        if self._account is not None:
            self.home.chmod(0o755)  # the account passes through; data and socket folders are its own
        lock = Lock(self.home / "cluster.lock")
        lock.take()
        try:
            self._bin = (
                wheel_programs(self.wheel)
                if self._account is None
                else shared_programs(self._programs_folder(), self.wheel)
            )
            self._sweep()
            if not self.data.exists():
                self.tell("Creating the database server's files")
                self._create()
            if self.pid() is None:
                self._purge_stale_pid()
                self._launch()
        except BaseException:
            lock.release()
            raise
        self._lock = lock

    def stop(self) -> None:
        """Stops the server, waiting for it, and lets go of the folder. Does nothing when it is not running."""
        try:
            pid = self.pid()
            if pid is not None:
                self._end(pid)
            if self._process is not None:
                self._process.wait()  # collected above already; this tells the object
                self._process = None
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def pid(self) -> int | None:
        """Process id of the running server of this folder, or None."""
        pid = self._noted_pid()
        return pid if pid is not None and self._is_ours(pid) else None

    # How it is made

    def _programs_folder(self) -> Path:
        # One copy serves every cluster of this machine, the short-lived ones of the tests too.
        folder = ROOT_STATE / "programs"
        folder.mkdir(parents=True, exist_ok=True)
        for part in (ROOT_STATE, folder):
            part.chmod(0o755)
        return folder

    def _sweep(self) -> None:
        """What an interrupted start left behind. The lock is held, so nobody is at work in it."""
        for path in self.home.glob(f"{self.data.name}.making*"):
            shutil.rmtree(path)

    def _create(self) -> None:
        making = self.data.with_name(self.data.name + ".making")
        making.mkdir(mode=0o700)
        if self._account is not None:
            self._account.own(making)
        command = [
            str(self.bin_path / "initdb"), "-D", str(making), "-U", OWNER, "--auth=trust", "--encoding=UTF8",
            *self.wheel.locale, "--data-checksums",
        ]  # fmt: skip
        if not self.durable:
            command.append("--no-sync")
        done = self._run(command)
        if done.returncode != 0:
            raise ClusterError(f"initdb failed: {_tail(done.stdout)}")
        (making / "pg_hba.conf").write_text("local all all trust\n", "utf-8")
        making.rename(self.data)

    def _launch(self) -> None:
        run = self._make_socket_folder()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(run),
            "unix_socket_permissions": "0700",
            "port": str(_PORT),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": str(self.connections),
            "fsync": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            # What people typed must not reach the log: neither statements nor the details of errors.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_parameter_max_length": "0",
        }
        command = [str(self.bin_path / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            begin = log.tell()
            # A session of its own: Ctrl-C on the terminal goes to us, who let the work in hand finish first.
            process = self._process = subprocess.Popen(  # noqa: S603 -- our own program and options
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self._identity()
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ClusterError(f"PostgreSQL did not start: {_tail(self._log_from(begin))}")
            if self._noted_pid() == process.pid and self._noted_status() == "ready":
                return
            time.sleep(0.02)
        process.send_signal(signal.SIGQUIT)
        raise ClusterError(f"PostgreSQL was not ready after {_START_SECONDS:.0f} s: {_tail(self._log_from(begin))}")

    # How it ends

    def _end(self, pid: int) -> None:
        process = psutil.Process(pid)
        # INT: fast shutdown (connections cut, everything written); QUIT: at once, recovered at the next start.
        for number, seconds in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
                with suppress(psutil.TimeoutExpired):
                    process.wait(seconds)
                    return
                continue
            return
        raise ClusterError(f"PostgreSQL (process {pid}) does not stop.")

    def _purge_stale_pid(self) -> None:
        """A pid file whose process is gone, or is now somebody else's, keeps PostgreSQL from starting."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    # Small readings

    def _noted(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text("utf-8", "replace").splitlines()
        except OSError:
            return []

    def _noted_pid(self) -> int | None:
        lines = self._noted()
        return int(lines[0]) if lines and lines[0].strip().isdigit() else None

    def _noted_status(self) -> str:
        lines = self._noted()
        return lines[7].strip() if len(lines) > 7 else ""

    def _is_ours(self, pid: int) -> bool:
        """Whether ``pid`` is a server of this very folder: numbers are used again, in containers at once."""
        try:
            process = psutil.Process(pid)
            return process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
        except psutil.Error:
            return False

    def _log_from(self, begin: int) -> str:
        with suppress(OSError), self.log.open("rb") as log:
            log.seek(begin)
            return log.read().decode("utf-8", "replace")
        return ""

    def _socket_folder(self) -> Path:
        """The folder to name in addresses: the state folder's own, or a short link to it where its path is too long."""
        folder = self.home / "run"
        if len(os.fsencode(folder / f".s.PGSQL.{_PORT}.lock")) <= _SOCKET_LIMIT - 4:
            return folder
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"tereze-{name}"

    def _make_socket_folder(self) -> Path:
        folder = self.home / "run"
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._account is not None:
            self._account.own(folder)
        named = self._socket_folder()
        if named != folder:
            with suppress(FileNotFoundError):
                found = named.lstat()
                if not stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid():
                    raise ClusterError(f"{named} is in the way of the database's socket and is not ours.")
                named.unlink()
            named.symlink_to(folder)
        return named

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 -- our own program and options
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", check=False, **self._identity(),
        )  # fmt: skip

    def _identity(self) -> dict[str, Any]:
        """Whose process, where and with what surroundings: none of ours reach the server."""
        surroundings: Mapping[str, str] = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        identity: dict[str, Any] = {"env": dict(surroundings), "cwd": str(self.home)}
        if self._account is not None:
            identity |= {"user": self._account.uid, "group": self._account.gid, "extra_groups": []}
        return identity


def _tail(text: str) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()[-6:]) or "it said nothing"
