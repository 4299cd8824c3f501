"""PostgreSQL's own programs, called so that no password shows in the list of processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit, urlunsplit

from bot.commands.report import CommandError
from bot.commands.server import Server
from bot.platform.redact import redacted


def program(server: Server, name: str, dsn: str, options: Sequence[str]) -> str:
    """Runs ``name`` on ``dsn`` and returns what it printed. Raises CommandError with its complaint."""
    path = str(server.programs / name) if server.programs is not None else shutil.which(name)
    if path is None:
        raise CommandError(f"{name} is not installed.")
    address, password = without_password(dsn)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TEREZE_", "PG"))}
    if password is not None:
        environment["PGPASSWORD"] = password
    done = subprocess.run(  # noqa: S603 -- our own program and options
        [path, "--dbname", address, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CommandError(f"{name} failed: {redacted(done.stderr.strip())}")
    return done.stdout


def without_password(dsn: str) -> tuple[str, str | None]:
    """The address without its password, and the password."""
    parts = urlsplit(dsn)
    login, at, host = parts.netloc.rpartition("@")
    user, colon, password = login.partition(":")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{host}")), unquote(password) if colon else None
