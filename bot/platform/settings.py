"""Settings of one process, from the environment or from files that the environment names.

Every secret ``TEREZE_X`` may instead be given as ``TEREZE_X_FILE``, the path of a file that holds it: so secrets stay
out of process lists and of container descriptions. Nothing else reads ``os.environ``.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

CHECKOUT: Final = Path(__file__).resolve().parents[2]
"""The folder that holds ``bot/``, ``alembic/`` and ``locales/``: the project is shipped as its checkout."""

ROOT_STATE: Final = Path("/var/lib/tereze")

D = TypeVar("D", int, None)

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,200}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram allows in its secret header
_REPLICA = re.compile(r"[A-Za-z0-9._-]{1,60}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("json", "human")
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


class SettingsError(Exception):
    """A setting is missing, doubled or malformed; the text names the variable and never quotes a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between two installations. Secrets are kept out of ``repr``."""

    state: Path
    """Folder of the embedded database, its sockets and the lock of ``make run``."""
    bot_token: str | None = field(default=None, repr=False)
    """None: the local Telegram is served instead of the real one."""
    telegram_api_url: str | None = None
    """Address of another Bot API server; None: Telegram's own."""
    database_url: str | None = field(default=None, repr=False)
    """None: the embedded PostgreSQL."""
    migration_url: str | None = field(default=None, repr=False)
    """The owner's connection, used by ``migrate`` alone; by default ``database_url``."""
    webhook_url: str | None = None
    """None: long polling."""
    webhook_secret: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int | None = None
    """Of the local Telegram's page, or of the webhook and ``/health``. 0: any free one; None: 8080 if it is free."""
    replica: str = "tereze"
    """Name of this process in leases and logs; different for every replica."""
    log_level: str = "INFO"
    log_format: str = "json"
    pool_size: int = 10
    """Most database connections one process keeps open, 2 to 200."""


_NAMES: Final = {
    "TEREZE_STATE",
    "TEREZE_BOT_TOKEN",
    "TEREZE_BOT_TOKEN_FILE",
    "TEREZE_TELEGRAM_API_URL",
    "TEREZE_DATABASE_URL",
    "TEREZE_DATABASE_URL_FILE",
    "TEREZE_MIGRATION_URL",
    "TEREZE_MIGRATION_URL_FILE",
    "TEREZE_WEBHOOK_URL",
    "TEREZE_WEBHOOK_SECRET",
    "TEREZE_WEBHOOK_SECRET_FILE",
    "TEREZE_HOST",
    "TEREZE_PORT",
    "TEREZE_REPLICA",
    "TEREZE_LOG_LEVEL",
    "TEREZE_LOG_FORMAT",
    "TEREZE_POOL_SIZE",
}


def read_settings(environ: Mapping[str, str] | None = None, *, human: bool = False) -> Settings:
    """Settings from ``environ`` (by default the process's own). ``human``: a person watches, so the defaults of the
    logs are short lines, and only what they should know.

    Raises SettingsError for a malformed value, for a secret given twice, and for an unknown ``TEREZE_`` name: a
    misspelt ``TEREZE_WEBHOOK_URL`` must not quietly mean polling. ``TEREZE_TEST_*`` belongs to the test suite.
    """
    source = _Source(os.environ if environ is None else environ)
    source.refuse_unknown()
    webhook_url = _url(source.plain("TEREZE_WEBHOOK_URL"), "TEREZE_WEBHOOK_URL", encrypted=True)
    webhook_secret = _matching(
        source.secret("TEREZE_WEBHOOK_SECRET"),
        _SECRET,
        "TEREZE_WEBHOOK_SECRET",
        "1 to 256 characters A-Z, a-z, 0-9, _ and -",
    )
    if webhook_url is not None and webhook_secret is None:
        raise SettingsError("TEREZE_WEBHOOK_URL needs TEREZE_WEBHOOK_SECRET (or TEREZE_WEBHOOK_SECRET_FILE) beside it.")
    token = _matching(source.secret("TEREZE_BOT_TOKEN"), _TOKEN, "TEREZE_BOT_TOKEN", "a token as @BotFather gives it")
    if webhook_url is not None and token is None:
        raise SettingsError("TEREZE_WEBHOOK_URL needs TEREZE_BOT_TOKEN (or TEREZE_BOT_TOKEN_FILE) beside it.")
    database_url = _database(source.secret("TEREZE_DATABASE_URL"), "TEREZE_DATABASE_URL")
    replica = _matching(source.plain("TEREZE_REPLICA"), _REPLICA, "TEREZE_REPLICA", "1 to 60 letters, digits, . _ -")
    return Settings(
        state=_state(source.plain("TEREZE_STATE")),
        bot_token=token,
        telegram_api_url=_url(source.plain("TEREZE_TELEGRAM_API_URL"), "TEREZE_TELEGRAM_API_URL", encrypted=True),
        database_url=database_url,
        migration_url=_database(source.secret("TEREZE_MIGRATION_URL"), "TEREZE_MIGRATION_URL") or database_url,
        webhook_url=webhook_url,
        webhook_secret=webhook_secret,
        host=source.plain("TEREZE_HOST") or "127.0.0.1",
        port=_number(source.plain("TEREZE_PORT"), "TEREZE_PORT", 0, 65535, default=None),
        replica=replica or f"{socket.gethostname()[:40]}-{os.getpid()}",
        log_level=_choice(
            source.plain("TEREZE_LOG_LEVEL"), "TEREZE_LOG_LEVEL", _LEVELS, default="WARNING" if human else "INFO"
        ),
        log_format=_choice(
            source.plain("TEREZE_LOG_FORMAT"), "TEREZE_LOG_FORMAT", _FORMATS, default="human" if human else "json"
        ),
        pool_size=_number(source.plain("TEREZE_POOL_SIZE"), "TEREZE_POOL_SIZE", 2, 200, default=10),
    )


class _Source:
    """The environment with the two ways to give a secret made one."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def refuse_unknown(self) -> None:
        for name in sorted(self._environ):
            if name.startswith("TEREZE_") and not name.startswith("TEREZE_TEST_") and name not in _NAMES:
                near = get_close_matches(name, _NAMES, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise SettingsError(f"{name} is not a setting of Tereze.{hint}")

    def plain(self, name: str) -> str | None:
        """An empty variable is an absent one: compose files write ``NAME=`` for "none"."""
        return self._environ.get(name, "").strip() or None

    def secret(self, name: str) -> str | None:
        value, path = self.plain(name), self.plain(f"{name}_FILE")
        if path is None:
            return value
        if value is not None:
            raise SettingsError(f"{name} and {name}_FILE are both set: keep one.")
        try:
            text = Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}_FILE: {path} cannot be read ({type(error).__name__}).") from None
        if not text:
            raise SettingsError(f"{name}_FILE: {path} is empty.")
        return text


def _state(given: str | None) -> Path:
    if given is not None:
        return Path(given).expanduser().absolute()
    # As root the server runs as a user of its own, who could not reach a checkout under somebody's home.
    return ROOT_STATE if os.geteuid() == 0 else CHECKOUT / ".state"


def _matching(value: str | None, pattern: re.Pattern[str], name: str, form: str) -> str | None:
    if value is not None and pattern.fullmatch(value) is None:
        raise SettingsError(f"{name} is malformed: expected {form}.")
    return value


def _choice(value: str | None, name: str, known: tuple[str, ...], *, default: str) -> str:
    if value is None:
        return default
    for one in known:
        if value.lower() == one.lower():
            return one
    raise SettingsError(f"{name} is malformed: expected one of {', '.join(known)}.")


def _number(value: str | None, name: str, least: int, most: int, *, default: D) -> int | D:
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value[:9]) <= most):
        raise SettingsError(f"{name} is malformed: expected a number from {least} to {most}.")
    return int(value)


def _url(value: str | None, name: str, *, encrypted: bool) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
        raise SettingsError(f"{name} is malformed: expected an address such as https://tereze.example.kz/telegram.")
    if encrypted and parts.scheme != "https" and host not in _LOCAL_HOSTS:
        raise SettingsError(f"{name} must be https: it carries the updates of people.")
    return value.rstrip("/")


def _database(value: str | None, name: str) -> str | None:
    if value is not None and urlsplit(value).scheme not in ("postgresql", "postgres"):
        raise SettingsError(f"{name} is malformed: expected postgresql://user:password@host:5432/database.")
    return value
